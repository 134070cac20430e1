"""Brings back what was selected, and where the person was, when the rows are read anew page by page."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from leaddesk.ui.models.leads_model import LeadsModel
from leaddesk.ui.views.search.pinned_table import PinnedTable

_MOST = 20_000
"""Selected rows that are looked for again at most."""


class Returning:
    """Remembers by the keys of the rows; rows without a key are not found again."""

    def __init__(self, table: PinnedTable, model: LeadsModel) -> None:
        self._table, self._model = table, model
        current = table.currentIndex()
        rows = table.chosen_rows()[:_MOST]
        self._selected = {key for row in rows if (key := model.key(row)) is not None}
        self._current = model.key(current.row()) if current.isValid() else None
        self._section = current.column()
        self._top, self._left = table.verticalScrollBar().value(), table.horizontalScrollBar().value()
        self._seen = 0
        """Where the list was put back to; elsewhere the person has scrolled it meanwhile."""

    def find(self, first: int) -> bool:
        """Looks through the rows from a place in the order of arrival on; tells whether nothing is missing any more."""
        if self._model.rowCount() == len(self._model.rows):
            self._select(first)
        return self._scroll() and not self._selected and self._current is None

    def _select(self, first: int) -> None:
        found, current = QItemSelection(), -1
        last = self._model.columnCount() - 1
        for row, key in enumerate(self._model.keys(first), first):
            if key in self._selected:
                self._selected.discard(key)
                found.select(self._model.index(row, 0), self._model.index(row, last))
            if key is not None and key == self._current:
                current, self._current = row, None
        flags = QItemSelectionModel.SelectionFlag
        chosen = self._table.selectionModel()
        if current >= 0 and not chosen.currentIndex().isValid():
            chosen.setCurrentIndex(self._model.index(current, max(0, min(self._section, last))), flags.NoUpdate)
        if not found.isEmpty():
            chosen.select(found, flags.Select)

    def _scroll(self) -> bool:
        """Tells whether the list stands where it stood, or where the person has put it since."""
        bar, side = self._table.verticalScrollBar(), self._table.horizontalScrollBar()
        if bar.value() != self._seen:
            return True
        self._table.updateGeometries()  # the range of the bar follows later otherwise
        bar.setValue(self._top)
        side.setValue(self._left)
        self._seen = bar.value()
        return bar.value() == self._top
