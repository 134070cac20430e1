"""The tour: the real window does the main job by keyboard, unseen, and saves a numbered picture of each step.

It shows what LeadDesk looks like where there is no display, and makes the pictures of the README. Practice mode only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead import EnterLeadView
from leaddesk.ui.views.main_window import MainWindow

_WAIT_S = 10.0
_CTRL = Qt.KeyboardModifier.ControlModifier


class TourStuckError(LeadDeskError):
    """A step of the tour did not come to its end."""


class Tour:
    """Drives one window through the main job."""

    def __init__(self, window: MainWindow, enter: EnterLeadView, theme: Theme, folder: Path) -> None:
        self._window = window
        self._enter = enter
        self._theme = theme
        self._folder = folder
        self._lines: list[str] = []

    async def run(self) -> None:
        """Saves the pictures and `tour.txt`; raises TourStuckError when the window does not do what it should."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.resize(1440, 900)
        await self._until(lambda: self._enter.destination.target is not None, "a destination to send to")
        await self._one_look("light")
        await self._faults()
        await self._other_places()
        await self._one_look("dark")
        self._window.resize(1024, 700)
        self._theme.set_choice("light")
        await self._shoot("small-window", "The smallest window, 1024 by 700: facts fold behind their row.")
        (self._folder / "tour.txt").write_text("\n".join(self._lines) + "\n", encoding="utf-8")

    async def _one_look(self, look: str) -> None:
        """The main job in one look: an empty form, a clear answer, a litigator."""
        self._theme.set_choice(look)
        await self._new_lead()
        await self._shoot(f"empty-{look}", "Enter lead, before anything is typed.")
        await self._send("7205550100")
        await self._shoot(f"no-block-{look}", "Loaded, and no check returned a block.")
        await self._new_lead()
        await self._send("7205550104")
        await self._shoot(f"litigator-{look}", "Loaded, and yet a known litigator: the worse answer is the loud one.")
        for tab, line in (
            ("Cases", "All fifteen fields of the chosen case."),
            ("As stored", "What the vendor stored, beside what was sent."),
            ("Raw", "The answer as it came, scrubbed of the key."),
        ):
            self._choose_tab(tab)
            await self._shoot(f"{tab.lower().replace(' ', '-')}-{look}", line)
        self._choose_tab("Verdict")

    async def _faults(self) -> None:
        for number, name, line in (
            ("7205550105", "twelve-cases", "Rejected, with the checks that say why: twelve cases."),
            ("7205550102", "not-covered", "Your SAN does not cover this area code."),
            ("7205550107", "not-returned", "Silence is not an answer: the assessment is Review."),
            ("7205550120", "hostile", "Hostile text from a vendor stays plain text."),
            ("7205550132", "unknown", "The connection broke after the lead was sent: Outcome unknown."),
        ):
            await self._new_lead()
            await self._send(number)
            await self._shoot(name, line)
        await self._new_lead()
        await self._type_lead("7205550131")
        QTest.keyClick(self._focus(), Qt.Key.Key_Return, _CTRL)
        await asyncio.sleep(1.2)
        await self._shoot("sending", "A stalled vendor: the seconds are counted, Cancel sending answers at once.")
        QTest.keyClick(self._focus(), Qt.Key.Key_Escape)
        await self._until(lambda: not self._enter.in_flight, "Cancel sending to answer")
        await self._shoot("cancelled", "After Cancel sending nobody knows whether it loaded, and LeadDesk says so.")

    async def _other_places(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_5, _CTRL)
        await asyncio.sleep(0.5)
        await self._shoot("history", "History: every exchange, written down before it was sent.")
        QTest.keyClick(self._window, Qt.Key.Key_6, _CTRL)
        await asyncio.sleep(0.5)
        await self._shoot("profiles", "Profiles and destinations; secrets live in the keyring.")
        QTest.keyClick(self._window, Qt.Key.Key_2, _CTRL)

    async def _new_lead(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_N, _CTRL)
        await asyncio.sleep(0.05)

    async def _type_lead(self, number: str) -> None:
        """Types as a person does: into the field that has the focus, Enter moves on."""
        phone = self._enter.form.first_field()
        phone.setFocus()
        for text in (number, "Testa", "Person", "testa@example.com", "100 Sample Street"):
            QTest.keyClicks(self._focus(), text)
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            await asyncio.sleep(0)
        zip_field = next(field for field in self._enter.findChildren(QLineEdit) if field.accessibleName() == "Zip")
        zip_field.setFocus()
        QTest.keyClicks(zip_field, "80202")
        await asyncio.sleep(0.3)

    async def _send(self, number: str) -> None:
        await self._type_lead(number)
        QTest.keyClick(self._focus(), Qt.Key.Key_Return, _CTRL)
        await self._until(lambda: self._enter.in_flight, "the lead to leave")
        await self._until(lambda: not self._enter.in_flight, "an answer")
        await asyncio.sleep(0.1)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _choose_tab(self, name: str) -> None:
        bar = self._enter.verdict.findChild(QTabBar)
        if bar is None:
            raise TourStuckError("The verdict has no tabs.")
        bar.setCurrentIndex([bar.tabText(i) for i in range(bar.count())].index(name))

    async def _until(self, true: Callable[[], bool], what: str) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + _WAIT_S
        while not true():
            if loop.time() > end:
                raise TourStuckError(f"The tour waited {_WAIT_S:g} s for {what}.")
            await asyncio.sleep(0.01)

    async def _shoot(self, name: str, line: str) -> None:
        await asyncio.sleep(0.1)
        number = len(self._lines) + 1
        file = f"{number:02}-{name}.png"
        self._window.grab().save(str(self._folder / file))
        self._lines.append(f"{file}  {line}")
        print(self._lines[-1], flush=True)
