"""The practice server with a tally that a kill cannot touch: how often each write arrived, and a wait for the next."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Self

from leaddesk.practice import PracticeServer
from leaddesk.practice.seen import SeenRequest

Write = tuple[str, str]
"""The number of a lead and the path it came by; of an act on a campaign no number, and its path."""


class Vendor:
    """Every vendor on one loopback socket; usable as a context manager."""

    def __init__(self, campaigns: int = 60) -> None:
        self._changed = threading.Condition()
        self.arrived: Counter[Write] = Counter()
        """Writes that came, answered or not."""
        self.answered: Counter[Write] = Counter()
        self.ever = 0
        """How many writes have come."""
        self.server = PracticeServer(campaigns=campaigns, on_request=self._note)

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.server.stop()

    def of(self, number: str) -> Counter[str]:
        """Returns how often a lead came, by its path."""
        with self._changed:
            return Counter({path: times for (one, path), times in self.arrived.items() if one == number[-10:]})

    def count(self, number: str) -> int:
        """Returns how often a lead came, by whatever path."""
        return self.of(number).total()

    def acts(self) -> Counter[str]:
        """Returns how often each act on a campaign came, by its path."""
        return self.of("")

    def wait(self, tally: Counter[Write], number: str, times: int = 1, timeout_s: float = 40.0) -> bool:
        """Waits until a lead, or with an empty number any act, came or was answered so often."""

        def enough() -> bool:
            return sum(count for (one, _), count in tally.items() if one == number[-10:]) >= times

        with self._changed:
            return self._changed.wait_for(enough, timeout_s)

    def _note(self, seen: SeenRequest) -> None:
        is_act = seen.method == "POST" and "/engage/campaigns/" in seen.path
        if not is_act and not seen.number:
            return
        with self._changed:
            tally = self.arrived if seen.status is None else self.answered
            self.ever += seen.status is None
            tally[seen.number, seen.path] += 1
            self._changed.notify_all()
