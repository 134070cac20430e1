"""The place History: search, filter, page, open, act and back, over a source made by hand."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTableView

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery, SettledBy
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.services.browse_history import Story
from tests.ui.history.desk import Place, Source, button, exchange, named, settle, shown
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DISK_FULL = StoreProblem("The history cannot be read.", "The disk is full.", "Free some space.")


@pytest.fixture
async def place(theme, qtbot, request):
    place = Place(theme, getattr(request, "param", None) and Source(*request.param))
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    place.view.resize(1000, 600)
    place.view.show()
    place.view.activateWindow()
    yield place
    await place.scope.finish(1)


def open_menu() -> QMenu:
    return next(menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible())


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
        older = view._asked
        rows = await view._read(older)
        view.search.setText("0017")
        view.refresh()
        view._show_rows(rows)
        await settle()
        assert place.ids() == [17]


class TestFilters:
    async def test_search_waits_for_typing(self, place, qtbot):
        await place.read()
        qtbot.keyClicks(place.view.search, "0017")
        assert len(place.source.asked) == 1
        place.source.was_asked.clear()
        await asyncio.wait_for(place.source.was_asked.wait(), 5)
        await settle()
        assert [query.text for query, _before in place.source.asked] == ["", "0017"]
        assert place.ids() == [17]
        assert "1 exchange" in shown(place.view)

    async def test_a_search_without_a_hit_offers_to_clear(self, place):
        await place.read()
        place.view.search.setText("nobody")
        place.view.search.returnPressed.emit()
        await settle()
        assert "Nothing found: no exchange fits what you ask for." in shown(place.view)
        button(place.view, "Clear filters").click()
        await settle()
        assert len(place.ids()) == 40
        assert place.view.focusWidget() is place.view.search

    async def test_outcomes_and_assessments_may_be_several(self, place, qtbot):
        place.source.kept[3] = exchange(37, "Rejected")
        place.source.kept[5] = exchange(35, "Outcome unknown")
        await place.read()
        filters = place.view.list.filters
        qtbot.keyClick(filters.outcome, Qt.Key.Key_Down)
        choices = filters.outcome.choices
        assert choices.isVisible()
        qtbot.keyClick(choices, Qt.Key.Key_Down)
        qtbot.keyClick(choices, Qt.Key.Key_Down)
        assert choices.activeAction().text() == "Rejected"
        qtbot.keyClick(choices, Qt.Key.Key_Space)
        at = choices.actionGeometry(choices.actions()[4]).center()
        qtbot.mouseClick(choices, Qt.MouseButton.LeftButton, pos=at)
        assert choices.isVisible(), "it stays open while choosing"
        tree = QAccessible.queryAccessibleInterface(choices)
        entries = [tree.child(index) for index in range(tree.childCount())]
        assert [entry.text(QAccessible.Text.Name) for entry in entries] == [
            *LoadOutcome,
            "Done",
            "Did not change",
            "About to send",
        ]
        assert [at for at, entry in enumerate(entries) if entry.state().checked] == [2, 4]
        qtbot.keyClick(choices, Qt.Key.Key_Escape)
        await settle()
        assert not choices.isVisible()
        assert place.query.outcomes == ("Rejected", "Outcome unknown")
        assert place.ids() == [37, 35]
        assert filters.outcome.text() == "2 chosen"
        assert filters.outcome.accessibleDescription() == "Rejected, Outcome unknown"
        assert button(place.view, "Remove Outcome: Rejected or Outcome unknown").isVisible()

    async def test_profile_destination_and_operator_narrow(self, place):
        place.source.kept[0] = exchange(40, operator="A. Brandt")
        await place.read()
        filters = place.view.list.filters
        entries = [filters.destination.itemText(at) for at in range(filters.destination.count())]
        assert entries == ["Any", "Northside, all", "Spring outreach, Northside"]
        filters.destination.setCurrentIndex(1)
        await settle()
        assert (place.query.profile_id, place.query.destination_id) == ("p1", "")
        filters.destination.setCurrentIndex(2)
        await settle()
        assert (place.query.profile_id, place.query.destination_id) == ("p1", "d1")
        assert [filters.operator.itemText(at) for at in range(filters.operator.count())] == [
            "Anyone",
            "A. Brandt",
            "M. Reyes",
        ]
        filters.operator.setCurrentText("A. Brandt")
        await settle()
        assert place.query.operator == "A. Brandt"
        assert place.ids() == [40]
        await place.read()
        assert filters.operator.currentText() == "A. Brandt"
        assert filters.operator.count() == 3

    async def test_a_chosen_destination_stays_on_offer_when_it_is_gone(self, place):
        await place.read()
        filters = place.view.list.filters
        filters.destination.setCurrentIndex(2)
        filters.offer_destinations(())
        assert filters.destination.currentText() == "Spring outreach, Northside"
        assert filters.query().destination_id == "d1"

    @pytest.mark.parametrize(
        ("choice", "since", "until"),
        [
            ("Today", "2026-11-21T05:00:00+00:00", None),
            ("Yesterday", "2026-11-20T05:00:00+00:00", "2026-11-21T05:00:00+00:00"),
            ("Last 7 days", "2026-11-15T05:00:00+00:00", None),
            ("This month", "2026-11-01T04:00:00+00:00", None),
        ],
    )
    async def test_spans_are_days_of_the_zone_on_the_screen(self, place, choice, since, until):
        await place.read()
        place.view.list.filters.when.setCurrentText(choice)
        await settle()
        assert place.query.since.isoformat() == since
        assert (place.query.until.isoformat() if place.query.until else None) == until
        assert button(place.view, f"Remove When: {choice}").isVisible()

    async def test_from_to_is_typed_in_the_zone_beside_it(self, place):
        await place.read()
        view, filters = place.view, place.view.list.filters
        assert not filters.since.isVisible()
        filters.when.setCurrentText("From–to")
        await settle()
        assert (filters.since.text(), filters.until.text()) == ("2026-11-21 00:00", "2026-11-22 00:00")
        filters.since.setText("2026-10-31 12:00")
        filters.since.textEdited.emit("")
        filters.since.returnPressed.emit()
        await settle()
        assert "EDT / EST" in shown(view)
        assert place.query.since.isoformat() == "2026-10-31T16:00:00+00:00"
        chip = "Remove When: from Oct 31, 12:00 pm EDT, to Nov 22, 12:00 am EST"
        assert button(view, chip).isVisible()
        asked = len(place.source.asked)
        for typed, problem in (
            ("soon", "Write day and time as 2026-11-21 14:30, or leave it empty."),
            ("2026-12-01", "This ends before it begins: choose a later end."),
        ):
            filters.since.setText(typed)
            filters.since.returnPressed.emit()
            await settle()
            assert problem in shown(view)
            assert len(place.source.asked) == asked
        filters.since.clear()
        filters.since.returnPressed.emit()
        await settle()
        assert place.query.since is None
        assert place.query.until.isoformat() == "2026-11-22T05:00:00+00:00"

    async def test_each_filter_can_be_taken_away_and_all_at_once(self, place):
        await place.read()
        view, filters = place.view, place.view.list.filters
        assert not view.list.line.isVisible()
        filters.outcome.choose(("Loaded",))
        filters.assessment.choose(("Review",))
        filters.operator.setCurrentIndex(1)
        filters.destination.setCurrentIndex(1)
        filters.when.setCurrentText("Today")
        view.search.setText("00")
        await settle()
        assert [chip.accessibleName() for chip in view.list.line.chips] == [
            "Remove Outcome: Loaded",
            "Remove Judged: Review",
            "Remove Sent to: Northside, all",
            "Remove Who: M. Reyes",
            "Remove When: Today",
        ]
        button(view, "Remove Judged: Review").click()
        await settle()
        assert place.query.assessments == ()
        asked = len(place.source.asked)
        button(view, "Clear filters").click()
        await settle()
        assert place.query == HistoryQuery()
        assert len(place.source.asked) == asked + 1
        assert not view.list.line.isVisible()

    async def test_long_filters_are_shortened_with_their_words_in_the_tool_tip(self, place):
        await place.read()
        filters = place.view.list.filters
        filters.outcome.choose(("Loaded", "Duplicate", "Rejected", "Not sent", "Outcome unknown"))
        filters.assessment.choose(("Review",))
        filters.when.setCurrentText("From–to")
        await settle()
        outcome, assessment, _when = place.view.list.line.chips
        assert outcome.text().endswith("…")
        assert outcome.toolTip().endswith("or Outcome unknown")
        assert assessment.text() == "Judged: Review"
        assert place.view.width() == 1000


class TestActs:
    @pytest.mark.parametrize("way", ["button", "enter", "double click"])
    async def test_opens_the_verdict_and_comes_back_to_the_row(self, place, qtbot, way):
        view = place.view
        await place.read()
        place.choose(37)
        match way:
            case "button":
                view.open_button.click()
            case "enter":
                qtbot.keyClick(view.table, Qt.Key.Key_Return)
            case _:
                view.table.doubleClicked.emit(view.model.index(3, 0))
        await settle()
        assert view.is_open()
        when = "2:04:09 pm EST"
        assert f"(202) 555-0123 to Spring outreach, {when}, entry 37, by M. Reyes" in shown(view)
        assert named(view, QLabel, "Assessment").accessibleDescription().startswith("Do not contact.")
        qtbot.keyClick(view.back_button, Qt.Key.Key_Escape)
        assert not view.is_open()
        assert view.table.currentIndex().row() == 3
        assert view.focusWidget() is view.table

    async def test_a_verdict_that_cannot_be_opened_is_said_here(self, place):
        await place.read()
        place.source.problem = StoreProblem("Entry 40 cannot be read.")
        place.view.open_current()
        await settle()
        assert not place.view.is_open()
        assert any(text.startswith("Entry 40 cannot be read.") for text in shown(place.view))

    @pytest.mark.parametrize(
        ("key", "modifiers", "wish"),
        [
            (Qt.Key.Key_P, CTRL, ("proof_wanted", 37)),
            (Qt.Key.Key_T, CTRL, ("settle_wanted", 37)),
            (Qt.Key.Key_U, CTRL, ("check_wanted", "+12025550037")),
            (Qt.Key.Key_M, CTRL, ("asked_pressed", "+12025550037")),
            (Qt.Key.Key_D, CTRL, ("draft_wanted", {"phone": "(202) 555-0123", "first_name": "Testa"}, "d1")),
        ],
    )
    async def test_every_act_has_its_key(self, place, qtbot, key, modifiers, wish):
        place.source.kept[3] = exchange(37, "Outcome unknown")
        await place.read()
        place.choose(37)
        qtbot.keyClick(place.view.table, key, modifiers)
        await settle()
        assert place.wishes == [wish]

    async def test_the_menus_hold_all_acts_with_their_keys(self, place):
        await place.read()
        place.choose(37)
        table, place_of = place.view.table, place.view.table.visualRect(place.view.table.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place_of, table.mapToGlobal(place_of))
        QApplication.sendEvent(table.viewport(), event)
        menu = open_menu()
        lines = {action.text(): action.shortcut().toString() for action in menu.actions() if action.text()}
        assert lines == {
            "Open": "Return",
            "Save proof": "Ctrl+P",
            "Settle…": "Ctrl+T",
            "Enter as new draft": "Ctrl+D",
            "Check this number": "Ctrl+U",
            "Asked not to be called…": "Ctrl+M",
            "Copy number": "Ctrl+C",
            "Copy row": "Ctrl+Shift+C",
            "Copy row as JSON": "Ctrl+Shift+J",
        }
        assert {a.text() for a in menu.actions() if a.text() and not a.isEnabled()} == {"Settle…"}
        menu.close()
        button(place.view, "More").click()
        more = open_menu()
        assert [action.text() for action in more.actions() if action.text()] == list(lines)[3:]
        next(action for action in more.actions() if action.text() == "Check this number").trigger()
        more.close()
        assert place.wishes == [("check_wanted", "+12025550037")]

    async def test_the_menu_key_opens_the_menu_at_the_chosen_row(self, place):
        await place.read()
        place.choose(37)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5000, 5000), QPoint(5000, 5000))
        QApplication.sendEvent(place.view.table.viewport(), event)
        assert open_menu().isVisible()
        open_menu().close()

    async def test_what_cannot_be_done_is_off(self, place):
        place.source.kept[0] = exchange(40, "About to send", assessment="")
        place.source.kept[1] = exchange(39, "Outcome unknown")
        await place.read()
        states = {}
        for entry in (40, 39, 38):
            place.choose(entry)
            states[entry] = tuple(button(place.view, name).isEnabled() for name in ("Open", "Save proof", "Settle"))
        assert states == {40: (True, False, True), 39: (True, True, True), 38: (True, True, False)}

    async def test_a_row_is_copied_as_it_is_shown(self, place, qtbot):
        await place.read()
        place.choose(37)
        view, clipboard = place.view, QGuiApplication.clipboard()
        view.resize(928, 600)
        qtbot.keyClick(view.table, Qt.Key.Key_C, CTRL)
        assert clipboard.text() == "(202) 555-0037"
        qtbot.keyClick(view.table, Qt.Key.Key_C, CTRL | SHIFT)
        assert clipboard.text() == "6:21:11 am\tM. Reyes\tSpring outreach\t(202) 555-0037\tLoaded\tReview"
        qtbot.keyClick(view.table, Qt.Key.Key_J, CTRL | SHIFT)
        copied = json.loads(clipboard.text())
        assert copied["UTC"] == "2026-11-21 11:21:11 UTC"
        assert (copied["Entry"], copied["Outcome"]) == ("37", "Loaded")

    async def test_ctrl_c_in_the_search_field_is_the_fields_own(self, place, qtbot):
        await place.read()
        place.view.search.setText("Testa")
        place.view.search.setFocus()
        place.view.search.selectAll()
        qtbot.keyClick(place.view.search, Qt.Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == "Testa"

    async def test_masked_numbers_are_masked_in_rows_and_copies(self, place, qtbot):
        place.source.kept[3] = exchange(37, "Outcome unknown")
        await place.read()
        place.masking.set_on(True)
        place.choose(37)
        qtbot.keyClick(place.view.table, Qt.Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == "(202) •••-••37"
        assert place.view.model.texts(3)[5] == "(202) •••-••37"
        assert any("(202) •••-••37, Spring outreach" in text for text in shown(place.view))
        place.masking.set_on(False)
        assert place.view.model.texts(3)[5] == "(202) 555-0037"

    @pytest.mark.parametrize(
        ("key", "wish", "where"),
        [(Qt.Key.Key_U, "check_wanted", "Check number"), (Qt.Key.Key_D, "draft_wanted", "Enter lead")],
    )
    async def test_what_is_masked_is_on_record_before_it_goes_where_it_is_not(self, place, qtbot, key, wish, where):
        await place.read()
        place.masking.set_on(True)
        place.choose(37)
        qtbot.keyClick(place.view.table, key, CTRL)
        await settle()
        (reveal, done) = place.reveals.pop()
        assert (reveal.what, reveal.number, reveal.exchange_id) == (where, "+12025550037", 37)
        assert place.wishes == [], "a record that cannot be written reveals nothing"
        done()
        await settle()
        assert [said[0] for said in place.wishes] == [wish]

    async def test_ctrl_f_leads_to_the_search_field(self, place, qtbot):
        await place.read()
        place.choose(37)
        qtbot.keyClick(place.view.table, Qt.Key.Key_F, CTRL)
        assert place.view.focusWidget() is place.view.search


class TestQueue:
    async def test_the_oldest_unknown_comes_first_whatever_is_filtered(self, place):
        await place.read()
        assert not any("unsettled" in text for text in shown(place.view))
        place.source.kept[2] = exchange(38, "Outcome unknown")
        await place.read()
        assert "1 outcome is unsettled" in shown(place.view)
        place.source.kept[5] = exchange(35, "Outcome unknown")
        place.view.list.filters.outcome.choose(("Duplicate",))
        await place.read()
        assert place.ids() == []
        assert "2 outcomes are unsettled" in shown(place.view)
        assert any(text.startswith("Oldest: (202) 555-0035, Spring outreach, ") for text in shown(place.view))
        button(place.view, "Settle next").click()
        assert place.wishes == [("settle_wanted", 35)]


class TestOpened:
    async def test_acts_are_about_the_exchange_in_view(self, place, qtbot):
        place.source.lead = samples.unknown()
        await place.read()
        place.view.open_exchange(12)
        await settle()
        button(place.view, "Settle").click()
        button(place.view, "Enter as new draft").click()
        button(place.view, "Save proof").click()
        qtbot.keyClick(place.view.back_button, Qt.Key.Key_U, CTRL)
        await settle()
        assert place.wishes == [
            ("settle_wanted", 12),
            ("proof_wanted", 12),
            ("check_wanted", "+12025550123"),
            ("draft_wanted", {"phone": "(202) 555-0123", "first_name": "Testa"}, "d1"),
        ]

    async def test_one_settlement_is_one_line_and_more_are_a_table_in_order(self, place):
        await place.read()
        view = place.view
        view.open_exchange(12)
        await settle()
        assert "Loaded, settled by the vendor's answer, 2:04:11 pm EST" in shown(view)
        lead = place.source.lead
        person = replace(
            lead.settlement,
            by=SettledBy.PERSON,
            at=samples.NOW + timedelta(minutes=5),
            outcome=LoadOutcome.REJECTED,
            operator="A. Brandt",
            explanation=Explanation("It was not loaded, says A. Brandt."),
        )
        note = Note(
            at=samples.NOW + timedelta(minutes=2),
            operator="M. Reyes",
            kind=NoteKind.REVEALED,
            reason="Checking the entry",
            exchange_id=12,
        )

        async def story(exchange_id):
            return Story(replace(lead, exchange_id=exchange_id), (lead.settlement, person), (note,))

        place.source.story = story
        await place.read()
        table = named(view, QTableView, "How it was settled")
        assert table.isVisible()
        model = table.model()
        assert [[model.index(row, at).data() for at in range(4)] for row in range(3)] == [
            ["2:04:11 pm EST", "Loaded", "the vendor's answer", ""],
            ["2:06:11 pm EST", "Revealed", "a person", "M. Reyes"],
            ["2:09:11 pm EST", "Rejected", "a person", "A. Brandt"],
        ]
        assert model.index(1, 4).data() == "Reason: Checking the entry."

    async def test_a_story_read_again_without_news_leaves_the_tab_alone(self, place):
        await place.read()
        view = place.view
        view.open_exchange(12)
        await settle()
        view.opened.verdict.tabs.setCurrentIndex(3)
        await place.read()
        assert view.opened.verdict.tabs.currentIndex() == 3

    async def test_a_story_that_comes_after_going_back_is_not_shown(self, place):
        await place.read()
        view = place.view
        view.open_exchange(12)
        await settle()
        story = await place.source.story(12)
        view.go_back()
        view._show_story(story)
        assert not view.is_open()

    async def test_masking_reaches_the_heading(self, place):
        await place.read()
        place.view.open_exchange(12)
        await settle()
        place.masking.set_on(True)
        await settle()
        assert any(text.startswith("(202) •••-••23 to Spring outreach") for text in shown(place.view))
        assert not any("555-0123" in text for text in shown(place.view))
