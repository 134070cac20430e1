"""Changes in vendors' answers as a table over a plain list, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.domain.drift import Drift, DriftKind
from leaddesk.language import grouped, tr, tr_now
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (
    tr("Vendor"),
    tr("Call"),
    tr("Field"),
    tr("Change"),
    tr("What came"),
    tr("Last seen"),
    tr("Answers"),
    tr("First seen"),
)
VENDOR, CALL, FIELD, CHANGE, CAME, LAST, ANSWERS, FIRST = range(len(COLUMNS))


class DriftModel(ListTable):
    """*Changes in vendors' answers*; a vendor narrows it."""

    headings = COLUMNS

    def __init__(
        self, theme: Theme, times: LocalTimes, clock: Callable[[], datetime], vendor_name: Callable[[str], str]
    ) -> None:
        """`vendor_name` gives a vendor's name by its key."""
        super().__init__()
        self._theme, self._times, self._clock, self._vendor_name = theme, times, clock, vendor_name
        self._all: tuple[Drift, ...] = ()
        self._shown: tuple[Drift, ...] = ()
        self._vendor = ""

    def show_drift(self, found: Sequence[Drift]) -> None:
        """Takes another list; the vendor stays."""
        self._all = tuple(found)
        self.show_vendor(self._vendor)

    def show_vendor(self, key: str) -> None:
        """Shows what is about that vendor; an empty key is all of them."""
        self.beginResetModel()
        self._vendor = key
        self._shown = tuple(drift for drift in self._all if key in ("", drift.vendor))
        self.endResetModel()

    @property
    def shown(self) -> tuple[Drift, ...]:
        """What is in view, in order."""
        return self._shown

    @property
    def vendors(self) -> tuple[str, ...]:
        """The keys of the vendors in the list."""
        return tuple(sorted({drift.vendor for drift in self._all}))

    def count(self) -> int:
        """Returns how many there are, whatever is in view."""
        return len(self._all)

    def _listed(self) -> Sized:
        return self._shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        drift, column = self._shown[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(drift, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(drift, column)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("text2" if column in (CALL, FIRST, LAST) else "text")
            case Qt.ItemDataRole.FontRole:
                font = self._theme.font("body")
                return tabular(font) if column in (FIRST, LAST, ANSWERS) else font
            case Qt.ItemDataRole.TextAlignmentRole if column == ANSWERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _display(self, drift: Drift, column: int) -> str:
        match column:
            case 0:
                return marked(self._vendor_name(drift.vendor))
            case 1:
                return tr_now(drift.call)
            case 2:
                return marked(drift.path)
            case 3:
                return tr_now(drift.kind.value)
            case 4:
                return marked(came(drift))
            case 5:
                return self._times.moment(drift.last_seen, self._clock())
            case 6:
                return grouped(drift.count)
        return self._times.moment(drift.first_seen, self._clock())

    def _tooltip(self, drift: Drift, column: int) -> str | None:
        match column:
            case 5:
                return tr(
                    "{moment}, seen by LeadDesk {version}",
                    moment=utc_text(drift.last_seen),
                    version=drift.version,
                )
            case 7:
                return utc_text(drift.first_seen)
            case 2 | 4:
                return plain_tip(self._display(drift, column))
        return None


def came(drift: Drift) -> str:
    """Returns what came and what was documented, in words."""
    got, expected = tr_now(drift.got), tr_now(drift.expected)
    if drift.example:
        got = tr("{got}, such as {example}", got=got, example=drift.example)
    match drift.kind:
        case DriftKind.NEW:
            return got
        case DriftKind.MISSING:
            return tr("nothing instead of {expected}", expected=expected) if expected else tr("nothing")
        case DriftKind.RETYPED:
            return tr("{got} instead of {expected}", got=got, expected=expected)
