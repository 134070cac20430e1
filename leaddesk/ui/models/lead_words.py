"""What the cells of leads say and how they look; a cell's beginning only, however long it is.

The vendor documents no type of any value: what cannot be read as its column's kind is shown as it came.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from leaddesk.domain.lead_cells import plain_text, read_number, read_time, read_truth
from leaddesk.domain.lead_columns import ColumnKind, ColumnRole, LeadColumn
from leaddesk.domain.lead_page import ABSENT
from leaddesk.domain.secret import MASK
from leaddesk.language import tr
from leaddesk.ui.masking import Masking
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

CUT = 200
"""Characters of a value that a cell shows at most."""
_NAMES = (ColumnRole.NAME, ColumnRole.ALIAS)
_DEEPEST = 3
_CENTS = -2
_NUMBERS = (ColumnKind.NUMBER, ColumnKind.MONEY)


class Shown(NamedTuple):
    """One cell for the eye."""

    text: str
    icon: str = ""
    ink: str = "text"
    """A colour role; with an icon, that of both."""
    use: str = "body"
    """A use of the type scale."""
    figures: bool = False
    """Whether digits stand under one another."""


class StatusLook(NamedTuple):
    """How a status word is shown."""

    icon: str
    ink: str = "text"


NOTHING = Shown("")
_CLOCK, _PLAIN = StatusLook("clock"), StatusLook("circle-dashed")
_WAITING, _CALLED, _LATE = StatusLook("clock", "text2"), StatusLook("phone"), StatusLook("clock-alert", "warn.text")
_GOOD, _STOP = StatusLook("circle-check", "ok.text"), StatusLook("octagon-x", "danger.text")
STATUS_LOOK = {
    "scheduled": _CLOCK,
    "waiting": _WAITING,
    "waiting_to_dial": _WAITING,
    "queue": _WAITING,
    "running": StatusLook("loader-circle", "accent"),
    "success": _GOOD,
    "completed_converted": _GOOD,
    "completed": StatusLook("check"),
    "completed_attempted": _CALLED,
    "completed_connected": _CALLED,
    "completed_with_one_call": _CALLED,
    "completed_with_many_calls": _CALLED,
    "exceeded_max_calls": _LATE,
    "exceeded_short_calls": _LATE,
    "dnc": _STOP,
    "blocked": _STOP,
    "opt_out": StatusLook("circle-x", "danger.text"),
    "failure": StatusLook("triangle-alert", "warn.text"),
    "disabled": StatusLook("circle-dashed", "text2"),
    "raw": _CLOCK,
    "attempting": _WAITING,
    "exhausted": _LATE,
    "concluded": _GOOD,
}
"""The status words of TrackDrive (contract, section 6) and Lupitor (section 4); any other stands with a plain icon."""


class LeadWords:
    """Says values in one zone, masked or not."""

    def __init__(self, times: LocalTimes, masking: Masking, now: Callable[[], datetime]) -> None:
        """`now` gives the present, with its zone: a time of another year is shown with its year."""
        self.times = times
        self.masking = masking
        self.now = now

    def shown(self, column: LeadColumn, value: object) -> Shown:
        """Returns a value for a cell."""
        if value is None or value is ABSENT or value == "":
            return NOTHING
        kind = column.kind
        use, is_number = "name" if column.role in _NAMES else "body", column.role is ColumnRole.PHONE
        if column.personal and (self.masking.on or is_number):
            return Shown(self._personal(column.role, value), use=use, figures=is_number)
        if kind is ColumnKind.BOOLEAN and (truth := read_truth(value)) is not None:
            return Shown(tr("yes"), "check", "text") if truth else Shown(tr("no"), "x", "text2")
        if kind is ColumnKind.TIME and (moment := read_time(value)):
            return Shown(self.time(moment), figures=True)
        if kind in _NUMBERS and (number := read_number(value)) is not None:
            return Shown(_money(number) if kind is ColumnKind.MONEY else _plain(number), figures=True)
        text = marked(brief(value))
        if kind is ColumnKind.STATUS:
            look = STATUS_LOOK.get(text, _PLAIN)
            return Shown(text, look.icon, look.ink, "name")
        return Shown(text, use=use, figures=type(value) is int)

    @staticmethod
    def header(column: LeadColumn) -> str:
        """Returns a column's own name for the head of the table."""
        return marked(column.name[:CUT])

    def tip(self, column: LeadColumn, value: object) -> str:
        """Returns what more there is to say of a cell: a time in UTC, a value that was cut or read."""
        if value is None or value is ABSENT or value == "" or (column.personal and self.masking.on):
            return ""
        if column.kind is ColumnKind.TIME:
            moment = read_time(value)
            return utc_text(moment) if moment else tr("This is no point in time: it is shown as it came.")
        if column.kind is ColumnKind.BOOLEAN:
            return tr("As it came: {value}", value=brief(value))
        return brief(value)

    def copied(self, column: LeadColumn, value: object) -> str:
        """Returns a value as text for the clipboard: as it came, masked where the screen masks it."""
        if column.personal and self.masking.on:
            return self.shown(column, value).text
        return plain_text(value)

    def whole(self, column: LeadColumn, value: object) -> str:
        """Returns a text of any length as it came, for a look at it; its lines stay."""
        return self.shown(column, value).text if column.personal and self.masking.on else plain_text(value)

    def time(self, moment: datetime) -> str:
        """Returns a point in time with its day and zone."""
        times = self.times
        return f"{times.day(moment, self.now())}, {times.clock(moment)} {times.zone(moment)}"

    def _personal(self, role: ColumnRole | None, value: object) -> str:
        if role is ColumnRole.PHONE:
            text = plain_text(value)
            return marked(self.masking.number(text)) if len(text) <= CUT else self._hidden(text)
        return marked(self.masking.name(brief(value))) if role in _NAMES else self._hidden(brief(value))

    def _hidden(self, text: str) -> str:
        return MASK if self.masking.on else marked(text[:CUT] + "…")


def utc_now() -> datetime:
    """Returns the present."""
    return datetime.now(UTC)


def brief(value: object, room: int = CUT) -> str:
    """Returns the beginning of a value; nested ones as keys and values, no more of them looked at than is shown."""
    text = _brief(value, room + 1, 0)
    return text if len(text) <= room else text[:room] + "…"


def _brief(value: object, room: int, depth: int) -> str:
    if isinstance(value, str):
        return value[:room]
    if not isinstance(value, dict | list):
        return plain_text(value)[:room] if value is not None else "null"
    first, last = "{}" if isinstance(value, dict) else "[]"
    if depth == _DEEPEST:
        return f"{first}…{last}" if value else first + last
    parts, used = [], 2
    for key, inner in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        part = ("" if key is None else f"{str(key)[:room]}: ") + _brief(inner, room, depth + 1)
        parts.append(part)
        used += len(part) + 2
        if used > room:
            break
    inside = ", ".join(parts)
    return inside if depth == 0 and isinstance(value, dict) and parts else f"{first}{inside}{last}"


def _money(number: Decimal) -> str:
    """Returns an amount with its cents, or with as many places as it came with: nothing is rounded."""
    exponent = number.as_tuple().exponent
    return f"{number:,.2f}" if isinstance(exponent, int) and exponent >= _CENTS else f"{number:,f}"


def _plain(number: Decimal) -> str:
    return f"{number:f}"
