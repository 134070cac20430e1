"""An invented answer of the lead load in which all four checks answered and none blocks, and what went out for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from leaddesk.domain.verdict import Litigator, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import Sent, SentValue
from leaddesk.vendors.purecallerid.codec import PureCallerID

AT = datetime(2026, 1, 5, 9, 2, tzinfo=UTC)
SENT = Sent(
    "2025550123",
    (SentValue("number1", "2025550123"), SentValue("zip", "20001"), SentValue("first_name", "Ada")),
)
ADAPTER = PureCallerID()


def case(**changes: Any) -> dict[str, Any]:
    """Returns a case with all fifteen fields."""
    return {
        "Phone": "2025550123",
        "Name": "TESTA PERSON",
        "ParticipantType": "Plaintiff",
        "LastFour": 42,
        "Actions": ["TCPA"],
        "Court": "EXAMPLE DISTRICT COURT",
        "CaseTitle": "PERSON V. SAMPLE CO",
        "CaseNumber": "1:99-CV-00001",
        "FilingDate": "2001-02-03",
        "Judges": ["JUDGE SAMPLE"],
        "Defendants": ["SAMPLE CO", "DOE 1"],
        "Plaintiffs": ["TESTA PERSON"],
        "Attorneys": ["ATTORNEY SPECIMEN"],
        "Lawfirms": ["SPECIMEN AND PARTNERS"],
        "CAFA": "",
        **changes,
    }


def litigator(*cases: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Returns a litigator check over these cases that does not contradict itself."""
    actions = ", ".join(dict.fromkeys(action for item in cases for action in item["Actions"]))
    return {
        "ttl": "2026-02-05T09:00:00.000Z",
        "Phone": "2025550123",
        "Found": bool(cases),
        "NumHits": len(cases),
        "results": list(cases),
        "Elapsed": 0.05,
        "description": f"Known for {actions}.\nMay be the same person." if cases else "",
        "actions": actions,
        **changes,
    }


def clean() -> dict[str, Any]:
    """Returns an accepted answer in which no check blocks."""
    return {
        "status": "Accepted",
        "reason": None,
        "message": "OK",
        "lead": {
            "orgId": 9,
            "workspaceId": 90,
            "campaignId": "65f00000000000000000a001",
            "listId": "65f00000000000000000b002",
            "phone": "+12025550123",
            "zip": "20001",
            "city": "Sampleton",
            "state": "DC",
            "callerId": "+12025550188",
            "status": "LOADED",
            "validationResult": {
                "phone_number": "+12025550123",
                "is_valid": True,
                "activity_score": 71,
                "line_type": "Mobile",
                "carrier": "Example Wireless",
                "is_prepaid": False,
                "active": True,
                "mobile": True,
            },
            "doNotCallResult": {"blocked": False, "sanCoverage": True, "reason": "OK"},
            "stateDoNotCallResult": {"blocked": False, "reason": "OK"},
            "knownLitigatorCheck": litigator(),
            "loaded": "2026-01-05T09:02:00.000Z",
            "fields": ["2025550123", "20001", "Ada"],
            "mapping": [
                {"columnIndex": 0, "columnId": "phone"},
                {"columnIndex": 1, "columnId": "zip"},
                {"columnIndex": 2, "columnId": "first_name"},
            ],
        },
    }


def answer(data: object, status: int = 200, **headers: str) -> HttpResponse:
    """Returns an answer with that JSON body; a header's underscores become dashes."""
    named = {"content-type": "application/json", **{key.replace("_", "-"): text for key, text in headers.items()}}
    return HttpResponse(status, tuple(named.items()), json.dumps(data).encode())


def decode(data: object, status: int = 200, sent: Sent = SENT) -> Verdict:
    """Returns the verdict of that JSON body."""
    return ADAPTER.decode_submit(answer(data, status), sent, AT)


def with_lead(**changes: Any) -> Verdict:
    """Returns the verdict of an answer whose lead differs in these fields."""
    data = clean()
    data["lead"] |= changes
    return decode(data)


def litigator_of(check: object) -> Litigator:
    """Returns what is read out of a litigator check."""
    evidence = with_lead(knownLitigatorCheck=check).evidence
    assert evidence is not None
    assert isinstance(evidence.litigator, Litigator)
    return evidence.litigator


def facts_of(check: Any) -> list[tuple[str, str, bool]]:
    """Returns the facts of a check: label, text, and whether it is a caution."""
    return [(fact.label, fact.text, fact.caution) for fact in check.facts]
