"""How the parts of *Campaigns* share the place, and the way that Tab takes through them; they never give way unseen.

The line above, with *Pause all active*, is in sight at any size: only what is below it scrolls, and where board and
chosen campaign have no room beside each other, they stand one under the other.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.bar import CampaignsBar
from leaddesk.ui.views.campaigns.board import Board
from leaddesk.ui.views.campaigns.chosen import ChosenCampaign
from leaddesk.ui.views.campaigns.lists import ListsCard
from leaddesk.ui.views.campaigns.pages import CampaignPages
from leaddesk.ui.views.campaigns.report_panel import ReportPanel
from leaddesk.ui.widgets.room import Room, bring_into_view

_BOARD, _DETAILS = 467, 452
_USUAL_DETAILS = 500
_HEIGHTS = (320, 380)
"""The least of board with lists, and of the chosen campaign under them."""


class Arrangement(QObject):
    """The line above, results below it, then board and lists beside the chosen campaign."""

    def __init__(
        self,
        theme: Theme,
        place: QWidget,
        bar: CampaignsBar,
        report: ReportPanel,
        board: Board,
        lists: ListsCard,
        chosen: ChosenCampaign,
        pages: CampaignPages,
    ) -> None:
        super().__init__(place)
        self._theme, self._place = theme, place
        self._report, self._board, self._lists, self._chosen, self._pages = report, board, lists, chosen, pages
        self._left, self._splitter = QFrame(), QSplitter(Qt.Orientation.Horizontal)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(board, 1)
        left.addWidget(lists)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(chosen)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        below = QFrame()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(report)
        inside.addWidget(self._splitter, 1)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(Room(below), 1)
        report.came_or_went.connect(self.share_height)
        pages.built.connect(self._order_stops)
        board.table.selectionModel().currentChanged.connect(self._show_row)
        theme.changed.connect(self._fit)
        self._fit()

    def share_height(self) -> None:
        """Lets the lists make room for results in a low place, so that enough of the board stays in view."""
        low = self._report.fit(self._place.height())
        self._lists.setVisible(not low or self._report.isHidden())

    def _order_stops(self) -> None:
        """Lets Tab go from the board to what can be done and its pages, then to the lists."""
        board, chosen, lists = self._board, self._chosen, self._lists
        stops = [board.filter, board.table, chosen.activate_button, chosen.pause_button, *self._pages.stops()]
        for before, after in pairwise([*stops, lists.field, lists.activate_button, lists.pause_button]):
            QWidget.setTabOrder(before, after)

    def share_width(self) -> None:
        """Puts board and chosen campaign beside each other, or one under the other where there is no room."""
        px, splitter = self._theme.px, self._splitter
        stacks = self._place.width() < px(_BOARD) + splitter.handleWidth() + px(_DETAILS)
        if stacks != self._is_stacked:
            splitter.setOrientation(Qt.Orientation.Vertical if stacks else Qt.Orientation.Horizontal)
            self._fit_panes()

    @property
    def _is_stacked(self) -> bool:
        return self._splitter.orientation() is Qt.Orientation.Vertical

    def _show_row(self, row: QModelIndex) -> None:
        """Keeps the chosen row in view, where the board is higher than what is seen of it."""
        if self._is_stacked and (table := self._board.table).hasFocus():
            bring_into_view(table.viewport(), table.visualRect(row))

    def _fit(self) -> None:
        self.share_width()
        self._fit_panes()

    def _fit_panes(self) -> None:
        px, panes = self._theme.px, (self._left, self._chosen)
        for pane, width, height in zip(panes, (_BOARD, _DETAILS), _HEIGHTS, strict=True):
            pane.setMinimumSize(0 if self._is_stacked else px(width), px(height) if self._is_stacked else 0)
        whole = self._splitter.height() if self._is_stacked else self._place.width()
        details = whole // 2 if self._is_stacked else px(_USUAL_DETAILS)
        self._splitter.setSizes([whole - details, details])
