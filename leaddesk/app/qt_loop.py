"""asyncio's loop inside Qt's, for few timers and notifiers of Qt.

qasync 0.28 starts a timer of Qt for every step of every task, and one for every time limit, which stays until the limit
is over though nobody waits for it any more; and it makes a notifier anew each time a socket is read from again, for
every part of an answer. Fifty requests side by side take thousands of them. Here the steps that are due wait in one
queue, in asyncio's order, and one timer of no length takes them in turns short enough for keyboard and mouse in
between; what is due later waits in one heap behind one timer; each socket keeps its notifier; and what other threads
hand over waits for one call of Qt however much it is. Writing to sockets stays qasync's.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimerEvent, Signal
from PySide6.QtWidgets import QApplication

_TURN_S = 0.008
"""How long steps are taken before Qt may look at keyboard, mouse and painting again: half a frame."""
_MOST_DROPPED = 100
_LONGEST_S = 86_400.0
"""Qt counts milliseconds in 32 bits; what is due later than this is looked at again by then."""


class QtLoop(qasync.QEventLoop):  # type: ignore[misc]
    """Runs asyncio in the application's Qt loop; takes no step while it stands still."""

    def __init__(self, app: QApplication) -> None:
        self._steps = _Steps()
        self._later = _Later(self._steps)
        self._readers: dict[int, _Reader] = {}
        super().__init__(app)

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Takes the step in the next round."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._steps.add(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Takes the step after so many seconds."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Takes the step at that time of the loop's clock, in seconds."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._later.add(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Takes the step in the next round, from any thread. Raises RuntimeError once the loop is closed."""
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context=context)
        self._steps.hand_over(handle)
        return handle

    def close(self) -> None:
        """Forgets what was still to be done; a running loop raises RuntimeError."""
        super().close()
        self._steps.stop()
        self._later.stop()
        for reader in self._readers.values():
            reader.rest()
        self._readers.clear()

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Takes note that nobody waits for a time any more; asyncio tells it."""
        self._later.drop()

    def _add_reader(self, fd: int, callback: Callable[..., object], *args: Any) -> asyncio.Handle:
        """Calls back whenever there is something to read, as asyncio's own loops do."""
        self._check_closed()
        if (reader := self._readers.get(fd)) is None:
            reader = self._readers[fd] = _Reader(fd)
        handle = asyncio.Handle(callback, args, self)
        reader.wait(handle)
        return handle

    def _remove_reader(self, fd: int) -> bool:
        """Tells whether somebody waited; the notifier rests, for the number may soon be another socket's."""
        reader = self._readers.get(fd)
        return reader is not None and reader.rest()


class _Reader(QSocketNotifier):
    """Waits for something to read at one number of a socket."""

    def __init__(self, fd: int) -> None:
        super().__init__(fd, QSocketNotifier.Type.Read)
        self._handle: asyncio.Handle | None = None

    def wait(self, handle: asyncio.Handle) -> None:
        self.rest()
        self._handle = handle
        self.setEnabled(True)

    def rest(self) -> bool:
        handle, self._handle = self._handle, None
        if handle is None:
            return False
        handle.cancel()
        self.setEnabled(False)
        return True

    def event(self, event: QEvent) -> bool:
        """Calls back where the loop runs; between two runs Qt tells again."""
        if event.type() != QEvent.Type.SockAct:
            return super().event(event)
        if self._handle and asyncio._get_running_loop() is not None:
            self._handle._run()
        return True


class _Steps(QObject):
    """The queue of what is due, and the timer that says whose turn it is."""

    _called = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._due: deque[asyncio.Handle] = deque()
        self._handed_over: deque[asyncio.Handle] = deque()
        """From other threads."""
        self._is_called = False
        self._timer = 0
        self._called.connect(self._take_over, Qt.ConnectionType.QueuedConnection)

    def add(self, handle: asyncio.Handle) -> None:
        self._due.append(handle)
        if not self._timer:
            self._timer = self.startTimer(0)

    def hand_over(self, handle: asyncio.Handle) -> None:
        """Adds from any thread."""
        self._handed_over.append(handle)
        if not self._is_called:
            self._is_called = True
            self._called.emit()

    def _take_over(self) -> None:
        self._is_called = False  # first: what is handed over from here on calls anew
        while self._handed_over:
            self.add(self._handed_over.popleft())

    def stop(self) -> None:
        self._due.clear()
        self._handed_over.clear()
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


class _Later(QObject):
    """What is due at a time, and one timer for the next of it."""

    def __init__(self, steps: _Steps) -> None:
        super().__init__()
        self._steps = steps
        self._heap: list[asyncio.TimerHandle] = []
        self._dropped = 0
        """How many of these nobody waits for any more, and some that were due already."""
        self._timer = 0
        self._set_for = math.inf

    def add(self, handle: asyncio.TimerHandle) -> None:
        heapq.heappush(self._heap, handle)
        self._wait_for(handle.when())

    def drop(self) -> None:
        self._dropped += 1
        if self._dropped > _MOST_DROPPED and self._dropped * 2 > len(self._heap):
            self._heap = [handle for handle in self._heap if not handle.cancelled()]
            heapq.heapify(self._heap)
            self._dropped = 0

    def timerEvent(self, event: QTimerEvent) -> None:
        """Hands over what is due."""
        self._rest()
        now = time.monotonic()
        while self._heap and (self._heap[0].when() <= now or self._heap[0].cancelled()):
            self._steps.add(heapq.heappop(self._heap))  # which takes none that was cancelled
        if self._heap:
            self._wait_for(self._heap[0].when())

    def stop(self) -> None:
        self._heap.clear()
        self._rest()

    def _wait_for(self, when: float) -> None:
        if when >= self._set_for:
            return
        self._rest()
        self._set_for = when
        rest_ms = math.ceil(min(max(0.0, when - time.monotonic()), _LONGEST_S) * 1000)
        self._timer = self.startTimer(rest_ms, Qt.TimerType.PreciseTimer)

    def _rest(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer, self._set_for = 0, math.inf
