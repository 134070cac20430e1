"""The shift report on paper: what stands on its pages, and how its tables share the room."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from zoneinfo import ZoneInfo

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from leaddesk import __version__
from leaddesk.domain.shift import Listing
from leaddesk.ui.print.shift_paper import page_size, shift_pdf
from leaddesk.ui.print.table_flow import squeezed
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_tables import shift_tables
from tests.ui.shift_sample import row, shift_report

TIMES = LocalTimes(ZoneInfo("America/New_York"))
LETTER, A4 = QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4


def pages(report=None, **options):
    report = report or shift_report()
    data = shift_pdf(report, shift_tables(report, TIMES), TIMES, made_by="M. Reyes", **options)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_the_first_page_says_what_when_who_and_with_what(qapp):
    first = pages()[0]
    for text in (
        "LeadDesk shift report · Everyone",
        "2026-11-21 05:04:11 UTC to 2026-11-21 19:04:11 UTC",
        "local Nov 21, 2:04:11 pm EST",
        "Saved by M. Reyes",
        f"Made with LeadDesk {__version__}",
        "Who All Load lead Check number Pause campaign",
        "Together 5 3 1 1",
        "Nov 21, 2:00 pm EST A. Okafor (202) 555-0177 Spring outreach 4",
        "From before this period, 3 more are still open.",
        "<b>no</b>",
    ):
        assert text in " ".join([first, *pages()[1:]]), text
    assert "PRACTICE" not in first


def test_practice_stands_on_every_page_and_so_does_the_page_number(qapp):
    report = replace(shift_report(), unknowns=Listing(tuple(row(number) for number in range(200)), 200))
    shown = pages(report, practice=True)
    assert len(shown) > 3
    for number, text in enumerate(shown, 1):
        assert "PRACTICE, no real leads" in text
        assert f"Page {number} of {len(shown)}" in text


def test_the_header_of_a_table_stands_on_each_of_its_pages_and_no_row_is_lost(qapp):
    report = replace(shift_report(), unknowns=Listing(tuple(row(number) for number in range(7000, 7200)), 200))
    shown = pages(report)
    held = [text for text in shown if "Spring outreach 7" in text]
    assert len(held) > 2
    assert all("When Who Number Destination Entry" in text for text in held)
    assert all(any(f"Spring outreach {number}" in text for text in shown) for number in range(7000, 7200))


def test_it_needs_no_gui_thread(qapp):
    made = []
    thread = threading.Thread(target=lambda: made.append(len(pages())))
    thread.start()
    thread.join()
    assert made == [len(pages())]


@pytest.mark.parametrize(
    ("locale", "paper"), [("en_US", LETTER), ("fr_CA", LETTER), ("de_DE", A4), ("en_GB", A4), ("es_MX", LETTER)]
)
def test_the_paper_is_that_of_the_place(locale, paper):
    assert page_size(QLocale(locale)) == paper


columns = st.lists(
    st.tuples(st.floats(1, 500), st.floats(0, 1)).map(lambda pair: (pair[0], pair[0] * pair[1])), min_size=1, max_size=9
)


@given(columns, st.floats(10, 2000))
def test_columns_always_fit_and_break_a_word_only_where_they_must(wanted_and_least, room):
    wanted, least = zip(*wanted_and_least, strict=True)
    widths = squeezed(wanted, least, room)
    assert sum(widths) <= max(room, sum(wanted)) + 1e-6
    assert sum(wanted) <= room or sum(widths) <= room + 1e-6
    assert all(width <= most + 1e-6 for width, most in zip(widths, wanted, strict=True))
    if sum(least) <= room:
        assert all(width >= few - 1e-6 for width, few in zip(widths, least, strict=True))
