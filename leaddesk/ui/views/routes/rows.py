"""A list whose rows say a name and perhaps a line below it; chosen and focused rows keep their own ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.frames import paint_icon
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import begin_bar, placed

Index = QModelIndex | QPersistentModelIndex

ONE_LINE, TWO_LINES = 30, 46
"""Heights of a row in pixels at 100 %."""
_ROW = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ICON = 16


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says."""

    text: str
    detail: str = ""
    """The line below it."""
    icon: str = ""
    ink: str = "text"
    detail_ink: str = "text2"


class Rows(QListWidget):
    """The list; the place of the chosen row is -1 where none is."""

    chosen = Signal(int)
    """Another row became the current one by hand."""

    def __init__(self, theme: Theme, name: str, height: int) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setProperty("surface", "card")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RowDelegate(theme, self, height))
        self.currentRowChanged.connect(self.chosen)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[Row], current: int) -> None:
        """Shows these rows with one of them chosen; a row that only says something else stays the same item."""
        rows, was_blocked = tuple(rows), self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        self._rows = rows
        for at, row in enumerate(rows):
            item = self.item(at)
            item.setText(marked(row.text))
            item.setData(_ROW, row)
            item.setToolTip(tool_tip(row.text, row.detail))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, marked(row.text))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.detail)
        self.setCurrentRow(current)
        self.blockSignals(was_blocked)
        self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: Rows, height: int) -> None:
        super().__init__(view)
        self._theme, self._view, self._height = theme, view, height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._theme.px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px, rect = self._theme, self._theme.px, option.rect
        row: Row = index.data(_ROW)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
            painter.fillRect(begin_bar(rect, px(3)), theme.color("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if self._view.hasFocus() and index == self._view.currentIndex():
            width = px(2)
            painter.setPen(QPen(theme.color("accent"), width))
            painter.drawRect(rect.adjusted(width // 2, width // 2, -width, -width))
        words = rect.adjusted(px(12), 0, -px(8), 0)
        if row.icon:
            icon = QRect(words.left(), rect.top(), px(_ICON), rect.height())
            paint_icon(painter, theme, placed(rect, icon), row.icon, row.ink, _ICON)
            words.setLeft(words.left() + px(_ICON + 6))
        words = placed(rect, words)
        if row.detail:
            middle = words.height() // 2
            self._draw(painter, words.adjusted(0, px(5), 0, -middle), row.text, "name", row.ink)
            self._draw(painter, words.adjusted(0, middle, 0, -px(5)), row.detail, "hint", row.detail_ink)
        else:
            self._draw(painter, words, row.text, "body", row.ink)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, text: str, use: str, ink: str) -> None:
        painter.setFont(self._theme.font(use))
        painter.setPen(self._theme.color(ink))
        cut = QFontMetrics(painter.font()).elidedText(marked(text), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, cut)
