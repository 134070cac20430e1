"""Days and times as they are typed in *Search leads*: what a clock of the zone never shows is said, not moved."""

from __future__ import annotations

from datetime import datetime

from leaddesk.language import tr
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_period import read_wall, write_wall

_UNREAD = tr("Write day and time as 2026-11-21 14:30, or leave it empty.")


def typed_time(text: str, times: LocalTimes) -> datetime | None:
    """Returns the point in time that a field means, None where it is empty. Raises ValueError with the sentence why."""
    typed = " ".join(text.split())
    if not typed:
        return None
    at = read_wall(typed, times)
    if at is None:
        raise ValueError(_UNREAD)
    if times.local(at).replace(tzinfo=None) != _as_typed(typed):
        raise ValueError(
            tr(
                "No clock shows {typed} in this zone: the hour is left out when summer time begins. "
                "Write another time.",
                typed=typed,
            )
        )
    return at


def chip_time(at: datetime, times: LocalTimes) -> str:
    """Returns a time with its zone's short name, as it stands in a chip and in the question."""
    return f"{write_wall(at, times)} {times.zone(at)}"


def _as_typed(typed: str) -> datetime:
    return datetime.fromisoformat(typed)  # of the two forms that `read_wall` takes
