"""Page tabs whose counts stand beside the words, never in them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from leaddesk.language import grouped, tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.sides import placed

_SIDE = QTabBar.ButtonPosition.RightSide
_LEAST, _AFTER = 18, 7
"""The width of a pill with one figure, and the room after it, in pixels at 100 %."""


class TabPills(QTabBar):
    """A tab bar, for instance *Verdict · Cases (3) · As stored · Raw*; the tab's text stays ``Cases``.

    Where there is no room for all words, they end in "…" and stand in the tool tips.
    """

    def __init__(self, theme: Theme, names: tuple[str, ...] = (), *, counted: Collection[int] = ()) -> None:
        """`counted` tabs keep the room for a count, so that none of them moves when one comes."""
        super().__init__()
        self._theme = theme
        self._counted = frozenset(counted)
        self._counts: dict[int, int | None] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        for name in names:
            self.addTab(name)
        self.currentChanged.connect(lambda _index: self._move_all())
        theme.changed.connect(self._keep_room)
        self._keep_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter, line = QPainter(self), self._theme.px(2)
            painter.setPen(QPen(self._theme.color("accent"), line))
            half = line // 2
            painter.drawRect(self.tabRect(self.currentIndex()).adjusted(half, half, -line + half, -line + half))

    def tabLayoutChange(self) -> None:  # noqa: N802 - Qt's
        super().tabLayoutChange()
        for index in range(self.count()):
            self._explain(index)
            self._move_nearer(index)
        self.updateGeometry()  # Qt asks for no other height when a count comes at a zoom of its own

    def set_count(self, index: int, count: int | None) -> None:
        """Show a count beside a tab, or none; it is also in the tab's tool tip."""
        if count == self._counts.get(index):
            return
        self._counts[index] = count
        self._explain(index)
        if count is None:
            self._seat(index, QWidget() if index in self._counted else None)
            return
        pill = plain_label(grouped(count), use="axis")
        pill.setProperty("pill", True)
        pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._seat(index, pill)

    def _keep_room(self) -> None:
        """Keeps the room for counts that are not there, at the zoom in force."""
        for index in self._counted:
            if self._counts.get(index) is None:
                self._seat(index, QWidget())

    def _seat(self, index: int, pill: QWidget | None) -> None:
        """Puts a count beside a tab, or what keeps its room, in the place of the one before."""
        old = self.tabButton(index, _SIDE)
        if pill is not None and not isinstance(pill, QLabel):
            pill.setFixedSize(self._theme.px(_LEAST), 1)
        self.setTabButton(index, _SIDE, pill)
        if old is not None:
            old.deleteLater()
        self._move_nearer(index)

    def _move_all(self) -> None:
        """Takes the counts to their places again: Qt puts them into its own with each other tab."""
        for index in range(self.count()):
            self._move_nearer(index)

    def _move_nearer(self, index: int) -> None:
        """Puts a tab's count nearer to its word than to the next tab."""
        pill: QWidget | None = self.tabButton(index, _SIDE)
        if pill is not None:
            tab, place = self.tabRect(index), pill.geometry()
            place.moveRight(tab.right() - self._theme.px(_AFTER))
            pill.setGeometry(placed(tab, place))

    def _explain(self, index: int) -> None:
        """Says a tab's count in its tool tip, or its word where that is cut."""
        count, word = self._counts.get(index), self.tabText(index)
        is_cut = self.tabRect(index).width() < self.tabSizeHint(index).width()
        said = tr("{word}: {count}", word=word, count=grouped(count)) if count is not None else word if is_cut else ""
        tip = plain_tip(said)
        if tip != self.tabToolTip(index):
            self.setTabToolTip(index, tip)
