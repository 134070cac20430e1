"""The tables of a report under each other, each as a real table with a heading and a name of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.spreadsheet import pasted
from leaddesk.ui.models.report_model import ReportModel, ReportTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import let_go
from leaddesk.ui.widgets.tables import ROW_HEIGHT, prepare_table

_MOST_ROWS = 9
"""Rows in view at once; a longer table scrolls by itself."""


_WIDEST = 40
"""Characters by which a column grows; more of a text stand in its tool tip."""
_MEASURED = 12
_PADDING = 24


class ReportSections(QScrollArea):
    """Shows one report after another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_tables(self, tables: Sequence[ReportTable]) -> None:
        """Takes another report."""
        px = self._theme.px
        inner = QWidget()
        inner.setProperty("surface", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(16))
        for table in tables:
            column.addLayout(self._section(table))
        column.addStretch()
        self.setWidget(inner)

    def _section(self, table: ReportTable) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(plain_label(table.title, use="heading"))
        if table.rows:
            column.addWidget(self._table(table))
        else:
            column.addWidget(_line(table.empty, "body", "text2"))
        if table.note:
            column.addWidget(_line(table.note, "name"))
        return column

    def _table(self, table: ReportTable) -> QTableView:
        view = QTableView()
        view.setModel(ReportModel(self._theme, table))
        view.model().setParent(view)
        prepare_table(view, self._theme, table.title)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = view.horizontalHeader()
        header.setSectionsClickable(False)
        widths = self._widths(table)
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        grows = table.words
        if grows is None and sum(widths) < self.viewport().width():
            grows = 0  # figures stand at the right, under each other in all tables
        if grows is not None:
            header.setSectionResizeMode(grows, QHeaderView.ResizeMode.Stretch)
        rows = min(len(table.rows), _MOST_ROWS)
        bar = view.horizontalScrollBar().sizeHint().height()
        view.setFixedHeight(self._theme.px(ROW_HEIGHT) * (rows + 1) + bar + 2 * view.frameWidth())
        view.setCurrentIndex(view.model().index(0, 0))
        view.clearSelection()
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(lambda: _copy_chosen(view, table))
        return view

    def _widths(self, table: ReportTable) -> list[int]:
        """Returns the widths by the longest texts; Qt would ask for every cell, several times."""
        head, body = (QFontMetrics(self._theme.font(use)) for use in ("label", "heading"))
        widths = []
        for at, title in enumerate(table.columns):
            longest = sorted({row[at][:_WIDEST] for row in table.rows}, key=len)[-_MEASURED:]
            widths.append(max(head.horizontalAdvance(title), *map(body.horizontalAdvance, longest)))
        return [width + self._theme.px(_PADDING) for width in widths]


def _line(text: str, use: str, ink: str = "text") -> QLabel:
    line = plain_label(text, use=use, ink=ink)
    line.setWordWrap(True)
    return line


def _copy_chosen(view: QTableView, table: ReportTable) -> None:
    """Puts the chosen rows on the clipboard, tabs between their cells."""
    chosen = sorted(index.row() for index in view.selectionModel().selectedRows())
    if chosen:
        lines = ("\t".join(pasted(let_go(cell)) for cell in table.rows[row]) for row in chosen)
        QGuiApplication.clipboard().setText("\n".join(lines))
