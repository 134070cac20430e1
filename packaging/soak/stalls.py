"""How long the UI thread is away, how often, and where it was: a beat on its loop, and a thread that looks over."""

from __future__ import annotations

import sys
import threading
import time
from bisect import bisect_right
from types import FrameType

from PySide6.QtCore import Qt, QTimer

_BEAT_MS = 5
STEPS_MS = (20, 50, 100, 200, 500, 1000)
"""The histogram's borders."""
_LOOK_MS = 50
"""After so long the thread looks where the UI thread is."""
_SHOWN = 5


class Stalls:
    """Watches between `begin` and `end`; what happens in a `pause` does not count."""

    def __init__(self) -> None:
        self.doing = "starting"
        """What is being done now, in the words of the report."""
        self.longest: list[tuple[float, float, str, str]] = []
        """Milliseconds away, those of them in which the thread really worked, what was done, and where it was."""
        self.histogram = [0] * (len(STEPS_MS) + 1)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = self._worked = 0.0
        self._seen = ""
        self._looks = False
        self._thread_id = threading.get_ident()
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="soak-stalls", daemon=True)

    def begin(self) -> None:
        """Begins to watch."""
        self.go_on()
        self._watching.start()

    def pause(self) -> None:
        """Looks away: what comes now is the soak's own work."""
        self._looks = False
        self._timer.stop()

    def go_on(self) -> None:
        """Looks again."""
        self._last, self._worked, self._seen = time.perf_counter(), time.thread_time(), ""
        self._looks = True
        self._timer.start()

    def end(self) -> None:
        """Watches no more."""
        self.pause()
        self._over.set()
        if self._watching.is_alive():
            self._watching.join(2)

    def report(self) -> str:
        """Returns the histogram, and the longest with where they were."""
        borders = ["below 20", *(f"from {step}" for step in STEPS_MS)]
        lines = ["The UI thread was away, in ms: " + ", ".join(
            f"{name}: {count:,}" for name, count in zip(borders, self.histogram, strict=True)
        )]  # fmt: skip
        for away, worked, doing, where in sorted(self.longest, reverse=True)[:_SHOWN]:
            lines.append(f"  {away:,.0f} ms, at work for {worked:,.0f} of them, {doing}; {where or 'not seen where'}")
        return "\n".join(lines)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        away = (now - self._last) * 1000 - _BEAT_MS
        self.histogram[bisect_right(STEPS_MS, away)] += 1
        if away > _LOOK_MS:
            self.longest.append((away, (worked - self._worked) * 1000, self.doing, self._seen))
            self.longest = sorted(self.longest, reverse=True)[: 4 * _SHOWN]
        self._last, self._worked, self._seen = now, worked, ""

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_MS / 2000):
            if self._looks and not self._seen and (time.perf_counter() - self._last) * 1000 > _LOOK_MS:
                self._seen = _where(sys._current_frames().get(self._thread_id))


def _where(frame: FrameType | None) -> str:
    """Returns the innermost frames that are LeadDesk's own."""
    found: list[str] = []
    while frame and len(found) < 3:
        if f"{frame.f_globals.get('__name__', '')}.".startswith("leaddesk."):
            found.append(f"{frame.f_globals['__name__']}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found)
