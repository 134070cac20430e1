"""Leads as text for the clipboard: one line a row with tabs between, or JSON as it came.

Text for a table never begins a cell with a formula: who pastes it into a spreadsheet pastes what a stranger typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice

from leaddesk.domain.lead_columns import LeadColumn
from leaddesk.domain.lead_page import ABSENT, LeadRow
from leaddesk.domain.spreadsheet import pasted
from leaddesk.ui.models.lead_words import LeadWords

MOST_COPIED = 20_000
"""Rows that are put on the clipboard at most; more belong into an export."""


def as_table(rows: Iterable[LeadRow], columns: Sequence[LeadColumn], words: LeadWords) -> str:
    """Returns the rows under the names of their columns."""
    lines = ["\t".join(pasted(column.name) for column in columns)]
    lines += [
        "\t".join(pasted(words.copied(column, row.value(column.name))) for column in columns) for row in _few(rows)
    ]
    return "\n".join(lines)


def as_json(rows: Sequence[LeadRow], columns: Sequence[LeadColumn], words: LeadWords) -> str:
    """Returns one row as an object, several as a list; values as they came, masked where the screen masks them."""
    told = [_told(row, columns, words) for row in _few(rows)]
    return json.dumps(told[0] if len(rows) == 1 else told, ensure_ascii=False, indent=2)


def _told(row: LeadRow, columns: Sequence[LeadColumn], words: LeadWords) -> dict[str, object]:
    masked = words.masking.on
    values = ((column, row.value(column.name)) for column in columns)
    return {
        column.name: words.copied(column, value) if masked and column.personal and value is not None else value
        for column, value in values
        if value is not ABSENT
    }


def _few(rows: Iterable[LeadRow]) -> Iterable[LeadRow]:
    return islice(rows, MOST_COPIED)
