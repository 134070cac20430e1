"""The short list of a litigator's newest cases on the tab *Verdict*."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from leaddesk.domain.verdict import LitigationCase
from leaddesk.language import grouped, tr
from leaddesk.ui.models.cases_model import CASE_COLUMNS, CasesModel, newest_first
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.parts import NARROW, Card
from leaddesk.ui.widgets.tables import LEAST_COLUMN, ROW_HEIGHT, prepare_table

_SHOWN = 3


COURT = 1


def stretch_names(table: QTableView) -> None:
    """Lets title and court share what the other columns, never cut, leave."""
    header = table.horizontalHeader()
    for column in range(len(CASE_COLUMNS)):
        named = column < 2
        mode = QHeaderView.ResizeMode.Stretch if named else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)


class LatestCases(Card):
    """*Latest cases*; hidden while there are none."""

    case_wanted = Signal(object)
    """A case was opened; the newest by the link."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Latest cases"), link=tr("Open case cards"))
        self._model = CasesModel(theme)
        self._table = QTableView()
        self._table.setModel(self._model)
        prepare_table(self._table, theme, tr("Latest cases"), least_column=LEAST_COLUMN)
        self._table.setProperty("flush", True)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.horizontalHeader().setSectionsClickable(False)
        stretch_names(self._table)
        self._table.activated.connect(self._open)
        if self.link:
            self.link.clicked.connect(lambda: self._open(self._model.index(0, 0)))
        self.body.addWidget(self._table)
        theme.changed.connect(self._fit_table)
        self.hide()

    def show_cases(self, cases: tuple[LitigationCase, ...]) -> None:
        """Shows the newest of other cases."""
        latest = newest_first(cases)[:_SHOWN]
        self._model.show_cases(latest)
        self.set_hint(tr("{shown} of {total}", shown=grouped(len(latest)), total=grouped(len(cases))))
        self.setVisible(bool(cases))
        self._fit_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._table.setColumnHidden(COURT, self.width() < self._theme.px(NARROW))

    def _open(self, index: QModelIndex) -> None:
        self.case_wanted.emit(self._model.case(index.row()))

    def _fit(self) -> None:
        super()._fit()
        self.body.setContentsMargins(self._theme.px(6), self._theme.px(8), self._theme.px(6), self._theme.px(4))
        self._head.setContentsMargins(self._theme.px(10), 0, self._theme.px(10), 0)

    def _fit_table(self) -> None:
        self._table.setFixedHeight(self._theme.px(ROW_HEIGHT) * (self._model.rowCount() + 1) + self._theme.px(2))
