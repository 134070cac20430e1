"""The place History: search, filter, page, open, act and back, over a source made by hand."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from tests.ui.history.desk import button, exchange, named, settle, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


DISK_FULL = StoreProblem("The history cannot be read.", "The disk is full.", "Free some space.")


class TestRows:
    async def test_fixed_names_are_there(self, place):
        view = place.view
        await place.read()
        assert named(view, QLineEdit, "Search history").isVisible()
        assert named(view, QTableView, "Exchanges") is view.table
        assert {"Open", "Save proof", "Verify history"} <= {
            item.accessibleName() for item in view.findChildren(QPushButton) if item.isVisible()
        }

    async def test_a_narrow_window_hides_what_is_said_elsewhere(self, place):
        table = place.view.table
        await place.read()
        place.view.resize(1240, 600)
        assert [table.isColumnHidden(at) for at in range(9)] == [False] * 9
        place.view.resize(928, 600)
        assert place.view.width() == 928
        assert [at for at in range(9) if table.isColumnHidden(at)] == [1, 3, 8]

    async def test_an_empty_history_says_so(self, place):
        place.source.kept = []
        await place.read()
        assert "Nothing has been sent yet. Every lead you send will stand here." in shown(place.view)
        assert not place.view.table.isVisible()
        for name in ("Open", "Save proof", "Settle", "More", "Export"):
            assert not button(place.view, name).isEnabled()

    async def test_rows_are_read_and_counted(self, place):
        place.source.gate.clear()
        await place.read()
        assert "Reading the history" in shown(place.view)
        place.source.gate.set()
        await settle()
        assert "40 exchanges" in shown(place.view)
        assert place.view.table.currentIndex().row() == 0
        count = named(place.view, QLabel, "Count")
        assert count.accessibleDescription() == count.text() != ""

    async def test_nothing_is_read_while_the_place_is_out_of_view(self, place):
        place.view.hide()
        await place.read()
        assert place.source.asked == []
        place.view.show()
        await settle()
        assert len(place.source.asked) == 1

    async def test_refresh_keeps_row_and_scroll(self, place):
        view = place.view
        await place.read()
        view.table.setCurrentIndex(view.model.index(30, 0))
        scrolled = view.table.verticalScrollBar().value()
        assert scrolled > 0
        place.source.kept.insert(0, exchange(41))
        await place.read()
        assert view.model.exchange(view.table.currentIndex().row()).id == 10
        assert view.table.verticalScrollBar().value() == scrolled

    async def test_an_unread_history_is_not_called_empty(self, place):
        assert "The history is not open yet." in shown(place.view)
        assert not [text for text in shown(place.view) if "exchange" in text or "Nothing has been sent" in text]
        place.source.problem = DISK_FULL
        await place.read()
        assert DISK_FULL.sentence() in shown(place.view)
        assert "The history is not open yet." not in shown(place.view)
        assert not [text for text in shown(place.view) if "Nothing has been sent" in text]

    async def test_a_failed_read_keeps_the_old_rows(self, place):
        await place.read()
        place.source.problem = DISK_FULL
        await place.read()
        text = f"{DISK_FULL.sentence()} The rows below are older."
        assert text in shown(place.view)
        assert place.view.model.rowCount() == 40
        place.source.problem = None
        await place.read()
        assert text not in shown(place.view)

    async def test_at_midnight_today_is_another_day(self, place):
        view = place.view
        await place.read()
        view.list.filters.when.setCurrentText("Today")
        await settle()
        assert view.model.texts(0)[0] == "6:24:11 am"
        place.clock.at += timedelta(days=1)
        view._minute.timeout.emit()
        await settle()
        assert place.query.since.isoformat() == "2026-11-22T05:00:00+00:00"
        assert place.ids() == []


class TestPages:
    @pytest.mark.parametrize("place", [(1000, 300)], indirect=True)
    async def test_the_next_page_comes_ahead_of_the_scroll(self, place):
        view = place.view
        await place.read()
        assert "300+ exchanges" in shown(view)
        view.table.verticalScrollBar().setValue(100)
        await settle()
        assert len(place.source.asked) == 1
        place.source.gate.clear()
        view.table.verticalScrollBar().setValue(160)
        view.table.verticalScrollBar().setValue(165)
        await settle()
        assert "300+ exchanges, reading more" in shown(view)
        place.source.gate.set()
        await settle()
        assert place.source.asked[1:] == [(HistoryQuery(), 701)]
        assert place.ids() == list(range(1000, 400, -1))
        assert "600+ exchanges" in shown(view)
        for _ in range(3):
            view.table.scrollToBottom()
            await settle()
        assert place.ids() == list(range(1000, 0, -1))
        assert "1,000 exchanges" in shown(view)

    @pytest.mark.parametrize("place", [(1000, 300)], indirect=True)
    async def test_a_refresh_brings_all_pages_back_and_another_question_the_first_one(self, place):
        view = place.view
        await place.read()
        view.table.verticalScrollBar().setValue(160)
        await settle()
        place.choose(620)
        place.source.kept.insert(0, exchange(1001))
        await place.read()
        assert view.model.rowCount() == 600
        assert view.model.exchange(view.table.currentIndex().row()).id == 620
        view.list.filters.assessment.choose(("Review",))
        await settle()
        assert view.model.rowCount() == 300
        assert view.table.currentIndex().row() == 0
        assert view.table.verticalScrollBar().value() == 0

    @pytest.mark.parametrize("place", [(1000, 300)], indirect=True)
    async def test_a_late_page_of_an_older_question_is_dropped(self, place):
        view, source = place.view, place.source
        await place.read()
        source.gate.clear()
        view.table.verticalScrollBar().setValue(160)
        await settle()
        late, source.gate = source.gate, asyncio.Event()
        source.gate.set()
        view.search.setText("0017")
        view.refresh()
        await settle()
        late.set()
        await settle()
        assert place.ids() == [17]

    async def test_a_late_answer_of_an_older_question_is_dropped_even_if_it_is_there_already(self, place):
        """The older answer has come in the same turn of the loop: cancelling its task would be too late."""
        view = place.view
        await place.read()
        rows = await view._pages._read(view._pages._asked)
        view.search.setText("0017")
        view.refresh()
        view._pages._take(rows)
        await settle()
        assert place.ids() == [17]
