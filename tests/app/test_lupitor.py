"""Lupitor in the window of practice mode: what it refuses stands beside the field, its 429 counts down."""

from __future__ import annotations

import pytest

from leaddesk.domain.verdict import LoadOutcome
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


async def test_too_many_requests_count_down(practice_desk) -> None:
    await sent(practice_desk, "720-555-0146")
    assert "send again after" in described(practice_desk.window, "Load outcome").lower()
