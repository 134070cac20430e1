"""A vendor that returns no checks: no place is held for them, before the answer, while waiting and after it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QGroupBox, QLabel

from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.views.verdict.verdict_page import NO_CHECKS
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def view(theme, qtbot):
    view = VerdictView(theme, LocalTimes(ZoneInfo("America/New_York")))
    qtbot.addWidget(view)
    view.resize(830, 800)
    view.show()
    return view


def cards(view: VerdictView) -> int:
    """How many cards are in view; none where it says that no checks come."""
    count = sum(box.isVisible() for box in view.findChildren(QGroupBox))
    said = NO_CHECKS in [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert said is (count == 0)
    return count


def assessment(view: VerdictView) -> str:
    return next(
        one for one in view.findChildren(QLabel) if one.accessibleName() == "Assessment"
    ).accessibleDescription()


def test_no_place_is_held_for_what_never_comes(view):
    assert cards(view) == 4
    view.expect_checks(False)
    assert cards(view) == 0
    assert assessment(view) == "No answer yet. Do not contact or Review will stand here."
    view.show_sending("Sending", 1, "To Spring outreach.")
    assert cards(view) == 0
    assert assessment(view).startswith(f"Waiting for the answer. {NO_CHECKS}")
    view.show_answered(samples.no_checks(), samples.NOW)
    assert cards(view) == 0
    view.show_nothing()
    assert cards(view) == 0


def test_an_answer_in_view_stays_as_it_is_and_the_next_wait_follows_the_vendor(view):
    view.show_answered(samples.nothing_blocked(), samples.NOW)
    view.expect_checks(False)
    assert cards(view) == 4
    view.show_sending("Sending", 1, "To Spring outreach.")
    assert cards(view) == 0
    view.expect_checks(True)
    view.show_sending("Sending", 2, "To Spring outreach.")
    assert cards(view) == 4
    assert assessment(view).startswith("Waiting for checks")
