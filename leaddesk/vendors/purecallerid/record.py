"""The rest of a lead in an answer: ids, place, times, what was stored, whose number it is about (section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaddesk.domain.phone import last_ten, show_number
from leaddesk.domain.verdict import Fact, Silence, StoredField
from leaddesk.language import tr, tr_later
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.purecallerid.words import Part
from leaddesk.vendors.tolerant import Reading

if TYPE_CHECKING:
    from leaddesk.vendors.purecallerid.answer import Answer

_NUMBERS = (
    ("lead", "phone"),
    ("lead", "validationResult", "phone_number"),
    ("lead", "knownLitigatorCheck", "Phone"),
)
"""Where an answer says which number it is about."""


def read_record(reading: Reading[Answer]) -> tuple[Fact, ...]:
    """Returns the lead's own fields in the order of the contract; one fact when there is no lead."""
    lead = reading.model.lead
    if lead is None:
        return (Part(reading, ()).fact("Lead", lead, "lead"),)
    part = Part(reading, ("lead",))
    return (
        part.fact("Organization ID", lead.orgId, "orgId"),
        part.fact("Workspace ID", lead.workspaceId, "workspaceId"),
        part.fact("Campaign ID", lead.campaignId, "campaignId"),
        part.fact("List ID", lead.listId, "listId"),
        part.fact("Phone", lead.phone, "phone"),
        part.fact("Zip", lead.zip, "zip"),
        part.fact("City", lead.city, "city"),
        part.fact("State", lead.state, "state"),
        part.fact("Caller id", lead.callerId, "callerId"),
        part.fact("Lead status", lead.status, "status"),
        part.fact("Loaded at", lead.loaded, "loaded"),
        *(
            part.fact(label, value, key)
            for label, value, key in (
                (tr_later("Fields"), lead.fields, "fields"),
                (tr_later("Mapping"), lead.mapping, "mapping"),
            )
            if value is None
        ),
    )


def read_stored(reading: Reading[Answer], sent: Sent) -> tuple[StoredField, ...]:
    """Returns `fields` joined to `mapping` by index only, beside what was sent; nothing without `fields`."""
    lead = reading.model.lead
    if lead is None or lead.fields is None:
        return ()
    values, columns = lead.fields, _columns(reading)
    indexes = {*range(len(values)), *range(len(sent.values)), *columns}
    stored = []
    for index in sorted(indexes):
        value = values[index] if index < len(values) else None
        kept = reading.value(value, "lead", "fields", index)
        was_sent = sent.values[index] if index < len(sent.values) else None
        stored.append(
            StoredField(
                index,
                columns.get(index, ""),
                kept.value if isinstance(kept, Silence) else kept,
                was_sent.column if was_sent else "",
                was_sent.value if was_sent else None,
            )
        )
    return tuple(stored)


def _columns(reading: Reading[Answer]) -> dict[int, str]:
    lead = reading.model.lead
    entries = (lead.mapping if lead else None) or ()
    return {
        int(entry.columnIndex): entry.columnId or ""
        for entry in entries
        if entry is not None
        and entry.columnIndex is not None
        and entry.columnIndex >= 0
        and entry.columnIndex == int(entry.columnIndex)
    }


def find_other_numbers(data: dict[str, object], sent: Sent) -> tuple[str, ...]:
    """Returns a sentence for each number in the answer whose last ten digits are not those that were sent.

    It looks at the answer as it came, so that a number in another type than text is compared too.
    """
    asked = last_ten(sent.phone)
    found: dict[str, tuple[str, list[str]]] = {}
    for path in _NUMBERS:
        text = _dig(data, path)
        digits = last_ten(text)
        if asked and digits and digits != asked:
            found.setdefault(digits, (text, []))[1].append(".".join(path))
    return tuple(
        tr(
            "The answer is about {text}, not the number that was sent ({paths}).",
            text=show_number(text[:40]),
            paths=", ".join(paths),
        )
        for text, paths in found.values()
    )


def _dig(data: object, path: tuple[str, ...]) -> str:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return str(data) if isinstance(data, str | int) else ""
