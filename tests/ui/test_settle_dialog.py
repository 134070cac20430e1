"""*Settle* and the three steps: nothing is chosen for a person, and what they say is handed on whole."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget

from leaddesk.domain.errors import AnswerLost
from leaddesk.services.settle_unknown import Finding, OpenUnknown
from leaddesk.ui.masking import Masking
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.settle_dialog import AGAIN, TWICE, SettleDialog, UnknownSteps
from tests.services.desk import Desk
from tests.services.fakes import FakeClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LOOK = "Pure CallerID offers no look-up: look in the dialer (APN)."


async def open_unknown():
    desk = Desk()
    await desk.send(AnswerLost("The connection broke.", "It may be loaded.", "Look first."))
    return desk.journal.exchange(1)


async def opened(qtbot, theme, window, **how) -> SettleDialog:
    unknown = OpenUnknown(await open_unknown(), LOOK)
    dialog = SettleDialog(theme, window, unknown, LocalTimes(ZoneInfo("America/New_York")), FakeClock(), **how)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def shown(root) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible()]


def button(root: QWidget, name: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if one.accessibleName() == name)


async def test_it_says_what_happened_and_where_to_look(qtbot, theme, window):
    dialog = await opened(qtbot, theme, window)
    said = shown(dialog)
    assert f"{LOOK} Your answer and your name go into the history. Nothing is sent." in said
    for value in ("2:04 pm EST", "(720) 555-0100", "Spring outreach, Northside", "M. Reyes"):
        assert value in said
    assert "The connection broke. It may be loaded. Look first." in said


@pytest.mark.parametrize(("answer", "loaded"), [("It was loaded", True), ("It was not loaded", False)])
async def test_the_verb_waits_for_one_of_two_answers_and_hands_it_on(qtbot, theme, window, answer, loaded):
    dialog = await opened(qtbot, theme, window)
    found: list[Finding] = []
    dialog.found.connect(found.append)
    verb = button(dialog, "Settle")
    assert not verb.isEnabled()
    next(one for one in dialog.findChildren(QRadioButton) if one.accessibleName() == answer).click()
    dialog.reason.combo.setEditText(" list 4711 ")
    verb.click()
    assert found == [Finding(exchange_id=1, loaded=loaded, reason="list 4711")]


async def test_cancel_says_nothing(qtbot, theme, window):
    dialog = await opened(qtbot, theme, window, loaded=True)
    found: list[Finding] = []
    dialog.found.connect(found.append)
    assert dialog.was_loaded.isChecked()
    button(dialog, "Cancel").click()
    assert found == []


@pytest.fixture
def steps(qtbot, theme, window):
    steps = UnknownSteps(theme)
    steps.setParent(window)
    steps.resize(760, 200)
    steps.show()
    return steps


async def test_the_steps_name_the_dialer_and_ask_for_each_way(steps):
    steps.show_exchange(await open_unknown())
    asked: list[object] = []
    steps.settle_requested.connect(asked.append)
    steps.send_anyway_requested.connect(lambda: asked.append("send"))
    assert "Look in APN, Spring outreach" in shown(steps)
    for name in ("It is there", "It is not there", "Send anyway…"):
        next(one for one in steps.findChildren(QPushButton) if one.text() == name).click()
    assert asked == [True, False, "send"]
    QGuiApplication.clipboard().setText("")
    button(steps, "Copy number").click()
    assert QGuiApplication.clipboard().text() == "(720) 555-0100"


async def test_where_the_vendor_refuses_a_second_one_the_third_way_is_to_try_again(steps):
    exchange = await open_unknown()
    asked: list[object] = []
    steps.send_anyway_requested.connect(lambda: asked.append("send"))
    steps.show_exchange(exchange, refused_again=True)
    assert not button(steps, "Send anyway").isVisible()
    assert AGAIN in shown(steps)
    button(steps, "Try again").click()
    assert asked == ["send"]
    steps.show_exchange(exchange)
    assert button(steps, "Send anyway").isVisible()
    assert not button(steps, "Try again").isVisible()
    assert TWICE in shown(steps)


async def test_in_the_history_the_third_way_is_not_there_and_comes_back_elsewhere(steps):
    exchange = await open_unknown()
    steps.show_exchange(exchange, may_send=False)
    assert not button(steps, "Send anyway").isVisible()
    assert "Still cannot tell" not in shown(steps)
    steps.show_exchange(replace(exchange, id=2))
    assert button(steps, "Send anyway").isVisible()


async def test_the_number_is_masked_as_in_the_view_it_comes_from(qtbot, theme, window):
    dialog = await opened(qtbot, theme, window, masking=Masking(on=True))
    numbers = [text for text in shown(dialog) if "555" in text or "•••" in text]
    assert numbers == ["(720) •••-••00"]


async def test_the_steps_follow_the_mask_and_copy_what_they_show(qtbot, theme):
    masking = Masking(on=True)
    steps = UnknownSteps(theme, masking)
    qtbot.addWidget(steps)
    steps.show_exchange(await open_unknown())
    steps.show()
    assert "Search (720) •••-••00. Loaded there means Loaded here." in shown(steps)
    steps.copy.click()
    assert QGuiApplication.clipboard().text() == "(720) •••-••00"
    masking.set_on(False)
    assert "Search (720) 555-0100. Loaded there means Loaded here." in shown(steps)
