"""How long the UI thread works without looking at keyboard and mouse, in its own time: other programs do not count."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer


class Stalls:
    """The longest piece of work between two ticks of a timer, in seconds of the thread's own time."""

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        """By what was being done."""
        self.during = ""
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._tick)
        self._last = time.thread_time()

    def start(self) -> None:
        """Begins to watch, and forgets what was before."""
        self._last = time.thread_time()
        self._timer.start()

    def forget(self) -> None:
        """Leaves out what was done since the last tick."""
        self._last = time.thread_time()

    def stop(self) -> None:
        """Ends it."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.thread_time()
        self.longest[self.during] = max(now - self._last, self.longest.get(self.during, 0.0))
        self._last = now
