"""The cells of *Leads*."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from leaddesk.ui.models.leads_model import LeadsModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.painted_cells import PaintedCells


class LeadCells(PaintedCells):
    """The current cell wears a frame, because it is what is copied."""

    def __init__(self, theme: Theme, view: QTableView, model: LeadsModel) -> None:
        super().__init__(theme, view, model)
        self._model = model

    def right_aligned(self, section: int) -> bool:
        """Tells whether a column holds numbers."""
        return self._model.column(section).right_aligned

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if self._view.hasFocus() and index == self._view.selectionModel().currentIndex():
            rect = option.rect
            painter.setPen(self._accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.left(), rect.top(), rect.width() - 1, rect.height() - 1 - self._hair)
