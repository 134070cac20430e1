"""Reads the body of a lead load back into our own fields: a destination's mapping, backwards (contract section 2).

Only values are taken. Where the body was meant to go, and with which settings, is the destination's to say.
"""

from __future__ import annotations

from leaddesk.domain.profile import Destination, MappedField
from leaddesk.language import tr
from leaddesk.vendors.adapter import Recalled
from leaddesk.vendors.tolerant import parse_json


def recall_fields(body: str, destination: Destination, filled: tuple[MappedField, ...] = ()) -> Recalled | str:
    """Returns the lead fields in a load's body, or the sentence that says why it is none.

    `filled` are rows that the destination's settings add: they give a field back unless the mapping does.
    """
    load = parse_json(body.encode("utf-8", "replace"))
    if not isinstance(load, dict):
        return tr("Its body is not the JSON object of a lead load.")
    rows = load.get("fields")
    if not isinstance(rows, list) or not rows:
        return tr("Its body is no lead load: it has no list of fields.")
    mapped = {row.field for row in destination.mapping}
    repeated = {row.column for row in filled if row.field in mapped}
    places = {row.column: row.field for row in (*destination.mapping, *filled)}
    fields: dict[str, str] = {}
    unplaced: list[str] = []
    for number, row in enumerate(rows, start=1):
        column = row.get("dialerField") if isinstance(row, dict) else None
        if not isinstance(column, str) or not column:
            return tr("Its body is no lead load: field {number} names no dialerField.", number=number)
        text = _text(row.get("value"))
        if text == "" or column in repeated:
            continue
        key = places.get(column)
        if key is None or key in fields or text is None:
            unplaced.append(column)
        else:
            fields[key] = text
    return Recalled(fields, tuple(unplaced))


def _text(value: object) -> str | None:
    """Returns a value as its text, empty for none, or None for what no field of ours can hold."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip()
