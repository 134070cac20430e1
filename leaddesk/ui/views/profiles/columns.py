"""The columns of the place *Profiles*: list, editor and destinations, side by side where there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label

_THREE_COLUMNS = 1040
"""Width of the place in pixels at 100 % from which the destinations stand beside the editor."""


class ProfileColumns(QWidget):
    """Holds the three parts; with no profile chosen, a note stands in the place of two of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self._outer = QSplitter(Qt.Orientation.Horizontal)

    def lay_out(self, profiles: QWidget, editor: QWidget, destinations: QWidget) -> None:
        """Puts the parts into their columns."""
        px = self._theme.px
        self._columns.addWidget(editor)
        self._columns.addWidget(destinations)
        self._columns.setChildrenCollapsible(False)
        self._columns.setStretchFactor(0, 0)
        self._columns.setStretchFactor(1, 1)
        self._pages.addWidget(self._columns)
        self._pages.addWidget(_nothing_chosen())
        # The columns stand below each other where there is no room, so they never widen the window.
        self._pages.setMinimumWidth(px(420))
        self._outer.addWidget(profiles)
        self._outer.addWidget(self._pages)
        self._outer.setChildrenCollapsible(False)
        self._outer.setStretchFactor(0, 0)
        self._outer.setStretchFactor(1, 1)
        self._outer.setSizes([px(272), px(984)])
        self._columns.setSizes([px(440), px(544)])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)

    def show_editors(self, shown: bool) -> None:
        """Shows editor and destinations, or the note that nothing is chosen."""
        self._pages.setCurrentIndex(0 if shown else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._theme.px(_THREE_COLUMNS)
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if orientation != self._columns.orientation():
            self._columns.setOrientation(orientation)
            self._columns.setStretchFactor(0, 0 if wide else 1)
            half = event.size().height() // 2
            self._columns.setSizes([self._theme.px(440), self._theme.px(544)] if wide else [half, half])


def _nothing_chosen() -> QWidget:
    page = QFrame()
    page.setProperty("surface", "window")
    column = QVBoxLayout(page)
    text = plain_label("A profile's fields and its destinations will stand here.", ink="text3")
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(text)
    return page
