"""The rows of the palette: captions that cannot be chosen, and under them what can."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.palette.entries import Entry, Found
from leaddesk.ui.widgets.frames import edge, paint_icon
from leaddesk.ui.widgets.sides import begin_bar, placed

ROW, CAPTION = 34, 28
_MARGIN, _ICON, _GAP, _RADIUS = 12, 16, 12, 4
_NO_PARENT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


def spoken(entry: Entry) -> str:
    """Returns a row for the ear."""
    if entry.off:
        return tr("{title}, not now: {off}", title=entry.title, off=entry.off)
    return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)


class PaletteRows(QAbstractListModel):
    """A plain list; captions are texts and the others are entries."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[str | Entry] = []

    def show_found(self, found: Found) -> None:
        """Shows what was found."""
        self.beginResetModel()
        self._rows = []
        for group, entries in found.groups:
            self._rows += [tr_now(group.value), *entries]
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Returns what stands in a row; None for a caption."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Entry) else None

    def row_of(self, entry: Entry) -> int:
        """Returns the row of an entry, or -1."""
        return self._rows.index(entry) if entry in self._rows else -1

    def next_to(self, row: int, step: int) -> int:
        """Returns the next row that can be chosen, from the last to the first and back; -1 where there is none."""
        for far in range(1, len(self._rows) + 1):
            at = (row + far * step) % len(self._rows)
            if self.entry(at):
                return at
        return -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row if isinstance(row, str) else row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row if isinstance(row, str) else spoken(row)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteCells(QStyledItemDelegate):
    """Paints icon, words, what stands beside them, and the keys."""

    def __init__(self, theme: Theme, view: QListView, rows: PaletteRows) -> None:
        super().__init__(view)
        self._theme, self._rows = theme, rows

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(ROW if self._rows.entry(index.row()) else CAPTION))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = self._rows.entry(index.row())
        painter.save()
        if entry is None:
            self._paint_caption(painter, option.rect, str(index.data()))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_entry(painter, option.rect, entry, chosen=chosen)
        painter.restore()

    def _paint_caption(self, painter: QPainter, rect: QRect, words: str) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font("label"))
        painter.setPen(self._theme.color("text2"))
        painter.drawText(placed(rect, rect.adjusted(px(_MARGIN), px(6), 0, 0)), _LEFT, words)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            self._paint_chosen(painter, rect)
        ink = "text3" if entry.off else "text"
        icon = placed(rect, QRect(rect.left() + px(_MARGIN), rect.top(), px(_ICON), rect.height()))
        if entry.icon:
            tint = "text3" if entry.off else "accent" if chosen else "text2"
            paint_icon(painter, theme, icon, entry.icon, tint, _ICON)
        place = rect.adjusted(px(_MARGIN + _ICON + _GAP), 0, -px(_MARGIN), 0)
        if entry.keys:
            painter.setFont(theme.font("hint"))
            painter.setPen(theme.color("text3" if entry.off else "text2"))
            painter.drawText(placed(rect, place), _RIGHT, entry.keys)
            place.setRight(place.right() - painter.fontMetrics().horizontalAdvance(entry.keys) - px(_GAP))
        font = theme.font("name")
        if chosen:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(placed(rect, place), _LEFT, title)
        place.setLeft(place.left() + painter.fontMetrics().horizontalAdvance(title) + px(_GAP))
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.color("text3" if entry.off else "text2"))
        said = tr("Not now: {off}", off=entry.off) if entry.off else entry.detail
        beside = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(0, place.width()))
        painter.drawText(placed(rect, place), _LEFT, beside)

    def _paint_chosen(self, painter: QPainter, rect: QRect) -> None:
        theme, px = self._theme, self._theme.px
        width = edge(theme) if theme.tokens.name == "contrast" else 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), width) if width else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection"))
        painter.drawRoundedRect(rect.adjusted(width, width, -width, -width), px(_RADIUS), px(_RADIUS))
        painter.fillRect(begin_bar(rect, px(2), inset=px(6)), theme.color("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
