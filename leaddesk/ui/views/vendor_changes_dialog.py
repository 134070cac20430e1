"""*Changes in vendors' answers*: fields that are new, missing or of another type, to look at, export and clear."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QWidget

from leaddesk.domain.drift import Drift
from leaddesk.language import grouped, tr, trn
from leaddesk.services.export_table import Exported, ExportTable, Progress, Row, TableFormat
from leaddesk.services.ports import Clock
from leaddesk.ui.models.drift_model import CAME, FIELD, DriftModel
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.export_dialog import TableExport
from leaddesk.ui.views.list_dialog import ListDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

TITLE = tr("Changes in vendors' answers")
ALL_VENDORS = tr("All vendors")
_WIDTH, _HEIGHT = 1180, 520
_WIDEST, _LEAST = 300, 48
"""Of a column, in pixels at 100 %, until somebody drags it."""
_ABOUT = tr(
    "Where an answer was not as its vendor documents it. LeadDesk reads such answers all the same. "
    "Only names and types of fields are kept, no values of leads."
)


_NONE = tr("Since the list was begun or cleared, no answer was seen that is not as documented.")


class DriftSource(Protocol):
    """What the list needs of the service; both methods raise StoreProblem."""

    async def listing(self) -> tuple[Drift, ...]:
        """Returns all that is known, the newest first."""
        ...

    async def clear(self) -> None:
        """Forgets everything."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesDesk:
    """What the dialog needs of the rest."""

    source: DriftSource
    vendor_name: Callable[[str], str]
    """Returns a vendor's name by its key."""
    export_columns: Sequence[str]
    export_row: Callable[[Drift, str], Row]
    """Takes the vendor's name too."""
    exporting: ExportTable
    scope: TaskScope
    """The application's: an export goes on when the dialog has closed."""
    jobs: JobsArea
    tell: Tell
    times: LocalTimes
    clock: Clock


class VendorChangesDialog(ListDialog):
    """Opened, never executed; reads when it is opened."""

    def __init__(self, theme: Theme, parent: QWidget, desk: ChangesDesk) -> None:
        super().__init__(theme, parent, TITLE, tr("Reading"))
        self._desk = desk
        self.vendor = QComboBox()
        self.model = DriftModel(theme, desk.times, desk.clock.now, desk.vendor_name)
        self.model.setParent(self)
        self.export_button = Button(theme, tr("Export…"), icon="download")
        self.clear_button = Button(theme, tr("Clear…"))
        # The window's and not this dialog's: it outlives the dialog.
        self._export = TableExport(parent, theme, desk.scope, desk.jobs, desk.tell)
        self._reading = TaskScope()
        self._lay_out()
        self._bind()
        self._fit_buttons()
        self._read(desk.source.listing())
        self.close_button.setFocus()

    def _read(self, reading: Awaitable[tuple[Drift, ...]]) -> None:
        async def read() -> tuple[Drift, ...]:
            return await reading

        self._reading.run(read(), self._show, self._say_problem)

    def _show(self, found: tuple[Drift, ...]) -> None:
        self.model.show_drift(found)
        chosen = self.vendor.currentData()
        self.vendor.blockSignals(True)
        self.vendor.clear()
        self.vendor.addItem(ALL_VENDORS, "")
        for key in self.model.vendors:
            self.vendor.addItem(marked(self._desk.vendor_name(key)), key)
        self.vendor.setCurrentIndex(max(0, self.vendor.findData(chosen)))
        self.vendor.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        self.model.show_vendor(self.vendor.currentData() or "")
        shown, count = self.model.rowCount(), self.model.count()
        self._show_rows(shown, _NONE)
        fields = trn("1 field", "{count} fields", count)
        self._say(fields if shown == count else tr("{shown} of {fields}", shown=grouped(shown), fields=fields))
        if shown:
            self._fit_columns()
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._fit_buttons()

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(FIELD, min(self.table.columnWidth(FIELD), self._theme.px(_WIDEST)))
        # What came gives way: a time is never cut. Told last, for only then Qt shares out the room anew.
        self.table.horizontalHeader().setSectionResizeMode(CAME, QHeaderView.ResizeMode.Stretch)

    def _fit_buttons(self) -> None:
        for button in (self.export_button, self.clear_button):
            button.setEnabled(self.model.rowCount() > 0)

    # ------------------------------------------------------------ acts

    def _ask_export(self) -> None:
        desk, shown = self._desk, self.model.shown
        rows = [desk.export_row(drift, desk.vendor_name(drift.vendor)) for drift in shown]

        async def batches() -> AsyncGenerator[Sequence[Row], None]:
            yield rows

        async def run(place: str, format: TableFormat, replace: bool, progress: Progress) -> Exported:
            return await desk.exporting.export(
                place, format, desk.export_columns, batches(), replace=replace, total=len(rows), progress=progress
            )

        facts = (Fact(tr("Vendor"), self.vendor.currentText()), Fact(tr("Fields"), grouped(len(rows))))
        text = tr("Names and types of fields, when they were seen and how often. No values of leads are in it.")
        self.finished.connect(
            lambda _code: self._export.ask(
                tr("Export changes in vendors' answers"), text, facts, "changes-in-answers", run
            )
        )
        self.reject()

    def _ask_clear(self) -> None:
        dialog = ActDialog(
            self._theme,
            self,
            tr("Clear the list"),
            tr(
                "LeadDesk forgets the changes of all vendors. What still comes is on the list again with the next "
                "answer."
            ),
            (Fact(tr("Fields"), grouped(self.model.count())),),
            verb=tr("Clear"),
            role="danger",
        )
        dialog.accepted.connect(self._clear)
        dialog.open()

    def _clear(self) -> None:
        async def clear() -> tuple[Drift, ...]:
            await self._desk.source.clear()
            return await self._desk.source.listing()

        self._read(clear())

    # ------------------------------------------------------------ building

    def _bind(self) -> None:
        self.vendor.currentIndexChanged.connect(self._choose)
        self.export_button.clicked.connect(self._ask_export)
        self.clear_button.clicked.connect(self._ask_clear)
        self.finished.connect(lambda _code: self._reading.cancel())

    def _lay_out(self) -> None:
        px = self._theme.px
        self.vendor.setAccessibleName(tr("Vendor"))
        self.vendor.addItem(ALL_VENDORS, "")
        self.vendor.setMinimumWidth(px(200))
        choosing = QHBoxLayout()
        choosing.setSpacing(px(8))
        label = plain_label(tr("Vendor"), use="label", ink="text2")
        label.setBuddy(self.vendor)
        choosing.addWidget(label)
        choosing.addWidget(self.vendor)
        choosing.addStretch()
        acts = (self.export_button, self.clear_button)
        self._lay_out_list(self.model, _WIDTH, _HEIGHT, _ABOUT, (choosing,), acts)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
