"""Cells as text: no cell of a CSV file acts on whoever opens it, and phones and numbers stay usable."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.spreadsheet import readable
from leaddesk.infra.tables.cells import csv_cell, csv_column


@given(st.text())
def test_what_a_csv_cell_begins_with_never_acts(text):
    cell = csv_cell(text)
    behind = cell.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad \u00a0\u3000\n")
    begins = behind[:1]
    assert begins not in set("=@\t\r\uff1d\uff0b\uff0d\uff20")
    if begins in set("+-"):
        assert set(behind[1:]) <= set("0123456789.,")
    assert cell.removeprefix("'") in (readable(text), readable(text).removeprefix("'"))


def test_other_kinds_of_cells():
    west = datetime(2026, 11, 21, 12, 4, 11, tzinfo=timezone(timedelta(hours=-7)))
    assert [csv_cell(cell) for cell in (None, True, False, -5, 2.5, west)] == [
        *("", "true", "false", "-5", "2.5", "2026-11-21T12:04:11-07:00")
    ]


TEXTS = st.sampled_from(
    ["+17205550104", "plain", "=1+1", "", " =1", "a\x00b", "\u202ex", "\t=1", "Zoë", "-5,0", "\uff0bA1", "\n@"]
)


@given(
    st.lists(st.none() | TEXTS | st.text(max_size=3)),
    st.lists(st.booleans() | st.integers() | st.floats()),
    st.lists(st.none() | st.datetimes(timezones=st.timezones())),
)
def test_the_cells_of_a_column_are_those_that_stand_alone(texts, others, times):
    for column in (texts, others, times, texts + others + times):
        spelled = ["" if cell is None else str(cell) for cell in csv_column(column)]
        assert spelled == [csv_cell(cell) for cell in column]
