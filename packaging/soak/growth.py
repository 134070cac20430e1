"""Tells a leak from noise: what is held in the last quarter of the readings, against the second quarter.

The first quarter is the warm-up: libraries load, places are built, caches fill. Medians, so that one reading in the
middle of something says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .meter import Reading

LEAST = 8
"""Readings without which nothing can be said."""
LIMITS: dict[str, float] = {
    "memory": 6.0,
    "with free": 16.0,
    "tasks": 1,
    "threads": 0,
    "descriptors": 3,
    "sockets": 2,
    "timers": 3,
    "windows": 0,
    "widgets": 12,
    "Qt objects": 40,
    "Python objects": 6000,
}
"""How much more may be held at the end; memory in MiB. One leak a minute is past all of them within a short run."""
_TYPES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Growth:
    """What became of one measure."""

    measure: str
    before: float
    """Median of the second quarter."""
    after: float
    """Median of the last quarter."""
    per_hour: float
    """Robust slope after the warm-up (Theil-Sen)."""
    limit: float

    @property
    def leaks(self) -> bool:
        """Whether more has come than may."""
        return self.after - self.before > self.limit


def growth(readings: Sequence[Reading], limits: dict[str, float] = LIMITS) -> list[Growth]:
    """Returns what became of each measure; raises ValueError for too few readings."""
    if len(readings) < LEAST:
        raise ValueError(f"{len(readings)} readings are too few to tell anything; {LEAST} are needed")
    quarter = len(readings) // 4
    second, last = readings[quarter : 2 * quarter], readings[-quarter:]
    return [
        Growth(
            measure,
            median(one.held[measure] for one in second),
            median(one.held[measure] for one in last),
            _slope([(one.at_s, one.held[measure]) for one in readings[quarter:]]) * 3600,
            limit,
        )
        for measure, limit in limits.items()
        if measure in readings[0].held
    ]


def grown_types(readings: Sequence[Reading]) -> list[tuple[str, int]]:
    """Returns the types with the most new objects since the warm-up, the most first."""
    quarter = len(readings) // 4
    more = Counter(readings[-1].objects)
    more.subtract(readings[quarter].objects)
    return [(name, count) for name, count in more.most_common(_TYPES_SHOWN) if count > 0]


def table(found: Sequence[Growth]) -> str:
    """Returns one line for each measure."""
    lines = [f"{'':16} {'warmed up':>10} {'at the end':>10} {'an hour':>10} {'may grow':>9}"]
    for one in found:
        word = "LEAKS" if one.leaks else "flat"
        figures = f"{one.before:>10,.1f} {one.after:>10,.1f} {one.per_hour:>+10,.1f} {one.limit:>9,.0f}"
        lines.append(f"{one.measure:16} {figures}  {word}")
    return "\n".join(lines)


def left_behind(before: Reading, after: Reading, measures: Sequence[str]) -> list[str]:
    """Returns a sentence for each measure of which more is held after the window was closed than before it was made."""
    return [
        f"{after.held[one] - before.held[one]:.0f} {one} outlive the window"
        for one in measures
        if one in before.held and after.held[one] > before.held[one]
    ]


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Returns the median of the slopes between all points."""
    slopes = [
        (later[1] - first[1]) / (later[0] - first[0])
        for at, first in enumerate(points)
        for later in points[at + 1 :]
        if later[0] > first[0]
    ]
    return median(slopes) if slopes else 0.0
