"""Collects Python's cyclic garbage on the UI thread only.

Python collects on whatever thread happens to allocate. A Qt object freed on another thread cannot stop its timers
there, and Qt then calls a timer of an object that is gone.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500
_START_MS = 3000
"""How long a start takes at most: what it made is not worth looking through."""


class UiGarbage(QObject):
    """Takes over from the automatic collector between `start` and `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._was_on = True
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(_START_MS)
        self._start.timeout.connect(self.settle)

    def start(self) -> None:
        """Switches the automatic collector off; collecting begins after the start, which needs the time itself."""
        self._was_on = gc.isenabled()
        gc.disable()
        self._start.start()

    def settle(self) -> None:
        """Leaves what has lived until now out of later collections, and begins to collect."""
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Gives the work back to the automatic collector, if it had it."""
        self._start.stop()
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def collect(self) -> None:
        """Collects the oldest generation that is due by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
