"""The rows of a page, and what the practice words do to them: odd types, hostile texts, rows that are none."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from leaddesk.practice import cases
from leaddesk.practice.lead_query import LeadQuery
from leaddesk.practice.lead_table import COLUMNS, EXTERNAL_COLUMNS, GRID_COLUMNS, LeadTable
from leaddesk.practice.searches import Behaviours

Row = dict[str, Any]

BIG_CELL = 1024 * 1024
LEVELS = 40
_EVERY = 7
HOSTILE_TEXTS = (
    cases.MARKUP,
    cases.FORMULA,
    cases.BIDI,
    cases.CONTROLS,
    cases.LONE_SURROGATE,
    cases.LONG_LINE,
    "שלום Person مثال",
    "👩‍👩‍👧‍👦 🇺🇸 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "\t=1+1",
    "{0} %s %(name)s ${HOME}",
    "'; DROP TABLE leads; --",
)
_HOSTILE_PATHS = (
    "https://elsewhere.example.com/leads/1",
    "//elsewhere.example.com/leads/1",
    "javascript:alert(1)",
    "file:///etc/hostname",
    "/leads/../../outside",
    "\\\\elsewhere.example.com\\leads",
)
_NO_ROWS: tuple[Any, ...] = (None, 17, "a text", [], [["id", 1]], {}, True)


def rows_of(query: LeadQuery, table: LeadTable, numbers: Sequence[int]) -> list[Any]:
    """Returns the leads of these rows of the table with the columns asked for, spoilt as the words say."""
    values = {name: COLUMNS[name] for name in query.columns or _default_columns(query.serializer)}
    if query.serializer == "lead_grid":
        values |= GRID_COLUMNS
    rows = []
    for number in numbers:
        lead = table.lead(number)
        rows.append({name: value(lead) for name, value in values.items()})
    spoils = [spoil for name, spoil in _SPOILS.items() if query.behaviours.has(name)]
    return [_spoilt(row, number, spoils) for row, number in zip(rows, numbers, strict=True)] if spoils else rows


def total_is_told(behaviours: Behaviours) -> bool:
    """Returns whether the metadata say how many rows there are."""
    return not any(behaviours.has(name) for name in ("no-total", "duplicates", "repeat"))


def _default_columns(serializer: str) -> tuple[str, ...]:
    return EXTERNAL_COLUMNS if serializer == "lead_external" else tuple(COLUMNS)


Spoil = Callable[[Row, int], Any]
"""Makes of a row, given its number in the table, what stands in its place."""


def _spoilt(row: Row, number: int, spoils: Sequence[Spoil]) -> Any:
    spoilt: Any = row
    for spoil in spoils:
        spoilt = spoil(spoilt, number)
    return spoilt


def _hostile(row: Row, number: int) -> Row:
    """Puts a hostile text in place of every text but the ids, the phone and the times."""
    spoilt: Row = {}
    for place, (name, value) in enumerate(row.items()):
        text = HOSTILE_TEXTS[(number + place) % len(HOSTILE_TEXTS)]
        if name.startswith("routes_"):
            spoilt[name] = _HOSTILE_PATHS[number % len(_HOSTILE_PATHS)]
        elif name == "data":
            spoilt[name] = {text: text, "__proto__": {"": [text]}, "interest": "<b>solar</b>"}
        elif name in {"uuid", "caller_id"} or name.endswith(("_at", "_id")) or not isinstance(value, str | None):
            spoilt[name] = value
        else:
            spoilt[name] = text
    return spoilt


def _malformed(row: Row, number: int) -> Any:
    """Puts something else in place of every seventh row, and wrong types into another seventh."""
    match number % _EVERY:
        case 3:
            return _NO_ROWS[number // _EVERY % len(_NO_ROWS)]
        case 5:
            return {name: value if name in {"id", "uuid"} else _wrong(name) for name, value in row.items()}
        case _:
            return row


def _wrong(name: str) -> Any:
    """Returns a value of a type that its column never has."""
    if name.endswith("_at"):
        return "yesterday at noon"
    if name in {"revenue", "payout"}:
        return {"amount": "1.0"}
    if name == "data":
        return "a text"
    return ["a", {"list": name}]


def _mixed(row: Row, number: int) -> Row:
    """Puts booleans, ids, money and data into each of the forms the contract holds possible."""
    return {name: _other_form(name, value, number) for name, value in row.items()}


def _other_form(name: str, value: Any, number: int) -> Any:
    form = number % 4
    if isinstance(value, bool):
        return (value, int(value), str(value).lower(), "yes" if value else "off")[form]
    if isinstance(value, int):
        return value if form % 2 == 0 else str(value)
    if name in {"revenue", "payout"} and isinstance(value, str):
        return (value, float(value), f"{float(value):.2f}", int(float(value)))[form]
    if name == "data" and value is not None:
        return value if form % 2 == 0 else json.dumps(value)
    if name.endswith("_at") and isinstance(value, str):
        return (value, value.replace("T", " "), "yesterday at noon", "")[form]
    return value


def _nulls(row: Row, _number: int) -> Row:
    return {name: value if name in {"id", "uuid"} else None for name, value in row.items()}


def _without_ids(row: Row, _number: int) -> Row:
    return {name: value for name, value in row.items() if name not in {"id", "uuid"}}


def _big_cell(row: Row, number: int) -> Row:
    """Fills the last column that is no id of the newest lead."""
    names = [name for name in row if name not in {"id", "uuid"}]
    return row | {names[-1]: "x" * BIG_CELL} if number == 0 and names else row


def _nested(row: Row, number: int) -> Row:
    if "data" not in row:
        return row
    value: Any = f"the end of {number}"
    for level in range(LEVELS, 0, -1):
        value = {f"level {level}": value, "beside": list(range(level % 5))}
    return row | {"data": value}


def _new_columns(row: Row, number: int) -> Row:
    return row | {"quality_score": number % 100, "consent": {"kind": "example", "at": None}}


_SPOILS: dict[str, Spoil] = {
    "mixed-types": _mixed,
    "nested": _nested,
    "hostile": _hostile,
    "nulls": _nulls,
    "new-columns": _new_columns,
    "big-cell": _big_cell,
    "no-ids": _without_ids,
    "malformed": _malformed,  # the last one: what it leaves may be no row
}
