"""The bodies of the lead load's answers, one function for each line of the table of practice numbers.

Their shape is the contract's section 4. Where it marks a thing UNKNOWN (what a rejected lead looks like, what
stands for a check that did not run) a body here is one possible form of it, not the vendor's word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from leaddesk.practice import cases
from leaddesk.practice.cases import Json
from leaddesk.practice.lead_request import LeadLoad

CALLER_LINE = "0188"
OTHER_LINE = "0199"
_FRESH_FOR = timedelta(days=30)
_STALE_BY = timedelta(minutes=2)


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _data_quality(number: str) -> Json:
    return {
        "phone_number": f"+1{number}",
        "is_valid": True,
        "activity_score": 71,
        "line_type": "Mobile",
        "carrier": "Example Wireless",
        "is_prepaid": False,
        "active": True,
        "mobile": True,
    }


def _litigator(load: LeadLoad, found: list[Json]) -> Json:
    return {
        "ttl": _time(load.at + _FRESH_FOR),
        "Phone": load.number,
        "Found": bool(found),
        "NumHits": len(found),
        "results": found,
        "Elapsed": 0.05,
        "description": cases.narrative(found) if found else "",
        "actions": cases.all_actions(found),
    }


def _answer(load: LeadLoad) -> Json:
    """Make an accepted answer in which all four checks answer and none blocks."""
    return {
        "status": "Accepted",
        "reason": None,
        "message": "OK",
        "lead": {
            "orgId": 9,
            "workspaceId": 90,
            "campaignId": load.campaign_id,
            "listId": "65f00000000000000000b002",
            "phone": f"+1{load.number}",
            "zip": load.typed("Zip"),
            "city": load.typed("City"),
            "state": load.typed("State"),
            "callerId": f"+1{load.number[:-4]}{CALLER_LINE}",
            "status": "LOADED",
            "validationResult": _data_quality(load.number),
            "doNotCallResult": {"blocked": False, "sanCoverage": True, "reason": "OK"},
            "stateDoNotCallResult": {"blocked": False, "reason": "OK"},
            "knownLitigatorCheck": _litigator(load, []),
            "loaded": _time(load.at),
            "fields": [field.value for field in load.fields],
            "mapping": [
                # The vendor calls the phone's column `phone`, whatever name was sent (section 4.2).
                {"columnIndex": index, "columnId": "phone" if field.type == "Phone" else field.dialer_field}
                for index, field in enumerate(load.fields)
            ],
        },
    }


def _not_loaded(load: LeadLoad, status: str, reason: str, message: str) -> Json:
    answer = _answer(load)
    answer |= {"status": status, "reason": reason, "message": message}
    answer["lead"] |= {"callerId": None, "status": "NOT_LOADED", "loaded": None}
    return answer


def _federal(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["doNotCallResult"] = {"blocked": True, "sanCoverage": True, "reason": "FEDERAL_DNC"}
    return answer


def _san_gap(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["doNotCallResult"] = {"blocked": True, "sanCoverage": False, "reason": "NO_SAN_EXAMPLE"}
    return answer


def _state(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["stateDoNotCallResult"] = {"blocked": True, "reason": "STATE_DNC"}
    return answer


def _litigator_one(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["knownLitigatorCheck"] = _litigator(load, cases.one_case(load.number))
    return answer


def _litigator_twelve(load: LeadLoad) -> Json:
    answer = _not_loaded(load, "Rejected", "TCPA_FLAG", "The number belongs to a known litigator")
    answer["lead"]["knownLitigatorCheck"] = _litigator(load, cases.twelve_cases(load.number))
    return answer


def _stale(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["knownLitigatorCheck"]["ttl"] = _time(load.at - _STALE_BY)
    return answer


def _not_returned(load: LeadLoad) -> Json:
    """Answer without checks in the three ways the contract holds possible: null, an empty object, no key."""
    answer = _answer(load)
    lead = answer["lead"]
    lead["validationResult"] = None
    del lead["doNotCallResult"]
    lead["stateDoNotCallResult"] = {}
    lead["knownLitigatorCheck"] = None
    return answer


def _cautions(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"]["validationResult"] |= {
        "activity_score": 3,
        "line_type": "NonFixedVOIP",
        "is_prepaid": True,
        "active": False,
        "mobile": False,
    }
    return answer


def _rejected(load: LeadLoad) -> Json:
    answer = _not_loaded(load, "Rejected", "INACTIVE", "The number shows no activity")
    answer["lead"]["validationResult"] |= {"activity_score": 0, "active": False}
    return answer


def _invalid(load: LeadLoad) -> Json:
    answer = _not_loaded(load, "Rejected", "INVALID", "The number is not valid")
    answer["lead"]["validationResult"] |= {"is_valid": False, "activity_score": 0, "active": False}
    return answer


def _held(load: LeadLoad) -> Json:
    return _not_loaded(load, "Held", "Waiting for approval", "The campaign holds new leads until approved")


def _hostile(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["reason"] = cases.FORMULA
    answer["message"] = cases.MARKUP + cases.BIDI + cases.CONTROLS
    lead = answer["lead"]
    lead |= {"city": "<b>Sampleton</b>", "status": f"LOADED{cases.CONTROLS}"}
    lead["validationResult"] |= {"carrier": cases.MARKUP, "line_type": "+Mobile"}
    lead["doNotCallResult"]["reason"] = cases.BIDI
    lead["stateDoNotCallResult"]["reason"] = cases.LONG_LINE
    found = cases.hostile_cases(load.number)
    lead["knownLitigatorCheck"] |= {
        "Found": True,
        "NumHits": 1,
        "results": found,
        "description": "\n".join((cases.MARKUP, cases.FORMULA, cases.BIDI, cases.LONG_LINE)),
        "actions": cases.all_actions(found),
    }
    return answer


def _unreadable(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer["lead"] |= {
        "validationResult": {"phone_number": f"+1{load.number}", "is_valid": "true", "activity_score": "71"},
        "doNotCallResult": {"blocked": "false", "sanCoverage": "true", "reason": ["OK"]},
        "stateDoNotCallResult": [{"blocked": False}],
        "knownLitigatorCheck": {
            "ttl": 1767603600,
            "Phone": load.number,
            "Found": "false",
            "NumHits": "0",
            "results": ["not an object"],
            "Elapsed": "0.05",
            "description": {"text": "none"},
            "actions": [],
        },
    }
    return answer


def _another_number(load: LeadLoad) -> Json:
    answer = _answer(load)
    other = load.number[:-4] + OTHER_LINE
    answer["lead"]["phone"] = f"+1{other}"
    answer["lead"]["validationResult"]["phone_number"] = f"+1{other}"
    answer["lead"]["knownLitigatorCheck"]["Phone"] = other
    return answer


def _new_fields(load: LeadLoad) -> Json:
    answer = _answer(load)
    answer |= {"requestId": "practice-0001", "warnings": [{"code": "EXAMPLE", "level": 1}]}
    lead = answer["lead"]
    lead |= {"rndStatus": "NOT_REASSIGNED", "activeProspectResult": {"outcome": "EXAMPLE", "pages": [1, 2]}}
    lead["validationResult"]["risk"] = {"level": "LOW", "score": 0.12}
    lead["doNotCallResult"]["listedSince"] = None
    lead["knownLitigatorCheck"] |= {"found": "differs from Found by case only", "source": "Example Register"}
    return answer


def _stored_differently(load: LeadLoad) -> Json:
    """Answer with the city in capitals, the first plain field dropped and the mapping one entry short."""
    stored = list(load.fields)
    plain = next((field for field in stored if field.type is None), None)
    if plain is not None:
        stored.remove(plain)
    answer = _answer(LeadLoad(load.campaign_id, load.number, tuple(stored), load.at))
    lead = answer["lead"]
    lead["fields"] = [field.value.upper() if field.type == "City" else field.value for field in stored]
    lead["mapping"].pop()
    if lead["city"] is not None:
        lead["city"] = lead["city"].upper()
    return answer


ANSWERS: dict[str, Callable[[LeadLoad], Json]] = {
    "no_block_returned": _answer,
    "federal": _federal,
    "san_gap": _san_gap,
    "state": _state,
    "litigator_one": _litigator_one,
    "litigator_twelve": _litigator_twelve,
    "stale": _stale,
    "not_returned": _not_returned,
    "cautions": _cautions,
    "rejected": _rejected,
    "invalid": _invalid,
    "held": _held,
    "hostile": _hostile,
    "unreadable": _unreadable,
    "another_number": _another_number,
    "new_fields": _new_fields,
    "stored_differently": _stored_differently,
}
"""The name a practice number gives → the function that makes the body."""
