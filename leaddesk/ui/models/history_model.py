"""The exchanges of the history as a table over a plain list, newest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.phone import show_number
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, WordLook
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("When", "UTC", "Who", "Profile", "Destination", "Number", "Outcome", "Assessment", "Entry")
WHEN, UTC_TIME, WHO, PROFILE, DESTINATION, NUMBER, OUTCOME, ASSESSMENT, ENTRY = range(len(COLUMNS))

_TEXTS: Mapping[int, Callable[[ExchangeRow], str]] = {
    WHO: lambda row: row.operator,
    PROFILE: lambda row: row.profile_name,
    DESTINATION: lambda row: row.destination_name,
    NUMBER: lambda row: show_number(row.number),
    OUTCOME: lambda row: row.outcome,
    ASSESSMENT: lambda row: row.assessment or "not checked",
    ENTRY: lambda row: str(row.id),
}
_INKS = {UTC_TIME: "text2", ASSESSMENT: "text2", ENTRY: "text2"}
_FIGURES = (WHEN, UTC_TIME, NUMBER, ENTRY)


class HistoryModel(QAbstractTableModel):
    """*Exchanges*."""

    def __init__(self, theme: Theme, times: LocalTimes, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the present, with its zone: a time of today is shown without its date."""
        super().__init__()
        self._theme = theme
        self._times = times
        self._clock = clock
        self._rows: list[ExchangeRow] = []

    def show_rows(self, rows: Sequence[ExchangeRow]) -> None:
        """Takes another list, newest first."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def upsert(self, row: ExchangeRow) -> None:
        """Puts a row in the place of the one with its id, or on top."""
        at = self.row_of(row.id)
        if at is None:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._rows.insert(0, row)
            self.endInsertRows()
            return
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))

    def exchange(self, row: int) -> ExchangeRow:
        """Returns the exchange in a row."""
        return self._rows[row]

    def row_of(self, exchange_id: int) -> int | None:
        """Returns where an exchange stands, or None."""
        return next((at for at, row in enumerate(self._rows) if row.id == exchange_id), None)

    def unsettled(self) -> tuple[ExchangeRow, ...]:
        """Returns the rows whose outcome is unknown."""
        return tuple(row for row in self._rows if row.outcome == LoadOutcome.UNKNOWN)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"When ({self._zone()})" if section == WHEN else COLUMNS[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        look = _look(row, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(row, column)
            case Qt.ItemDataRole.ToolTipRole if column in (WHEN, UTC_TIME):
                return utc_text(row.at)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(f"{look.family}.text" if look else _INKS.get(column, "text"))
            case Qt.ItemDataRole.DecorationRole if look:
                tint = self._theme.tokens.color(f"{look.family}.text")
                return self._theme.icons.icon(look.icon, tint, self._theme.px(16))
            case Qt.ItemDataRole.FontRole:
                font = self._theme.font("name" if look else "body")
                return tabular(font) if column in _FIGURES else font
        return None

    def _display(self, row: ExchangeRow, column: int) -> str:
        if column == WHEN:
            return self._when(row.at)
        if column == UTC_TIME:
            at, today = row.at.astimezone(UTC), self._clock().astimezone(UTC).date()
            return at.strftime("%H:%M:%S" if at.date() == today else "%Y-%m-%d %H:%M:%S")
        return marked(_TEXTS[column](row))

    def _when(self, at: datetime) -> str:
        """The header names the zone; a time from the other half of the year names its own."""
        shown = self._times.clock(at, seconds=True)
        now = self._clock()
        if self._times.local(at).date() != self._times.local(now).date():
            shown = f"{self._times.day(at, now)}, {shown}"
        zone = self._times.zone(at)
        return shown if zone == self._zone() else f"{shown} {zone}"

    def _zone(self) -> str:
        return self._times.zone(self._clock())


def _look(row: ExchangeRow, column: int) -> WordLook | None:
    if column == OUTCOME:
        return OUTCOME_LOOK.get(row.outcome)
    return ASSESSMENT_LOOK.get(row.assessment) if column == ASSESSMENT else None
