"""The place Search leads over real HTTP: ask, page, cancel, supersede, fail, and say how many leads there are."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.services.lead_search import SearchState
from leaddesk.vendors.trackdrive.form import search_form
from tests.ui.search.desk import Place, button, shown, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


def count(place) -> str:
    return str(place.view.results.count.text())


class TestWhatIsThere:
    async def test_fixed_names_are_there(self, place):
        names = {
            kind: {one.accessibleName() for one in place.view.findChildren(kind)}
            for kind in (QComboBox, QLineEdit, QPushButton, QTableView, QLabel)
        }
        assert {"Profile", "Created", "Zone"} <= names[QComboBox]
        assert "Search text" in names[QLineEdit]
        assert {"Search", "Cancel search", "Columns", "Export", "Add filter", "Saved searches"} <= names[QPushButton]
        assert "Leads" in names[QTableView]
        assert "Result count" in names[QLabel]

    async def test_created_offers_the_labels_verbatim(self, place):
        created = place.view.panel.created
        offered = [created.itemText(at) for at in range(created.count())]
        assert offered == ["Any time", *search_form().created_labels]
        assert len(search_form().created_labels) == 22

    async def test_nothing_is_asked_before_search(self, place, leads):
        before = len(place.asked)
        await asyncio.sleep(0.05)
        assert len(place.asked) == before
        assert place.view.results.is_empty
        assert "Nothing is asked yet" in place.view.results.empty.text()
        assert not place.view.panel.cancel_button.isEnabled()
        assert not button(place.view, "Export").isEnabled()

    async def test_without_a_profile_it_says_how_to_add_one(self, theme, qtbot):
        place = Place(theme, None)
        qtbot.addWidget(place.jobs)
        qtbot.addWidget(place.view)
        place.view.show()
        assert "press Add profile and choose TrackDrive" in place.view.results.empty.text()
        button(place.view, "Open Profiles").click()
        assert place.wishes == [("profiles_wanted",)]
        await place.close()


class TestPages:
    async def test_only_the_columns_in_view_are_asked_for(self, place):
        before = len(place.asked)
        await place.search_for("person")
        asked = dict(place.asked[before].asked)
        assert asked["columns"].split(",") == [*search_form().default_columns, "uuid"]
        assert asked["fulltext"] == "person"
        assert asked["page"] == "1"

    async def test_pages_come_ahead_of_the_scroll_and_no_further(self, place):
        before = len(place.asked)
        await place.search_for()
        first = len(place.asked) - before
        assert 1 <= first <= 3
        bar = place.view.grid.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        await until(lambda: len(place.asked) > before + first, "the next page")
        await place.rest()
        assert place.rows() > 100 * first

    async def test_the_count_is_honest(self, place):
        await place.search_for("practice:no-total")
        assert count(place) == f"{place.rows():,} leads loaded, more follow"
        assert place.view.results.count.accessibleDescription().endswith("unknown total")
        await place.search_for("")
        assert count(place) == f"{place.rows():,} of 5,000 leads loaded"
        await place.search_for("zzzz-nobody")
        assert count(place) == "0 leads"
        assert place.view.results.empty.text() == "Nothing found: no lead fits what you ask for."

    async def test_enter_in_the_field_searches(self, place):
        place.view.panel.text.setFocus()
        before = len(place.asked)
        QTest.keyClick(place.view.panel.text, Qt.Key.Key_Return)
        await place.rest()
        assert len(place.asked) > before
        assert place.rows() >= 100

    async def test_a_cap_of_the_vendor_is_said(self, place):
        await place.search_for("practice:cap50")
        assert "The vendor gives 50 rows a page at most; 100 were asked for." in place.view.results.notice.text()

    async def test_rows_that_do_not_fit_are_said(self, place):
        place.view.panel.chips.take(LeadFilter("status", "dnc"))
        await place.search_for("practice:ignores-filters")
        assert "do not fit the filter Status" in place.view.results.notice.text()
        assert "the vendor may have ignored it" in place.view.results.notice.text()

    async def test_a_page_that_repeats_stops_and_says_so(self, place):
        await place.search_for("practice:repeat")
        bar = place.view.grid.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        await until(lambda: place.state is SearchState.ENDED, "the end")
        assert place.rows() == 100
        assert "reading stopped there" in place.view.results.notice.text()


class TestStops:
    async def test_cancel_stops_at_once_and_stays_stopped(self, place):
        seen = len(place.asked)
        place.view.panel.text.setText("practice:stall")
        place.view.search()
        await until(lambda: len(place.asked) > seen, "the request")
        assert place.view.panel.cancel_button.isEnabled()
        place.view.panel.cancel_button.click()
        assert place.state is SearchState.CANCELLED
        assert not place.view.panel.cancel_button.isEnabled()
        before = len(place.asked)
        await asyncio.sleep(0.1)
        assert len(place.asked) == before
        assert count(place) == "Cancelled"
        assert "cancelled" in place.view.results.empty.text()

    async def test_escape_cancels_and_what_is_loaded_stays(self, place):
        place.view.panel.text.setText("practice:slow-page-2")
        place.view.search()
        await until(
            lambda: place.rows() == 100 and dict(place.asked[-1].asked).get("page") == "2", "page two's request"
        )
        QTest.keyClick(place.view.panel.text, Qt.Key.Key_Escape)
        assert place.state is SearchState.CANCELLED
        before = len(place.asked)
        bar = place.view.grid.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        await asyncio.sleep(0.1)
        assert place.rows() == 100
        assert len(place.asked) == before
        assert count(place) == "100 of 5,000 leads loaded, cancelled"
        assert place.view.grid.end.text == "The search was cancelled. What is loaded stays."

    async def test_a_new_search_supersedes_and_late_answers_are_dropped(self, place):
        place.view.panel.text.setText("practice:slow person")
        place.view.search()
        old = place.view.reading.search
        await until(lambda: place.state is SearchState.READING, "the request")
        await place.search_for("practice:nulls")
        rows = place.rows()
        assert old is not None
        assert old.state is SearchState.CANCELLED
        await asyncio.sleep(0.2)
        assert place.rows() == rows
        assert place.view.reading.search is not old


class TestFaults:
    async def test_a_failed_page_is_a_row_that_offers_retry(self, place):
        await place.search_for("practice:fail-page-3")
        bar = place.view.grid.table.verticalScrollBar()
        while place.state is not SearchState.FAILED:
            bar.setValue(bar.maximum())
            await place.rest()
        assert place.rows() == 200
        assert "Page 3:" in place.view.grid.end.text
        assert "What is loaded stays." in place.view.grid.end.text
        assert count(place).endswith("loaded, a page failed")
        before = len(place.asked)
        place.view.grid.end.retry.click()
        await place.rest()
        assert len(place.asked) == before + 3
        assert place.rows() == 200

    async def test_a_page_that_failed_once_comes_again(self, place):
        await place.search_for("practice:429-once")
        assert place.rows() >= 100

    async def test_a_wait_is_counted_down(self, place):
        place.clock.pace = 1.0
        place.view.panel.text.setText("practice:429")
        place.view.search()
        await until(lambda: place.state is SearchState.WAITING, "the wait")
        assert "Trying again in 3 s (try 2 of 3)." in place.view.grid.end.text
        await until(lambda: "Trying again in 2 s" in place.view.grid.end.text, "a second less")
        place.view.cancel()

    @pytest.mark.parametrize(
        ("word", "says"),
        [
            ("practice:html", "sign-in"),
            ("practice:403", "403"),
            ("practice:404", "404"),
            ("practice:422", "422"),
            ("practice:not-json", ""),
        ],
    )
    async def test_an_error_has_its_sentence(self, place, word, says):
        await place.search_for(word)
        assert place.state is SearchState.FAILED
        said = place.view.results.empty.text()
        assert place.view.reading.search.problem.title in said
        assert says in said.casefold()
        assert button(place.view, "Try again").isVisible()
        assert count(place) == "Not read"

    async def test_wrong_keys_are_said(self, theme, qtbot, leads):
        place = Place(theme, leads)
        qtbot.addWidget(place.jobs)
        qtbot.addWidget(place.view)
        await place.sign_in(private_key="wrong")
        place.view.show()
        await place.search_for("")
        assert place.state is SearchState.FAILED
        assert "401" in place.view.results.empty.text()
        await place.close()

    async def test_malformed_rows_are_counted(self, place):
        await place.search_for("practice:malformed")
        assert "left out." in place.view.results.notice.text()

    async def test_hostile_texts_stay_texts(self, place):
        await place.search_for("practice:hostile")
        assert place.rows() > 0
        assert not [text for text in shown(place.view) if "\u202e" in text]
