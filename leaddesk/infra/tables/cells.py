"""Cells as text for CSV and workbooks: numbers and times as programs read them, texts as `domain.spreadsheet` says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from leaddesk.domain.spreadsheet import neutral, readable
from leaddesk.services.export_table import Cell

_SPELLED_ALIKE = frozenset((int, float, type(None)))
_TIMES = frozenset((datetime, type(None)))
_TEXTS = frozenset((str, type(None)))


def csv_cell(cell: Cell) -> str:
    """Returns a cell as it stands in a CSV file."""
    if isinstance(cell, str):
        return neutral(readable(cell))
    return plain(cell)


def csv_column(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Returns what one column's cells are in a CSV file; numbers and nothing stay, as a CSV writer spells them alike.

    An export has millions of cells and few of them act, so a whole column is looked at first.
    """
    kinds = set(map(type, cells))
    if kinds <= _SPELLED_ALIKE:
        return cells
    if kinds <= _TIMES:
        return [cell.isoformat() if isinstance(cell, datetime) else cell for cell in cells]
    if kinds <= _TEXTS:
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if "".join(texts).isprintable():  # then nothing in them is to be replaced
            if "".join({text[0] for text in texts} or "a").isalnum():
                return cells
            return [neutral(cell) if isinstance(cell, str) else cell for cell in cells]
    return [csv_cell(cell) for cell in cells]


def plain(cell: Cell) -> str:
    """Returns a cell as text; times in ISO 8601 with their offset."""
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
