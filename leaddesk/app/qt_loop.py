"""asyncio's loop inside Qt's, for one Qt timer a round and not one a step.

qasync 0.28 starts a timer of Qt for every step of every task; fifty requests side by side take two thousand of them.
Here the steps that are due wait in one queue, in asyncio's order, and one timer of no length takes them in turns short
enough for keyboard and mouse in between. Timers that have a length stay qasync's.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QObject, QTimerEvent
from PySide6.QtWidgets import QApplication

_TURN_S = 0.008
"""How long steps are taken before Qt may look at keyboard, mouse and painting again: half a frame."""


class QtLoop(qasync.QEventLoop):  # type: ignore[misc]
    """Runs asyncio in the application's Qt loop; takes no step while it stands still."""

    def __init__(self, app: QApplication) -> None:
        self._steps = _Steps()
        super().__init__(app)

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Takes the step in the next round."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._steps.add(handle)
        return handle

    def close(self) -> None:
        """Forgets what was still to be done; a running loop raises RuntimeError."""
        super().close()
        self._steps.stop()


class _Steps(QObject):
    """The queue of what is due, and the timer that says whose turn it is."""

    def __init__(self) -> None:
        super().__init__()
        self._due: deque[asyncio.Handle] = deque()
        self._timer = 0

    def add(self, handle: asyncio.Handle) -> None:
        self._due.append(handle)
        if not self._timer:
            self._timer = self.startTimer(0)

    def stop(self) -> None:
        self._due.clear()
        self._rest()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Takes the steps that are due now, not those that they lead to, for as long as a turn lasts."""
        if asyncio._get_running_loop() is None:
            return  # between two runs Qt may run alone; the timer comes again
        self._rest()
        last = time.perf_counter() + _TURN_S
        try:
            for _ in range(len(self._due)):
                handle = self._due.popleft()
                if not handle.cancelled():
                    handle._run()
                if time.perf_counter() > last:
                    break
        finally:
            if self._due and not self._timer:
                self._timer = self.startTimer(0)

    def _rest(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
