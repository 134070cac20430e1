"""What the tour does with a window as a person does it: keys, presses, waiting, and a picture of what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTableView, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr_now
from leaddesk.ui.views.main_window import MainWindow
from leaddesk.ui.views.place_to_come import PlaceToCome
from leaddesk.ui.widgets.places_rail import PLACES

CTRL = Qt.KeyboardModifier.ControlModifier
_WAIT_S = 20.0
_LATE = "Still no answer"
"""How the stalled lead makes itself heard, in the middle of whatever is pictured by then."""
_Widget = TypeVar("_Widget", bound=QWidget)


class TourStuckError(LeadDeskError):
    """A step of the tour did not come to its end."""


def shown_as(name: str) -> tuple[str, ...]:
    """Returns what an English name may be on the screen: what opens a dialog has dots behind it."""
    return tr_now(name), tr_now(f"{name}…").rstrip("…")


class Hands:
    """Keyboard, eyes and camera; one pair for the whole tour."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.look = ""
        """The look that the window wears, for the names of the pictures."""
        self.lines: list[str] = []
        """File name and caption of each picture so far."""

    # ------------------------------------------------------------ what a person does

    def focus(self) -> QWidget:
        """Returns what the keys go to."""
        return QApplication.focusWidget() or self.window

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the focus is."""
        QTest.keyClick(self.focus(), key, modifier)

    def type_into(self, field: QLineEdit, text: str) -> None:
        """Types over what stands in a field."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def press(self, name: str, root: QWidget | None = None) -> None:
        """Presses the visible button of that name in a place or a dialog; in the whole window without one."""
        self.named(QPushButton, name, root).click()

    def named(self, kind: type[_Widget], name: str, root: QWidget | None = None) -> _Widget:
        """Returns the visible control of that name, which is English. Raises TourStuckError when there is none."""
        shown = shown_as(name)
        for one in (root or self.window).findChildren(kind):
            if one.accessibleName() in shown and one.isVisible():
                return one
        raise TourStuckError(f"Nothing is called {name} here.")

    async def go_to(self, place: str) -> QWidget:
        """Goes to a place by its key and returns it once it is built."""
        number = [one.name for one in PLACES].index(place) + 1
        self.key(Qt.Key(Qt.Key.Key_0.value + number), CTRL)
        await self.until(lambda: not isinstance(self.window.page(place), PlaceToCome), place)
        await self.pause(0.3)
        return self.window.page(place)

    # ------------------------------------------------------------ waiting

    async def pause(self, seconds: float) -> None:
        """Gives the window time where nothing tells that it is done."""
        await asyncio.sleep(seconds)

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Waits until something holds. Raises TourStuckError after 20 s."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _WAIT_S
        while not true():
            if loop.time() > end:
                raise TourStuckError(f"The tour waited {_WAIT_S:g} s for {what}.")
            await asyncio.sleep(0.01)

    async def rows(self, table: QTableView, least: int = 1) -> None:
        """Waits until a table shows so many rows."""
        await self.until(lambda: table.model().rowCount() >= least, f"the table {table.accessibleName()}")

    async def said(self, words: str) -> None:
        """Waits until the message bar says these words."""
        bar = self.window.messages.label
        await self.until(lambda: bar.accessibleDescription().count(tr_now(words)), f"the message “{words}”")

    async def dialog(self) -> QDialog:
        """Waits for a dialog and returns it."""
        await self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog), "a dialog")
        await self.pause(0.05)
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            raise TourStuckError("The dialog went away by itself.")
        return dialog

    # ------------------------------------------------------------ looking

    async def shoot_dialog(self, name: str, line: str) -> None:
        """Pictures the dialog on top, then goes the way out that it offers."""
        dialog = await self.dialog()
        await self.shoot(name, line, dialog)
        dialog.reject()
        await self.back_at_the_window()

    async def back_at_the_window(self) -> None:
        """Gives the window its focus back after a dialog: without a display nobody else does."""
        self.window.activateWindow()
        await self.until(self.window.isActiveWindow, "the window to come back")

    async def shoot(self, name: str, line: str, widget: QWidget | None = None) -> None:
        """Saves a picture of the window, or of one widget, and notes its caption."""
        await self.pause(0.1)
        if _LATE in self.window.messages.label.accessibleDescription():
            self.press("Close", self.window.messages)
        file = f"{len(self.lines) + 1:03}-{name}-{self.look}.png"
        (widget or self.window).grab().save(str(self.folder / file))
        self.lines.append(f"{file}  {line}")
        print(self.lines[-1], flush=True)
