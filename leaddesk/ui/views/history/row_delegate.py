"""Paints a cell of *Exchanges*: icon, word, hairline, selection, with no more calls than it takes.

Qt's own delegate asks the model seven times for each cell and goes through the style sheet; a screen of exchanges takes
it twice as long as this.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from leaddesk.ui.models.history_model import HistoryModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.sides import begin_bar, placed

_MARGIN, _ICON, _GAP = 10, 16, 6
_KEPT = 20_000
"""So many widths are kept at most."""
_IN_ROW = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


class RowDelegate(QStyledItemDelegate):
    """Looks as `widgets.tables.CellDelegate` does; it leaves the painter's pen and font as they were set last."""

    def __init__(self, theme: Theme, view: QTableView, model: HistoryModel, *, row_height: int) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model
        self._row_height = row_height
        self._widths: dict[tuple[str, str], int] = {}
        """How wide texts are, by font and text."""
        self._metrics: dict[str, QFontMetrics] = {}
        theme.changed.connect(self._fit)
        self._fit()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column, rect = index.row(), index.column(), option.rect
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        selected = self._view.selectionModel().isRowSelected(row)
        if selected:
            painter.fillRect(left, top, width, height, self._selection)
            if column == 0:
                painter.fillRect(begin_bar(rect, self._bar), self._accent)
        painter.fillRect(left, top + height - self._hair, width, self._hair, self._line)
        if selected and self._view.hasFocus():
            painter.fillRect(left, top, width, self._bar, self._accent)
            painter.fillRect(left, top + height - self._bar, width, self._bar, self._accent)
        start = left + self._margin
        icon = self._model.icon(row, column)
        if icon is not None:
            place = QRect(start, top + (height - self._icon) // 2, self._icon, self._icon)
            icon.paint(painter, placed(rect, place))
            start += self._icon + self._gap
        text, font = self._model.texts(row)[column], self._model.font(row, column)
        room = left + width - start - self._end
        if self._width(text, font) > room:
            text = self._measure(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._model.color(row, column))
        painter.drawText(placed(rect, QRect(start, top, max(0, room + self._end), height)), _IN_ROW, text)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, column = index.row(), index.column()
        width = self._width(self._model.texts(row)[column], self._model.font(row, column))
        if self._model.icon(row, column) is not None:
            width += self._icon + self._gap
        return QSize(self._margin + width + self._end, self._theme.px(self._row_height))

    def _width(self, text: str, font: QFont) -> int:
        key = font.key(), text
        if key not in self._widths:
            if len(self._widths) > _KEPT:
                self._widths.clear()
            self._widths[key] = self._measure(font).horizontalAdvance(text) + 1
        return self._widths[key]

    def _measure(self, font: QFont) -> QFontMetrics:
        key = font.key()
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(font)
        return self._metrics[key]

    def _fit(self) -> None:
        theme, px = self._theme, self._theme.px
        self._margin, self._icon, self._gap, self._end = px(_MARGIN), px(_ICON), px(_GAP), px(_MARGIN)
        self._hair, self._bar = px(1), px(2)
        self._selection: QColor = theme.color("selection")
        self._accent, self._line = theme.color("accent"), theme.color("line")
        self._widths.clear()
        self._metrics.clear()
        self._view.verticalHeader().setDefaultSectionSize(px(self._row_height))
