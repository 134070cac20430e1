"""The start: the window first, what is typed into it kept, the places piece by piece."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.shell import Shell
from leaddesk.infra.paths import Paths
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import field, go_to, until


@pytest.fixture
async def shell(leaddesk_home: Path) -> AsyncIterator[Shell]:
    """A window on the screen without its places; deleted at the end with all that came into it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shell = Shell(app, Options(practice=True), Paths.find(os.environ))
    shell.window.show()
    shell.window.activateWindow()
    await until(shell.window.isActiveWindow, "the window to be active")
    await shell.window.first_paint()
    yield shell
    shell.window.deleteLater()
    app.processEvents()
    del shell
    gc.collect()


def desk_for(shell: Shell) -> Desk:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Desk(app, Options(practice=True), Paths.find(os.environ), shell)


async def end(desk: Desk) -> None:
    running = asyncio.ensure_future(desk.main())
    desk.window.close()
    assert await running == 0


async def test_keys_typed_before_the_form_is_there_arrive_in_phone_in_their_order(shell):
    typed = QApplication.focusWidget()
    assert typed is not None
    QTest.keyClicks(typed, "7205")
    QTest.keyClick(typed, Qt.Key.Key_Backspace)
    desk = desk_for(shell)
    await desk.bring_places()
    QTest.keyClicks(field(desk, "Phone"), "0")
    assert "".join(char for char in field(desk, "Phone").text() if char.isdigit()) == "7200"
    await end(desk)


async def test_the_window_wears_its_icon_after_the_first_paint_and_no_place_is_needed_for_it(shell):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setWindowIcon(QIcon())
    shell.wear_icon()
    sides = {size.width() for size in shell.window.windowIcon().availableSizes()}
    assert {16, 32, 48, 128} <= sides
    centre = shell.window.windowIcon().pixmap(48).toImage().pixelColor(15, 30)
    assert centre.name() == "#f7fafc"


async def test_a_place_gone_to_before_it_is_there_comes_into_view(shell):
    shell.window.go_to("History")
    waiting = shell.window.page("History")
    desk = desk_for(shell)
    await desk.bring_places()
    await until(lambda: shell.window.page("History") is not waiting, "the place")
    assert shell.window.page("History") is desk.places.history
    assert desk.places.history.isVisible()
    assert not waiting.isVisible()
    assert {shell.window.page(place.name) for place in PLACES} == {desk.enter.place, desk.places.history, waiting}
    assert await go_to(desk, "Profiles") is desk.places.profiles
    await end(desk)


async def test_a_window_closed_while_it_is_built_ends_leaddesk(shell):
    shell.window.close()
    desk = desk_for(shell)
    await desk.bring_places()
    assert await asyncio.wait_for(desk.main(), 5) == 0


async def test_a_tour_that_meets_a_mistake_ends_leaddesk_with_1(leaddesk_home, tmp_path, monkeypatch, expect_log):
    monkeypatch.setitem(sys.modules, "leaddesk.ui.tour", None)  # not to be imported
    expect_log("A mistake inside LeadDesk", logger="leaddesk.app.bugs")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app, Options(practice=True, tour=tmp_path), Paths.find(os.environ))
    desk.window.show()
    with desk.bugs.caught():
        assert await asyncio.wait_for(desk.main(), 30) == 1
    desk.window.deleteLater()


async def test_no_part_is_a_window_of_its_own_while_it_is_built(shell):
    desk = desk_for(shell)
    for _ in desk._pieces:
        await asyncio.sleep(0)
        visible = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert visible == [shell.window]
    await end(desk)
