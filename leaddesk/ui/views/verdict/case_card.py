"""One litigation case as a readable dossier: fifteen fields, what does not agree, and the narrative.

`LastFour` is masked until it is revealed from outside, and never in a tool tip or description: the card only asks.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.verdict import LitigationCase, Litigator
from leaddesk.language import tr
from leaddesk.ui.models.cases_model import CaseDetailsModel, shown
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.parts import Notice
from leaddesk.ui.views.verdict.topics import Entry, Topic
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import Explain, unexplained
from leaddesk.ui.widgets.labels import Chip, ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.tables import choose_row, prepare_table

_DETAIL_ROW = 24
_SIDE = 228
_NARROW = 560
_CHIPS = 4


class CaseCard(QFrame):
    """The chosen case."""

    reveal_wanted = Signal(bool)
    """The last four digits are asked for, or are to be masked again."""

    def __init__(self, theme: Theme, explain: Explain = unexplained) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "card")
        self._title = ElidedLabel(use="dossier", lines=2)
        self._where = ElidedLabel(ink="text2")
        self._chips = QHBoxLayout()
        self._model = CaseDetailsModel(theme, explain)
        self._table = QTableView()
        self._mismatch = Notice(theme, "warn", "", title=tr("Does not agree"))
        self._narrative_title = plain_label(tr("Narrative"), use="label", ink="text2")
        self._narrative = QPlainTextEdit()
        self._narrative.setReadOnly(True)
        self._narrative.setAccessibleName(tr("Narrative"))
        self._narrative.setTabChangesFocus(True)
        self.reveal = Button(theme, tr("Reveal last four…"), icon="eye")
        self._revealed = False
        self.reveal.clicked.connect(lambda: self.reveal_wanted.emit(not self._revealed))
        self._hint = plain_label(tr("Revealing is logged."), use="hint", ink="text2")
        self._hint.setWordWrap(True)
        self._case: LitigationCase | None = None
        self._prepare_table()
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def show_litigator(self, litigator: Litigator) -> None:
        """Takes what all cases of one answer share; the last four digits are masked again."""
        self.set_revealed(False)
        self._mismatch.set_text(" ".join(litigator.mismatches))
        self._mismatch.setVisible(bool(litigator.mismatches))
        lines = litigator.narrative.splitlines()
        self._narrative.setPlainText("\n".join(marked(line) for line in lines) or tr("none given"))

    def show_case(self, case: LitigationCase | None) -> None:
        """Shows another case."""
        self._case = case
        self.setVisible(case is not None)
        if case is None:
            self._model.show_case(None, revealed=False)
            return
        self._title.set_text(shown(case, "case_title"))
        filed = tr("filed {day}", day=shown(case, "filing_date"))
        self._where.set_text(" · ".join((shown(case, "court"), shown(case, "case_number"), filed)))
        self._show_chips(case)
        self._model.show_case(case, revealed=self._revealed)
        self._fit_table()

    def set_revealed(self, revealed: bool) -> None:
        """Shows the last four digits, or masks them again."""
        if revealed == self._revealed:
            return
        self._revealed = revealed
        self.reveal.setText(tr("Mask last four") if revealed else tr("Reveal last four…"))
        self.reveal.setAccessibleName(self.reveal.text().rstrip("…"))
        row = self._table.currentIndex().row()
        self._model.show_case(self._case, revealed=revealed)
        choose_row(self._table, max(row, 0))
        self._fit_table()

    def topic(self, part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns the field of the chosen row, or of the row at a place; the narrative; or what a card holds."""
        if part in (self._table, self._table.viewport()):
            index = self._table.currentIndex() if place is None else self._table.indexAt(place)
            row = max(index.row(), 0)
            label = self._model.index(row, 0).data()
            return Topic(label, (Entry(label, self._model.key(row)),))
        if part in (self._narrative, self._narrative.viewport(), self._narrative_title):
            return Topic(tr("Narrative"), (Entry(tr("Narrative"), "lead.knownLitigatorCheck.description"),))
        if part is self._mismatch or self._mismatch.isAncestorOf(part):
            return Topic(tr("Does not agree"), (Entry(tr("Does not agree"), "warning.Does not agree"),))
        rows = range(self._model.rowCount())
        return Topic(tr("Case"), tuple(Entry(self._model.index(row, 0).data(), self._model.key(row)) for row in rows))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_chips(self, case: LitigationCase) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        role = case.participant_type
        if role:
            self._chips.addWidget(Chip(self._theme, _short(role), family="danger", icon="gavel"))
        for action in case.actions[:_CHIPS]:
            self._chips.addWidget(Chip(self._theme, _short(action)))
        if len(case.actions) > _CHIPS:
            self._chips.addWidget(Chip(self._theme, f"+{len(case.actions) - _CHIPS}"))

    def _prepare_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        prepare_table(table, self._theme, tr("Case details"), row_height=_DETAIL_ROW, hairlines=False)
        table.setProperty("flush", True)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.geometriesChanged.connect(self._fit_table)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._where)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(names, 1)
        chips = QHBoxLayout()
        chips.addLayout(self._chips)
        chips.addStretch()
        self._head.addLayout(chips)
        line = QFrame()
        line.setProperty("surface", "hairline")
        self._side_widget = QWidget()
        self._side = QVBoxLayout(self._side_widget)
        for part in (self._mismatch, self._narrative_title, self._narrative):
            self._side.addWidget(part)
        self._side.addStretch()
        self._side.addWidget(self.reveal)
        self._side.addWidget(self._hint)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._table, 1, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._side_widget)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(line)
        self._column.addLayout(self._body)

    def _fit(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        self._body.setDirection(direction)
        self._side_widget.setMaximumWidth(16777215 if narrow else px(_SIDE))
        self._side_widget.setMinimumWidth(0 if narrow else px(_SIDE))
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(px(6))
        self._chips.setSpacing(px(6))
        self._narrative.setFixedHeight(px(120))
        self._column.setContentsMargins(px(20), px(12), px(20), px(14))
        self._column.setSpacing(px(10))
        self._body.setSpacing(px(16))
        self._fit_table()

    def _fit_table(self) -> None:
        """Shows every row whole: this is where a long value is read."""
        least = self._theme.px(_DETAIL_ROW)
        self._table.resizeRowsToContents()
        total = 0
        for row in range(self._model.rowCount()):
            self._table.setRowHeight(row, max(least, self._table.rowHeight(row)))
            total += self._table.rowHeight(row)
        if total != self._table.height():
            self._table.setFixedHeight(total)


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
