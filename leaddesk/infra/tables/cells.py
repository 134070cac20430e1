"""Cells as text: what acts on whoever opens the file is taken out of it, and what is meant to be used stays usable.

For CSV, where a spreadsheet guesses what a cell is, a text that would be taken for a formula gets an apostrophe in
front. A sign with nothing but digits behind it stays as it is: it can call nothing, and `+17205550104` must be ready to
dial and `-5` to add up. (Excel then shows that phone as the number 17205550104; as text it stands in a workbook.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from leaddesk.services.export_table import Cell

REPLACED = "\ufffd"
"""Stands for each character that has no place in a file for people."""

_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b")
"""What begins a formula: plain, full-width and small forms, and the minus sign."""
_PLAIN_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)*")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters without width, behind which a sign could hide."""
_SPELLED_ALIKE = frozenset((int, float, type(None)))
_TIMES = frozenset((datetime, type(None)))
_TEXTS = frozenset((str, type(None)))
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but not tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def readable(text: str) -> str:
    """Returns the text with control characters, direction marks and lone surrogates replaced."""
    return _ACTING.sub(REPLACED, text)


def neutral(text: str) -> str:
    """Returns the text so that no spreadsheet takes it for a formula."""
    if text[:1].isalnum() or _PLAIN_NUMBER.fullmatch(text):  # nearly all texts are
        return text
    behind = _without_lead(text)
    lead = text.removesuffix(behind) if behind else text
    if "\t" in lead or "\r" in lead:
        return f"'{text}"
    if behind[:1] not in _SIGNS or not behind or _PLAIN_NUMBER.fullmatch(behind):
        return text
    return f"'{text}"


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


def _without_lead(text: str) -> str:
    """Returns what is left without blanks and unseen characters in front, however they are mixed."""
    at = 0
    while at < len(text) and (text[at].isspace() or text[at] in _UNSEEN):
        at += 1
    return text[at:]
