"""The list of routes with *Add route*, and what stands in place of it all while there is no route."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.routes.rows import TWO_LINES, Row, Rows
from leaddesk.ui.views.routes.words import WHAT_A_ROUTE_IS
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label

_WIDTH, _EMPTY_WIDTH = 240, 480
_NARROW_ROWS = 3
_NO_LIMIT = (1 << 24) - 1
"""Qt's own greatest size."""


class RouteList(QWidget):
    """One row a route, those not saved yet too."""

    chosen = Signal(str)
    """The route with this id became the current one by hand."""
    add_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ids: tuple[str, ...] = ()
        self._narrow = False
        self.list = Rows(theme, tr("Routes"), TWO_LINES)
        self.add = Button(theme, tr("Add route"), icon="plus", role="link")
        self._hint = _wrapped("", "warn")
        title = plain_label(tr("Routes"), use="heading")
        title.setBuddy(self.list)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self.list.chosen.connect(self._choose)
        self.add.clicked.connect(self.add_asked)
        theme.changed.connect(self._fit)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.list, self.add)

    def show_routes(self, rows: Sequence[Row], ids: Sequence[str], current: str) -> None:
        """Shows these routes with one of them chosen."""
        self._ids = tuple(ids)
        self.list.show_rows(rows, self._ids.index(current) if current in self._ids else -1)
        self._fit()

    def show_hint(self, text: str) -> None:
        """Says why no route can be added, or that one can with an empty text."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        _allow(self.add, text)

    def set_narrow(self, narrow: bool) -> None:
        """Takes a column of its own, or a few lines above the editor."""
        self._narrow = narrow
        self._fit()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._ids):
            self.chosen.emit(self._ids[row])

    def _fit(self) -> None:
        px = self._theme.px
        rows = min(len(self._ids), _NARROW_ROWS)
        height = px(TWO_LINES) * rows + 2 * self.list.frameWidth() + 2
        self.list.setMaximumHeight(height if self._narrow else _NO_LIMIT)
        self.list.setMinimumHeight(height if self._narrow else 0)
        self.setMaximumWidth(_NO_LIMIT if self._narrow else px(_WIDTH))
        self.setMinimumWidth(0 if self._narrow else px(_WIDTH))


class RoutesEmpty(QWidget):
    """What a route is, and the one button that begins the first."""

    add_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.add = Button(theme, tr("Add route"), icon="plus", role="primary", main=True)
        self._hint = _wrapped("", "warn")
        plate = QFrame()
        plate.setProperty("plate", "dashed")
        plate.setMaximumWidth(px(_EMPTY_WIDTH))
        inner = QVBoxLayout(plate)
        inner.setContentsMargins(px(20), px(16), px(20), px(16))
        inner.setSpacing(px(10))
        for part in (plain_label(tr("No routes yet"), use="title"), _wrapped(WHAT_A_ROUTE_IS, "text2"), self._hint):
            inner.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        inner.addLayout(foot)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(plate, 10)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.add.clicked.connect(self.add_asked)

    def show_hint(self, text: str) -> None:
        """Says why no route can be added, or that one can with an empty text."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        _allow(self.add, text)


def _allow(button: Button, why_not: str) -> None:
    button.setEnabled(not why_not)
    button.setToolTip(plain_tip(why_not))
    button.setAccessibleDescription(why_not)


def _wrapped(text: str, ink: str) -> QLabel:
    label = plain_label(text, ink=ink)
    label.setWordWrap(True)
    return label
