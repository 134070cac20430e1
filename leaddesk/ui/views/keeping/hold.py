"""*Legal hold*: what must not be purged, by number or all of it, until somebody lifts the hold with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from leaddesk.domain.note import Note
from leaddesk.domain.phone import show_number
from leaddesk.domain.retention import Holds
from leaddesk.language import tr, tr_later
from leaddesk.ui.models.report_model import ReportModel, ReportTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.keeping.section import KeepingDesk, Section, labelled
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reason_field import ReasonField
from leaddesk.ui.widgets.tables import choose_row, prepare_table

REASONS = (tr("Lawsuit"), tr("Complaint"), tr("Asked by a lawyer"), tr("Case closed"))
_COLUMNS = (tr("Held"), tr("Since"), tr("By"), tr("Reason"))


class HoldSection(Section):
    """One field, one reason, and the table of holds."""

    name = tr_later("Legal hold")
    icon = "gavel"

    def __init__(self, theme: Theme, desk: KeepingDesk) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "What is under a legal hold is never purged, however old it is. Setting and lifting a hold are on "
                "record."
            ),
        )
        self._holds = Holds()
        self.number = QLineEdit()
        self.number.setFixedWidth(theme.px(220))
        self.reason = ReasonField(theme, REASONS, required=True)
        self.hold = self._act(Button(theme, tr("Hold number")), self._hold, self._may_hold)
        self.hold_all = self._act(Button(theme, tr("Hold everything")), self._hold_all, self._has_reason)
        self.lift = self._act(Button(theme, tr("Lift hold"), role="danger"), self._lift, self._may_lift)
        self.table = QTableView()
        prepare_table(self.table, theme, tr("Legal holds"))
        self.table.setMinimumHeight(theme.px(120))
        self._empty = plain_label(tr("Nothing is held."), ink="text2")
        self._column.addWidget(self.reason)
        self._row(labelled(theme, tr("Number"), self.number), self.hold, self.hold_all)
        self._column.addWidget(plain_label(tr("Holds that stand"), use="heading"))
        self._column.addWidget(self._empty)
        self._column.addWidget(self.table, 1)
        self._row(self.lift)
        self._column.addStretch()
        self.number.textChanged.connect(lambda _text: self.fit())
        self.reason.changed.connect(self.fit)
        desk.masking.changed.connect(lambda: self._fill(self._holds))
        self._fill(Holds())

    def refresh(self) -> None:
        """Reads the holds that stand."""
        self._desk.start(tr("Reading the holds"), lambda _progress: self._desk.keep.holds(), self._fill)

    def _fill(self, holds: Holds) -> None:
        self._holds = holds
        rows = tuple(self._cells(note) for note in holds.notes)
        model = ReportModel(self._theme, ReportTable(tr("Legal holds"), _COLUMNS, rows, tr("Nothing is held.")))
        model.setParent(self)
        former = self.table.model()
        self.table.setModel(model)
        if former is not None:
            former.deleteLater()
        header = self.table.horizontalHeader()
        for at in range(len(_COLUMNS)):
            last = at == len(_COLUMNS) - 1
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if last else QHeaderView.ResizeMode.ResizeToContents
            )
        if rows:
            choose_row(self.table, 0)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.fit()

    def _cells(self, note: Note) -> tuple[str, ...]:
        held = self._desk.masking.number(show_number(note.number)) if note.number else tr("Everything")
        since = self._desk.times.moment(note.at, self._desk.clock.now())
        return marked(held), since, marked(note.operator), marked(note.reason)

    def _has_reason(self) -> bool:
        return bool(self.reason.reason())

    def _may_hold(self) -> bool:
        return self._has_reason() and any(map(str.isdigit, self.number.text()))

    def _may_lift(self) -> bool:
        return self._has_reason() and bool(self._holds.notes)

    def _hold(self) -> None:
        self._set(self.number.text())

    def _hold_all(self) -> None:
        self._set("")

    def _set(self, number: str) -> None:
        reason, operator = self.reason.reason(), self._desk.operator()

        def done(holds: Holds) -> str:
            self._fill(holds)
            self.number.clear()
            held = self._desk.masking.number(number.strip()) if number else tr("Everything")
            return tr("{what} is held.", what=marked(held))

        self._desk.start(
            tr("Setting the hold"), lambda _p: self._desk.keep.hold(number, reason, operator), done, can_stop=False
        )

    def _lift(self) -> None:
        row = max(0, self.table.currentIndex().row())
        note, reason, operator = self._holds.notes[row], self.reason.reason(), self._desk.operator()

        def done(holds: Holds) -> str:
            self._fill(holds)
            return tr("The hold was lifted. What has had its time can be purged.")

        self._desk.start(
            tr("Lifting the hold"), lambda _p: self._desk.keep.lift(note.number, reason, operator), done, can_stop=False
        )
