"""The row above the verdict's pages: their tabs, whose verdict it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.parts import NARROW
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.sides import margins
from leaddesk.ui.widgets.tab_pills import TabPills

_HEIGHT = 40
_ANY_NUMBER = "(000) 000-0000"
_TABS = 340
"""Of longer words the tabs show the beginning, where they would take more than so many pixels at 100 %."""
_ABOUT = 1
"""Where it stands in its line, or below it."""


class TabRow(QFrame):
    """Without room the buttons lose their words first, then whose verdict it is gets a line of its own."""

    def __init__(self, theme: Theme, tabs: TabPills, about: ElidedLabel, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._theme, self._tabs, self._about, self._buttons = theme, tabs, about, buttons
        self.setProperty("surface", "tabs")
        line = self._head = QFrame()
        self._line = QHBoxLayout(line)
        self._line.addWidget(tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self._line.addWidget(about, 1)
        self._line.addStretch()
        for button in buttons:
            self._line.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(line)
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Takes the room there is for what is said now."""
        px = self._theme.px
        side = px(12 if self.width() < px(NARROW) else 20)  # that of the pages below
        self._line.setContentsMargins(margins(side, 0, px(12), 0))
        self._head.setFixedHeight(px(_HEIGHT))
        buttons = [one for one in self._buttons if not one.isHidden()]
        icons = sum(one.icon_width() for one in buttons)
        beside = side + px(12) + self._line.spacing() * (len(buttons) + 1)
        least_tabs = min(self._tabs.sizeHint().width(), max(px(_TABS), self.width() - beside - icons))
        self._tabs.setMinimumWidth(least_tabs)
        taken = beside + least_tabs
        least = self._about.minimumSizeHint().width()
        below = self.width() < taken + least + icons
        self._seat_about(below=below)
        self._head.setMinimumWidth(beside + min(least_tabs, px(_TABS)) + icons + (0 if below else least))
        said = self._about.text() or tr("for {number}", number=_ANY_NUMBER)  # whose room is kept before the answer
        words = 0 if below else self._about.fontMetrics().horizontalAdvance(said)
        for button in buttons:
            button.use_words(taken + words + sum(one.full_width() for one in buttons) <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _seat_about(self, *, below: bool) -> None:
        if below == (self._column.count() > _ABOUT):
            return
        before, after = (self._line, self._column) if below else (self._column, self._line)
        before.removeWidget(self._about)
        after.insertWidget(_ABOUT, self._about, 0 if below else 1)
        side = self._theme.px(20) if below else 0
        self._about.setContentsMargins(side, 0, side, 0)
