"""The whole desk as a person gets it, against the practice server over real HTTP."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.infra.paths import Paths
from leaddesk.practice import PracticeServer
from leaddesk.ui.views.place_to_come import PlaceToCome

# A process imports it once, on one thread; here desk follows desk, each with a thread of its own.
importlib.import_module("leaddesk.vendors.purecallerid.answer")

CTRL = Qt.KeyboardModifier.ControlModifier
WAIT_S = 20.0


async def until(true: Callable[[], object], what: str) -> None:
    """Waits until something holds, however slow the machine is."""
    end = asyncio.get_running_loop().time() + WAIT_S
    while not true():
        assert asyncio.get_running_loop().time() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.005)


def _is_warm_or_over(desk: Desk, running: asyncio.Future[int]) -> bool:
    """Whether nothing more is being loaded: between a fixture and its test no loop runs that could go on with it."""
    desk.warm_up()
    return running.done() or (desk.warming is not None and desk.warming.done())


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[Desk]:
    """A desk in its shown window; closed as a person closes it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app, options, Paths.find(os.environ))
    desk.window.show()
    desk.window.activateWindow()
    running = asyncio.ensure_future(desk.main())
    history = desk.use.deferred
    try:
        await until(lambda: history.ready or running.done(), "the history")
        await until(partial(_is_warm_or_over, desk, running), "the libraries")
        yield desk
    finally:
        desk.window.may_close = lambda: True
        desk.window.close()
        assert await running == 0
        desk.window.deleteLater()
        app.sendPostedEvents(desk.window, QEvent.Type.DeferredDelete)  # processEvents would lose a task's step
        del desk
        gc.collect()  # here and not on some worker's thread, where Qt objects must not end: see app/garbage.py


@pytest.fixture
async def practice_desk(leaddesk_home: Path) -> AsyncIterator[Desk]:
    """Practice mode, its server up and a destination chosen."""
    async with opened(Options(practice=True)) as desk:
        await until(lambda: desk.enter.destination.target, "a destination")
        yield desk


@pytest.fixture
def vendor() -> Iterator[PracticeServer]:
    """A practice server for ordinary mode, where it stands in for the vendor."""
    server = PracticeServer()
    server.start()
    yield server
    server.stop()


async def go_to(desk: Desk, place: str) -> QWidget:
    """Goes to a place, waits until it is built, and returns it."""
    desk.window.go_to(place)
    await until(lambda: not isinstance(desk.window.page(place), PlaceToCome), place)
    await until(lambda: desk.window.page(place).isVisible(), place)
    return desk.window.page(place)


def field(desk: Desk, name: str) -> QLineEdit:
    """The field of *Enter lead* with that accessible name."""
    return next(one for one in desk.enter.place.findChildren(QLineEdit) if one.accessibleName() == name)


def described(root: QWidget, name: str) -> str:
    """The accessible description of the thing with that name."""
    return next(
        one.accessibleDescription()
        for one in root.findChildren(QWidget)
        if one.accessibleName() == name and one.accessibleDescription()
    )


def type_into(widget: QWidget, text: str) -> None:
    """Types as a person does."""
    widget.setFocus()
    QTest.keyClicks(widget, text)


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or desk.window, key, modifier)


async def at_the_window(desk: Desk) -> None:
    """Gives the window the focus back after a dialog: on the offscreen platform nobody else does."""
    desk.window.activateWindow()
    await until(lambda: QApplication.activeWindow() is desk.window, "the window to be active")


async def send(desk: Desk, number: str) -> None:
    """Types a number, presses Ctrl+Enter, waits for the first answer."""
    await at_the_window(desk)
    type_into(field(desk, "Phone"), number)
    press(desk, Qt.Key.Key_Return, CTRL)
    assert desk.enter.in_flight
    await until(lambda: not desk.enter.in_flight, "an answer")


async def after_a_double_click() -> None:
    """Waits until a press is no longer the second one of a double click."""
    await asyncio.sleep(QApplication.doubleClickInterval() / 1000 + 0.05)
