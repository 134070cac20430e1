"""How the parts of *Campaigns* share the place, and the way that Tab takes through them; they never give way unseen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.bar import CampaignsBar
from leaddesk.ui.views.campaigns.board import Board
from leaddesk.ui.views.campaigns.chosen import ChosenCampaign
from leaddesk.ui.views.campaigns.lists import ListsCard
from leaddesk.ui.views.campaigns.pages import CampaignPages
from leaddesk.ui.views.campaigns.report_panel import ReportPanel

_BOARD, _DETAILS = 467, 452
_USUAL_DETAILS = 500


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
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(report)
        column.addWidget(self._splitter, 1)
        report.came_or_went.connect(self.share_height)
        pages.built.connect(self._order_stops)
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

    def _fit(self) -> None:
        px = self._theme.px
        self._left.setMinimumWidth(px(_BOARD))
        self._chosen.setMinimumWidth(px(_DETAILS))
        self._splitter.setSizes([self._place.width() - px(_USUAL_DETAILS), px(_USUAL_DETAILS)])
