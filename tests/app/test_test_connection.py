"""*Test connection* through the whole window, against the practice server over real HTTP; no history holds it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.app.conftest import described, go_to, until


async def test_the_practice_profile_is_reached_and_the_history_stays_empty(practice_desk):
    desk = practice_desk
    await go_to(desk, "Profiles")
    view = desk.places.profiles
    view.editor.test.setFocus()
    QTest.keyClick(view.editor.test, Qt.Key.Key_Space)
    await until(lambda: described(view, "Connection").startswith("Reached"), "the result of the test")
    assert "Reads are accepted." in described(view, "Connection")
    assert next(one for one in view.findChildren(QLabel) if one.accessibleName() == "Connection").isVisible()
    assert [(seen.method, seen.path) for seen in desk._server.requests] == [("GET", "/api/public/engage/campaigns")]
    assert (await desk.use.browse.find()).rows == ()
