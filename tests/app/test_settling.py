"""An unknown outcome in the window: the three steps below the verdict, and what a person's word changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.settle_dialog import SettleDialog, UnknownSteps
from tests.app.conftest import CTRL, after_a_double_click, at_the_window, described, press, send, until


def steps_of(desk):
    return desk.enter.place.findChild(UnknownSteps)


async def test_what_a_person_found_settles_the_lead_in_view(practice_desk):
    desk = practice_desk
    await send(desk, "7205550132")
    steps = steps_of(desk)
    assert steps.isVisible()
    next(one for one in steps.findChildren(QPushButton) if one.accessibleName() == "It is there").click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), SettleDialog), "the question")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettleDialog)
    assert dialog.was_loaded.isChecked()
    assert dialog.verb is not None
    dialog.verb.click()
    await until(lambda: described(desk.enter.place, "Load outcome").startswith("Loaded"), "the settled verdict")
    assert described(desk.enter.place, "Assessment").startswith("Review"), "a person's word is no check"
    assert not steps.isVisible()
    assert [row.outcome for row in (await desk.use.browse.find()).rows] == ["Loaded"]
    assert desk._server.count("7205550132") == 1


async def test_send_anyway_needs_a_reason_and_another_lead_takes_the_steps_away(practice_desk):
    desk = practice_desk
    await send(desk, "7205550132")
    steps = steps_of(desk)
    await after_a_double_click()
    next(one for one in steps.findChildren(QPushButton) if one.accessibleName() == "Send anyway").click()
    await until(QApplication.activeModalWidget, "the question")
    question = QApplication.activeModalWidget()
    assert isinstance(question, BeforeSendingDialog)
    assert question.verb is not None
    assert not question.verb.isEnabled()
    question.reject()
    await at_the_window(desk)
    press(desk, Qt.Key.Key_N, CTRL)
    assert not steps.isVisible()
    await send(desk, "7205550100")
    assert not steps.isVisible()
    assert desk._server.count("7205550132") == 1
