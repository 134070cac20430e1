"""The dialog *Shift report*: choosing, reading, stopping, copying and saving, over the real use-case and fakes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from shiboken6 import isValid

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.infra.table_files import DocumentFilesOnDisk
from leaddesk.services.shift_report import ShiftReports
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_report_dialog import ShiftReportDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.services.desk import InThread, until
from tests.services.fakes import START, FakeClock, FakeJournal
from tests.ui.profiles_place import Told
from tests.ui.shift_sample import shift_report

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Reports(ShiftReports):
    """Hands out a report made by hand; it keeps what was asked, can stall and can fail."""

    def __init__(self, journal):
        super().__init__({}, journal, DocumentFilesOnDisk(), FakeClock(), InThread())
        self.asked = []
        self.report = shift_report()
        self.gate = asyncio.Event()
        self.gate.set()
        self.problem: StoreProblem | None = None
        self.let_go = 0

    async def make(self, order, progress=None):
        self.asked.append(order)
        if progress:
            progress(12_000)
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.let_go += 1
            raise
        if self.problem:
            raise self.problem
        return replace(self.report, period=order.period, operator=order.operator)


class Desk:
    """The dialog over a window."""

    def __init__(self, qtbot, theme):
        self.qtbot = qtbot
        self.journal, self.scope, self.told = FakeJournal(), TaskScope(), Told()
        self.reports = Reports(self.journal)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.dialog = ShiftReportDialog(
            theme,
            self.window,
            self.reports,
            InThread(),
            self.scope,
            LocalTimes(ZoneInfo("America/New_York")),
            FakeClock(),
            self.told,
            lambda: "M. Reyes",
        )

    async def open(self):
        self.dialog.open()
        await self.settle()

    async def settle(self):
        """Lets work on threads end; never by processing events inside a task, which would lose the steps of others."""
        for _ in range(10):
            await asyncio.sleep(0.005)
        await until(lambda: not self.dialog.stop.isEnabled() or not self.reports.gate.is_set())

    def find(self, kind, name):
        found = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls {name}"
        return found[0]

    async def press(self, name):
        self.qtbot.keyClick(self.find(QPushButton, name), Qt.Key.Key_Space)
        await self.settle()

    def shown(self):
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()]

    async def choose_file(self, path):
        (files,) = [dialog for dialog in self.dialog.findChildren(QFileDialog) if dialog.isVisible()]
        line = files.findChild(QLineEdit)
        assert line is not None
        line.setText(str(path))
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        await until(lambda: self.dialog.findChild(QFileDialog) is None)


@pytest.fixture
async def desk(qtbot, theme):
    desk = Desk(qtbot, theme)
    yield desk
    await desk.scope.finish(1)


async def test_it_opens_with_the_report_of_today(desk):
    await desk.open()
    assert desk.find(QComboBox, "Period").hasFocus()
    (order,) = desk.reports.asked
    assert (order.period.since, order.period.until, order.operator) == (
        START.replace(hour=5, minute=0, second=0),
        START,
        "",
    )
    assert [desk.find(QLineEdit, name).text() for name in ("From", "To")] == ["2026-11-21 00:00", "2026-11-21 14:04"]
    assert "EST" in desk.shown()
    assert not desk.find(QLineEdit, "From").isEnabled()


async def test_the_tables_are_real_ones_with_names(desk):
    await desk.open()
    names = [table.accessibleName() for table in desk.dialog.findChildren(QTableView)]
    assert names == [
        *("By person", "Load outcomes", "Assessments", "Campaigns", "Open unknowns", "Stale verdicts"),
        *("Settled by a person", "On record by person", "On record"),
    ]
    model = desk.find(QTableView, "By person").model()
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)] == ["Who", "All"]
    assert model.index(2, 0).data() == "Together"


async def test_another_period_or_person_makes_another_report(desk):
    await desk.open()
    period, person = desk.find(QComboBox, "Period"), desk.find(QComboBox, "Person")
    period.setCurrentText("Last 8 hours")
    await desk.settle()
    assert desk.reports.asked[-1].period.since == START - timedelta(hours=8)
    assert [person.itemText(at) for at in range(person.count())] == ["Everyone", "A. Okafor", "M. Reyes"]
    person.setCurrentText("A. Okafor")
    await desk.settle()
    assert desk.reports.asked[-1].operator == "A. Okafor"
    assert person.count() == 3
    assert any(text.startswith("A. Okafor, from") for text in desk.shown())


async def test_from_to_goes_on_from_what_was_chosen(desk):
    await desk.open()
    desk.find(QComboBox, "Period").setCurrentText("From–to")
    since = desk.find(QLineEdit, "From")
    assert since.isEnabled()
    since.setText("")
    desk.qtbot.keyClicks(since, "2026-11-01 00:30")
    await until(lambda: len(desk.reports.asked) == 3)
    await desk.settle()
    assert desk.reports.asked[-1].period.since.isoformat() == "2026-11-01T04:30:00+00:00"
    assert "EDT / EST" in desk.shown()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("noon", "Write day and time as 2026-11-21 14:30."), ("2027-01-01 00:00", "The period ends before it begins")],
)
async def test_a_period_that_cannot_be_is_said_and_nothing_is_read(desk, typed, words):
    await desk.open()
    desk.find(QComboBox, "Period").setCurrentText("From–to")
    await desk.settle()
    asked = len(desk.reports.asked)
    desk.find(QLineEdit, "From").setText(typed)
    desk.dialog.make()
    assert any(words in text for text in desk.shown())
    assert len(desk.reports.asked) == asked


async def test_a_long_reading_says_how_far_it_is_and_can_be_stopped(desk):
    desk.reports.gate.clear()
    await desk.open()
    assert "Reading the history, 12,000 exchanges so far" in desk.shown()
    assert not desk.find(QPushButton, "Save as PDF").isEnabled()
    await desk.press("Stop reading")
    assert desk.reports.let_go == 1
    assert "Stopped." in desk.shown()
    assert not desk.find(QPushButton, "Stop reading").isEnabled()


async def test_the_latest_question_wins(desk):
    desk.reports.gate.clear()
    await desk.open()
    desk.find(QComboBox, "Period").setCurrentText("Yesterday")
    await desk.settle()
    assert desk.reports.let_go == 1
    desk.reports.gate.set()
    await desk.settle()
    assert any("Nov 20, 12:00 am EST to Nov 21, 12:00 am EST" in text for text in desk.shown())


async def test_a_problem_keeps_the_report_that_is_shown(desk):
    await desk.open()
    desk.reports.problem = StoreProblem("The history cannot be read.", "It is locked.", "Try again.")
    desk.find(QComboBox, "Period").setCurrentText("Yesterday")
    await desk.settle()
    assert "The history cannot be read. It is locked. Try again. What is shown is older." in desk.shown()
    assert desk.dialog.findChildren(QTableView)


async def test_what_was_read_in_the_moment_of_closing_goes_nowhere(desk):
    await desk.open()
    dialog, shown = desk.dialog, desk.dialog._shown
    dialog.reject()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    dialog._show(shown)
    dialog._say_problem(StoreProblem("The history cannot be read.", "", ""))


async def test_closing_lets_go_of_what_is_being_read(desk):
    desk.reports.gate.clear()
    await desk.open()
    desk.qtbot.keyClick(desk.dialog, Qt.Key.Key_Escape)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert desk.reports.let_go == 1


async def test_copy_takes_all_of_it_and_a_table_its_chosen_rows(desk):
    await desk.open()
    await desk.press("Copy")
    assert "Settled by a person\nWhen\tWho" in QGuiApplication.clipboard().text()
    table = desk.find(QTableView, "By person")
    table.setFocus()
    table.selectRow(0)
    desk.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "A. Okafor\t3\t2\t0\t1"


async def test_a_long_text_is_literal_in_its_tool_tip(desk):
    await desk.open()
    model = desk.find(QTableView, "On record").model()
    assert model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.index(1, 4).data(Qt.ItemDataRole.ToolTipRole) == f"<span>{'x' * 300} …</span>"
    assert model.index(1, 4).data(Qt.ItemDataRole.AccessibleDescriptionRole) == f"{'x' * 300} …"


async def test_saving_writes_a_pdf_on_record(desk, tmp_path):
    await desk.open()
    path = tmp_path / "shift.pdf"
    await desk.press("Save as PDF")
    await desk.choose_file(path)
    await until(lambda: desk.told.messages)
    assert desk.told.last[:3] == ("result", "The shift report is saved.", str(path))
    assert path.read_bytes().startswith(b"%PDF-")
    assert [(note.kind, note.operator) for note in desk.journal.written] == [(NoteKind.EXPORTED, "M. Reyes")]


async def test_a_report_that_is_there_is_replaced_only_after_a_question(desk, tmp_path):
    path = tmp_path / "shift.pdf"
    path.write_text("mine")
    await desk.open()
    await desk.press("Save as PDF")
    await desk.choose_file(path)
    await until(lambda: desk.dialog.findChild(ActDialog))
    assert path.read_text() == "mine"
    desk.qtbot.keyClick(desk.dialog.findChild(ActDialog).verb, Qt.Key.Key_Space)
    await until(lambda: desk.told.messages)
    assert path.read_bytes().startswith(b"%PDF-")


async def test_a_report_that_cannot_be_saved_is_said(desk, tmp_path):
    desk.journal.note_fails = StoreProblem("The history cannot be written.", "The disk is full.")
    await desk.open()
    await desk.press("Save as PDF")
    await desk.choose_file(tmp_path / "shift.pdf")
    await until(lambda: "The history cannot be written. The disk is full." in desk.shown())
    assert list(tmp_path.iterdir()) == []
