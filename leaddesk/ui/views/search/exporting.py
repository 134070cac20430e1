"""*Export…* of leads: the chosen ones, all that are loaded, or every page; exactly the columns in view, in their order.

A page that fails holds an export of all pages where it is: message, job and place offer to go on, until it does.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from leaddesk.domain.lead_cells import export_cell
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_search import LeadQuery, SearchForm
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.export_table import Exported, Progress, Row, TableFormat
from leaddesk.services.lead_search import SearchState
from leaddesk.services.search_leads import LeadExport
from leaddesk.ui.models.leads_model import LeadRows
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.export_dialog import RunExport, RunningExport, TableExport
from leaddesk.ui.views.search.desk import SearchDesk
from leaddesk.ui.views.search.words import explained, leads
from leaddesk.ui.widgets.fact_flow import Fact

_BATCH = 500
"""Rows that are made ready for a file at a time."""
_TITLE = tr("Export leads")


@dataclass(frozen=True, slots=True)
class LeadsInView:
    """What stands on the screen: the question as it was asked, and the columns."""

    profile: ConnectionProfile
    query: LeadQuery
    columns: tuple[str, ...]
    """From left to right, those too that came unasked."""
    form: SearchForm


class LeadsExport(QObject):
    """Asks for format and file; exports may run side by side, and go on when the place is left."""

    said = Signal(str, object)
    """How far an export of all pages has come, empty when it has ended; and how it goes on where it waits, or None."""

    def __init__(self, theme: Theme, parent: QWidget, desk: SearchDesk) -> None:
        super().__init__(parent)
        self._desk = desk
        self._export = TableExport(parent, theme, desk.scope, desk.jobs, desk.tell)

    def fill(self, menu: QMenu, view: LeadsInView, chosen: LeadRows, loaded: LeadRows) -> None:
        """Offers in a menu what can be exported of the leads in view."""
        for title, rows, which in (
            (tr("Chosen"), chosen, tr("the chosen ones")),
            (tr("Loaded"), loaded, tr("those that are loaded and in view")),
        ):
            action = menu.addAction(f"{title}: {leads(len(rows))}…")
            action.setEnabled(len(rows) > 0)
            action.triggered.connect(lambda _on=False, rows=rows, which=which: self.export_rows(view, rows, which))
        menu.addAction(tr("All pages…")).triggered.connect(lambda _on=False: self.export_all(view))

    def export_rows(self, view: LeadsInView, rows: LeadRows, which: str) -> None:
        """Exports rows that are there; `which` says which ones they are."""
        desk, columns, query = self._desk, view.columns, view.query
        kinds = [view.form.columns.column(name).kind for name in columns]

        async def batches() -> AsyncGenerator[Sequence[Row], None]:
            for start in range(0, len(rows), _BATCH):
                yield await desk.background.do(_cells, rows[start : start + _BATCH], columns, kinds)

        def run(place: str, format: TableFormat, replace: bool, progress: Progress) -> Coroutine[Any, Any, Exported]:
            return desk.exporting.export(
                place,
                format,
                columns,
                batches(),
                replace=replace,
                total=len(rows),
                progress=progress,
                record=lambda count: desk.record_export(self._note(count, format, query, columns)),
            )

        self._ask(f"{leads(len(rows))}, {which}", columns, query, run)

    def export_all(self, view: LeadsInView) -> None:
        """Exports every page of a question, read anew from the first one on."""
        desk, columns, query = self._desk, view.columns, view.query

        async def all_pages(place: str, format: TableFormat, replace: bool, running: RunningExport) -> Exported:
            export = desk.search.all_pages(view.profile, query, columns, lambda: self._follow(export, running))
            try:
                return await desk.exporting.export(
                    place,
                    format,
                    columns,
                    export.batches(),
                    replace=replace,
                    progress=lambda rows, _total: running(rows, export.search.total),
                    record=lambda count: desk.record_export(self._note(count, format, query, columns)),
                )
            finally:
                desk.over(_about(export))
                self._say("")

        self._ask(tr("all pages, read anew"), columns, query, all_pages)

    def _ask(self, which: str, columns: tuple[str, ...], query: LeadQuery, run: RunExport) -> None:
        day = self._desk.times.local(self._desk.clock.now()).date().isoformat()
        self._export.ask(
            _TITLE,
            tr(
                "Exactly the columns in view go into the file, in their order, with full numbers and names. "
                "The export goes into the history."
            ),
            (Fact(tr("Leads"), which), Fact(tr("Question"), query.as_line()), Fact(tr("Columns"), ", ".join(columns))),
            f"leads-{day}",
            run,
        )

    def _follow(self, export: LeadExport, running: RunningExport) -> None:
        """Says pages and rows, and what an export waits for, with *Go on* in three places."""
        search, on_resume = export.search, export.resume if export.is_held else None
        rows = grouped(search.rows)
        running.hold(on_resume)
        self._say(
            trn(
                "Export: 1 page, {rows} rows read, it waits",
                "Export: {count} pages, {rows} rows read, it waits",
                search.pages,
                rows=rows,
            )
            if export.is_held
            else trn(
                "Export: 1 page, {rows} rows read", "Export: {count} pages, {rows} rows read", search.pages, rows=rows
            ),
            on_resume,
        )
        if not export.is_held:
            self._desk.over(_about(export))
            return
        title, detail = trn("The export has read 1 page.", "The export has read {count} pages.", search.pages), ""
        hint = tr("More may follow.")
        if search.state is SearchState.FAILED:
            title = tr("The export waits: page {number} could not be read.", number=grouped(search.next_number))
            detail, hint = explained(search.problem), tr("What is written stays.")
        self._desk.tell("warn", title, detail, hint, tr("Go on"), export.resume, about=_about(export))

    def _say(self, text: str, on_resume: Callable[[], None] | None = None) -> None:
        if isValid(self):  # an export may end after its place
            self.said.emit(text, on_resume)

    @staticmethod
    def _note(count: int, format: TableFormat, query: LeadQuery, columns: Sequence[str]) -> str:
        return tr(
            "{leads} as {format}: {question}. Columns: {columns}.",
            leads=leads(count),
            format=tr_now(format),
            question=query.as_line(),
            columns=", ".join(columns),
        )


def _about(export: LeadExport) -> str:
    """Names one export as the cause of a message."""
    return f"export {id(export)}"


def _cells(rows: LeadRows, columns: Sequence[str], kinds: Sequence[ColumnKind]) -> list[Row]:
    """Returns rows as a table's file takes them; runs on the worker thread."""
    return [
        tuple(export_cell(kind, row.value(name)) for name, kind in zip(columns, kinds, strict=True)) for row in rows
    ]
