"""The period of a shift report: today, yesterday, the last eight hours, or from–to in the zone of the screen."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from leaddesk.domain.shift import Period
from leaddesk.language import tr_later
from leaddesk.ui.times import LocalTimes

_FIELD = "%Y-%m-%d %H:%M"


class PeriodChoice(StrEnum):
    """The periods on offer, in the words of the screen."""

    TODAY = tr_later("Today")
    YESTERDAY = tr_later("Yesterday")
    LAST_HOURS = tr_later("Last 8 hours")
    FROM_TO = tr_later("From–to")


def chosen_period(choice: PeriodChoice, now: datetime, times: LocalTimes) -> Period:
    """Returns the period of a choice, for *From–to* what the fields begin with; days are those of the screen's zone."""
    midnight = datetime.combine(times.local(now).date(), time.min)
    match choice:
        case PeriodChoice.YESTERDAY:
            return Period(at_wall(midnight - timedelta(days=1), times), at_wall(midnight, times))
        case PeriodChoice.LAST_HOURS:
            return Period(now - timedelta(hours=8), now)
        case _:
            return Period(at_wall(midnight, times), now)


def write_wall(at: datetime, times: LocalTimes) -> str:
    """Returns a time as it stands in a field, such as "2026-11-21 14:30"; its zone stands beside the field."""
    return times.local(at).strftime(_FIELD)


def read_wall(text: str, times: LocalTimes) -> datetime | None:
    """Returns the point in time that a field means, or None; a day alone begins at midnight."""
    typed = " ".join(text.split())
    for form in (_FIELD, "%Y-%m-%d"):
        try:
            return at_wall(datetime.strptime(typed, form), times)  # noqa: DTZ007 - its zone is the screen's
        except (ValueError, OverflowError):
            continue
    return None


def at_wall(shown: datetime, times: LocalTimes) -> datetime:
    """Returns the point in time at which a clock of the screen's zone shows this; `shown` has no zone of its own.

    An hour that comes twice is the first of them; one that is left out is as much later.
    """
    there = shown.replace(tzinfo=UTC)
    offsets = [times.local(there + timedelta(days=day)).utcoffset() or timedelta() for day in (-1, 1)]
    candidates = sorted(there - offset for offset in offsets)
    for at in candidates:
        if times.local(at).replace(tzinfo=None) == shown:
            return at
    return candidates[-1]
