"""One long session: work, a reading every so often, work, and what is left when the window is closed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from . import meter
from .day import Day, question
from .desk import StuckError, opened
from .growth import LEAST, Growth, grown_types, growth, left_behind, table
from .meter import Reading
from .stalls import Stalls
from .vendor import Vendor

_GONE = ("tasks", "sockets", "timers", "windows", "threads")
"""Of these nothing may outlive the window."""
_MOST_STUCK = 5
"""After so many acts that never ended there is no use in going on."""


@dataclass
class Found:
    """What a session showed."""

    seed: int
    took_s: float = 0.0
    readings: list[Reading] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What outlived the window."""
    wrong: list[str] = field(default_factory=list)
    """Acts that did not end, and mistakes that were logged."""
    done: Counter[str] = field(default_factory=Counter)
    stalls: str = ""

    def growth(self) -> list[Growth]:
        """Returns what became of each measure; nothing for a session too short to tell."""
        return growth(self.readings) if len(self.readings) >= LEAST else []

    @property
    def is_clean(self) -> bool:
        """Whether nothing leaked, nothing was left and nothing went wrong."""
        return not (self.left or self.wrong or any(one.leaks for one in self.growth()))

    def report(self) -> str:
        """Returns all of it as text."""
        done = ", ".join(f"{count:,} × {what}" for what, count in self.done.most_common())
        lines = [f"seed {self.seed}, {self.took_s / 60:.1f} minutes, {len(self.readings)} readings", done, ""]
        if found := self.growth():
            grown = ", ".join(f"{name} +{count:,}" for name, count in grown_types(self.readings))
            lines += [table(found), f"most new objects: {grown or 'none'}", ""]
        lines += [self.stalls, ""]
        lines += [f"LEFT: {one}" for one in self.left] or ["Nothing outlives the window."]
        lines += [f"WRONG: {one}" for one in self.wrong] or ["Nothing went wrong."]
        return "\n".join(lines)


async def soak(
    vendors: Sequence[Vendor],
    seed: int,
    seconds: float,
    every_s: float,
    *,
    timeout_s: float = 4.0,
    say: Callable[[str], None] = lambda _line: None,
) -> Found:
    """Works for so long with a reading every so many seconds; before that each thing is done once.

    `timeout_s` is how long an answer is waited for, also after somebody has cancelled.
    """
    found = Found(seed)
    mistakes = _Mistakes()
    logging.getLogger().addHandler(mistakes)
    qt_before = qInstallMessageHandler(mistakes.take_qt)
    before, stalls = meter.take(), Stalls()
    began = time.monotonic()
    try:
        async with opened(vendors, timeout_s) as desk:
            day = Day(desk, seed, timeout_s)
            found.done = day.done
            stalls.begin()
            for thing in day.things:
                stalls.doing = thing
                await _through(day, found, day.do(thing))
            warm = time.monotonic()
            while time.monotonic() - warm < seconds and len(found.wrong) < _MOST_STUCK:
                due = time.monotonic() + every_s
                while time.monotonic() < due:
                    stalls.doing = thing = day.pick()
                    await _through(day, found, day.do(thing))
                stalls.doing = "resting"
                await _through(day, found, day.rest())
                stalls.pause()
                found.readings.append(meter.take(time.monotonic() - began, day.done.total()))
                say(_line(found.readings[-1]))
                stalls.go_on()
            del day
        stalls.end()
        found.stalls = stalls.report()
        del stalls, desk
        await asyncio.sleep(1)
        found.left = left_behind(before, meter.take(), _GONE)
    finally:
        logging.getLogger().removeHandler(mistakes)
        qInstallMessageHandler(qt_before)
    found.took_s = time.monotonic() - began
    found.wrong += mistakes.lines
    return found


async def _through(day: Day, found: Found, work: Awaitable[None]) -> None:
    """Does something to its end; what never ends is written down, and its question closed."""
    try:
        await work
    except StuckError as stuck:
        found.wrong.append(f"{day.doing}: {stuck}")
        while dialog := question():
            dialog.reject()
            await asyncio.sleep(0.05)


def _line(reading: Reading) -> str:
    counts = "  ".join(f"{name} {value:,.0f}" for name, value in reading.held.items())
    return f"{reading.at_s:6.0f} s  {reading.acts:6,} things  {counts}"


class _Mistakes(logging.Handler):
    """Keeps what was logged as an error, and what Qt warns of."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        why = f": {record.exc_info[1]!r}" if record.exc_info else ""
        self.lines.append(f"{record.name} logged “{record.getMessage()}”{why}")

    def take_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Takes a message of Qt; what its offscreen platform says it cannot do is no warning."""
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and "plugin does not support" not in message:
            self.lines.append(f"Qt warned “{message}”")
