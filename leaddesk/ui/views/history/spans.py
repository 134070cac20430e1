"""The spans of time that *History* can be narrowed to; days are those of the zone on the screen."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from leaddesk.language import tr_later
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_period import at_wall


class SpanChoice(StrEnum):
    """The spans on offer, in the words of the screen."""

    ALL = tr_later("All")
    TODAY = tr_later("Today")
    YESTERDAY = tr_later("Yesterday")
    LAST_WEEK = tr_later("Last 7 days")
    THIS_MONTH = tr_later("This month")
    FROM_TO = tr_later("From–to")


class Span(NamedTuple):
    """From when, and until before when; None where there is no end to it."""

    since: datetime | None = None
    until: datetime | None = None


def chosen_span(choice: SpanChoice, now: datetime, times: LocalTimes) -> Span:
    """Returns the span of a choice; *From–to* begins with today."""
    midnight = datetime.combine(times.local(now).date(), time.min)
    match choice:
        case SpanChoice.ALL:
            return Span()
        case SpanChoice.YESTERDAY:
            return Span(at_wall(midnight - timedelta(days=1), times), at_wall(midnight, times))
        case SpanChoice.LAST_WEEK:
            return Span(at_wall(midnight - timedelta(days=6), times))
        case SpanChoice.THIS_MONTH:
            return Span(at_wall(midnight.replace(day=1), times))
        case SpanChoice.FROM_TO:
            return Span(at_wall(midnight, times), at_wall(midnight + timedelta(days=1), times))
        case SpanChoice.TODAY:
            return Span(at_wall(midnight, times))
