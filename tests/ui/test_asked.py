"""*Asked not to be called*: the mark, its undoing, and the list of all that stand."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from leaddesk.domain.note import NoteKind
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.ui.models.asked_model import COLUMNS
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.asked_dialog import AskedDialog, UndoAskedDialog
from leaddesk.ui.views.asked_list import AskedList
from tests.services.fakes import FakeClock, FakeJournal, disk_full

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TIMES = LocalTimes(ZoneInfo("America/New_York"))


class Office:
    def __init__(self) -> None:
        self.journal, self.clock = FakeJournal(), FakeClock()
        self.asked = AskedNotToBeCalled(self.journal, self.clock)
        self.paths: list[str] = []

    async def fill(self, count: int) -> None:
        for number in range(count):
            await self.asked.mark(f"+1720555{number + 100:04}", f"file {number}", "M. Reyes")
            self.clock.go_on(timedelta(hours=1).total_seconds())

    async def export(self, path: str) -> int:
        if "full" in path:
            raise disk_full()
        self.paths.append(path)
        return len(await self.asked.listing())


@pytest.fixture
def office():
    return Office()


async def settle():
    for _ in range(6):
        await asyncio.sleep(0)
        QGuiApplication.processEvents()


async def opened(theme, window, office: Office) -> AskedList:
    scope = TaskScope()
    dialog = AskedList(theme, window, office.asked, scope, TIMES, office.clock, lambda: "A. Brandt", office.export)
    dialog.open()
    await settle()
    return dialog


def button(root: QWidget, name: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if one.accessibleName() == name)


def texts(dialog: AskedList, column: int) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def test_a_mark_takes_an_optional_note_and_enter_writes_it(qtbot, theme, window):
    dialog = AskedDialog(theme, window, "+17205550100")
    noted: list[str] = []
    dialog.noted.connect(noted.append)
    dialog.open()
    assert any("(720) 555-0100" in label.text() for label in dialog.findChildren(QLabel))
    QTest.keyClicks(dialog.note, " by letter ")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    assert noted == ["by letter"]


async def test_undoing_waits_for_a_reason(qtbot, theme, window, office):
    mark = await office.asked.mark("+17205550100", "", "M. Reyes")
    dialog = UndoAskedDialog(theme, window, mark, TIMES, office.clock)
    undone: list[str] = []
    dialog.undone.connect(undone.append)
    dialog.open()
    assert not button(dialog, "Undo").isEnabled()
    dialog.reason.combo.setEditText("Marked by mistake")
    button(dialog, "Undo").click()
    assert undone == ["Marked by mistake"]


async def test_the_list_shows_all_that_stand_and_narrows_by_number_or_word(theme, window, office):
    await office.fill(30)
    dialog = await opened(theme, window, office)
    assert [dialog.model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)] == list(COLUMNS)
    assert dialog.said.text() == "30 numbers"
    assert texts(dialog, 0)[0] == "(720) 555-0129"
    assert texts(dialog, 1)[-1].endswith("EST")
    for typed, count in (("720-555-0105", 1), ("+1 (720) 555-0105", 1), ("FILE 7", 1), ("reyes", 30), ("zz", 0)):
        dialog.search.setText(typed)
        assert dialog.model.rowCount() == count, typed
    assert dialog.said.text() == "0 of 30 numbers"
    assert not dialog.undo_button.isEnabled()
    assert any(label.text() == "No mark holds this text." for label in dialog.findChildren(QLabel))


async def test_an_empty_list_says_so_and_offers_nothing(theme, window, office):
    dialog = await opened(theme, window, office)
    assert any(label.text() == "Nobody has asked not to be called." for label in dialog.findChildren(QLabel))
    assert not dialog.undo_button.isEnabled()
    assert not dialog.export_button.isEnabled()


async def test_undo_asks_why_writes_it_and_takes_the_row_away(theme, window, office):
    await office.fill(3)
    dialog = await opened(theme, window, office)
    changed: list[bool] = []
    dialog.changed.connect(lambda: changed.append(True))
    button(dialog, "Undo").click()
    (question,) = dialog.findChildren(UndoAskedDialog)
    question.reason.combo.setEditText("Marked by mistake")
    button(question, "Undo").click()
    await settle()
    await settle()
    note = office.journal.written[-1]
    assert (note.kind, note.number, note.reason, note.operator) == (
        NoteKind.MAY_BE_CALLED,
        "+17205550102",
        "Marked by mistake",
        "A. Brandt",
    )
    assert changed == [True]
    assert texts(dialog, 0) == ["(720) 555-0101", "(720) 555-0100"]
    assert dialog.said.text() == "Undone for (720) 555-0102. 2 numbers"


async def test_a_history_that_fails_is_said_in_the_list(theme, window, office, monkeypatch):
    await office.fill(1)

    async def fails(**_how):
        raise disk_full()

    monkeypatch.setattr(office.journal, "notes", fails)
    dialog = await opened(theme, window, office)
    assert dialog.said.text() == "The history cannot be written. The disk is full. Make room, then send again."
    assert dialog.said.property("ink") == "danger"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/tmp/asked.csv", "2 numbers were exported."),
        ("/full/asked.csv", "The history cannot be written. The disk is full. Make room, then send again."),
    ],
)
async def test_export_asks_where_and_says_how_it_ended(theme, window, office, path, said):
    await office.fill(2)
    dialog = await opened(theme, window, office)
    button(dialog, "Export").click()
    (files,) = dialog.findChildren(QFileDialog)
    files.fileSelected.emit(path)
    files.reject()
    await settle()
    assert dialog.said.text() == said


async def test_closed_while_reading_it_is_silent(theme, window, office):
    await office.fill(1)
    dialog = AskedList(theme, window, office.asked, TaskScope(), TIMES, office.clock, lambda: "", office.export)
    dialog.open()
    dialog.reject()
    await settle()
