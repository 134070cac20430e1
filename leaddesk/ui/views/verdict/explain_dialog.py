"""The dialog *Explain this*: each word with its meaning and its source, as plain text, read row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from leaddesk.domain.terms import Term
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.tables import ROW_HEIGHT, choose_row, prepare_table

_COLUMNS = (tr("Word"), tr("Meaning"), tr("Source"))
_WIDTH, _HEIGHT = 760, 400
_WORDS, _MEANINGS, _SOURCES = 172, 352, 180
"""Widths of the columns; what is left of the dialog is margin and scroll bar."""
_INSIDE = 26
"""What padding takes of a column."""


class ExplainDialog(ActDialog):
    """Closed by Esc; the first row has the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None, title: str, rows: Sequence[tuple[str, Term]]) -> None:
        super().__init__(theme, parent, tr("Explain this"), title, way_out=tr("Close"))
        px = theme.px
        self.take_width(_WIDTH)
        self._table = QTableView()
        self._table.setModel(_model(self, rows))
        prepare_table(self._table, theme, tr("Explanations"))
        self._table.setWordWrap(True)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, width in enumerate((_WORDS, _MEANINGS, _SOURCES)):
            header.resizeSection(column, px(width))
        choose_row(self._table, 0)
        self._table.setVisible(bool(rows))
        hint = plain_label(tr("Outside the verdict F1 lists the shortcuts."), use="hint", ink="text2")
        self.add(self._table, hint)
        self._fit(theme)
        if rows:
            self._table.setFocus()

    def _fit(self, theme: Theme) -> None:
        """Gives each row the height of its words, and the table that of its rows as long as there is room."""
        px, model, metrics = theme.px, self._table.model(), QFontMetrics(theme.font("body"))
        total = 0
        for row in range(model.rowCount()):
            heights = [
                metrics.boundingRect(
                    QRect(0, 0, px(width - _INSIDE), 1 << 16),
                    Qt.TextFlag.TextWordWrap,
                    model.index(row, column).data(),
                ).height()
                for column, width in enumerate((_WORDS, _MEANINGS, _SOURCES))
            ]
            self._table.setRowHeight(row, max(heights) + px(12))
            total += self._table.rowHeight(row)
        self._table.setFixedHeight(min(px(_HEIGHT), px(ROW_HEIGHT) + total + px(4)))


def _model(parent: QWidget, rows: Sequence[tuple[str, Term]]) -> QStandardItemModel:
    model = QStandardItemModel(0, len(_COLUMNS), parent)
    model.setHorizontalHeaderLabels(list(_COLUMNS))
    for word, term in rows:
        model.appendRow([QStandardItem(marked(text)) for text in (word, term.meaning, term.source)])
    return model
