"""*Campaigns*: a table over a plain list; sorting and filtering move places, never rows.

Rows that did not change cause no signal, so that a quiet poll repaints nothing. Cells are made when they are painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.ui.models.campaign_words import HEADERS, BoardRow, CampaignWords, Column, fits, sort_key
from leaddesk.ui.models.lead_words import Shown
from leaddesk.ui.widgets.explained import tool_tip

Index = QModelIndex | QPersistentModelIndex

_DISPLAY, _TOOL_TIP, _DESCRIPTION = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
)


class CampaignsModel(QAbstractTableModel):
    """One row for each campaign, those that are gone among them."""

    def __init__(self, words: CampaignWords) -> None:
        super().__init__()
        self.words = words
        """How cells are said."""
        self._rows: list[BoardRow] = []
        self._keys: list[str] = []
        """What tells the rows apart: the id, or the place where an id is missing or repeated."""
        self._order: list[int] = []
        """Places of the rows in view."""
        self._sort: tuple[int, bool] | None = None
        self._needle = ""
        self._cells: dict[tuple[int, int], Shown] = {}

    # ------------------------------------------------------------ what is there

    @property
    def rows(self) -> list[BoardRow]:
        """All rows in the order they came; only to be read."""
        return self._rows

    def row(self, at: int) -> BoardRow:
        """Returns a row in view."""
        return self._rows[self._order[at]]

    def key(self, at: int) -> str:
        """Returns what tells a row in view from the others, from one look to the next."""
        return self._keys[self._order[at]]

    def row_of(self, key: str) -> int:
        """Returns the row in view that has a key; -1 where it is not in view."""
        return next((at for at, place in enumerate(self._order) if self._keys[place] == key), -1)

    def shown(self, row: int, column: int) -> Shown:
        """Returns what a cell says and how it looks."""
        key = self._order[row], column
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = self.words.shown(self._rows[key[0]], column)
        return cell

    # ------------------------------------------------------------ changes

    def show_rows(self, rows: Sequence[BoardRow]) -> bool:
        """Takes other rows and tells whether any differs; equal ones cause no signal."""
        keys = _keys(rows)
        if keys != self._keys:
            self.beginResetModel()
            self._rows, self._keys = list(rows), keys
            self._cells.clear()
            self._order = self._arranged()
            self.endResetModel()
            return True
        changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        for place in changed:
            self._put(place, rows[place])
        if changed:
            self._tell(changed)
        return bool(changed)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sorts by a column; -1 for the order in which they came."""
        self._sort = (column, descending) if column >= 0 else None
        self._move(self._arranged())

    def set_filter(self, text: str) -> None:
        """Shows only campaigns that hold a text; an empty one shows all."""
        self._needle = text.strip().casefold()
        self._move(self._arranged())

    def forget(self) -> None:
        """Makes all cells anew: a zone, or the day, has changed."""
        self._cells.clear()
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(HEADERS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(HEADERS):
            return self.words.header(section)
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self.shown(row, column).text
        if role == _TOOL_TIP:
            return tool_tip(*self.words.tip(self.row(row), column))
        if role == _DESCRIPTION:
            return self.words.spoken(self.row(row), column)
        return None

    # ------------------------------------------------------------ inside

    def _put(self, place: int, row: BoardRow) -> None:
        self._rows[place] = row
        for column in Column:
            self._cells.pop((place, column), None)

    def _tell(self, places: list[int]) -> None:
        """Brings changed rows to where they belong now, and has them painted."""
        if self._sort or self._needle:
            self._move(self._arranged())
        changed, last = set(places), len(HEADERS) - 1
        for at, place in enumerate(self._order):
            if place in changed:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def _arranged(self) -> list[int]:
        needle, rows = self._needle, self._rows
        kept = [place for place, row in enumerate(rows) if not needle or fits(row.campaign, needle)]
        if self._sort is None:
            return kept
        column, descending = self._sort
        keyed = [(sort_key(rows[place].campaign, column), place) for place in kept]
        there = [(key, place) for key, place in keyed if key is not None]
        there.sort(key=lambda one: one[0], reverse=descending)
        return [place for _, place in there] + [place for key, place in keyed if key is None]

    def _move(self, new: list[int]) -> None:
        old = self._order
        if new == old:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = {place: row for row, place in enumerate(new)}
        self._order = new
        self.changePersistentIndexList(
            before,
            [self.index(rows[old[at.row()]], at.column()) if old[at.row()] in rows else QModelIndex() for at in before],
        )
        self.layoutChanged.emit()


def _keys(rows: Sequence[BoardRow]) -> list[str]:
    ids = [row.campaign.id for row in rows]
    seen = set(ids)
    if len(seen) == len(ids) and "" not in seen:
        return ids
    seen.clear()
    keys = []
    for place, row in enumerate(rows):
        key = row.campaign.id
        if not key or key in seen:
            key = f"{key}\0{place}"
        seen.add(key)
        keys.append(key)
    return keys
