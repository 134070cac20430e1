"""Cells that a board or a grid paints by itself: icon, word, hairline, selection, with no more calls than it takes."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from leaddesk.ui.models.lead_words import Shown
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.widgets.sides import begin_bar, placed
from leaddesk.ui.widgets.tables import ROW_HEIGHT

_MARGIN, _ICON, _GAP = 10, 16, 6
_KEPT = 20_000
"""So many widths are kept at most."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


class ShownCells(Protocol):
    """What a model tells of its cells."""

    def shown(self, row: int, section: int, /) -> Shown:
        """Returns a cell for the eye."""
        ...


class EvenRows(QStyledItemDelegate):
    """Gives the rows of a list or a tree one height, in pixels at 100 %."""

    def __init__(self, theme: Theme, view: QAbstractItemView, height: int = 24) -> None:
        super().__init__(view)
        self._theme, self._height = theme, height
        view.setItemDelegate(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._theme.px(self._height))


class PaintedCells(QStyledItemDelegate):
    """Looks as `widgets.tables.CellDelegate` does."""

    def __init__(self, theme: Theme, view: QTableView, model: ShownCells, row_height: int = ROW_HEIGHT) -> None:
        """`row_height` is in pixels at 100 %."""
        super().__init__(view)
        self._theme, self._view, self._cells, self._row_height = theme, view, model, row_height
        self._widths: dict[tuple[str, bool, str], int] = {}
        """How wide texts are, by font and text."""
        self._fonts: dict[tuple[str, bool], tuple[QFont, QFontMetrics]] = {}
        theme.changed.connect(self._fit)
        self._fit()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, section, rect = index.row(), index.column(), option.rect
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        selected = self._view.selectionModel().isRowSelected(row)
        if selected:
            painter.fillRect(left, top, width, height, self._selection)
            if self._view.horizontalHeader().visualIndex(section) == 0:
                painter.fillRect(begin_bar(rect, self._bar), self._accent)
        painter.fillRect(left, top + height - self._hair, width, self._hair, self._line)
        if selected and self._view.hasFocus():
            painter.fillRect(left, top, width, self._bar, self._accent)
            painter.fillRect(left, top + height - self._bar, width, self._bar, self._accent)
        cell = self._cells.shown(row, section)
        if cell.text:
            self._say(painter, rect, cell, right=self.right_aligned(section))

    def ink(self, cell: Shown) -> str:
        """Returns the colour role of a cell's words."""
        return cell.ink

    def right_aligned(self, _section: int) -> bool:
        """Tells whether the words of a column stand at its right."""
        return False

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.width_of(self._cells.shown(index.row(), index.column())), self._theme.px(self._row_height))

    def width_of(self, cell: Shown) -> int:
        """Returns the pixels that a cell takes with its margins."""
        icon = self._icon + self._gap if cell.icon else 0
        return 2 * self._margin + icon + self._width(cell)

    def _say(self, painter: QPainter, rect: QRect, cell: Shown, *, right: bool) -> None:
        start, room = rect.left() + self._margin, rect.width() - 2 * self._margin
        if cell.icon:
            tint, ratio = self._theme.tokens.color(cell.ink), painter.device().devicePixelRatio()
            pixmap = self._theme.icons.pixmap(cell.icon, tint, self._icon, ratio)
            icon = QRect(start, rect.top() + (rect.height() - self._icon) // 2, self._icon, self._icon)
            painter.drawPixmap(placed(rect, icon).topLeft(), pixmap)
            start, room = start + self._icon + self._gap, room - self._icon - self._gap
        if room <= 0:
            return
        font, metrics = self._font(cell)
        text = cell.text
        if self._width(cell) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._theme.color(self.ink(cell)))
        place = QRect(start, rect.top(), room + 1, rect.height())
        painter.drawText(placed(rect, place), _RIGHT if right else _LEFT, text)

    def _width(self, cell: Shown) -> int:
        key = cell.use, cell.figures, cell.text
        if key not in self._widths:
            if len(self._widths) > _KEPT:
                self._widths.clear()
            self._widths[key] = self._font(cell)[1].horizontalAdvance(cell.text) + 1
        return self._widths[key]

    def _font(self, cell: Shown) -> tuple[QFont, QFontMetrics]:
        key = cell.use, cell.figures
        if key not in self._fonts:
            font = tabular(self._theme.font(cell.use)) if cell.figures else self._theme.font(cell.use)
            self._fonts[key] = font, QFontMetrics(font)
        return self._fonts[key]

    def _fit(self) -> None:
        theme, px = self._theme, self._theme.px
        self._margin, self._icon, self._gap = px(_MARGIN), px(_ICON), px(_GAP)
        self._hair, self._bar = max(1, px(1)), px(2)
        self._selection: QColor = theme.color("selection")
        self._accent, self._line = theme.color("accent"), theme.color("line")
        self._widths.clear()
        self._fonts.clear()
        self._view.verticalHeader().setMinimumSectionSize(px(20))
        self._view.verticalHeader().setDefaultSectionSize(px(self._row_height))
        self._view.horizontalHeader().setFixedHeight(px(ROW_HEIGHT))
