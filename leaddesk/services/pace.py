"""Keeps requests of one endpoint family apart by at least 1 / rate seconds; pure, the clock is handed in."""

from __future__ import annotations


class Pace:
    """Hands out start times; a rate of 0 means no limit."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def reserve(self, family: str, per_second: float, now: float) -> float:
        """Returns the seconds to wait before the next request of that family may start, and counts it as started."""
        if per_second <= 0:
            return 0.0
        start = max(now, self._next.get(family, now))
        self._next[family] = start + 1.0 / per_second
        return start - now

    def give_back(self, family: str, per_second: float) -> None:
        """Returns a reserved turn that was not used, so that the next one need not wait for it."""
        if per_second > 0 and family in self._next:
            self._next[family] -= 1.0 / per_second
