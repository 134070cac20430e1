"""Looks for what Lupitor's list cannot be asked for among the rows that came: words, numbers, ids, times of creation.

Whether the vendor can search by any of these is not documented (contract section 4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.vendors.lupitor.request import EXTERNAL_ID, PHONE, asked

Row = Mapping[str, object]
CREATED = "_creationTime"
_LEAST_DIGITS = 3
_NUMBER_MARKS = re.compile(r"[\d\s()+.\-]+", re.ASCII)
_LATEST_MS = 253_402_300_800_000
"""The end of year 9999."""


def created_at(row: Row) -> datetime | None:
    """Returns when a row was created: epoch milliseconds in the list (section 4); None for anything else."""
    value = row.get(CREATED)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _LATEST_MS:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def conditions(query: LeadQuery) -> tuple[Callable[[Row], bool], ...]:
    """Returns what a row has to fulfil beyond what the list was asked for."""
    return tuple(_conditions(query))


def _conditions(query: LeadQuery) -> Iterator[Callable[[Row], bool]]:
    if words := query.text.split():
        yield lambda row: _has_words(row, words)
    if number := asked(query, PHONE):
        yield lambda row: _has_digits(row, number)
    if external := asked(query, EXTERNAL_ID).casefold():
        yield lambda row: external in plain_text(row.get(EXTERNAL_ID)).casefold()
    if (start := query.created_from) is not None:
        yield lambda row: (at := created_at(row)) is None or at >= start
    if (end := query.created_to) is not None:
        yield lambda row: (at := created_at(row)) is None or at <= end


def _has_words(row: Row, words: list[str]) -> bool:
    text = " ".join(plain_text(row.get(key)) for key in (PHONE, EXTERNAL_ID, "metadata", "_id")).casefold()
    if all(word.casefold() in text for word in words):
        return True
    typed = " ".join(words)
    return _NUMBER_MARKS.fullmatch(typed) is not None and _has_digits(row, typed)


def _has_digits(row: Row, number: str) -> bool:
    wanted = re.sub(r"\D", "", number)[-10:]
    return len(wanted) >= _LEAST_DIGITS and wanted in re.sub(r"\D", "", plain_text(row.get(PHONE)))
