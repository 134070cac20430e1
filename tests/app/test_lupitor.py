"""Lupitor in the window of practice mode: what it refuses stands beside the field, its 429 counts down."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.verdict import LoadOutcome
from leaddesk.ui.views.settle_dialog import SettleDialog, UnknownSteps
from tests.app.conftest import described, field, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


async def sent(desk, number: str) -> None:
    """Sends a number to the practice campaign of Lupitor."""
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith("Practice Lupitor")))
    desk.enter.form.load({"phone": number, "first_name": "Ada"})
    desk.enter.footer.send.click()
    await until(lambda: described(desk.window, "Load outcome").startswith(tuple(LoadOutcome)), "the outcome")


async def test_a_lead_is_loaded(practice_desk) -> None:
    await sent(practice_desk, "720-555-0100")
    assert described(practice_desk.window, "Load outcome").startswith("Loaded")
    assert described(practice_desk.window, "Assessment").startswith("Review")


async def test_what_the_vendor_refuses_stands_beside_its_field(practice_desk) -> None:
    await sent(practice_desk, "720-555-0145")
    assert described(practice_desk.window, "Load outcome").startswith("Rejected")
    assert "must be a valid ISO 8601 date" in field(practice_desk, "Scheduled for").accessibleDescription()


async def test_the_vendors_own_list_tells_whether_a_lead_of_unknown_outcome_landed(practice_desk) -> None:
    await sent(practice_desk, "720-555-0132")
    assert described(practice_desk.window, "Load outcome").startswith("Outcome unknown")
    steps = practice_desk.enter.place.findChild(UnknownSteps)
    assert steps.try_again.isVisible()
    assert not steps.send_anyway.isVisible()
    steps.is_there.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), SettleDialog), "the question")
    dialog = cast("SettleDialog", QApplication.activeModalWidget())
    assert dialog.look.text() == "Look in Lupitor"
    dialog.look.click()
    await until(lambda: "created" in dialog.landing.text(), "what the list shows")
    assert dialog.landing.text().startswith("It is there, created after this try began. Lead ID ")
    dialog.reject()
    assert [row.outcome for row in (await practice_desk.use.browse.find()).rows] == ["Outcome unknown"], "it only reads"


async def test_too_many_requests_count_down(practice_desk) -> None:
    await sent(practice_desk, "720-555-0146")
    assert "send again after" in described(practice_desk.window, "Load outcome").lower()
