"""Draws one place of the rail: icon, word and digit in a row, or the icon above the word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.sides import begin_bar, placed

ICON_ROLE = Qt.ItemDataRole.UserRole
"""The item data that holds the icon's name."""

_WIDE_ROW, _NARROW_ROW = 38, 58
_RADIUS = 4
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class PlaceDelegate(QStyledItemDelegate):
    """Marks the chosen place by ground, accent bar and weight, and the focus by a ring.

    It asks the list which that is: making the words for what a style knows would take 6 ms of the start.
    """

    def __init__(self, theme: Theme, places: QListWidget) -> None:
        super().__init__(places)
        self._theme, self._places = theme, places
        self.narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(_NARROW_ROW if self.narrow else _WIDE_ROW))

    def word_width(self, word: str) -> int:
        """Returns the pixels that a word takes where its place is chosen."""
        return QFontMetrics(self._font(chosen=True)).horizontalAdvance(word)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        chosen = index.row() == self._places.currentRow()
        focused = chosen and self._places.hasFocus()
        rect = option.rect.adjusted(0, px(1), 0, -px(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(rect, px(_RADIUS), px(_RADIUS))
            painter.setBrush(theme.color("accent"))
            painter.drawRect(begin_bar(rect, px(3), inset=px(8)))
        if focused or (chosen and theme.tokens.name == "contrast"):
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = px(1)
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(_RADIUS), px(_RADIUS))
        role = "accent" if chosen else "text2"
        size = px(20 if self.narrow else 18)
        dpr = painter.device().devicePixelRatioF()
        icon = theme.icons.pixmap(index.data(ICON_ROLE), theme.tokens.color(role), size, dpr)
        self._draw_words(painter, rect, index, icon, chosen)
        painter.restore()

    def _draw_words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        icon: QPixmap,
        chosen: bool,
    ) -> None:
        theme, px = self._theme, self._theme.px
        size = round(icon.width() / icon.devicePixelRatio())
        word = index.data(Qt.ItemDataRole.DisplayRole)
        painter.setFont(self._font(chosen=chosen))
        painter.setPen(theme.color("text" if chosen else "text2"))
        if self.narrow:
            painter.drawPixmap(rect.center().x() - size // 2, rect.top() + px(8), icon)
            painter.drawText(rect.adjusted(0, px(30), 0, -px(4)), _CENTRE, word)
            return
        place = QRect(rect.left() + px(14), rect.center().y() - size // 2 + 1, size, size)
        painter.drawPixmap(placed(rect, place).topLeft(), icon)
        painter.drawText(placed(rect, rect.adjusted(px(44), 0, -px(24), 0)), _LEFT, word)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text2" if chosen else "text3"))
        painter.drawText(placed(rect, rect.adjusted(0, 0, -px(10), 0)), _RIGHT, str(index.row() + 1))

    def _font(self, *, chosen: bool) -> QFont:
        font = self._theme.font("axis" if self.narrow else "body")
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)
        return font
