"""The columns of the place *Profiles*: list, editor and destinations, side by side where there is room.

Without room the destinations stand below the editor, and with less both stand below the list.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label

_LIST, _EDITOR, _DESTINATIONS = 220, 380, 420
"""The least widths of the columns."""
_HEIGHTS = (200, 280, 320)
"""The least heights of the same, all below each other."""
_THREE_COLUMNS = 1100
"""Width of the place in pixels at 100 % from which the destinations stand beside the editor."""


class ProfileColumns(QWidget):
    """Holds the three parts; with no profile chosen, a note stands in the place of two of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        self._parts: tuple[tuple[QWidget, int], ...] = ()

    def lay_out(self, profiles: QWidget, editor: QWidget, destinations: QWidget) -> None:
        """Puts the parts into their columns."""
        px = self._theme.px
        self._parts = ((profiles, _LIST), (editor, _EDITOR), (destinations, _DESTINATIONS))
        self._columns.addWidget(editor)
        self._columns.addWidget(destinations)
        self._columns.setChildrenCollapsible(False)
        self._columns.setStretchFactor(0, 0)
        self._columns.setStretchFactor(1, 1)
        self._pages.addWidget(self._columns)
        self._pages.addWidget(_nothing_chosen())
        self._outer.addWidget(profiles)
        self._outer.addWidget(self._pages)
        self._outer.setChildrenCollapsible(False)
        self._outer.setStretchFactor(0, 0)
        self._outer.setStretchFactor(1, 1)
        self._outer.setSizes(self._usual())
        self._columns.setSizes([px(440), px(544)])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)
        self._theme.changed.connect(self._fit)
        self._fit()

    def show_editors(self, shown: bool) -> None:
        """Shows editor and destinations, or the note that nothing is chosen."""
        self._pages.setCurrentIndex(0 if shown else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size())

    def _fit(self) -> None:
        """Gives the columns their least sizes at the zoom in force."""
        self._arrange(self.size())
        self._fit_parts()

    def _fit_parts(self) -> None:
        px, stacks = self._theme.px, self._outer.orientation() is Qt.Orientation.Vertical
        for (part, width), height in zip(self._parts, _HEIGHTS, strict=True):
            part.setMinimumSize(0 if stacks else px(width), px(height) if stacks else 0)
        # The columns stand below each other where there is no room, so they never widen the window.
        self._pages.setMinimumWidth(0 if stacks else px(_DESTINATIONS))

    def _usual(self) -> list[int]:
        """Returns the shares of the list and of what stands beside it."""
        return [self._theme.px(260), self._theme.px(996)]

    def _arrange(self, size: QSize) -> None:
        px = self._theme.px
        stacks = size.width() < px(_LIST + _DESTINATIONS) + self._outer.handleWidth()
        around = Qt.Orientation.Vertical if stacks else Qt.Orientation.Horizontal
        if around != self._outer.orientation():
            self._outer.setOrientation(around)
            self._fit_parts()
            self._outer.setSizes([px(_HEIGHTS[0]), px(sum(_HEIGHTS[1:]))] if stacks else self._usual())
        wide = size.width() >= px(_THREE_COLUMNS)
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if orientation != self._columns.orientation():
            self._columns.setOrientation(orientation)
            self._columns.setStretchFactor(0, 0 if wide else 1)
            half = size.height() // 2
            self._columns.setSizes([px(440), px(544)] if wide else [half, half])
        needed = px(_EDITOR + _DESTINATIONS) + self._columns.handleWidth()
        if wide and self._pages.width() < needed:  # another zoom or place may have left the list more than its share
            self._outer.setSizes(self._usual())


def _nothing_chosen() -> QWidget:
    page = QFrame()
    page.setProperty("surface", "window")
    column = QVBoxLayout(page)
    text = plain_label(tr("A profile's fields and its destinations will stand here."), ink="text3")
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(text)
    return page
