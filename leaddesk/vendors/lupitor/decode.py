"""Puts the verdict of one create together: outcome, record, what of it was stored, and what about it is odd."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from leaddesk.domain.drift import DriftKind, FieldChange
from leaddesk.domain.phone import last_ten, show_number
from leaddesk.domain.verdict import Fact, Silence, StoredField, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.lupitor.destinations import OWN_KEYS, PHONE
from leaddesk.vendors.lupitor.limits import wait_after_last
from leaddesk.vendors.lupitor.outcome import settle
from leaddesk.vendors.lupitor.recall import as_text
from leaddesk.vendors.said import is_web_page
from leaddesk.vendors.tolerant import Reading, Unparsed, parse_json, read

if TYPE_CHECKING:
    from leaddesk.vendors.lupitor.answer import Answer

_EXCERPT = 200


def decode(response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
    """Returns the verdict of an answer to a create; any bytes whatever give one."""
    from leaddesk.vendors.lupitor.answer import Answer

    parsed = parse_json(response.body)
    envelope = {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else {}
    reading = read(Answer, envelope)
    answer = reading.model
    lead_id = answer.data.leadId if answer.data else None
    error = read_error(envelope) or excerpt(response, parsed)
    settled = settle(
        response,
        success=answer.success,
        lead_id=lead_id or "",
        error=error,
        why_silent=_why_silent(parsed, reading),
        at=at,
    )
    data = envelope.get("data")
    kept = {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}
    wait = settled.retry_after_s or wait_after_last(response, at)
    return Verdict(
        outcome=settled.outcome,
        explanation=settled.explanation,
        message=read_error(envelope),
        other_numbers=tuple(_other_number(kept, sent)),
        record=(_lead_id(reading, lead_id),),
        stored=tuple(_stored(kept, sent)),
        extra=tuple(Fact(path.rpartition(".")[2], text, key=path) for path, text in reading.extra),
        drift=reading.drift,
        changes=(*reading.changes(), *(_missing(envelope) if 200 <= response.status <= 299 else ())),
        notices=tuple(_notices(response, parsed, answer.success, lead_id or "", wait)),
        refused=settled.refused,
        retry_after_s=wait,
    )


def read_error(envelope: dict[str, object]) -> str:
    """Returns the error of an answer as text, also where it is none; nothing where there is no error."""
    error = envelope.get("error")
    if isinstance(error, dict):
        error = error.get("message", error)
    if error is None:
        error = envelope.get("message")
    return "" if error is None else as_text(error).strip()[:2000]


def excerpt(response: HttpResponse, parsed: object) -> str:
    """Returns the beginning of a body that is no JSON; web pages say nothing."""
    if not isinstance(parsed, Unparsed) or is_web_page(response):
        return ""
    return " ".join(response.body[:2000].decode("utf-8", "replace").split())[:_EXCERPT]


def _missing(envelope: dict[str, object]) -> Iterator[FieldChange]:
    """Yields what every answer to a create has (sections 1 and 3)."""
    if envelope and "success" not in envelope:
        yield FieldChange(DriftKind.MISSING, "success", tr_later("yes or no"))
    data = envelope.get("data")
    if envelope.get("success") is True and not (isinstance(data, dict) and "leadId" in data):
        yield FieldChange(DriftKind.MISSING, "data.leadId", tr_later("text"))


def _why_silent(parsed: object, reading: Reading[Answer]) -> str:
    if isinstance(parsed, Unparsed):
        return parsed.reason
    if not isinstance(parsed, dict):
        return tr("The answer is JSON, but not an object.")
    if reading.silence("success") is Silence.UNREADABLE:
        return tr("Its success is neither yes nor no.")
    return tr("It has no success.")


def _lead_id(reading: Reading[Answer], lead_id: str | None) -> Fact:
    if lead_id is not None:
        return Fact(tr("Lead ID"), lead_id, key="data.leadId")
    unreadable = reading.unreadable.get(("data", "leadId"))
    text = tr_now(reading.silence("data", "leadId").value) if unreadable is None else as_text(unreadable)
    return Fact(tr("Lead ID"), text, key="data.leadId")


def _stored(kept: dict[str, object], sent: Sent) -> Iterator[StoredField]:
    """Yields what the answer holds of the columns that were sent; the documented one holds none (section 3)."""
    metadata = kept.get("metadata")
    held = {**(metadata if isinstance(metadata, dict) else {}), **{key: kept[key] for key in OWN_KEYS if key in kept}}
    if held:
        for index, one in enumerate(sent.values):
            value = as_text(held[one.column]) if one.column in held else Silence.MISSING.value
            yield StoredField(index, one.column, value, one.column, one.value)


def _other_number(kept: dict[str, object], sent: Sent) -> Iterator[str]:
    number = kept.get(PHONE)
    text = str(number) if isinstance(number, str | int) else ""
    if last_ten(text) and last_ten(sent.phone) and last_ten(text) != last_ten(sent.phone):
        yield tr(
            "The answer is about {text}, not the number that was sent (data.{phone}).",
            text=show_number(text[:40]),
            phone=PHONE,
        )


def _notices(
    response: HttpResponse, parsed: object, success: bool | None, lead_id: str, wait: float | None
) -> Iterator[str]:
    code = response.status
    if success and not 200 <= code <= 299:
        yield tr(
            "The answer contradicts itself: its code is {code}, its success is yes. Look for it in Search leads.",
            code=code,
        )
    elif success and not lead_id:
        yield tr("No leadId came with it.")
    if not success and lead_id:
        yield tr(
            "A leadId came although success is not yes: {lead_id}. Look for the lead in Search leads.",
            lead_id=lead_id[:_EXCERPT],
        )
    kind = response.header("Content-Type")
    if not isinstance(parsed, Unparsed) and kind and "json" not in kind.lower():
        yield tr("The answer is JSON, but is labelled {kind}.", kind=kind[:_EXCERPT])
    if isinstance(parsed, Unparsed) and response.body.strip() and not 200 <= code <= 299:
        page = tr("A web page came: perhaps a proxy or a firewall answered, and not Lupitor.")
        yield page if is_web_page(response) else parsed.reason
    if response.capped:
        yield tr("The answer was longer than LeadDesk reads: its end is missing.")
    if wait is not None and code != 429:
        yield tr("That was the key's last request of this minute; {seconds} s are left.", seconds=math.ceil(wait))
