"""*Export…* of any table: asks for the format and the file, shows progress with *Cancel*, and says what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.export_table import Exported, TableFormat
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.jobs_area import Job, JobsArea
from leaddesk.ui.widgets.labels import plain_label

RunExport = Callable[[str, TableFormat, bool, "RunningExport"], Coroutine[Any, Any, Exported]]
"""Exports to a place in a format, replacing a file or not; awaited off the screen, and cancelled with its job."""

_ABOUT = {
    TableFormat.CSV: tr("For spreadsheets and dialers. A text that begins like a formula gets an apostrophe in front."),
    TableFormat.XLSX: tr("At most 1,048,575 rows. Texts stay texts, phone numbers too."),
    TableFormat.JSON_LINES: tr("For programs: one object a line. Texts and nested data as they came, times in UTC."),
}
_FILTERS = {
    TableFormat.CSV: tr("CSV (*.csv)"),
    TableFormat.XLSX: tr("Excel workbooks (*.xlsx)"),
    TableFormat.JSON_LINES: tr("JSON Lines (*.jsonl)"),
}


class ExportTableDialog(ActDialog):
    """Says what will leave and asks for the format."""

    chosen = Signal(str)
    """The format, as the value of a `TableFormat`."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, text: str, facts: Sequence[Fact] = ()) -> None:
        super().__init__(theme, parent, title, text, facts, verb=tr("Export"), focus_way_out=False)
        self.formats = {format: QRadioButton(tr_now(format.value)) for format in TableFormat}
        group = QWidget()
        group.setAccessibleName(tr("Format"))
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for format, button in self.formats.items():
            button.setAccessibleName(button.text())
            button.setAccessibleDescription(_ABOUT[format])
            about = plain_label(_ABOUT[format], use="hint", ink="text2")
            about.setWordWrap(True)
            about.setIndent(theme.px(24))
            column.addWidget(button)
            column.addWidget(about)
        self.add(group)
        first = self.formats[TableFormat.CSV]
        first.setChecked(True)
        first.setFocus()
        self.accepted.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(next(format.value for format, button in self.formats.items() if button.isChecked()))


class TableExport(QObject):
    """The act behind an *Export* button, from the question to the result; exports may run side by side."""

    def __init__(self, parent: QWidget, theme: Theme, scope: TaskScope, jobs: JobsArea, tell: Tell) -> None:
        """`scope` is the application's: an export goes on when its place is left."""
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._scope = scope
        self._jobs = jobs
        self._tell = tell

    def ask(self, title: str, text: str, facts: Sequence[Fact], proposed: str, run: RunExport) -> None:
        """Asks for format and file and then exports; `proposed` is the file's name without its ending."""
        dialog = ExportTableDialog(self._theme, self._parent.window(), title, text, facts)
        dialog.chosen.connect(lambda format: self._ask_where(title, proposed, TableFormat(format), run))
        dialog.open()

    def _ask_where(self, title: str, proposed: str, format: TableFormat, run: RunExport) -> None:
        def chosen(place: str) -> None:
            self._start(title, place if place.lower().endswith(format.suffix) else place + format.suffix, format, run)

        open_file_dialog(
            self._parent.window(),
            title,
            chosen,
            filters=(_FILTERS[format], tr("All files (*)")),
            saving_as=proposed + format.suffix,
        )

    def _start(self, title: str, place: str, format: TableFormat, run: RunExport, *, replace: bool = False) -> None:
        running = RunningExport(self._jobs, title, self._tell)
        running.task = self._scope.run(
            run(place, format, replace, running),
            on_done=self._say_done,
            on_problem=lambda problem: self._not_written(
                problem, place, partial(self._start, title, place, format, run, replace=True)
            ),
        )
        running.task.add_done_callback(running.ended)

    def _say_done(self, done: Exported) -> None:
        said = trn("1 row exported.", "{count} rows exported.", done.rows)
        self._tell("result", said, done.place, " ".join(done.notices))

    def _not_written(self, problem: LeadDeskError, place: str, again: Callable[[], None]) -> None:
        if isinstance(problem, AlreadyThere):
            ask_to_replace(self._theme, self._parent.window(), place, again)
            return
        self._tell("error", problem.title, problem.detail, problem.hint)


class RunningExport:
    """One export and its job in the status bar; called with the rows so far, and how many there will be."""

    def __init__(self, jobs: JobsArea, name: str, tell: Tell) -> None:
        self._jobs = jobs
        self._tell = tell
        self._cancelled = False
        self.task: asyncio.Task[Exported] | None = None
        self._job: Job | None = jobs.start(name, self._cancel)

    def __call__(self, rows: int, total: int | None) -> None:
        if self._job:
            self._job.set_progress(rows, total)

    def hold(self, on_resume: Callable[[], None] | None) -> None:
        """Offers *Go on* beside the job while the export waits for a person; None when it goes on."""
        if self._job:
            self._job.hold(on_resume)

    def ended(self, task: asyncio.Task[Exported]) -> None:
        self._finish()
        if self._cancelled and task.cancelled():
            self._tell("info", tr("Export cancelled."), "", tr("No file was written."))

    def _cancel(self) -> None:
        """Lets the job go at once; that nothing is left behind is said when it is so."""
        self._cancelled = True
        if self.task:
            self.task.cancel()
        self._finish()

    def _finish(self) -> None:
        if self._job and isValid(self._jobs):  # the last work may end after the window
            self._jobs.finish(self._job)
        self._job = None


def ask_to_replace(theme: Theme, parent: QWidget, place: str, replace: Callable[[], None]) -> None:
    """Asks before a file is replaced."""
    dialog = ActDialog(
        theme,
        parent,
        tr("Replace the file"),
        tr("A file of this name is there already. What it holds will be lost."),
        (Fact(tr("File"), place),),
        verb=tr("Replace"),
        role="danger",
    )
    dialog.accepted.connect(replace)
    dialog.open()
