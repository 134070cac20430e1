"""The leads and the details of the chosen one: side by side where there is room, else the details over the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.search.chosen import ChosenLead
from leaddesk.ui.views.search.results import LeadResults

_WIDE = 960
"""With less room than so many pixels at 100 %, the details are a page over the grid."""
_DETAILS, _LEAST = 324, 380


class LeadPanes(QStackedWidget):
    """Details that a person has closed beside the list stay closed until one of the leads is opened."""

    def __init__(self, theme: Theme, results: LeadResults, chosen: ChosenLead) -> None:
        super().__init__()
        self._theme, self._results, self._chosen = theme, results, chosen
        self._closed = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(results)
        self._splitter.addWidget(chosen)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self.addWidget(self._splitter)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def is_over(self) -> bool:
        """Whether the details stand over the list."""
        return self.currentWidget() is self._chosen

    def open_details(self, *, has_search: bool) -> None:
        """Shows the details, and goes into them where they stand over the list."""
        self._closed = False
        self.place(over=True, has_search=has_search)
        if self.is_over:
            self._chosen.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_details(self, *, has_search: bool) -> None:
        """Puts the details away and goes back to the list."""
        self._closed = not self.is_over
        self.place(over=False, has_search=has_search)
        self._results.grid.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, *, over: bool, has_search: bool) -> None:
        """Puts the details beside the list where there is room, else over it while they are looked at."""
        wide = self.width() >= self._theme.px(_WIDE)
        beside = self._splitter.indexOf(self._chosen) >= 0
        if wide and not beside:
            self._splitter.addWidget(self._chosen)
            self._splitter.setSizes([self.width() - self._theme.px(_DETAILS), self._theme.px(_DETAILS)])
        elif not wide and beside:
            self.addWidget(self._chosen)
        if wide:
            self.setCurrentWidget(self._splitter)
            self._chosen.setVisible(not self._closed and has_search)
        else:
            self.setCurrentWidget(self._chosen if over else self._splitter)

    def _fit(self) -> None:
        """Takes a least width of its own: that of the details would keep the window from narrowing."""
        self.setMinimumWidth(self._theme.px(_LEAST))
