"""Reads the cells of leads by the kind of their column; nothing raises, and what cannot be read stays as it came.

No value of a lead is documented: a truth may be a text, money a number, an id a UUID. Each function says which forms
it takes, and returns None for every other one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_page import ABSENT

_TRUE, _FALSE = frozenset(("1", "true", "yes", "on")), frozenset(("0", "false", "no", "off"))
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(:\d\d(\.\d{1,6}\d*)?)?) ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)", re.ASCII
)
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_ORDINARY_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.(?:\d{3}|\d{6}))?[+-]\d\d:\d\d", re.ASCII)
"""What Python reads without any help."""
_MOST_DIGITS = 30
_EXACT = 2**53
"""Numbers that a file's float holds exactly are smaller."""
_TEXTS = frozenset((str, type(None)))

SortKey = tuple[int, object]
"""Orders values of mixed types: numbers, then texts, then what is not there."""


def read_truth(value: object) -> bool | None:
    """Returns a yes or no: true and false, 0 and 1, and the words that the vendor takes itself."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | str):
        word = str(value).strip().casefold() if isinstance(value, str) else str(value) if value in (0, 1) else ""
        return True if word in _TRUE else False if word in _FALSE else None
    return None


def read_number(value: object) -> Decimal | None:
    """Returns a number or a numeric text exactly; money is never a float."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**_MOST_DIGITS else None
    text = value.strip() if isinstance(value, str) and len(value) <= 2 * _MOST_DIGITS + 4 else ""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def read_time(value: object) -> datetime | None:
    """Returns a point in time, in UTC: ISO 8601, or `2026-02-03 10:00:00 -0500`.

    A text without a zone is no point in time.
    """
    if not isinstance(value, str) or len(value) >= 60:
        return None
    try:
        if _ORDINARY_TIME.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC)
        found = _TIME.fullmatch(value.strip())
        if found is None:
            return None
        time = found["time"].partition(".")
        zone = "+00:00" if found["zone"] in ("Z", "UTC") else found["zone"]
        return datetime.fromisoformat(f"{found['day']}T{time[0]}{time[1]}{time[2][:6]}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def plain_text(value: object) -> str:
    """Returns a cell as one text: nothing for nothing, nested values as JSON, all else as it came."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return ""


def sort_key(kind: ColumnKind, value: object) -> SortKey:
    """Returns what a cell is sorted by; ids sort as numbers where they are some."""
    if value is None or value is ABSENT or value == "":
        return 3, 0
    if kind is ColumnKind.TIME:
        moment = read_time(value)
        return (0, moment.timestamp()) if moment else (1, plain_text(value).casefold())
    if kind is ColumnKind.BOOLEAN:
        truth = read_truth(value)
        return (0, int(truth)) if truth is not None else (1, plain_text(value).casefold())
    if type(value) is int:
        return 0, value
    number = read_number(value)
    return (0, number) if number is not None else (1, plain_text(value).casefold())


def export_column(kind: ColumnKind, values: Sequence[object]) -> Sequence[str | int | float | bool | datetime | None]:
    """Returns the cells of a whole column as `export_cell` does; belongs on a worker thread for many rows."""
    kinds = set(map(type, values))
    if kinds <= _TEXTS and kind not in (ColumnKind.TIME, ColumnKind.BOOLEAN):
        return cast("Sequence[str | None]", values)
    return [export_cell(kind, value) for value in values]


class JsonText(str):
    """A nested value as its JSON: a table's cell, and the value itself where a file holds such."""

    __slots__ = ()


def export_cell(kind: ColumnKind, value: object) -> str | int | float | bool | datetime | None:
    """Returns a cell as a table's file takes it: truths, times and numbers by their type, all else as text.

    Money stays text as it came: a file's float would change it.
    """
    if value is None or value is ABSENT:
        return None
    if type(value) is int and -_EXACT < value < _EXACT:
        return value
    if isinstance(value, bool) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if kind is ColumnKind.TIME and (moment := read_time(value)):
        return moment
    if kind is ColumnKind.BOOLEAN and (truth := read_truth(value)) is not None:
        return truth
    return JsonText(plain_text(value)) if isinstance(value, dict | list) else plain_text(value)
