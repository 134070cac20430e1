"""The tab *Cases*: both answers, all cases of a litigator, and the chosen one in full."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from leaddesk.domain.phone import show_number
from leaddesk.domain.verdict import LitigationCase, Litigator
from leaddesk.language import tr, trn
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.models.cases_model import FILED, CasesModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.answer_bar import AnswerBar
from leaddesk.ui.views.verdict.case_card import CaseCard
from leaddesk.ui.views.verdict.latest_cases import COURT, stretch_names
from leaddesk.ui.views.verdict.parts import NARROW, EmptyState, right_margin
from leaddesk.ui.views.verdict.topics import Topic, answers_topic, case_columns_topic
from leaddesk.ui.widgets.explained import Explain, unexplained
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.sides import margins
from leaddesk.ui.widgets.tables import ROW_HEIGHT, choose_row, prepare_table

_NO_ANSWER = tr("The cases of a known litigator will stand here.")
_NO_CASES = tr("The answer holds no litigation case.")
_NOT_LISTED = tr("The vendor counts litigation cases and lists none.")
_ROWS_SHOWN = 6
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class CasesPage(QWidget):
    """The dossier."""

    reveal_wanted = Signal(bool)
    """The last four digits are asked for, or are to be masked again."""

    def __init__(self, theme: Theme, explain: Explain = unexplained) -> None:
        super().__init__()
        self._theme = theme
        self._lead: AnsweredLead | None = None
        self._bar = AnswerBar(theme)
        self._empty = EmptyState(theme, _NO_ANSWER)
        self._model = CasesModel(theme)
        self._table = QTableView()
        self._card = CaseCard(theme, explain)
        self._card.reveal_wanted.connect(self.reveal_wanted)
        self._note = plain_label(tr("About named people. Masked where it need not be seen."), use="hint", ink="text2")
        self._prepare_table()
        self._column = QVBoxLayout(self)
        for part in (self._bar, self._empty, self._table, self._card):
            self._column.addWidget(part)
        self._column.addStretch()
        self._column.addWidget(self._note)
        theme.changed.connect(self._fit)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows where the cases will stand."""
        self._lead = None
        self._bar.show_nothing()
        self._show(None, _NO_ANSWER)

    def show_lead(self, lead: AnsweredLead) -> int:
        """Shows the cases of an answer, newest first; returns how many there are."""
        self._lead = lead
        evidence = lead.verdict.evidence
        check = evidence.litigator if evidence else None
        litigator = check if isinstance(check, Litigator) else None
        count = litigator.case_count if litigator else 0
        number = show_number(lead.opening.number)
        words = (
            trn("1 case for {number}", "{count} cases for {number}", count, number=number)
            if count
            else tr("No case for {number}", number=number)
        )
        self._bar.show_answers(lead.verdict.word, lead.assessment.grade, words)
        found = litigator if litigator and litigator.cases else None
        self._show(found, _NOT_LISTED if count else _NO_CASES)
        return count

    def set_revealed(self, revealed: bool) -> None:
        """Shows the last four digits, or masks them again."""
        self._card.set_revealed(revealed)

    def topic(self, part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns what is said at a place in a part of the page, or where its focus is."""
        if self._card is part or self._card.isAncestorOf(part):
            return self._card.topic(part, place)
        if self._table is part or self._table.isAncestorOf(part):
            return case_columns_topic()
        return answers_topic(self._lead) if place is None or self._bar.isAncestorOf(part) else None

    def choose(self, case: LitigationCase) -> None:
        """Makes a case the chosen one and gives the table the focus."""
        row = self._model.row_of(case)
        if row is not None:
            choose_row(self._table, row)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _prepare_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        prepare_table(table, self._theme, tr("Litigation cases"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        stretch_names(table)
        table.setSortingEnabled(True)
        for column in range(self._model.columnCount()):
            shortcut = QShortcut(QKeySequence(f"Alt+{column + 1}"), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda column=column: self._sort_by(column))
        table.horizontalHeader().setToolTip(tr("Alt+1 to Alt+5 sort by a column; once more turns the order round."))
        table.selectionModel().currentRowChanged.connect(self._show_row)

    def _sort_by(self, column: int) -> None:
        header = self._table.horizontalHeader()
        same = header.sortIndicatorSection() == column
        self._table.sortByColumn(column, _DOWN if same and header.sortIndicatorOrder() == _UP else _UP)

    def _show(self, litigator: Litigator | None, empty: str) -> None:
        self._table.horizontalHeader().setSortIndicator(FILED, Qt.SortOrder.DescendingOrder)
        self._model.show_cases(litigator.cases if litigator else ())
        self._empty.say(empty)
        for part, there in ((self._empty, not litigator), (self._table, litigator), (self._note, litigator)):
            part.setVisible(bool(there))
        self._card.setVisible(litigator is not None)
        if litigator:
            self._card.show_litigator(litigator)
            choose_row(self._table, 0)
        else:
            self._card.show_case(None)
        self._fit()

    def _show_row(self, current: QModelIndex, _former: QModelIndex) -> None:
        self._card.show_case(self._model.case(current.row()) if current.isValid() else None)

    def _fit(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(NARROW)
        side, top = px(12 if narrow else 20), px(12 if narrow else 14)
        self._column.setContentsMargins(margins(side, top, right_margin(self, side), px(12)))
        self._column.setSpacing(px(12))
        self._table.setColumnHidden(COURT, narrow)
        rows = min(self._model.rowCount(), _ROWS_SHOWN)
        self._table.setFixedHeight(px(ROW_HEIGHT) * (rows + 1) + px(4))
