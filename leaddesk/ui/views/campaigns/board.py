"""The board: the campaigns as a table with a quick filter above it, and what changed since the last look below.

It shows what was read and asks for nothing. The chosen campaign stays chosen through every look.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.campaign import Campaign
from leaddesk.language import clock, tr
from leaddesk.ui.models.campaign_words import STATUS_LOOK, BoardRow, CampaignWords, Column
from leaddesk.ui.models.campaigns_model import CampaignsModel
from leaddesk.ui.models.lead_words import Shown
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.campaigns.cells import CampaignCells
from leaddesk.ui.views.verdict.parts import EmptyState
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.tables import prepare_table

_FILTER = (150, 200)
_NAME = 160
"""The usual width of *Name*; with less room *Updated* gives way."""
_NAME_TO_READ = 200
"""A width of *Name* that most names fit; with less room *Description* gives way, then *Sender*."""
_DESCRIPTION = 180
_LEAST_NAME = 140
"""With less room than this for *Name*, *Sending* and *Next run* give way too: the chosen campaign says them."""
_GIVE_WAY = (
    (_NAME_TO_READ, Column.DESCRIPTION),
    (_NAME_TO_READ, Column.SENDER),
    (_NAME, Column.UPDATED),
    (_LEAST_NAME, Column.SENDING),
    (_LEAST_NAME, Column.NEXT_RUN),
)
_FIXED = (Column.STATUS, Column.SENDING, Column.SENDER, Column.NEXT_RUN, Column.UPDATED)
_WIDEST = {
    Column.SENDING: ("SENDING",),
    Column.SENDER: ("SHORT_CODE", "LONG_CODE", "TOLL_FREE"),
    Column.NEXT_RUN: (clock(12, 59),),
    Column.UPDATED: (clock(12, 59),),
}
_MEASURED = 24
"""Rows whose words are measured at each look, the first ones: about as many as are in view."""


class CampaignTable(QTableView):
    """Says when it has another width."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Board(QFrame):
    """*Campaigns*."""

    current_changed = Signal()
    """Another campaign is chosen, or none, or the chosen one was read anew."""
    acted = Signal()
    """The button in the place of the campaigns was pressed."""

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "surface")
        self.model = CampaignsModel(words)
        self.table = CampaignTable()
        self.filter = QLineEdit()
        self.count = plain_label("", use="hint", ink="text2")
        self.count.setAccessibleName(tr("Result count"))
        self.news = ElidedLabel(use="hint", ink="text2")
        self.news.setAccessibleName(tr("Changes"))
        self.empty = EmptyState(theme, "")
        self.empty_button = Button(theme, tr("Try again"))
        self._empty_pane, self._stack = QWidget(), QStackedWidget()
        self._chosen = ""
        """The key of the current row, kept while it is out of view."""
        self._fitting = False
        self._prepare()
        self._cells = CampaignCells(theme, self.table, self.model)
        self.table.setItemDelegate(self._cells)
        self._lay_out()
        self._bind()
        self._fit()

    # ------------------------------------------------------------ what others call

    def show_rows(self, rows: list[BoardRow]) -> None:
        """Shows what was read; the chosen campaign stays chosen, and without one the first is."""
        if self.model.show_rows(rows):
            self._choose_again()
            self._fit_columns()

    def current(self) -> Campaign | None:
        """Returns the chosen campaign."""
        row = self.current_row()
        return row.campaign if row else None

    def current_row(self) -> BoardRow | None:
        """Returns the chosen campaign with what is known of it besides."""
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, key: str) -> bool:
        """Chooses the campaign with that id and tells whether it is in view."""
        row = self.model.row_of(key)
        if row >= 0:
            self._choose_row(row)
        return row >= 0

    def say_count(self, text: str) -> None:
        """Says how many there are and when they were read."""
        if text != self.count.text():
            self.count.setText(text)
            if self.filter.hasFocus():
                announce(self.count, text)

    def say_news(self, text: str, family: str) -> None:
        """Says below the table what changed, or why nothing newer is there."""
        restyle(self.news, ink=family or "text2")
        self.news.set_text(text)

    def say_state(self, text: str, act: str = "") -> None:
        """Says why there are no campaigns, with what to do; with nothing to say the table is shown."""
        if text:
            self.empty.say(text)
        self.empty_button.setVisible(bool(act))
        if act:
            self.empty_button.set_label(act)
        self._stack.setCurrentWidget(self._empty_pane if text else self.table)

    @property
    def is_empty(self) -> bool:
        """Whether a sentence stands in the place of the campaigns."""
        return self._stack.currentWidget() is self._empty_pane

    # ------------------------------------------------------------ the chosen one

    def _choose_again(self) -> None:
        row = self.model.row_of(self._chosen)
        if row < 0 and self.model.rowCount():
            row = 0
        if row < 0:
            self.current_changed.emit()
        elif self.table.currentIndex().row() != row or not self.table.selectionModel().isRowSelected(row):
            self._choose_row(row)
        else:
            self.current_changed.emit()

    def _choose_row(self, row: int) -> None:
        index = self.model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _take_current(self, index: QModelIndex, before: QModelIndex) -> None:
        if not index.isValid():
            return
        self._chosen = self.model.key(index.row())
        if index.row() != before.row() or not before.isValid():
            self.current_changed.emit()

    def start(self) -> QWidget:
        """Returns the campaigns, or what to do where there are none."""
        offered = self._stack.currentWidget() is self._empty_pane and not self.empty_button.isHidden()
        return self.empty_button if offered else self.table

    # ------------------------------------------------------------ columns

    def _fit_columns(self) -> None:
        """Gives the columns what their words take; a pass over the first rows and never over all."""
        if self._fitting:
            return
        widths = {column: self._width_of(column) for column in _FIXED}
        room = self.table.viewport().width()
        wanted = {**widths, Column.DESCRIPTION: self._theme.px(_DESCRIPTION)}
        hidden: list[Column] = []
        for least, giving_way in _GIVE_WAY:
            if room - sum(width for column, width in wanted.items() if column not in hidden) >= self._theme.px(least):
                break
            hidden.append(giving_way)
        taken = sum(width for column, width in wanted.items() if column not in hidden)
        name = max(self._theme.px(_LEAST_NAME), room - taken)
        if Column.DESCRIPTION not in hidden:
            spare = max(0, name - self._name_width())
            wanted[Column.DESCRIPTION] += spare
            name -= spare
        self._fitting = True  # a scroll bar that comes or goes resizes the table in between
        for column, width in {Column.NAME: name, **wanted}.items():
            self.table.setColumnHidden(column, column in hidden)
            if column not in hidden and self.table.columnWidth(column) != width:
                self.table.setColumnWidth(column, width)
        self._fitting = False

    def _name_width(self) -> int:
        return max([self._theme.px(_NAME), *map(self._cells.width_of, self._cells_of(Column.NAME))])

    def _width_of(self, column: Column) -> int:
        metrics = self.table.horizontalHeader().fontMetrics()
        head = metrics.horizontalAdvance(self.model.words.header(column)) + self._theme.px(26)
        if column == Column.STATUS:
            least = [Shown(word, "clock", use="name") for word in STATUS_LOOK]
        else:
            least = [Shown(word, figures=True) for word in _WIDEST[column]]
        return max([head, *map(self._cells.width_of, least), *map(self._cells.width_of, self._cells_of(column))])

    def _cells_of(self, column: Column) -> list[Shown]:
        return [self.model.shown(row, column) for row in range(min(_MEASURED, self.model.rowCount()))]

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.model.sort_by(column, descending=order == Qt.SortOrder.DescendingOrder)

    def _take_filter(self, text: str) -> None:
        self.model.set_filter(text)
        if not self.table.currentIndex().isValid():
            self._choose_again()

    # ------------------------------------------------------------ putting it together

    def _prepare(self) -> None:
        self.table.setModel(self.model)
        prepare_table(self.table, self._theme, tr("Campaigns"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setProperty("flush", True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(tr("Filter campaigns"))
        self.filter.setAccessibleName(tr("Filter campaigns"))
        make_clearable(self._theme, self.filter)
        self._bar = Flow()
        self._bar.add(self.filter, grows=True)
        self._bar.add_stretch()
        self._bar.add(self.count)
        self._empty_column = QVBoxLayout(self._empty_pane)
        self._empty_column.addWidget(self.empty)
        self._empty_column.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty_column.addStretch()
        self._stack.addWidget(self._empty_pane)
        self._stack.addWidget(self.table)
        self._foot = QFrame()
        self._foot.setProperty("surface", "footer")
        self._footer = QHBoxLayout(self._foot)
        self._footer.addWidget(self.news, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        self.say_state(" ")

    def _bind(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._take_current)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.table.resized.connect(self._fit_columns)
        self.filter.textChanged.connect(self._take_filter)
        self.empty_button.clicked.connect(self.acted)
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        px = self._theme.px
        self.filter.setMinimumWidth(px(_FILTER[0]))
        self.filter.setMaximumWidth(px(_FILTER[1]))
        self._bar.setContentsMargins(px(20), px(8), px(12), px(8))
        self._bar.set_gap(px(12))
        self._empty_column.setContentsMargins(px(20), px(20), px(20), px(20))
        self._footer.setContentsMargins(px(20), px(4), px(12), px(4))
        self._fit_columns()
