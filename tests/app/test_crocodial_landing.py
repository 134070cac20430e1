"""Croco-Dial in the window of practice mode: *Settle* offers to look for the number, and the person decides."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.verdict import LoadOutcome
from leaddesk.ui.views.settle_dialog import SettleDialog, UnknownSteps
from tests.app.conftest import described, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


async def test_the_dialer_is_asked_whether_the_number_is_there(practice_desk) -> None:
    desk = practice_desk
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith("Practice Croco")))
    desk.enter.form.load({"phone": "720-555-0187", "first_name": "Ada"})
    desk.enter.footer.send.click()
    await until(lambda: described(desk.window, "Load outcome").startswith(tuple(LoadOutcome)), "the outcome")
    assert described(desk.window, "Load outcome").startswith("Outcome unknown")
    desk.enter.place.findChild(UnknownSteps).is_not_there.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), SettleDialog), "the question")
    dialog = cast("SettleDialog", QApplication.activeModalWidget())
    assert dialog.look.text() == "Look in Croco-Dial"
    dialog.look.click()
    await until(lambda: "not there" in dialog.landing.text(), "what the dialer tells")
    assert dialog.landing.text() == (
        "The number is not there: the answer speaks of every list, as far as this user may see them."
    )
    dialog.reject()
    assert [row.outcome for row in (await desk.use.browse.find()).rows] == ["Outcome unknown"], "it only reads"
