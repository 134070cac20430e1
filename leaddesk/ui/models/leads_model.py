"""The leads that are loaded, as a table over a plain list of tuples; sorting and filtering move places, never rows.

A row costs a tuple and, while it is sorted or filtered, four bytes. What cells say is made when they are painted and
kept for the few that were painted last.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import filterfalse
from typing import Any, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.lead_columns import LeadColumn, LeadColumns
from leaddesk.domain.lead_page import ABSENT, ID, UUID, LeadPage, LeadRow, Values
from leaddesk.language import tr, tr_now
from leaddesk.ui.models.lead_words import LeadWords, Shown
from leaddesk.ui.widgets.explained import tool_tip

Index = QModelIndex | QPersistentModelIndex

_KEPT_CELLS = 20_000
_DISPLAY, _TOOL_TIP, _ALIGNMENT = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole)
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LeadRows(Sequence[LeadRow]):
    """Rows of leads, each made when it is asked for."""

    def __init__(self, columns: tuple[str, ...], rows: Sequence[Values], places: Sequence[int]) -> None:
        self.columns = columns
        """What the rows hold, in order."""
        self._rows, self._places = rows, places

    @overload
    def __getitem__(self, at: int) -> LeadRow: ...
    @overload
    def __getitem__(self, at: slice) -> LeadRows: ...
    def __getitem__(self, at: int | slice) -> LeadRow | LeadRows:
        if isinstance(at, slice):
            return LeadRows(self.columns, self._rows, self._places[at])
        return LeadRow(self.columns, self._rows[self._places[at]])

    def __len__(self) -> int:
        return len(self._places)

    def values(self) -> Iterator[Values]:
        """Yields the rows as the plain tuples they are."""
        return (self._rows[place] for place in self._places)


class LeadsModel(QAbstractTableModel):
    """*Leads*."""

    def __init__(self, words: LeadWords) -> None:
        super().__init__()
        self.words = words
        """How cells are said."""
        self._known = LeadColumns(())
        self._names: tuple[str, ...] = ()
        """The columns in view: those that were chosen, then those that came unasked."""
        self._chosen: tuple[str, ...] = ()
        self._columns: tuple[LeadColumn, ...] = ()
        self._places: tuple[int, ...] = ()
        """Where each column in view stands in a row; -1 before anything came."""
        self._held: tuple[str, ...] = ()
        """What the rows hold, in order."""
        self._rows: list[Values] = []
        self._order: array[int] | None = None
        """Places of the rows in view; None for all of them as they came."""
        self._cells: dict[tuple[int, int], Shown] = {}

    # ------------------------------------------------------------ what is in view

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, by section."""
        return self._names

    @property
    def held(self) -> tuple[str, ...]:
        """What the rows hold, in order."""
        return self._held

    @property
    def rows(self) -> list[Values]:
        """All rows in the order they came; only to be read."""
        return self._rows

    def column(self, section: int) -> LeadColumn:
        """Returns the column of a section."""
        return self._columns[section]

    def place(self, name: str) -> int:
        """Returns where a column stands in the rows; -1 where it does not."""
        return self._held.index(name) if name in self._held else -1

    def value(self, row: int, section: int) -> object:
        """Returns a value as it came, or ABSENT."""
        values, place = self._rows[self._order[row] if self._order is not None else row], self._places[section]
        return values[place] if 0 <= place < len(values) else ABSENT

    def shown(self, row: int, section: int) -> Shown:
        """Returns what a cell says and how it looks."""
        key = self._order[row] if self._order is not None else row, section
        cell = self._cells.get(key)
        if cell is None:
            if len(self._cells) >= _KEPT_CELLS:
                self._cells.clear()
            cell = self._cells[key] = self.words.shown(self._columns[section], self.value(row, section))
        return cell

    def lead(self, row: int) -> LeadRow:
        """Returns the lead in a row."""
        return LeadRow(self._held, self._rows[self._order[row] if self._order is not None else row])

    def leads(self, rows: Sequence[int] | None = None) -> LeadRows:
        """Returns the leads of these rows, or of all in view, in the order in view."""
        order: Sequence[int] = range(len(self._rows)) if self._order is None else self._order
        places = order[:] if rows is None else [order[row] for row in rows]
        return LeadRows(self._held, self._rows, places)

    def key(self, row: int) -> object:
        """Returns what tells the lead in a row from the others, or None."""
        values = self._rows[self._order[row] if self._order is not None else row]
        return _key(values, self.place(ID)) or _key(values, self.place(UUID))

    # ------------------------------------------------------------ changes

    def set_columns(self, names: Sequence[str], known: LeadColumns) -> None:
        """Takes the columns that are chosen; the rows stay."""
        self.beginResetModel()
        self._known, self._chosen = known, tuple(dict.fromkeys(names))
        self._take_names(self._held)
        self.endResetModel()

    def clear(self) -> None:
        """Lets all rows go, and the columns that came unasked."""
        self.beginResetModel()
        self._drop_rows()
        self.endResetModel()

    def replace(self, page: LeadPage) -> None:
        """Shows a page instead of all rows."""
        self.beginResetModel()
        self._drop_rows()
        self._held = page.columns
        self._take_names(page.columns)
        self._rows = list(page.rows)
        self.endResetModel()

    def append(self, page: LeadPage, *, hidden: bool = False) -> None:
        """Takes the rows of a further page; ``hidden`` leaves it to the next `arrange` whether they come into view."""
        self._extend_columns(page.columns)
        first, count = len(self._rows), len(page.rows)
        if not count:
            return
        if hidden:
            if self._order is None:
                self._order = array("i", range(first))
            self._rows.extend(page.rows)
            return
        in_view = self.rowCount()
        self.beginInsertRows(QModelIndex(), in_view, in_view + count - 1)
        self._rows.extend(page.rows)
        if self._order is not None:
            self._order.extend(range(first, first + count))
        self.endInsertRows()

    def arrange(self, order: array[int] | None) -> None:
        """Brings rows into view, out of it, and in another order; what is selected stays selected.

        `order` holds places in the order of arrival; None is all of them as they came.
        """
        old = self._order if self._order is not None else array("i", range(len(self._rows)))
        new = order if order is not None else array("i", range(len(self._rows)))
        stays = len(old) == len(new) == len(self._rows)
        gone = set() if stays else set(old).difference(new)
        if gone:
            kept = array("i", filterfalse(gone.__contains__, old))
            self._move(old, kept + array("i", gone))
            self.beginRemoveRows(QModelIndex(), len(kept), len(old) - 1)
            self._order = old = kept
            self.endRemoveRows()
        come = set() if stays else set(new).difference(old)
        if come:
            more = old + array("i", come)
            self.beginInsertRows(QModelIndex(), len(old), len(more) - 1)
            self._order = old = more
            self.endInsertRows()
        if old != new:
            self._move(old, new)
        self._order = order

    def forget(self) -> None:
        """Says every cell anew: the zone is another one, or numbers are masked otherwise."""
        self._cells.clear()
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(self._names) - 1))

    # ------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) if self._order is None else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return self.words.header(column)
        if role == _ALIGNMENT:
            return _RIGHT if column.right_aligned else _LEFT
        if role == _TOOL_TIP:
            return tool_tip(
                column.label, tr_now(column.group) if column.mark else tr("The vendor does not document this column.")
            )
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, section = index.row(), index.column()
        if role == _DISPLAY:
            return self.shown(row, section).text
        if role == _ALIGNMENT:
            return _RIGHT if self._columns[section].right_aligned else _LEFT
        if role == _TOOL_TIP:
            return tool_tip(self.words.tip(self._columns[section], self.value(row, section)))
        return None

    # ------------------------------------------------------------ inside

    def _drop_rows(self) -> None:
        self._rows, self._order, self._held = [], None, ()
        self._cells.clear()
        self._take_names(())

    def _take_names(self, held: Sequence[str]) -> None:
        unasked = (name for name in held if name not in self._chosen and name not in (ID, UUID))
        self._names = (*self._chosen, *unasked)
        self._columns = tuple(map(self._known.column, self._names))
        self._places = tuple(map(self.place, self._names))
        self._cells.clear()

    def _extend_columns(self, held: tuple[str, ...]) -> None:
        """Takes what a page's rows hold: what was held before, and perhaps more at its end."""
        if held == self._held:
            return
        new = [name for name in held if name not in self._names and name not in (ID, UUID)]
        if new:
            self.beginInsertColumns(QModelIndex(), len(self._names), len(self._names) + len(new) - 1)
        self._held = held
        self._take_names(held)
        if new:
            self.endInsertColumns()

    def _move(self, old: array[int], new: array[int]) -> None:
        """Shows the same rows in another order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {old[index.row()] for index in before}
        rows = {place: row for row, place in enumerate(new) if place in places} if places else {}
        self._order = new
        self.changePersistentIndexList(before, [self.index(rows[old[at.row()]], at.column()) for at in before])
        self.layoutChanged.emit()


def _key(values: Values, place: int) -> object:
    value = values[place] if 0 <= place < len(values) else None
    return None if value is None or value is ABSENT or value == "" else str(value)
