"""Points in time in the words of the screen: local with the zone's short name, UTC for the tool tip."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QLocale

from leaddesk import language


class LocalTimes:
    """Shows times in one zone, by default that of the computer."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone

    def local(self, at: datetime) -> datetime:
        """Returns the same point in time in the zone shown."""
        return at.astimezone(self._zone)

    def zone(self, at: datetime) -> str:
        """Returns the zone's short name at that time, such as "EST"."""
        name = self.local(at).tzname() or "UTC"
        if " " in name:  # Windows gives names in full: "Eastern Standard Time"
            return "".join(word[0] for word in name.split())
        return f"UTC{name}" if name[0] in "+-" else name

    def clock(self, at: datetime, *, seconds: bool = False) -> str:
        """Returns the time of day alone, such as "2:04 pm"; for places that name the zone themselves."""
        local = self.local(at)
        return language.clock(local.hour, local.minute, local.second if seconds else None)

    def day(self, at: datetime, now: datetime) -> str:
        """Returns the day, such as "Nov 28", with its year unless that is the present one."""
        local, today = self.local(at), self.local(now)
        return language.day(local.month, local.day, None if local.year == today.year else local.year)

    def moment(self, at: datetime, now: datetime, *, seconds: bool = False) -> str:
        """Returns time and zone, with the day in front unless it is today."""
        shown = f"{self.clock(at, seconds=seconds)} {self.zone(at)}"
        if self.local(at).date() == self.local(now).date():
            return shown
        return f"{self.day(at, now)}, {shown}"

    def dated(self, at: datetime) -> str:
        """Returns day with year, time and zone, for words that are kept; seconds only where there are any."""
        local = self.local(at)
        day = language.day(local.month, local.day, local.year)
        return f"{day}, {self.clock(at, seconds=local.second > 0)} {self.zone(at)}"

    def brief(self, at: datetime, now: datetime) -> str:
        """Returns the time with its zone when it is today, the day alone otherwise."""
        if self.local(at).date() == self.local(now).date():
            return self.moment(at, now)
        return self.day(at, now)


def first_weekday() -> int:
    """Returns the day that a week begins with for who is at the desk; 0 is Monday."""
    return QLocale().firstDayOfWeek().value - 1


def utc_text(at: datetime) -> str:
    """Returns the time in UTC, such as "2026-11-21 19:04:11 UTC"."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
