"""A load that left something undone reads as what it is wherever the window speaks of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from leaddesk.app.desk import Desk
from leaddesk.domain.verdict import LoadOutcome
from tests.app.conftest import described, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


async def choose_dialer(desk: Desk, **settings: str) -> None:
    """Chooses the practice destination of Croco-Dial, with these settings too."""
    profile = next(one for one in desk.use.profiles.profiles if one.vendor == "crocodial")
    destination = profile.destinations[0]
    changed = replace(destination, settings={**destination.settings, **settings})
    await desk.use.profiles.save_destination(profile.id, changed)
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith("Practice Croco")))


async def test_what_is_known_of_the_number_says_so(practice_desk: Desk) -> None:
    desk = practice_desk
    await choose_dialer(desk, custom_fields="yes")
    desk.enter.form.load({"phone": "720-555-0176", "first_name": "Ada"})
    desk.enter.footer.send.click()
    await until(lambda: described(desk.enter.place, "Load outcome").startswith(tuple(LoadOutcome)), "the outcome")

    def known() -> str:  # nothing for a moment, while it is read anew
        found = (one for one in desk.enter.place.findChildren(QWidget) if one.accessibleName() == "In the history")
        return " ".join(one.accessibleDescription() for one in found)

    await until(lambda: ": Loaded" in known(), "what is known of the load")  # a moment before: About to send
    assert known().endswith(": Loaded, partly done, Review.")


async def test_a_late_answer_says_so(practice_desk: Desk) -> None:
    desk = practice_desk
    server = desk._server
    assert server is not None
    await choose_dialer(desk, custom_fields="yes")
    desk.enter.form.load({"phone": "720-555-0130", "first_name": "Ada"})
    desk.enter.footer.send.click()
    await until(lambda: server.count("7205550130"), "the request to arrive")
    desk.enter.cancel()
    await until(lambda: "Late answer" in described_or_not(desk, "Message"), "the late answer")
    assert described(desk.window, "Message").startswith("Late answer for (720) 555-0130: Loaded, partly done, Review.")


def described_or_not(desk: Desk, name: str) -> str:
    """Returns a description; nothing where there is none yet."""
    return next(
        (one.accessibleDescription() for one in desk.window.findChildren(QWidget) if one.accessibleName() == name), ""
    )
