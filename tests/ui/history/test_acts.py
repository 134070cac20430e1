"""The acts of *History*, on a row and on the exchange in view."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTableView

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.services.browse_history import Story
from tests.ui.history.desk import button, exchange, named, settle, shown
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def open_menu() -> QMenu:
    return next(menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible())


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
