"""How every table looks: one line a row, hairlines between rows, cells that keep their colour when chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.sides import begin_bar

ROW_HEIGHT = 28
LEAST_COLUMN = 72
"""Pixels at 100 % of a column that shares what the others leave, and would else leave nothing of its words."""
"""The usual height of a row in pixels at 100 %."""


class CellDelegate(QStyledItemDelegate):
    """Draws a cell with its own ink on the selection tint, an accent bar before the chosen row, and a hairline.

    With the focus in the table, the chosen row has the accent above and below.
    """

    def __init__(
        self,
        theme: Theme,
        view: QTableView,
        *,
        row_height: int = ROW_HEIGHT,
        hairlines: bool = True,
        least_column: int = 0,
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._row_height = row_height
        self._hairlines = hairlines
        self._least_column = least_column
        theme.changed.connect(self._fit)
        self._fit()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        color = ink.color() if isinstance(ink, QBrush) else ink if isinstance(ink, QColor) else None
        if color is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, color)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rect, px = option.rect, self._theme.px
        if self._hairlines:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), px(1), self._theme.color("line"))
        first = option.viewItemPosition in (
            QStyleOptionViewItem.ViewItemPosition.Beginning,
            QStyleOptionViewItem.ViewItemPosition.OnlyOne,
        )
        if option.state & QStyle.StateFlag.State_Selected and (first or index.column() == 0):
            painter.fillRect(begin_bar(rect, px(2)), self._theme.color("accent"))
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            for top in (rect.top(), rect.bottom() + 1 - px(2)):
                painter.fillRect(rect.left(), top, rect.width(), px(2), self._theme.color("accent"))

    def _fit(self) -> None:
        px = self._theme.px
        self._view.verticalHeader().setMinimumSectionSize(px(20))
        self._view.verticalHeader().setDefaultSectionSize(px(self._row_height))
        self._view.setIconSize(QSize(px(16), px(16)))
        self._view.horizontalHeader().setFixedHeight(px(ROW_HEIGHT))
        if self._least_column:
            self._view.horizontalHeader().setMinimumSectionSize(px(self._least_column))


def prepare_table(
    view: QTableView,
    theme: Theme,
    name: str,
    *,
    row_height: int = ROW_HEIGHT,
    hairlines: bool = True,
    least_column: int = 0,
) -> None:
    """Give a table its accessible name and the look and keys of every table.

    No column is narrower than ``least_column`` pixels at 100 %; the table is pushed sideways instead.
    """
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.viewport().installEventFilter(_CutHeadings(header))
    delegate = CellDelegate(theme, view, row_height=row_height, hairlines=hairlines, least_column=least_column)
    view.setItemDelegate(delegate)


def choose_row(view: QTableView, row: int) -> None:
    """Makes a row the current one; Qt's own `selectRow` finds no column where the table begins at the right."""
    shown = (column for column in range(view.model().columnCount()) if not view.isColumnHidden(column))
    flags = QItemSelectionModel.SelectionFlag
    index = view.model().index(row, next(shown, 0))
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


class _CutHeadings(QObject):
    """Says a heading whose words are cut in a tool tip; one that its model explains is left alone."""

    def __init__(self, header: QHeaderView) -> None:
        super().__init__(header)
        self._header = header

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        header, model = self._header, self._header.model()
        section, flat = header.logicalIndexAt(event.pos()), header.orientation()
        if section < 0 or model.headerData(section, flat, Qt.ItemDataRole.ToolTipRole):
            return super().eventFilter(watched, event)
        words = str(model.headerData(section, flat) or "")
        if header.sectionSizeHint(section) > header.sectionSize(section):
            QToolTip.showText(event.globalPos(), tool_tip(words), header)
            return True
        return super().eventFilter(watched, event)
