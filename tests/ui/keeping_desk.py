"""*Keep the history* over a file made by hand, with gates where things take long."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from leaddesk.infra.table_files import DocumentFilesOnDisk
from leaddesk.services.keep_history import KeepHistory, OtherKey
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history_keeping_dialog import HistoryKeepingDialog
from tests.services.desk import until
from tests.services.fakes import FakeClock, FakeJournal
from tests.services.test_keep_history import FOUND, RULE, Keeping
from tests.ui.profiles_place import Told


class Slow(Keeping):
    """Waits at a gate in what takes long."""

    def __init__(self):
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()
        self.found, self.there, self.stopped, self.other = FOUND, False, 0, None

    async def _wait(self, progress=None):
        if progress:
            progress(5_000_000_000, 10_000_000_000)  # more bytes than a bar has numbers
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise

    async def verify(self, progress=None):
        await self._wait(progress)
        return await super().verify(progress)

    async def retire(self, report, note):
        await self._wait()
        return await super().retire(report, note)

    async def back_up(self, place, *, replace, progress=None):
        await self._wait(progress)
        if self.there and not replace:
            raise AlreadyThere("The backup was not made.", f"{place} is there already.")
        return await super().back_up(place, replace=replace, progress=progress)

    async def look_into(self, place, progress=None, key=None):
        if self.other and key != self.other:
            raise OtherKey("This is no backup that can be restored.", "Made with another key.")
        return self.found


class Desk:
    """The dialog over a window."""

    def __init__(self, qtbot, theme, **options):
        self.qtbot, self.theme = qtbot, theme
        self.keeping, self.journal, self.scope, self.told, self.years = Slow(), FakeJournal(), TaskScope(), Told(), 5
        self.keep = KeepHistory(
            self.keeping,
            self.journal,
            FakeClock(),
            RULE,
            years=lambda: self.years,
            keep_years=lambda years: setattr(self, "years", years),
        )
        self.window = QWidget()
        self.window.resize(1024, 700)
        qtbot.addWidget(self.window)
        theme.dress(self.window)
        self.window.show()
        self.dialog = HistoryKeepingDialog(
            theme,
            self.window,
            self.keep,
            self.scope,
            LocalTimes(ZoneInfo("America/New_York")),
            FakeClock(),
            self.told,
            lambda: "M. Reyes",
            DocumentFilesOnDisk(),
            **options,
        )

    async def open(self, section="Retention"):
        self.dialog.open(section)
        await self.settle()

    async def settle(self):
        for _ in range(6):
            await asyncio.sleep(0.003)

    def find(self, kind, name):
        found = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls {name}"
        return found[0]

    def button(self, name):
        return self.find(QPushButton, name)

    async def press(self, name):
        assert self.button(name).isEnabled(), name
        self.qtbot.keyClick(self.button(name), Qt.Key.Key_Space)
        await self.settle()

    def give_reason(self, text="Because"):
        self.find(QComboBox, "Reason").setEditText(text)

    def shown(self):
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()]

    def said(self):
        return self.dialog.said.text()

    def says(self, words):
        return words in self.said()

    def hidden(self, name):
        return not [w for w in self.dialog.findChildren(QPushButton) if w.accessibleName() == name and w.isVisible()]

    async def choose_file(self, path):
        (files,) = [dialog for dialog in self.dialog.findChildren(QFileDialog) if dialog.isVisible()]
        line = files.findChild(QLineEdit)
        assert line is not None
        line.setText(str(path))
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        await until(lambda: self.dialog.findChild(QFileDialog) is None)
        await self.settle()
