"""The tour: the real window does the main job by keyboard, unseen, and saves a numbered picture of each step.

It shows what LeadDesk looks like where there is no display, in every look, and makes the pictures of the README.
Practice mode only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTabBar, QTableView, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.enter_lead.view import EnterLead
from leaddesk.ui.views.main_window import MainWindow

LOOKS = ("light", "dark", "contrast")
_FIRST_NAMES = ("Avery", "Blair", "Casey", "Drew", "Emery", "Finley", "Gray", "Harper", "Jordan", "Kai", "Lane")
_WAIT_S = 20.0
_CTRL = Qt.KeyboardModifier.ControlModifier

_VERDICTS = (
    ("0100", "no-block", "Loaded, and no check returned a block."),
    ("0105", "twelve-cases", "Rejected, with the checks that say why: twelve cases."),
    ("0101", "federal", "Blocked by the federal registry, and loaded all the same."),
    ("0102", "not-covered", "Your SAN does not cover this area code."),
    ("0106", "stale", "No case found, but the answer is no longer fresh."),
    ("0107", "not-returned", "Silence is not an answer: the assessment is Review."),
    ("0121", "unreadable", "Checks that came back in a shape nobody can read."),
    ("0122", "another-number", "The answer is about another number, and that is said loudly."),
    ("0123", "new-fields", "Fields nobody has documented stand under Other."),
    ("0120", "hostile", "Hostile text from a vendor stays plain text."),
    ("0132", "unknown", "The connection broke after the lead was sent: Outcome unknown."),
)
_TABS = (
    ("Cases", "All fifteen fields of the chosen case."),
    ("As stored", "What the vendor stored, beside what was sent."),
    ("Raw", "The answer as it came, scrubbed of the key."),
)


class TourStuckError(LeadDeskError):
    """A step of the tour did not come to its end."""


class Tour:
    """Drives one window through every screen."""

    def __init__(self, window: MainWindow, enter: EnterLead, theme: Theme, folder: Path) -> None:
        self._window = window
        self._enter = enter
        self._theme = theme
        self._folder = folder
        self._lines: list[str] = []
        self._look = ""

    async def run(self) -> None:
        """Saves the pictures and `tour.txt`; raises TourStuckError when the window does not do what it should."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.resize(1440, 900)
        await self._until(lambda: self._enter.destination.target is not None, "a destination to send to")
        for look in LOOKS:
            self._look = look
            self._theme.set_choice(look)
            await self._enter_lead()
            await self._other_places()
        (self._folder / "tour.txt").write_text("\n".join(self._lines) + "\n", encoding="utf-8")

    # ------------------------------------------------------------ the scenes

    async def _enter_lead(self) -> None:
        self._key(Qt.Key.Key_2, _CTRL)
        await self._new_lead()
        await self._shoot("empty", "Enter lead, before anything is typed.")
        await self._problems()
        await self._preview()
        await self._litigator()
        for line, name, says in _VERDICTS:
            await self._new_lead()
            await self._send(f"720555{line}")
            await self._shoot(name, says)
        await self._stalled()
        await self._small()

    async def _problems(self) -> None:
        await self._type_lead("720555")
        self._key(Qt.Key.Key_Return, _CTRL)
        await self._shoot("problems", "Problems stand beside their fields; nothing has left.")
        await self._new_lead()

    async def _preview(self) -> None:
        await self._type_lead("7205550104")
        self._key(Qt.Key.Key_Return, _CTRL | Qt.KeyboardModifier.ShiftModifier)
        await self._shoot_dialog("preview", "The exact request, before anything leaves; the key is masked.")
        await self._new_lead()

    async def _litigator(self) -> None:
        await self._send("7205550104")
        await self._shoot("litigator", "Loaded, and yet a known litigator: the worse answer is the loud one.")
        for tab, line in _TABS:
            self._choose_tab(tab)
            await self._shoot(tab.lower().replace(" ", "-"), line)
        self._choose_tab("Verdict")
        self._key(Qt.Key.Key_Return, _CTRL)
        await self._until(lambda: QApplication.activeModalWidget() is not None, "the question before sending again")
        await self._shoot_dialog("send-anyway", "Before a lead goes out again: what the history holds against it.")

    async def _stalled(self) -> None:
        await self._new_lead()
        await self._type_lead("7205550131")
        self._key(Qt.Key.Key_Return, _CTRL)
        await asyncio.sleep(1.2)
        await self._shoot("sending", "A stalled vendor: the seconds are counted, Cancel sending answers at once.")
        self._key(Qt.Key.Key_Escape)
        await self._until(lambda: not self._enter.in_flight, "Cancel sending to answer")
        await self._shoot("cancelled", "After Cancel sending nobody knows whether it loaded, and LeadDesk says so.")

    async def _small(self) -> None:
        await self._new_lead()
        await self._send("7205550104")
        self._window.resize(1024, 700)
        await self._shoot("small-window", "The smallest window, 1024 by 700: facts fold behind their row.")
        self._window.resize(1440, 900)

    async def _other_places(self) -> None:
        self._key(Qt.Key.Key_5, _CTRL)
        await asyncio.sleep(0.5)
        await self._shoot("history", "History: every exchange, written down before it was sent.")
        table = next(one for one in self._window.findChildren(QTableView) if one.accessibleName() == "Exchanges")
        table.setFocus()
        table.selectRow(1)
        self._key(Qt.Key.Key_Return)
        await asyncio.sleep(0.5)
        await self._shoot("history-opened", "An exchange opened again: its verdict as it was.")
        self._key(Qt.Key.Key_Escape)
        self._key(Qt.Key.Key_6, _CTRL)
        await asyncio.sleep(0.5)
        await self._shoot("profiles", "Profiles and destinations; secrets live in the keyring.")
        self._press("Test connection")
        await asyncio.sleep(0.5)
        await self._shoot("connection", "A connection tested without creating a lead.")
        self._key(Qt.Key.Key_1, _CTRL)
        await self._shoot("not-yet", "A place that comes with a later version says so.")
        self._key(Qt.Key.Key_F1)
        await self._shoot_dialog("shortcuts", "F1 lists the shortcuts.")

    # ------------------------------------------------------------ what a person does

    async def _new_lead(self) -> None:
        self._key(Qt.Key.Key_N, _CTRL)
        await asyncio.sleep(0.05)

    async def _type_lead(self, number: str) -> None:
        """Types as a person does: into the field that has the focus, Enter moves on."""
        first = _FIRST_NAMES[int(number[-2:]) % len(_FIRST_NAMES)]
        self._enter.form.first_field().setFocus()
        for text in (number, first, "Person", f"{first.lower()}@example.com", "100 Sample Street"):
            QTest.keyClicks(self._focus(), text)
            self._key(Qt.Key.Key_Return)
            await asyncio.sleep(0)
        zip_field = self._enter.form.editor("zip").control
        zip_field.setFocus()
        QTest.keyClicks(zip_field, "80202")
        await asyncio.sleep(0.2)

    async def _send(self, number: str) -> None:
        await self._type_lead(number)
        self._key(Qt.Key.Key_Return, _CTRL)
        await self._until(lambda: not self._enter.in_flight, "an answer")
        if (question := QApplication.activeModalWidget()) is not None:
            self._send_anyway(question)
            await self._until(lambda: not self._enter.in_flight, "an answer")

    def _send_anyway(self, question: QWidget) -> None:
        """Says so with a reason, as one who has read it: an earlier look of the tour sent the same numbers."""
        if not isinstance(question, BeforeSendingDialog) or question.verb is None:
            raise TourStuckError("There is another question than before sending.", f"({question.windowTitle()})")
        question.reason.combo.setEditText("Part of the tour")
        question.verb.click()

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifier)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _press(self, name: str) -> None:
        buttons = self._window.findChildren(QPushButton)
        next(one for one in buttons if one.accessibleName() == name and one.isVisible()).click()

    def _choose_tab(self, name: str) -> None:
        bar = self._enter.verdict.findChild(QTabBar)
        if bar is None:
            raise TourStuckError("The verdict has no tabs.")
        bar.setCurrentIndex([bar.tabText(i) for i in range(bar.count())].index(name))

    # ------------------------------------------------------------ waiting and looking

    async def _until(self, true: Callable[[], bool], what: str) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + _WAIT_S
        while not true():
            if loop.time() > end:
                raise TourStuckError(f"The tour waited {_WAIT_S:g} s for {what}.")
            await asyncio.sleep(0.01)

    async def _shoot_dialog(self, name: str, line: str) -> None:
        """Pictures the dialog on top, then goes the way out that it offers."""
        await asyncio.sleep(0.05)
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            raise TourStuckError(f"There is no dialog for the picture {name}.")
        await self._shoot(name, line, dialog)
        dialog.reject()
        self._window.activateWindow()
        await self._until(self._window.isActiveWindow, "the window to come back")

    async def _shoot(self, name: str, line: str, widget: QWidget | None = None) -> None:
        await asyncio.sleep(0.1)
        file = f"{len(self._lines) + 1:02}-{name}-{self._look}.png"
        (widget or self._window).grab().save(str(self._folder / file))
        self._lines.append(f"{file}  {line}")
        print(self._lines[-1], flush=True)
