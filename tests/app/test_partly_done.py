"""A load that left something undone reads as what it is wherever the window speaks of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    await until(desk.enter.place.known.text, "what is known")
    assert desk.enter.place.known.text().endswith(": Loaded, partly done, Review.")
