"""*Export…* by keyboard: the format, the real file dialog, progress, cancel, and what is said of the end."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QRadioButton, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable, TableFormat
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.views.export_dialog import ExportTableDialog, TableExport
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.jobs_area import Job, JobsArea
from tests.services.desk import until
from tests.services.fakes import FakeClock
from tests.ui.profiles_place import Told

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk:
    """A window with a status bar, and a table of three rows that waits at a gate."""

    def __init__(self, qtbot, theme):
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.jobs = JobsArea(theme)
        self.jobs.setParent(self.window)
        self.scope, self.told, self.clock = TaskScope(), Told(), FakeClock()
        self.export = TableExport(self.window, theme, self.scope, self.jobs, self.told)
        self.gate, self.begun = asyncio.Event(), asyncio.Event()
        self.gate.set()
        self.problem: StoreProblem | None = None
        self.window.show()

    async def rows(self):
        self.clock.go_on(1)
        yield [("a",), ("b",)]
        self.begun.set()
        await self.gate.wait()
        if self.problem:
            raise self.problem
        yield [("=c",)]

    def run(self, place, format, replace, progress):
        table = ExportTable(TableFilesOnDisk(), self.clock)
        return table.export(place, format, ("Name",), self.rows(), replace=replace, progress=progress)

    def ask(self):
        facts = (Fact("Columns", "Name"),)
        self.export.ask("Export the history", "What is in view leaves.", facts, "leaddesk-history", self.run)
        return self.dialog(ExportTableDialog)

    def dialog(self, kind):
        found = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        assert len(found) == 1, f"{len(found)} dialogs {kind.__name__}"
        return found[0]

    async def choose(self, path, format=TableFormat.CSV):
        dialog = self.ask()
        self.qtbot.keyClick(dialog.formats[format], Qt.Key.Key_Space)
        self.qtbot.keyClick(dialog.verb, Qt.Key.Key_Space)
        files = self.dialog(QFileDialog)
        line = files.findChild(QLineEdit)
        line.setText(str(path))
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        await until(lambda: self.window.findChild(QFileDialog) is None)

    async def said(self):
        await until(lambda: bool(self.told.messages))
        return self.told.messages.pop()[:4]

    def running(self):
        return self.jobs.findChildren(Job)


@pytest.fixture
async def desk(qtbot, theme):
    desk = Desk(qtbot, theme)
    yield desk
    await desk.scope.finish(1)


async def test_the_question_names_what_leaves_and_offers_three_formats(desk):
    dialog = desk.ask()
    assert dialog.windowTitle() == "Export the history"
    assert [button.accessibleName() for button in dialog.findChildren(QRadioButton)] == [
        *("CSV", "Excel workbook", "JSON Lines")
    ]
    assert dialog.formats[TableFormat.CSV].isChecked()
    assert dialog.focusWidget() is dialog.formats[TableFormat.CSV]
    assert "1,048,575 rows" in dialog.formats[TableFormat.XLSX].accessibleDescription()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: not desk.running())  # the job ends a step after the message


@pytest.mark.parametrize("format", TableFormat)
async def test_each_format_ends_in_a_file_and_a_word(desk, tmp_path, format):
    path = tmp_path / f"a{format.suffix}"
    await desk.choose(path, format)
    assert await desk.said() == ("result", "3 rows exported.", str(path), "")
    assert path.exists()
    await until(lambda: not desk.running())


async def test_a_name_without_the_ending_of_its_format_gets_it(desk, tmp_path):
    await desk.choose(tmp_path / "a.txt")
    await desk.said()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt.csv"]


async def test_a_file_that_is_there_is_replaced_only_after_a_question(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("mine")
    await desk.choose(path)
    await until(lambda: desk.window.findChild(ActDialog) and desk.window.findChild(ActDialog).isVisible())
    assert path.read_text() == "mine"
    dialog = desk.dialog(ActDialog)
    await until(dialog.way_out.hasFocus)  # a window is active a moment after it is visible
    desk.qtbot.keyClick(dialog.verb, Qt.Key.Key_Space)
    assert (await desk.said())[1] == "3 rows exported."
    assert "=c" in path.read_text(encoding="utf-8-sig")


async def test_a_running_export_is_a_job_that_can_be_cancelled(desk, tmp_path):
    desk.gate.clear()
    await desk.choose(tmp_path / "a.csv")
    await desk.begun.wait()
    (job,) = desk.running()
    cancel = next(one for one in job.findChildren(Button) if one.text() == "Cancel")
    desk.qtbot.keyClick(cancel, Qt.Key.Key_Space)
    assert not job.isVisible()
    assert await desk.said() == ("info", "Export cancelled.", "", "No file was written.")
    assert list(tmp_path.iterdir()) == []
    assert desk.running() == []


async def test_an_end_of_the_application_is_silent_and_leaves_nothing(desk, tmp_path):
    desk.gate.clear()
    await desk.choose(tmp_path / "a.csv")
    await desk.begun.wait()
    await desk.scope.finish(0)
    await until(lambda: not list(tmp_path.iterdir()))
    assert desk.told.messages == []


async def test_a_problem_is_said_in_the_message_bar(desk, tmp_path):
    desk.problem = StoreProblem("The history cannot be read.", "It is locked.", "Try again.")
    await desk.choose(tmp_path / "a.csv")
    assert await desk.said() == ("error", "The history cannot be read.", "It is locked.", "Try again.")
    assert list(tmp_path.iterdir()) == []
    await until(lambda: not desk.running())
