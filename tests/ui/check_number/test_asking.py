"""The place *Check number* asks: one press, one question, one request, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.profile import SafetyLevel
from leaddesk.ui.views.check_number.ask_bar import MARK_ONE
from tests.services import desk as desks
from tests.services import numbers
from tests.services.numbers import DAY, NUMBER
from tests.ui.check_number.desk import APN, FIVE9, MARKED, button, cells, opened, outcome, shown, spoken, word
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


# ---------------------------------------------------------------- asking


async def test_without_a_marked_destination_it_says_how_to_mark_one(theme, qtbot):
    async for place in opened(theme, qtbot, marked=False):
        await place.look_up()
        assert not button(place, "Check now").isEnabled()
        assert MARK_ONE in shown(place)
        assert button(place, "Check now").accessibleDescription() == MARK_ONE
        wanted: list[int] = []
        place.view.mark_one_requested.connect(lambda wanted=wanted: wanted.append(1))
        button(place, "Mark a destination").click()
        assert wanted == [1]
        place.view.check_now()
        assert place.transport.requests == []


async def test_several_marked_ones_are_a_choice(theme, qtbot):
    async for place in opened(theme, qtbot, replace(MARKED, destinations=(FIVE9, APN))):
        assert place.view.bar.combo.isVisible()
        assert place.view.bar.combo.accessibleName() == "Check destination"
        place.view.bar.combo.setCurrentIndex(1)
        assert "Second checks" in place.view.bar.hint.text()
        assert "The dialer may call this number." in place.view.bar.hint.text()


async def test_read_only_says_so(theme, qtbot):
    async for place in opened(theme, qtbot, replace(MARKED, safety=SafetyLevel.READ_ONLY)):
        await place.look_up()
        assert not button(place, "Check now").isEnabled()
        assert "Northside is read only" in place.view.bar.hint.text()


async def test_names_where_the_record_goes_and_asks_once(place, qtbot):
    await place.look_up()
    dialog = await place.press()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for text in ("(202) 555-0123", "65f00000000000000000a001", "checks01", "Five9", "NONE, forced"):
        assert text in texts
    assert any(text.startswith("Not dialed: ") for text in texts)
    place.view.check_now()
    assert dialog.windowTitle() == "Check now"
    dialog.reject()
    await place.settle()
    assert place.transport.requests == []


async def test_one_answer_from_one_press(place, qtbot):
    await place.fill()
    await place.look_up()
    dialog = await place.press()
    pending = place.transport.stall()
    assert dialog.verb is not None
    qtbot.mouseDClick(dialog.verb, Qt.MouseButton.LeftButton)
    dialog.verb.click()
    await desks.until(lambda: len(place.transport.requests) == 1)
    await place.settle()
    assert place.view.in_flight
    assert not button(place, "Check now").isEnabled()
    assert button(place, "Cancel checking").isVisible()
    assert word(place) == "Do not contact"
    place.view.check_now()
    pending.set_result(desks.answer(numbers.body(place.clock.now())))
    await desks.until(lambda: place.view.model.rowCount() == 5)
    assert len(place.transport.requests) == 1
    assert cells(place, 0)[1:3] == ["just now", "No block returned"]
    assert word(place) == "No block returned"
    assert "Known litigator and Federal do-not-call blocked earlier, 12:04 pm EST." in spoken(place)
    assert not place.view.in_flight
    assert button(place, "Check now").isEnabled()


async def test_a_wish_is_named_before_and_what_was_passed_over_is_on_record(place):
    await numbers.asked(place.journal, DAY)
    await place.look_up()
    dialog = await place.press()
    assert "Asked not to be called" in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.way_out.isDefault()
    place.transport.script.append(desks.answer(numbers.body(place.clock.now())))
    dialog.accept()
    await desks.until(lambda: place.view.model.rowCount() == 1)
    await place.settle()
    note = place.journal.written[-1]
    assert (note.kind, note.text) == (NoteKind.SENT_ANYWAY, "Asked not to be called.")
    assert word(place) == "Asked not to be called"
    assert "Latest answer: No block returned, just now." in spoken(place)


async def test_a_closed_window_is_named_where_the_dialer_may_call(theme, qtbot):
    async for place in opened(theme, qtbot, replace(MARKED, destinations=(APN,))):
        place.clock.go_on(timedelta(hours=10).total_seconds())
        await place.look_up()
        await place.located()
        dialog = await place.press()
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        assert any(text.startswith("Outside the calling window until 8:00 am EST") for text in texts)
        dialog.reject()


async def test_pressed_while_reading_it_asks_once_the_history_is_read(place, qtbot):
    await numbers.asked(place.journal, DAY)
    qtbot.keyClicks(place.view.bar.field.line, "2025550123")
    place.view.check_now()
    place.view.check_now()
    await desks.until(lambda: place.view.asking._is_open)
    dialog = place.dialog()
    assert "Asked not to be called" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.reject()
    await place.settle()
    assert place.transport.requests == []


async def test_apn_is_warned_of_with_cancel_first(theme, qtbot):
    async for place in opened(theme, qtbot, replace(MARKED, destinations=(APN,))):
        await place.look_up()
        dialog = await place.press()
        assert "The dialer may call this number." in [label.text() for label in dialog.findChildren(QLabel)]
        assert dialog.way_out.isDefault()
        dialog.reject()


async def test_cancel_after_sending_is_unknown_and_blocks_a_second(place, qtbot):
    await place.look_up()
    dialog = await place.press()
    pending = place.transport.stall()
    dialog.accept()
    await desks.until(lambda: len(place.transport.requests) == 1)
    place.view.activateWindow()
    await desks.until(place.view.isActiveWindow)
    qtbot.keyClick(place.view.bar.cancel, Qt.Key.Key_Escape)
    await desks.until(lambda: place.view.model.rowCount() == 1)
    await place.settle()
    assert outcome(place) == "Outcome unknown"
    assert word(place) == "Review"
    assert not button(place, "Check now").isEnabled()
    assert "has an unknown outcome here" in place.view.bar.hint.text()
    pending.set_result(desks.answer(numbers.body(place.clock.now())))
    await desks.until(lambda: outcome(place) == "Loaded")
    assert button(place, "Check now").isEnabled()
    assert place.told[-1][1].startswith("Late answer for ")


async def test_a_late_answer_that_left_something_undone_says_so(place):
    lead = samples.nothing_blocked()
    undone = replace(lead.verdict, undone=("The custom fields were lost.",))
    place.view.asking.late.emit(replace(lead, verdict=undone))
    assert ": Loaded, partly done, No block returned." in place.told[-1][1]


async def test_what_was_not_sent_is_said_though_it_is_not_on_record(place):
    place.journal.open_fails = StoreProblem("The history is not open.", "", "Unlock it.")
    await place.look_up()
    (await place.press()).accept()
    await desks.until(lambda: outcome(place) == "Not sent")
    assert place.transport.requests == []
    assert word(place) == "Nothing on record"
    assert button(place, "Check now").isEnabled()


async def test_an_answer_that_could_not_be_written_down_is_shown_whole(place):
    await place.look_up()
    dialog = await place.press()
    place.journal.settle_fails = StoreProblem("The disk is full.", "", "")
    place.transport.script.append(desks.answer(numbers.body(place.clock.now())))
    dialog.accept()
    await desks.until(lambda: place.view.currentWidget() is place.view.opened)
    await place.settle()
    assert len(place.transport.requests) == 1


async def test_filling_it_from_outside_never_sends(place):
    for number in (NUMBER, "+13035550100", "nonsense", ""):
        place.view.open_with(number)
        await place.settle()
    assert place.transport.requests == []
    assert place.journal.openings == {}
    assert not place.view.in_flight
