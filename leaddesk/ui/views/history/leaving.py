"""What leaves *History*: the exchanges in view as a file, the shift report, and the list of those who asked."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.language import tr, tr_now
from leaddesk.services.export_history import HistoryExport
from leaddesk.services.export_table import Exported, Progress, TableFormat
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.asked_list import AskedList
from leaddesk.ui.views.export_dialog import TableExport
from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.shift_report_dialog import ShiftReportDialog
from leaddesk.ui.widgets.fact_flow import Fact


class Leaving(QObject):
    """The dialogs behind the buttons."""

    changed = Signal()
    """A mark was taken back: what is shown of that number is old."""

    def __init__(self, theme: Theme, parent: QWidget, desk: HistoryDesk, number: Callable[[str], str]) -> None:
        """`number` returns a stored number for the eye, for the shift report."""
        super().__init__(parent)
        self._theme, self._parent, self._desk, self._number = theme, parent, desk, number
        self._export = TableExport(parent, theme, desk.scope, desk.jobs, desk.tell)

    def export(self, query: HistoryQuery, columns: tuple[str, ...], narrowed: str) -> None:
        """Asks for format and file, and exports what the query asks for, in these columns.

        `narrowed` says in words what is left out; empty for nothing.
        """
        desk = self._desk

        def run(place: str, format: TableFormat, replace: bool, progress: Progress) -> Coroutine[Any, Any, Exported]:
            order = HistoryExport(
                place=place,
                format=format,
                columns=columns,
                operator=desk.operator(),
                query=query,
                replace=replace,
            )
            return desk.exporting.export(order, progress)

        day = desk.times.local(desk.clock.now()).date().isoformat()
        self._export.ask(
            tr("Export history"),
            tr(
                "Every exchange that the list shows goes into the file, with full numbers, older ones that are not "
                "read yet too. Answers and cases stay here. The export goes into the history."
            ),
            (Fact(tr("Exchanges"), narrowed or tr("all")), Fact(tr("Columns"), ", ".join(map(tr_now, columns)))),
            f"history-{day}",
            run,
        )

    def shift_report(self) -> None:
        """Opens the shift report of today."""
        desk = self._desk
        ShiftReportDialog(
            self._theme,
            self._parent.window(),
            desk.reports,
            desk.background,
            desk.scope,
            desk.times,
            desk.clock,
            desk.tell,
            desk.operator,
            show_number=self._number,
            practice=desk.practice,
        ).open()

    def asked(self) -> None:
        """Opens the list of those who asked not to be called."""
        desk = self._desk
        marks = AskedList(
            self._theme,
            self._parent.window(),
            desk.asked,
            desk.scope,
            desk.times,
            desk.clock,
            desk.operator,
            desk.export_asked,
            desk.masking,
        )
        marks.changed.connect(self.changed)
        marks.open()
