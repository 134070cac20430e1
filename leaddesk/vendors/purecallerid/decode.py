"""Puts the verdict of one answer together: outcome, evidence, record, and what about it is odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from leaddesk.domain.drift import DriftKind, FieldChange
from leaddesk.domain.verdict import Fact, Silence, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.purecallerid.evidence import read_evidence
from leaddesk.vendors.purecallerid.outcome import LOOK_FIRST, is_accepted, say_reason, settle
from leaddesk.vendors.purecallerid.record import find_other_numbers, read_record, read_stored
from leaddesk.vendors.purecallerid.words import Part
from leaddesk.vendors.said import excerpt
from leaddesk.vendors.tolerant import Reading, Unparsed, parse_json, read

if TYPE_CHECKING:
    from leaddesk.vendors.purecallerid.answer import Answer


def decode(response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
    """Returns the verdict of an answer to the lead load; any bytes whatever give one."""
    from leaddesk.vendors.purecallerid.answer import Answer

    parsed = parse_json(response.body)
    data = {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else {}
    reading = read(Answer, data)
    top = Part(reading, ())
    status = reading.model.status or ""
    reason, message = top.text(reading.model.reason, "reason"), top.text(reading.model.message, "message")
    answered = 200 <= response.status <= 299
    words = say_reason(reason, message) or ("" if answered else excerpt(response.body))
    settled = settle(response, status, words, _why_no_status(parsed, reading), at)
    lead = reading.model.lead
    return Verdict(
        outcome=settled.outcome,
        explanation=settled.explanation,
        status=top.text(reading.model.status, "status"),
        reason=reason,
        message=message,
        caller_id=(lead.callerId if lead else None) or "",
        evidence=read_evidence(reading),
        other_numbers=find_other_numbers(data, sent),
        record=read_record(reading),
        stored=read_stored(reading, sent),
        extra=tuple(Fact(path.rpartition(".")[2], text, key=path) for path, text in reading.extra),
        drift=reading.drift,
        changes=(*reading.changes(), *(_missing(data, status) if answered and data else ())),
        notices=_notices(response, parsed, reading),
        retry_after_s=settled.retry_after_s,
    )


def _missing(data: dict[str, object], status: str) -> Iterator[FieldChange]:
    """Yields what no published answer of a success is without (section 4.1); all else may be absent."""
    if "status" not in data:
        yield FieldChange(DriftKind.MISSING, "status", tr_later("text"))
    if is_accepted(status) and "lead" not in data:
        yield FieldChange(DriftKind.MISSING, "lead", tr_later("an object"))


def _why_no_status(parsed: object, reading: Reading[Answer]) -> str:
    if isinstance(parsed, Unparsed):
        return parsed.reason
    if not isinstance(parsed, dict):
        return tr("The answer is JSON, but not an object.")
    if reading.silence("status") is Silence.UNREADABLE:
        return tr("Its status is not a text.")
    return tr("It has no status.")


def _notices(response: HttpResponse, parsed: object, reading: Reading[Answer]) -> tuple[str, ...]:
    notices = []
    lead_status = (reading.model.lead.status if reading.model.lead else None) or ""
    status = reading.model.status or ""
    if is_accepted(status) and not 200 <= response.status <= 299:
        notices.append(
            tr(
                "The answer contradicts itself: its code is {status}, its text says {said}. {look_first}",
                status=response.status,
                said=status.strip(),
                look_first=LOOK_FIRST,
            )
        )
    elif status.strip() and not is_accepted(status) and lead_status.strip().casefold() == "loaded":
        notices.append(
            tr(
                "The answer contradicts itself: its status is {status}, the lead's is {lead_status}. {look_first}",
                status=status.strip(),
                lead_status=lead_status.strip(),
                look_first=LOOK_FIRST,
            )
        )
    content_type = response.header("Content-Type")
    if not isinstance(parsed, Unparsed) and content_type and "json" not in content_type.lower():
        notices.append(tr("The answer is JSON, but is labelled {content_type}.", content_type=content_type))
    if isinstance(parsed, Unparsed) and response.body.strip() and not 200 <= response.status <= 299:
        notices.append(parsed.reason)
    if response.capped:
        notices.append(tr("The answer was longer than LeadDesk reads: its end is missing."))
    return tuple(notices)
