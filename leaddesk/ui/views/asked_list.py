"""*Asked not to be called*: all marks that stand, to search, to undo with a reason, and to export."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QWidget

from leaddesk.domain.note import Note
from leaddesk.language import grouped, tr, trn
from leaddesk.services.ports import Clock
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.asked_model import COLUMNS, NOTE, AskedModel
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.asked_dialog import UndoAskedDialog
from leaddesk.ui.views.list_dialog import ListDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reveal_button import RevealButton

_WIDTH, _HEIGHT = 760, 480


class AskedSource(Protocol):
    """What the list needs of the service."""

    async def listing(self) -> tuple[Note, ...]:
        """Returns the marks that stand, the newest first."""
        ...

    async def undo(self, number: str, reason: str, operator: str) -> Note:
        """Takes a mark back."""
        ...


class AskedList(ListDialog):
    """Opened, never executed; reads when it is opened."""

    changed = Signal()
    """A mark was taken back: what is shown of that number elsewhere is old."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        source: AskedSource,
        scope: TaskScope,
        times: LocalTimes,
        clock: Clock,
        operator: Callable[[], str],
        export: Callable[[str], Awaitable[int]],
        masking: Masking | None = None,
    ) -> None:
        """``export`` writes all marks, unmasked, to a file at that path and returns how many; it raises LeadDeskError.

        ``masking`` may mask the numbers in the list until they are revealed in it.
        """
        super().__init__(theme, parent, tr("Asked not to be called"), tr("Reading the history"))
        self._source, self._scope, self._times, self._clock = source, scope, times, clock
        self._operator, self._export = operator, export
        self.search = QLineEdit()
        self.masking = (masking or Masking()).for_view(tr("Asked not to be called"), self)
        self.reveal_button = RevealButton(theme, self.masking)
        self.model = AskedModel(theme, times, clock.now, self.masking)
        self.model.setParent(self)
        self.undo_button = Button(theme, tr("Undo…"))
        self.export_button = Button(theme, tr("Export…"), icon="download")
        self._lay_out()
        self._bind()
        self._reading: TaskScope = self._read()
        self.finished.connect(lambda _code: self._reading.cancel())
        self._fit_buttons()
        self.search.setFocus()

    def _read(self, done: str = "") -> TaskScope:
        """Reads the marks anew; what is under way of an earlier reading is let go."""
        reading = TaskScope()
        reading.run(self._source.listing(), lambda marks: self._show(marks, done), self._say_problem)
        return reading

    def _show(self, marks: tuple[Note, ...], done: str) -> None:
        self.model.show_marks(marks)
        self._count(done)

    def _count(self, done: str = "") -> None:
        shown, count = self.model.rowCount(), self.model.count()
        empty = tr("No mark holds this text.") if count else tr("Nobody has asked not to be called.")
        self._show_rows(shown, empty)
        some = trn("{shown} of 1 number", "{shown} of {count} numbers", count, shown=grouped(shown))
        self._say(f"{done} {trn('1 number', '{count} numbers', count) if shown == count else some}".strip())
        if shown and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        self.undo_button.setEnabled(self.model.rowCount() > 0)
        self.export_button.setEnabled(self.model.count() > 0)

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._count()

    def _ask_undo(self) -> None:
        row = self.table.currentIndex().row()
        if row < 0 or not self.undo_button.isEnabled():
            return
        mark = self.model.mark(row)
        dialog = UndoAskedDialog(self._theme, self, mark, self._times, self._clock, self.masking)
        dialog.undone.connect(lambda reason: self._undo(mark, reason))
        dialog.open()

    def _undo(self, mark: Note, reason: str) -> None:
        self._scope.run(
            self._source.undo(mark.number, reason, self._operator()),
            lambda _note: self._undone(mark),
            self._say_problem,
        )

    def _undone(self, mark: Note) -> None:
        self.changed.emit()
        self._reading.cancel()
        self._reading = self._read(tr("Undone for {marked}.", marked=marked(self.masking.number(mark.number))))

    def _ask_export(self) -> None:
        open_file_dialog(
            self,
            tr("Export Asked not to be called"),
            self._write,
            filters=(tr("CSV (*.csv)"),),
            saving_as="asked-not-to-be-called.csv",
        )

    def _write(self, path: str) -> None:
        async def write() -> int:
            return await self._export(path)

        self._say(tr("Exporting"))
        self._scope.run(write(), self._exported, self._say_problem)

    def _exported(self, count: int) -> None:
        self._say(trn("1 number was exported.", "{count} numbers were exported.", count))

    def _bind(self) -> None:
        self.search.textChanged.connect(self._search)
        self.undo_button.clicked.connect(self._ask_undo)
        self.export_button.clicked.connect(self._ask_export)

    def _lay_out(self) -> None:
        self.search.setAccessibleName(tr("Search numbers"))
        self.search.setPlaceholderText(tr("Number, name or note"))
        make_clearable(self._theme, self.search)
        self.search.setFixedWidth(self._theme.px(264))
        label = plain_label(tr("Search numbers"), use="label", ink="text2")
        label.setBuddy(self.search)
        finding = QHBoxLayout()
        finding.addWidget(self.search)
        finding.addStretch()
        finding.addWidget(self.reveal_button)
        about = tr("LeadDesk warns before every send to these numbers and blocks nothing.")
        acts = (self.export_button, self.undo_button)
        self._lay_out_list(self.model, _WIDTH, _HEIGHT, about, (label, finding), acts)
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(0)
        for at in range(len(COLUMNS)):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, stretch if at == NOTE else fit)
