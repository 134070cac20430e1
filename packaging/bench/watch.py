"""Watches a window from inside its process: first paint, keys typed at once, the longest stall, memory.

Times are milliseconds since the parent started the process: `time.monotonic` counts alike in both.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

STARTED = "BENCH_STARTED"
"""The variable that carries the parent's `time.monotonic` at the start."""
FIELD = "Phone"
"""Accessible name of the field that the keys are meant for."""
NUMBER = "7205550100"
_BEAT_MS = 2


def since_start() -> float:
    """Returns milliseconds since the parent started this process."""
    return (time.monotonic() - float(os.environ[STARTED])) * 1000


class Watch:
    """Is told every event of one window after it was handled, and beats from the first paint on."""

    def __init__(self, *, types: bool = True) -> None:
        """Without `types` nobody touches the keyboard."""
        self.found: dict[str, Any] = {}
        self.on_update: Callable[[], None] | None = None
        """Called once, after the window has next painted something."""
        self.doing = "starting"
        """What the person does now, in the words of the table."""
        self.stalls: list[tuple[float, str]] = []
        """How long the UI thread was away, of each time past 20 ms, and what was done meanwhile."""
        self.failed = False
        """Whether the driving ended early."""
        self.keep: object = None
        """Whatever must live as long as the watch."""
        self._typed = not types
        self._beat: QTimer | None = None
        self._last = 0.0

    def saw(self, window: QWidget, event: QEvent) -> None:
        """Takes note of an event of the window."""
        kind = event.type()
        if kind == QEvent.Type.Show:
            window.activateWindow()
        elif kind == QEvent.Type.WindowActivate and not self._typed:
            self._typed = True  # no key can come before: until now another window had the keyboard
            type_into(window, NUMBER)
        elif kind == QEvent.Type.Paint and self._beat is None:
            self._beat = QTimer(window)
            QTimer.singleShot(0, self._painted)  # by then the children are painted too, and all is on the screen
        elif kind == QEvent.Type.UpdateRequest and self.on_update:
            told, self.on_update = self.on_update, None
            told()

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Beats not, while times are taken that plain tools take without anybody's watch."""
        if self._beat:
            self._beat.stop()
        yield
        if self._beat:
            self._last = since_start()
            self._beat.start(_BEAT_MS)

    def stop(self) -> None:
        """Beats no more: what comes now is the shutdown."""
        if self._beat:
            self._beat.stop()
        self.found["stall"], self.found["stalled"] = max(self.stalls, default=(0.0, ""))

    def take_memory(self) -> None:
        """Notes the resident memory, in MiB."""
        self.found["memory"] = resident_mib()

    def report(self) -> None:
        """Prints what was found as the last line of this process."""
        print(json.dumps(self.found), flush=True)

    def _painted(self) -> None:
        self.found["paint"] = self._last = since_start()
        if self._beat:
            self._beat.setTimerType(Qt.TimerType.PreciseTimer)
            self._beat.timeout.connect(self._on_beat)
            self._beat.start(_BEAT_MS)

    def _on_beat(self) -> None:
        now = since_start()
        away, self._last = now - self._last - _BEAT_MS, now
        if away > 20:
            self.stalls.append((away, self.doing))
        if "keys" not in self.found and (typed := _typed_so_far()):
            self.found["arrived"] = typed
            if typed == NUMBER:
                self.found["keys"] = now


def type_into(window: QWidget, text: str) -> None:
    """Types as a platform does: to the window, which gives each key to whatever has the focus by then."""
    handle = window.windowHandle()
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(character.upper()), Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.postEvent(handle, key)


def _typed_so_far() -> str:
    for window in QApplication.topLevelWidgets():
        field = window.focusWidget()
        if isinstance(field, QLineEdit) and field.accessibleName() == FIELD:
            return "".join(char for char in field.text() if char.isdigit())
    return ""


def resident_mib() -> float:
    """Returns the memory this process occupies; where no system file says, the most it ever did."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path is needed for it
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        if sys.platform == "win32":
            return 0.0
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 2**20 if sys.platform == "darwin" else most / 2**10
