"""The 22 labels of `created_at_label` and the spans of time they stand for.

The contract gives the labels' exact texts and no meaning. Here a *Last …* with a length of time counts back from
now, the named ones keep to the calendar of the zone, and a week begins on Monday.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From a moment on, until just before another one; None is without a limit."""

    first: datetime | None
    end: datetime | None


def _midnight(now: datetime, days: int = 0) -> datetime:
    day = now.date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)


def _month(now: datetime, months: int = 0, *, of_quarter: bool = False) -> datetime:
    """Returns the first moment of this month or, counted in months, another one."""
    month = now.month - 1
    if of_quarter:
        month -= month % 3
    years, month = divmod(now.year * 12 + month + months, 12)
    return datetime(years, month + 1, 1, tzinfo=now.tzinfo)


def _week(now: datetime, weeks: int = 0) -> datetime:
    return _midnight(now, -now.weekday() + 7 * weeks)


def _back(**length: int) -> Callable[[datetime], Span]:
    # Counted in UTC: across a change of the clocks an hour of the wall is not an hour.
    return lambda now: Span(now.astimezone(UTC) - timedelta(**length), None)


def _quarter(now: datetime, months: int = 0) -> datetime:
    return _month(now, months, of_quarter=True)


def _everything(_now: datetime) -> Span:
    return Span(None, None)


CREATED_LABELS: dict[str, Callable[[datetime], Span]] = {
    "Last 5 Min": _back(minutes=5),
    "Last 15 Min": _back(minutes=15),
    "Last 30 Min": _back(minutes=30),
    "Last Hour": _back(hours=1),
    "Last 4 Hours": _back(hours=4),
    "Last 6 Hours": _back(hours=6),
    "Last 12 Hours": _back(hours=12),
    "Last Day": _back(hours=24),
    "Last 2 Days": _back(hours=48),
    "Today": lambda now: Span(_midnight(now), None),
    "Yesterday": lambda now: Span(_midnight(now, -1), _midnight(now)),
    "This Week": lambda now: Span(_week(now), None),
    "Last Week": lambda now: Span(_week(now, -1), _week(now)),
    "This Month": lambda now: Span(_month(now), None),
    "Last Month": lambda now: Span(_month(now, -1), _month(now)),
    "This Quarter": lambda now: Span(_quarter(now), None),
    "Last Quarter": lambda now: Span(_quarter(now, -3), _quarter(now)),
    "Last 6 Months": lambda now: Span(_month(now, -6) + (now - _month(now)), None),
    "This Year": lambda now: Span(datetime(now.year, 1, 1, tzinfo=now.tzinfo), None),
    "Last Year": lambda now: Span(
        datetime(now.year - 1, 1, 1, tzinfo=now.tzinfo), datetime(now.year, 1, 1, tzinfo=now.tzinfo)
    ),
    "Lifetime": _everything,
    "Custom Range": _everything,
}
"""The label → its span at a moment, read in that moment's zone."""
