"""Sorts and filters loaded leads on the worker thread, piece by piece.

A sort of 200,000 rows in one call of C would hold every thread up, the window's too, although it runs on another one:
so runs of a few thousand rows are sorted and merged in pieces, and the window has its turn between two of them.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from leaddesk.domain.lead_cells import plain_text, sort_key
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_page import Values
from leaddesk.services.ports import Background

PIECE = 1024
"""Rows that are worked on between two turns of the window."""
_EMPTY = 3
"""The rank of what is not there, as `sort_key` gives it: last, whichever way is sorted."""
_NUMBER_MARKS = frozenset("0123456789 ()+-.")
_LONGEST_NUMBER = 32

_Keyed: TypeAlias = tuple[int, object, int]
"""Rank, value and place of a row; the place is negative where descending, so that equals keep their order."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is asked for."""

    sort_place: int = -1
    """Where the column to sort by stands in a row; -1 for the order of arrival."""
    kind: ColumnKind = ColumnKind.TEXT
    descending: bool = False
    text: str = ""
    """What a row has to hold somewhere in `places`; empty for every row."""
    places: tuple[int, ...] = ()


async def arranged(background: Background, rows: Sequence[Values], asked: Arrangement) -> array[int]:
    """Returns the places of the rows that fit, in the order asked for; rows that come meanwhile are not looked at."""
    count = len(rows)
    kept = await _fitting(background, rows, count, asked) if asked.text else range(count)
    if asked.sort_place < 0:
        return array("i", kept)
    runs: list[list[_Keyed]] = []
    empty = array("i")
    for start in range(0, len(kept), PIECE):
        run, without = await background.do(_run, rows, kept[start : start + PIECE], asked)
        runs.append(run)
        empty.extend(without)
    order = array("i")
    merged = heapq.merge(*runs, reverse=asked.descending)
    while piece := await background.do(_next, merged):
        order.extend(piece)
    order.extend(empty)
    return order


def fits(row: Values, needle: str, digits: str, places: Sequence[int]) -> bool:
    """Tells whether a row holds the text, upper and lower case alike; a number however it is spelled."""
    for place in places:
        value = row[place] if place < len(row) else None
        if not value and value != 0:
            continue
        text = value if isinstance(value, str) else plain_text(value)
        if needle in text.casefold() or (digits and len(text) <= _LONGEST_NUMBER and digits in _digits(text)):
            return True
    return False


async def _fitting(background: Background, rows: Sequence[Values], count: int, asked: Arrangement) -> array[int]:
    kept = array("i")
    for start in range(0, count, PIECE):
        kept.extend(await background.do(_fitting_piece, rows, range(start, min(start + PIECE, count)), asked))
    return kept


def _fitting_piece(rows: Sequence[Values], piece: range, asked: Arrangement) -> list[int]:
    needle = asked.text.casefold()
    digits = _digits(needle) if _NUMBER_MARKS.issuperset(needle) else ""
    return [at for at in piece if fits(rows[at], needle, digits, asked.places)]


def _run(rows: Sequence[Values], piece: range | array[int], asked: Arrangement) -> tuple[list[_Keyed], list[int]]:
    """Returns the rows of a piece that have something to sort by, sorted, and the others as they came."""
    sign, place = -1 if asked.descending else 1, asked.sort_place
    run: list[_Keyed] = []
    empty: list[int] = []
    for at in piece:
        row = rows[at]
        rank, value = sort_key(asked.kind, row[place] if place < len(row) else None)
        if rank == _EMPTY:
            empty.append(at)
        else:
            run.append((rank, value, sign * at))
    run.sort(reverse=asked.descending)
    return run, empty


def _next(merged: Iterator[_Keyed]) -> list[int]:
    return [abs(at) for _, _, at in islice(merged, PIECE)]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
