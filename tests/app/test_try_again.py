"""*Try again* from *History*: a new draft asks the same question as *Enter lead*, and its duplicate is told apart."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.verdict import LoadOutcome
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.history import HistoryView
from tests.app.conftest import after_a_double_click, described, field, go_to, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


@pytest.mark.parametrize(
    ("place", "number"), [("Practice Croco", "720-555-0132"), ("Practice Lupitor", "720-555-0132")]
)
async def test_a_lead_of_unknown_outcome_is_tried_again_from_history(practice_desk, place: str, number: str) -> None:
    desk = practice_desk
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith(place)))
    chosen = combo.currentText()
    desk.enter.form.load({"phone": number, "first_name": "Ada"})
    desk.enter.footer.send.click()
    await until(lambda: described(desk.enter.place, "Load outcome").startswith(tuple(LoadOutcome)), "the outcome")
    assert described(desk.enter.place, "Load outcome").startswith("Outcome unknown")
    desk.enter.form.load({"phone": "720-555-0100"})
    combo.setCurrentIndex(0 if combo.currentIndex() else 1)
    await after_a_double_click()

    history = cast("HistoryView", await go_to(desk, "History"))
    history.open_exchange(1)
    await until(history.is_open, "the exchange")
    assert history.opened.draft.isEnabled()
    assert history.opened.again.isVisible()
    assert "then Send lead. If it is there, it comes back as Duplicate." in history.opened.again.text()
    history.opened.draft.click()
    await until(lambda: combo.currentText() == chosen, "its destination")
    assert field(desk, "First name").text() == "Ada"

    desk.enter.footer.send.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), BeforeSendingDialog), "the question")
    question = cast("BeforeSendingDialog", QApplication.activeModalWidget())
    assert question.verb is not None
    assert question.windowTitle() == "Try again"
    assert not question.verb.isEnabled(), "it needs a reason"
    question.reason.combo.setCurrentIndex(1)
    question.verb.click()
    await until(lambda: described(desk.enter.place, "Load outcome").startswith("Duplicate"), "the second answer")
    newest = (await desk.use.browse.find()).rows[0]
    assert newest.outcome == LoadOutcome.DUPLICATE
    history.open_exchange(newest.id)
    await until(lambda: not history.opened.again.isVisibleTo(history), "the duplicate, of which all is known")
    story = await desk.use.browse.story(newest.id)
    assert "perhaps from the first try" in story.lead.verdict.notices[0]
    assert story.lead.opening.notes == ("Tried again over an unknown outcome: entry 1.",)
