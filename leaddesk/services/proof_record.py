"""Turns one exchange into the record of a proof: all that the verdict view shows, as texts that all readers read alike.

`LastFour` is masked wherever it stands, and nothing is left from which it could be worked out: no hash of the answer as
it was kept. Credentials were masked before the history saw the exchange.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from leaddesk import __version__
from leaddesk.domain.assessment import Check, Judgement
from leaddesk.domain.exchange import Settlement
from leaddesk.domain.last_four import mask_last_four, names_last_four
from leaddesk.domain.phone import show_number
from leaddesk.domain.proof import ChainPosition, Record
from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import (
    CASE_FIELDS,
    DataQuality,
    Evidence,
    Fact,
    FederalDnc,
    LitigationCase,
    Litigator,
    Silence,
    StateDnc,
)
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead

MOST = 2_000
"""Entries of one list that a record takes; a real answer has a hundredth. The answer in it has all of them."""
NO_ADVICE = tr("Nothing in this document is legal advice.")
SAN_WORDS = {
    True: tr("your SAN covers this area code"),
    False: tr("your SAN does not cover this area code"),
    Silence.MISSING: tr("not returned"),
    Silence.UNREADABLE: tr("unreadable"),
}
_Brought = DataQuality | FederalDnc | StateDnc | Litigator | Silence


def proof_record(
    lead: AnsweredLead,
    *,
    settlements: Iterable[Settlement],
    position: ChainPosition | None,
    operator: str,
    now: datetime,
    fingerprint: str,
    key_kept: bool,
    zone: tzinfo | None = None,
) -> Record:
    """Returns the record of a lead that is in the history.

    `operator` saves the proof, `now` is when, `zone` the one for local times, by default that of the computer;
    `position` is None where the history keeps no chain with a secret key.
    """
    record: dict[str, Any] = {
        "app": {"name": "LeadDesk", "version": __version__},
        "made": {"at": _moment(now, zone), "operator": operator},
        "entry": _entry(lead, zone),
        "outcome": _outcome(lead),
        "assessment": _assessment(lead),
        "checks": _checks(lead, zone),
        "litigator": _litigator(lead),
        "attention": _attention(lead),
        "record": _facts(lead.verdict.record),
        "other": _facts(lead.verdict.extra),
        "stored": _stored(lead),
        "settlements": [_settlement(item, zone) for item in settlements],
        "request": _request(lead.opening.request),
        "response": _response(lead.settlement.response),
        "left_out": _left_out(lead),
        "chain": _chain(position),
        "signing": {"fingerprint": fingerprint, "kept": key_kept},
        "notice": NO_ADVICE,
    }
    cleaned: dict[str, Any] = _clean(record)
    return cleaned


def _entry(lead: AnsweredLead, zone: tzinfo | None) -> dict[str, Any]:
    opening, settlement = lead.opening, lead.settlement
    return {
        "id": lead.exchange_id,
        "act": opening.act,
        "number": opening.number,
        "number_shown": show_number(opening.number),
        "operator": opening.operator,
        "vendor": opening.vendor,
        "profile": opening.profile_name,
        "environment": opening.environment,
        "destination": opening.destination_name,
        "dialer": opening.dialer,
        "opened": _moment(opening.at, zone),
        "settled": _moment(settlement.at, zone),
        "settled_by": settlement.by.value,
        "settled_by_operator": settlement.operator,
        "notes": list(opening.notes),
    }


def _outcome(lead: AnsweredLead) -> dict[str, Any]:
    verdict = lead.verdict
    return {
        "load": verdict.outcome.value,
        "word": verdict.word,
        "explanation": verdict.explanation.sentence(),
        "status": verdict.status,
        "reason": verdict.reason,
        "message": verdict.message,
        "caller_id": verdict.caller_id,
    }


def _assessment(lead: AnsweredLead) -> dict[str, Any]:
    assessment, rules = lead.assessment, lead.rules
    return {
        "grade": assessment.grade.value,
        "reasons": list(assessment.reasons),
        "rules": {
            "version": lead.settlement.rules or tr("not recorded"),
            "source": rules.source,
            "fired": [
                {"rule": fired.id.value, "words": fired.words, "effect": fired.effect, "checks": list(fired.checks)}
                for fired in assessment.fired
            ],
        },
        "data_quality_counts": lead.opening.data_quality_counts,
    }


def _checks(lead: AnsweredLead, zone: tzinfo | None) -> list[dict[str, Any]]:
    evidence = lead.verdict.evidence
    if evidence is None:
        return []
    return [_check(item, _brought(evidence, item.check), zone) for item in lead.assessment.judgements]


def _check(judgement: Judgement, brought: _Brought, zone: tzinfo | None) -> dict[str, Any]:
    silent = isinstance(brought, Silence)
    check: dict[str, Any] = {
        "check": judgement.check.value,
        "state": judgement.state.value,
        "why": judgement.why,
        "vendor_reason": "" if isinstance(brought, Silence) else brought.reason,
        "cautions": list(judgement.cautions),
        "fresh_until": _moment(judgement.fresh_until, zone) if judgement.fresh_until else None,
        "fields": [] if isinstance(brought, Silence) else _facts(brought.facts),
    }
    if judgement.check is Check.FEDERAL_DNC:
        covered = brought.san_coverage if isinstance(brought, FederalDnc) else Silence.MISSING
        check["san_coverage"] = judgement.state.value if silent else SAN_WORDS[covered]
    if judgement.check is Check.LITIGATOR:
        until = brought.fresh_until if isinstance(brought, Litigator) else Silence.MISSING
        check["ttl"] = _moment(until, zone) if isinstance(until, datetime) else until.value
    return check


def _brought(evidence: Evidence, check: Check) -> _Brought:
    found: dict[Check, _Brought] = {
        Check.DATA_QUALITY: evidence.data_quality,
        Check.FEDERAL_DNC: evidence.federal,
        Check.STATE_DNC: evidence.state,
        Check.LITIGATOR: evidence.litigator,
    }
    return found[check]


def _litigator(lead: AnsweredLead) -> dict[str, Any]:
    litigator = lead.verdict.evidence.litigator if lead.verdict.evidence else None
    if not isinstance(litigator, Litigator):
        return {"narrative": "", "actions": "", "mismatches": [], "cases": []}
    return {
        "narrative": litigator.narrative,
        "actions": litigator.actions,
        "mismatches": list(litigator.mismatches),
        "cases": [_case(case) for case in litigator.cases[:MOST]],
    }


def _case(case: LitigationCase) -> list[dict[str, str]]:
    return [{"label": label, "text": _case_text(case, attribute)} for label, attribute in CASE_FIELDS]


def _case_text(case: LitigationCase, attribute: str) -> str:
    return MASK if attribute == "last_four" and case.last_four else case.text(attribute)


def _attention(lead: AnsweredLead) -> list[str]:
    verdict = lead.verdict
    drift = (tr("Not as documented: {text}", text=text) for text in verdict.drift[:MOST])
    return [*verdict.other_numbers, *verdict.notices, *drift]


def _left_out(lead: AnsweredLead) -> dict[str, int]:
    """Returns how many entries of each list are only in the answer as it came."""
    verdict = lead.verdict
    litigator = verdict.evidence.litigator if verdict.evidence else None
    counts = {
        "cases": len(litigator.cases) if isinstance(litigator, Litigator) else 0,
        "attention": len(verdict.drift),
        "other": len(verdict.extra),
        "stored": len(verdict.stored),
    }
    return {name: max(count - MOST, 0) for name, count in counts.items()}


def _facts(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    return [
        {"label": fact.label, "key": fact.key, "text": _unless_last_four(fact.key, fact.text)} for fact in facts[:MOST]
    ]


def _unless_last_four(name: str, text: str) -> str:
    """Returns the text of a field, masked where the contract has no such name but it is `LastFour` all the same."""
    return MASK if names_last_four(name) else text


def _stored(lead: AnsweredLead) -> list[dict[str, Any]]:
    return [
        {
            "index": field.index,
            "column": field.column,
            "stored": _unless_last_four(field.column, field.value),
            "sent": None if field.sent_value is None else _unless_last_four(field.sent_column, field.sent_value),
            "differs": field.differs,
        }
        for field in lead.verdict.stored[:MOST]
    ]


def _settlement(item: Settlement, zone: tzinfo | None) -> dict[str, Any]:
    return {
        "at": _moment(item.at, zone),
        "by": item.by.value,
        "operator": item.operator,
        "outcome": item.outcome.value,
        "word": item.word,
        "assessment": item.assessment,
        "explanation": item.explanation.sentence(),
    }


def _request(request: RequestRecord) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": request.url,
        "headers": [list(header) for header in request.headers],
        "body": request.body,
    }


def _response(response: HttpResponse | None) -> dict[str, Any] | None:
    if response is None:
        return None
    return {
        "status": response.status,
        "headers": [list(header) for header in response.headers],
        "body": response.body.decode("utf-8", "backslashreplace"),
        "took_ms": round(response.elapsed_s * 1000),
        "cut_off": response.capped,
    }


def _chain(position: ChainPosition | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {
        "opening": {"entry": position.opening_seq, "mac": position.opening_mac},
        "settlement": {"entry": position.settlement_seq, "mac": position.settlement_mac},
        "entries": position.head_count,
    }


def _moment(at: datetime, zone: tzinfo | None) -> dict[str, str]:
    local = at.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    minutes = abs(offset) // timedelta(minutes=1)
    name = local.tzname() or ""
    shown = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
    named = f"{name} ({shown})" if name and not name.startswith(("+", "-", "UTC")) else shown
    return {
        "utc": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "local": f"{local:%Y-%m-%d %H:%M:%S} {named}",
    }


def _clean(value: Any) -> Any:
    """Returns the value with `LastFour` masked in every text, and what UTF-8 cannot hold spelled out."""
    match value:
        case str():
            return mask_last_four(value.encode("utf-8", "backslashreplace").decode())
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case list():
            return [_clean(item) for item in value]
    return value
