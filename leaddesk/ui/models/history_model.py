"""The exchanges of the history as a table over a plain list, newest first.

Texts, fonts, colours and icons are made when a cell is first painted and kept: a page has thousands of cells, of which
a screen shows a few dozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.phone import show_number
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.theme.verdict_look import ACT_LOOK, ASSESSMENT_LOOK, OUTCOME_LOOK, WordLook
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

Index = QModelIndex | QPersistentModelIndex

COLUMNS = (
    tr_later("When"),
    tr_later("UTC"),
    tr_later("Who"),
    tr_later("Profile"),
    tr_later("Destination"),
    tr_later("Number"),
    tr_later("Outcome"),
    tr_later("Assessment"),
    tr_later("Entry"),
)
WHEN, UTC_TIME, WHO, PROFILE, DESTINATION, NUMBER, OUTCOME, ASSESSMENT, ENTRY = range(len(COLUMNS))

NO_LEAD = tr("no lead")
"""Stands for the assessment of an act on a campaign: nobody was assessed."""

_INKS = {UTC_TIME: "text2", ASSESSMENT: "text2", ENTRY: "text2"}
_FIGURES = (WHEN, UTC_TIME, NUMBER, ENTRY)
_LOOKS: Mapping[int, Mapping[str, WordLook]] = {OUTCOME: OUTCOME_LOOK | ACT_LOOK, ASSESSMENT: ASSESSMENT_LOOK}
_ICON = 16
_DISPLAY, _FOREGROUND, _FONT, _DECORATION, _TOOL_TIP = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
    )
)


class HistoryModel(QAbstractTableModel):
    """*Exchanges*."""

    def __init__(
        self,
        theme: Theme,
        times: LocalTimes,
        clock: Callable[[], datetime],
        number: Callable[[str], str] = show_number,
    ) -> None:
        """`clock` gives the present, with its zone: a time of today is shown without its date.

        `number` returns a stored number for the eye, masked or not; call `forget` when it thinks otherwise.
        """
        super().__init__()
        self._theme = theme
        self._times = times
        self._clock = clock
        self._number = number
        self._rows: list[ExchangeRow] = []
        self._texts: dict[int, tuple[str, ...]] = {}
        """What the cells of an exchange say, by its id."""
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._icons: dict[WordLook, QIcon] = {}
        theme.changed.connect(self._forget_looks)

    def show_rows(self, rows: Sequence[ExchangeRow]) -> None:
        """Takes another list, newest first."""
        self.beginResetModel()
        self._rows = list(rows)
        self._texts.clear()
        self.endResetModel()

    def append_rows(self, rows: Sequence[ExchangeRow]) -> None:
        """Takes older ones in addition."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def forget(self) -> None:
        """Shows every text anew: the day is another one, or numbers are masked otherwise."""
        self._texts.clear()
        self._repaint()

    def exchange(self, row: int) -> ExchangeRow:
        """Returns the exchange in a row."""
        return self._rows[row]

    def rows(self) -> Sequence[ExchangeRow]:
        """Returns the exchanges, newest first."""
        return self._rows

    def row_of(self, exchange_id: int) -> int | None:
        """Returns where an exchange stands, or None."""
        return next((at for at, row in enumerate(self._rows) if row.id == exchange_id), None)

    def texts(self, row: int) -> tuple[str, ...]:
        """Returns what the cells of a row say, in the order of `COLUMNS`."""
        exchange = self._rows[row]
        if exchange.id not in self._texts:
            self._texts[exchange.id] = self._say(exchange)
        return self._texts[exchange.id]

    def color(self, row: int, column: int) -> QColor:
        """Returns the colour of a cell's text."""
        look = self._look(row, column)
        role = f"{look.family}.text" if look else _INKS.get(column, "text")
        if role not in self._colors:
            self._colors[role] = self._theme.color(role)
        return self._colors[role]

    def font(self, row: int, column: int) -> QFont:
        """Returns the font of a cell's text."""
        key = "name" if self._look(row, column) else "body", column in _FIGURES
        if key not in self._fonts:
            use, figures = key
            font = self._theme.font(use)
            self._fonts[key] = tabular(font) if figures else font
        return self._fonts[key]

    def icon(self, row: int, column: int) -> QIcon | None:
        """Returns the icon before a cell's text, or None."""
        look = self._look(row, column)
        if look is None:
            return None
        if look not in self._icons:
            tint = self._theme.tokens.color(f"{look.family}.text")
            self._icons[look] = self._theme.icons.icon(look.icon, tint, self._theme.px(_ICON))
        return self._icons[look]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr("When ({zone})", zone=self._zone()) if section == WHEN else tr_now(COLUMNS[section])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self.texts(row)[column]
        if role == _FOREGROUND:
            return self.color(row, column)
        if role == _FONT:
            return self.font(row, column)
        if role == _DECORATION:
            return self.icon(row, column)
        if role == _TOOL_TIP and column in (WHEN, UTC_TIME):
            return utc_text(self._rows[row].at)
        return None

    def _say(self, row: ExchangeRow) -> tuple[str, ...]:
        now = self._clock()
        at, today = row.at.astimezone(UTC), now.astimezone(UTC).date()
        others = (
            row.operator,
            row.profile_name,
            f"{tr_now(row.act)}: {row.destination_name}" if row.is_act else row.destination_name,
            "" if row.is_act else self._number(row.number),
            tr_now(row.word),
            NO_LEAD if row.is_act else tr_now(row.assessment) or tr("not checked"),
            str(row.id),
        )
        utc = at.strftime("%H:%M:%S" if at.date() == today else "%Y-%m-%d %H:%M:%S")
        return tuple(map(marked, (self._when(row.at, now), utc, *others)))

    def _when(self, at: datetime, now: datetime) -> str:
        """The header names the zone; a time from the other half of the year names its own."""
        shown = self._times.clock(at, seconds=True)
        if self._times.local(at).date() != self._times.local(now).date():
            shown = f"{self._times.day(at, now)}, {shown}"
        zone = self._times.zone(at)
        return shown if zone == self._times.zone(now) else f"{shown} {zone}"

    def _zone(self) -> str:
        return self._times.zone(self._clock())

    def _look(self, row: int, column: int) -> WordLook | None:
        looks = _LOOKS.get(column)
        if looks is None:
            return None
        exchange = self._rows[row]
        return looks.get(exchange.word if column == OUTCOME else exchange.assessment)

    def _forget_looks(self) -> None:
        self._colors.clear()
        self._fonts.clear()
        self._icons.clear()
        self._repaint()

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
