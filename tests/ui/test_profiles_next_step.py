"""*Profiles* says what comes next on the way to the first lead, and then keeps quiet."""

from __future__ import annotations

import pytest

from tests.ui.profiles_place import KEY, empty

__all__ = ["empty"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


async def test_the_next_step_is_said_to_the_first_destination_and_to_no_later_one(empty):
    await empty.press("Add profile")
    for name, text in (("Profile name", "Northside"), ("Base URL", "http://127.0.0.1:9000/api/"), ("API key", KEY)):
        empty.type(name, text)
    await empty.press("Save profile")
    hints = []
    for name in ("Spring", "Fall"):
        await empty.press("Add destination")
        for field, text in (("Destination name", name), ("Campaign ID", "65f"), ("Dialer list ID", "list01")):
            empty.type(field, text)
        empty.type("List name", name)
        await empty.press("Save destination")
        assert empty.told.last[1] == f"Destination {name} is saved."
        hints.append(empty.told.last[3])
    assert hints == ["Press Ctrl+2 and enter the first lead.", ""]
    empty.type("Profile name", "Northside two")
    await empty.press("Save profile")
    assert empty.told.last[3] == "", "it has destinations"
