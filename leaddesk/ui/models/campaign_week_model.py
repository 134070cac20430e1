"""*Schedule*: seven days of twenty-four hours, each cell a sentence such as "Wednesday 14:00, sends".

The week begins on the day it begins with here. Hours in which texts go out and some rule leaves no window are marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.calling import DAY_MINUTES, WEEKDAYS
from leaddesk.domain.schedule_linter import Outside, outside_words
from leaddesk.domain.week import SENDING, CellState, Week, week_of
from leaddesk.language import tr_now
from leaddesk.ui.widgets.explained import tool_tip

Index = QModelIndex | QPersistentModelIndex

HOURS = 24
_HOUR = 60
_NOTHING: tuple[tuple[Outside, ...], ...] = ((),) * len(WEEKDAYS)
_DISPLAY, _TOOL_TIP, _ACCESSIBLE = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
)


class Part(NamedTuple):
    """Minutes of one hour that are painted alike."""

    start: int
    """Minutes after the hour."""
    end: int
    state: CellState
    outside: bool
    """Whether texts go out then and some rule leaves no window."""


class CampaignWeekModel(QAbstractTableModel):
    """Days down, hours across."""

    def __init__(self, first_day: int = 0) -> None:
        """Begins with an empty week and its first day; 0 is Monday."""
        super().__init__()
        self.days = tuple((first_day + row) % len(WEEKDAYS) for row in range(len(WEEKDAYS)))
        """The day of each row by `date.weekday()`."""
        self._week = week_of(None)
        self._outside: tuple[tuple[Outside, ...], ...] = _NOTHING
        self._hours: dict[int, list[tuple[Part, ...]]] = {}
        """The hours of the rows that were asked for."""

    def show_week(self, week: Week, outside: Sequence[tuple[Outside, ...]] = ()) -> None:
        """Shows another week, with what of each day is outside of some rule; an equal one causes no signal."""
        marked = tuple(outside) or _NOTHING
        if week == self._week and marked == self._outside:
            return
        self.beginResetModel()
        self._week, self._outside = week, marked
        self._hours.clear()
        self.endResetModel()

    def parts(self, row: int, hour: int) -> tuple[Part, ...]:
        """Returns what an hour is painted with, in its order."""
        if row not in self._hours:
            self._hours[row] = self._cut(self.days[row])
        return self._hours[row][hour]

    def words(self, row: int, hour: int) -> str:
        """Returns a cell as a sentence, with the rules that leave no window then."""
        weekday = self.days[row]
        start, end = hour * _HOUR, (hour + 1) * _HOUR
        said = self._week.cell_words(weekday, start, end)
        return ", ".join(part for part in (said, outside_words(self._outside[weekday], start, end)) if part)

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(WEEKDAYS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else HOURS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        return f"{section:02}:00" if orientation == Qt.Orientation.Horizontal else tr_now(WEEKDAYS[self.days[section]])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if index.isValid() and role in (_DISPLAY, _ACCESSIBLE):
            return self.words(index.row(), index.column())
        if index.isValid() and role == _TOOL_TIP:
            return tool_tip(self.words(index.row(), index.column()))
        return None

    # ------------------------------------------------------------ inside

    def _cut(self, weekday: int) -> list[tuple[Part, ...]]:
        """Returns what the hours of a day are painted with, by one walk over its stretches."""
        stretches, outside = self._week.days[weekday].stretches, self._outside[weekday]
        edges = {*range(0, DAY_MINUTES + 1, _HOUR), *(stretch.start for stretch in stretches)}
        edges.update(edge for one in outside for edge in (one.start, one.end) if 0 <= edge <= DAY_MINUTES)
        hours: list[list[Part]] = [[] for _ in range(HOURS)]
        at = 0
        for first, last in pairwise(sorted(edges)):
            while stretches[at].end <= first:
                at += 1
            state, before = stretches[at].state, first - first % _HOUR
            marked = state in SENDING and any(one.start <= first < one.end for one in outside)
            hours[first // _HOUR].append(Part(first - before, last - before, state, marked))
        return [tuple(parts) for parts in hours]
