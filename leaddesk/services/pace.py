"""Keeps requests of one endpoint family apart by at least 1 / rate seconds; pure, the clock is handed in."""

from __future__ import annotations

_EPSILON = 1e-9
"""Seconds by which adding up floats may miss."""


class Pace:
    """Hands out start times; a rate of 0 means no limit."""

    def __init__(self) -> None:
        self._taken: dict[str, list[float]] = {}
        """Start times by family: the last one that has passed, and all to come."""

    def reserve(self, family: str, per_second: float, now: float) -> float:
        """Returns when the next request of that family may start (on the clock of `now`), and takes that turn.

        A turn that was given back is taken first, so that a later request may start before one that waits already.
        """
        if per_second <= 0:
            return now
        gap = 1.0 / per_second
        passed = [turn for turn in self._taken.get(family, ()) if turn <= now]
        taken = [*passed[-1:], *(turn for turn in self._taken.get(family, ()) if turn > now)]
        free = (
            moment
            for moment in sorted((now, *(turn + gap for turn in taken)))
            if moment >= now and all(abs(moment - turn) >= gap - _EPSILON for turn in taken)
        )
        start = next(free)
        self._taken[family] = sorted((*taken, start))
        return start

    def give_back(self, family: str, start: float) -> None:
        """Returns a turn that was not used, so that another one may have it."""
        if start in self._taken.get(family, ()):
            self._taken[family].remove(start)
