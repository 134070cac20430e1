"""Points in time in the words of the screen: local with the zone's short name, UTC for the tool tip."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
        tail = f":{local.second:02}" if seconds else ""
        return f"{local.hour % 12 or 12}:{local.minute:02}{tail} {'am' if local.hour < 12 else 'pm'}"

    def day(self, at: datetime, now: datetime) -> str:
        """Returns the day, such as "Nov 28", with its year unless that is the present one."""
        local, today = self.local(at), self.local(now)
        year = "" if local.year == today.year else f", {local.year}"
        return f"{_MONTHS[local.month - 1]} {local.day}{year}"

    def moment(self, at: datetime, now: datetime, *, seconds: bool = False) -> str:
        """Returns time and zone, with the day in front unless it is today."""
        shown = f"{self.clock(at, seconds=seconds)} {self.zone(at)}"
        if self.local(at).date() == self.local(now).date():
            return shown
        return f"{self.day(at, now)}, {shown}"

    def dated(self, at: datetime) -> str:
        """Returns day with year, time and zone, for words that are kept; seconds only where there are any."""
        local = self.local(at)
        day = f"{_MONTHS[local.month - 1]} {local.day}, {local.year}"
        return f"{day}, {self.clock(at, seconds=local.second > 0)} {self.zone(at)}"

    def brief(self, at: datetime, now: datetime) -> str:
        """Returns the time with its zone when it is today, the day alone otherwise."""
        if self.local(at).date() == self.local(now).date():
            return self.moment(at, now)
        return self.day(at, now)


def utc_text(at: datetime) -> str:
    """Returns the time in UTC, such as "2026-11-21 19:04:11 UTC"."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
