"""What stands beside rows: by what they were asked, a search that fails over them, its raw answer, the keys' way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.domain.secret import Secret
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.views.search.raw import RawDialog
from tests.ui.search.desk import button, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


def line(place) -> str:
    return str(place.view.panel._line.text())


def foot(place) -> str:
    return str(place.view.results._foot.text())


def withdraw_key(place) -> None:
    ref = place.view.panel.chosen_profile.secret_ref("private_key")
    place.secrets.keep_for_session(ref, Secret("withdrawn"))


class TestSaidAloud:
    @pytest.fixture
    def told(self, monkeypatch) -> list[str]:
        told: list[str] = []
        monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
        return told

    async def test_how_many_leads_came_is_announced_once_for_each_search(self, place, told):
        await place.search_for("solar")
        assert told == ["100 of 663 leads loaded"], "its first page, and not each further one"
        await place.search_for("solar")
        assert told == ["100 of 663 leads loaded"] * 2

    async def test_why_there_are_none_is_announced(self, place, told):
        await place.search_for("nobody is called so")
        assert told == [place.view.results.empty.text()]


class TestQuestion:
    async def test_another_question_says_that_it_was_not_searched_and_the_rows_say_theirs(self, place):
        await place.search_for("solar")
        assert line(place) == "“solar”"
        assert "These rows" not in foot(place)
        QTest.keyClicks(place.view.panel.text, "x")
        assert line(place) == "Not searched yet: “solarx”"
        assert foot(place).startswith("These rows: “solar”.")
        QTest.keyClick(place.view.panel.text, Qt.Key.Key_Backspace)
        assert line(place) == "“solar”"
        assert "These rows" not in foot(place)
        place.view.panel.chips.take(LeadFilter("status", "dnc"))
        assert line(place).startswith("Not searched yet: ")
        await place.search_for("solar")
        assert line(place) == "“solar” · status is dnc"

    async def test_a_search_that_fails_keeps_the_rows_before_and_dates_them(self, place):
        await place.search_for("person")
        rows = place.rows()
        withdraw_key(place)
        place.view.reading.search._held = None
        await place.search_for("other")
        assert place.state is SearchState.FAILED
        assert place.rows() == rows > 0
        assert place.view.results.notice.text().startswith("Still in view are the leads of ")
        assert place.view.results.notice.text().endswith("asked as: “person”.")
        assert line(place) == "“other”"
        assert foot(place).startswith("These rows: “person”.")
        assert "401" in place.view.grid.end.text
        assert place.view.grid.end.retry.isVisible()

    async def test_the_same_question_again_keeps_what_is_chosen_and_where_the_list_stands(self, place):
        await place.search_for()
        table = place.view.grid.table
        table.selectRow(120)
        table.verticalScrollBar().setValue(110)
        await place.rest()
        chosen = place.view.grid.current()["id"]
        await place.search_for()
        assert place.view.grid.current()["id"] == chosen
        assert table.verticalScrollBar().value() == 110

    async def test_another_question_begins_at_the_top_and_the_left(self, place):
        place.view.resize(840, 620)
        await place.search_for()
        table = place.view.grid.table
        assert table.horizontalScrollBar().maximum() > 0
        table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
        table.verticalScrollBar().setValue(50)
        await place.search_for("person")
        assert table.horizontalScrollBar().value() == 0
        assert table.verticalScrollBar().value() == 0

    async def test_columns_chosen_after_a_cancelled_search_do_not_start_it_again(self, place):
        place.view.panel.text.setText("practice:slow-page-2")
        place.view.search()
        await until(
            lambda: place.rows() == 100 and dict(place.asked[-1].asked).get("page") == "2", "page two's request"
        )
        place.view.cancel()
        seen = len(place.asked)
        place.view._take_columns(("id", "email"))
        await place.rest()
        assert place.state is SearchState.CANCELLED
        assert len(place.asked) == seen
        assert place.view.grid.visible_columns()[:2] == ("id", "email")
        assert place.told[-1][1] == "What stands in the new columns was not asked for."


class TestRaw:
    async def test_an_answer_that_is_no_page_can_be_looked_at_and_copied(self, place):
        await place.search_for("practice:not-json")
        assert place.state is SearchState.FAILED
        assert "Look at it under Raw." in place.view.results.empty.text()
        raw = place.view.reading.search.raw
        button(place.view, "Raw").click()
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, RawDialog) and one.isVisible())
        assert dialog.text.isReadOnly()
        assert dialog.text.toPlainText().split("\n")[0] == raw.splitlines()[0]
        dialog.copy_button.click()
        assert QGuiApplication.clipboard().text() == raw
        dialog.close()

    async def test_a_page_that_failed_below_rows_offers_it_too(self, place):
        await place.search_for("practice:fail-page-3")
        bar = place.view.grid.table.verticalScrollBar()
        while place.state is not SearchState.FAILED:
            bar.setValue(bar.maximum())
            await place.rest()
        assert place.view.grid.end.raw.isVisible() == bool(place.view.reading.search.raw.strip())

    async def test_what_to_do_about_a_page_that_failed_is_whole_in_a_narrow_place(self, place):
        place.view.resize(840, 620)
        await place.search_for()
        withdraw_key(place)
        place.view.refresh()
        await place.rest()
        QApplication.processEvents()
        assert "What is loaded stays." in place.view.grid.end.text
        assert place.view.grid.end._text.fits()
        assert place.view.grid.end._text.height() >= place.view.grid.end._text.heightForWidth(
            place.view.grid.end._text.width()
        )


class TestKeys:
    async def test_the_keys_go_from_the_question_through_chips_and_acts_to_the_leads(self, place):
        panel = place.view.panel
        panel.chips.take(LeadFilter("status", "dnc"))
        panel.chips.take(LeadFilter("opt_out", "false"))
        await place.search_for()
        place.view.grid.table.selectRow(0)
        panel.text.setFocus()
        names = []
        for _ in range(40):
            at = QApplication.focusWidget()
            assert isinstance(at, QWidget)
            names.append(at.accessibleName())
            QTest.keyClick(at, Qt.Key.Key_Tab)
        first = ["Search text", "Created", "Zone", "status is dnc", "Remove status is dnc", "opt_out is false"]
        first += ["Remove opt_out is false", "Add filter", "Search"]
        assert names[: len(first)] == first
        later = ["Leads", "Lead details", "Columns", "Export"]
        assert [name for name in names if name in later][:4] == later

    async def test_ctrl_end_selects_the_row_whose_details_it_shows(self, place):
        await place.search_for("person")
        table = place.view.grid.table
        table.selectRow(0)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert table.chosen_rows() == [table.currentIndex().row()] != [0]
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        assert table.chosen_rows() == [0]
        await place.rest()

    async def test_ctrl_c_copies_what_is_marked_and_says_it(self, place):
        await place.search_for()
        table = place.view.grid.table
        table.selectRow(0)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert place.told[-1][:2] == ("result", "The cell is copied.")
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert place.told[-1][:2] == ("result", "2 rows are copied as text.")
        assert len(QGuiApplication.clipboard().text().split("\n")) == 3
        button(place.view, "Copy as JSON").click()
        assert place.told[-1][1] == "The lead is copied as JSON."
        button(place.view, "Copy phone").click()
        assert place.told[-1][1] == "The number is copied."


async def test_a_status_and_a_time_are_whole_in_the_details(place):
    place.view.panel.chips.take(LeadFilter("status", "completed_with_many_calls"))
    await place.search_for()
    place.view.grid.table.selectRow(0)
    QApplication.processEvents()
    tree = place.view.chosen.details.tree
    rows = {tree.topLevelItem(at).text(0): tree.topLevelItem(at) for at in range(tree.topLevelItemCount())}
    assert rows["status"].text(1) == "completed_with_many_calls"
    for name in ("status", "created_at"):
        needed = tree.fontMetrics().horizontalAdvance(rows[name].text(1)) + tree.iconSize().width()
        assert tree.columnWidth(1) >= needed
    await place.rest()


async def test_all_default_columns_are_in_view_beside_the_details_of_a_usual_window(place):
    place.view.resize(1440 - 184, 800)
    await place.search_for()
    place.view.grid.table.selectRow(0)
    QApplication.processEvents()
    assert place.view.chosen.isVisible()
    assert place.view.grid.table.horizontalScrollBar().maximum() == 0
    await place.rest()
