"""The lead search: which rows fit, which of them make a page, and in which of the contract's shapes it comes.

A search without filters costs nothing to page through. One with filters looks at the rows once, as far as it has to,
in small steps that let other requests through; what it found is kept for the last few searches.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterator, Sequence
from operator import length_hint
from typing import Any

from leaddesk.practice.lead_query import Fits, LeadQuery
from leaddesk.practice.lead_rows import Row, rows_of, total_is_told
from leaddesk.practice.lead_table import LeadTable

ROOT = "leads"
INSERTED = 3
_KEPT = 4
_STEP = 2000
_DOUBLED = 10


class Matches:
    """The rows that fit, found as far as somebody asked."""

    def __init__(self, table: LeadTable, rows: range, fits: tuple[Fits, ...]) -> None:
        self._table = table
        self._fits = fits
        self._found: array[int] = array("L")
        self.rows: Sequence[int] = self._found if fits else rows
        """The rows found, in order."""
        self._left: Iterator[int] | None = iter(rows) if fits else None

    async def look(self, count: int | None) -> None:
        """Looks until that many are found, or all of them."""
        while self._left is not None and (count is None or len(self._found) < count):
            self._step(self._left)
            await asyncio.sleep(0)

    def _step(self, left: Iterator[int]) -> None:
        lead_of, fits, found = self._table.lead, self._fits, self._found
        for _, row in zip(range(_STEP), left, strict=False):
            lead = lead_of(row)
            if all(fit(lead) for fit in fits):
                found.append(row)
        if length_hint(left) == 0:  # a range's iterator knows how many are left
            self._left = None


class LeadSearch:
    """Makes the pages of one table."""

    def __init__(self, table: LeadTable) -> None:
        self.table = table
        self._recent: dict[tuple[object, ...], Matches] = {}

    async def page(self, query: LeadQuery) -> Any:
        """Returns the body of the page that was asked for."""
        matches = self._matches(query)
        start = _start(query)
        tells = query.root and total_is_told(query.behaviours)
        await matches.look(None if tells else start + query.per_page + 1)
        numbers = _numbers(query, matches.rows, start)
        return _shaped(query, rows_of(query, self.table, numbers), start, matches.rows, tells=tells)

    def _matches(self, query: LeadQuery) -> Matches:
        if not query.fits:
            return Matches(self.table, query.rows, ())
        key = (query.filters, query.rows)
        matches = self._recent.pop(key, None) or Matches(self.table, query.rows, query.fits)
        self._recent[key] = matches
        if len(self._recent) > _KEPT:
            del self._recent[next(iter(self._recent))]
        return matches


def _start(query: LeadQuery) -> int:
    """Returns where the page begins among the rows that fit."""
    if query.cursor is not None:
        return query.cursor
    if query.behaviours.has("repeat"):
        return 0
    start = (query.page - 1) * query.per_page
    return start - _inserted(query)


def _inserted(query: LeadQuery) -> int:
    """Returns how many new leads have pushed this page's rows on since the first page."""
    return min(INSERTED, query.per_page - 1) * (query.page - 1) if query.behaviours.has("inserted") else 0


def _numbers(query: LeadQuery, rows: Sequence[int], start: int) -> Sequence[int]:
    """Returns the rows of the page."""
    size = query.per_page
    for name, left in (("empty", 0), ("short", size // 2)):
        behaviour = query.behaviours.named(name)
        if behaviour is not None and behaviour.on(query.page):
            size = left
    if query.behaviours.has("duplicates"):  # the places 9 and 10, 19 and 20, … show the same row
        places = (place - place // _DOUBLED for place in range(start, start + size))
        return [rows[place] for place in places if place < len(rows)]
    return rows[start : start + size]


def _shaped(query: LeadQuery, rows: list[Row], start: int, found: Sequence[int], *, tells: bool) -> Any:
    has, root = query.behaviours.has, query.behaviours.named("root")
    if not query.root or has("bare"):
        return rows
    if has("no-metadata"):
        return {ROOT: rows}
    metadata: dict[str, Any] = {"page": query.page, "per_page": query.per_page}
    if has("unnamed-root"):
        beside: dict[str, Any] = {"status": 200, "errors": {}, "warnings": [], "checksum": "0" * 32}
        return beside | {"records": rows, "metadata": metadata}
    name = root.text if root else ROOT
    metadata["root"] = name
    if tells:
        total = 10 if has("wrong-total") else len(found) + _inserted(query)
        metadata |= {"total_entries": total, "total_pages": -(-total // query.per_page)}
    if has("cursor"):
        end = start + query.per_page
        metadata["next_cursor"] = end if end < len(found) else 0
    if has("no-rows"):
        return {"status": 200, "errors": {}, "message": "Nothing to list", "metadata": metadata}
    return {name: rows, "metadata": metadata}
