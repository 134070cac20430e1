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
        self._seen: int | None = None
        """Where the list was put back to; where it stands elsewhere, the person has scrolled it meanwhile."""

    def find(self, first: int) -> bool:
        """Looks through the rows in view from one on; tells whether nothing is missing any more."""
        is_left = self._seen is not None and self._table.verticalScrollBar().value() != self._seen
        self._select(first)
        return (is_left or self._scroll()) and not self._selected and self._current is None

    def _select(self, first: int) -> None:
        found, current = QItemSelection(), -1
        last = self._model.columnCount() - 1
        for row in range(first, self._model.rowCount()):
            if not self._selected and self._current is None:
                break
            key = self._model.key(row)
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
        """Puts the list back as far as it goes; tells whether it stands where it stood."""
        bar = self._table.verticalScrollBar()
        self._table.updateGeometries()  # the range of the bar follows later otherwise
        bar.setValue(self._top)
        self._table.horizontalScrollBar().setValue(self._left)
        self._seen = bar.value()
        return self._seen == self._top
