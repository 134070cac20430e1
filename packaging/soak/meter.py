"""Counts what this process holds: memory, tasks, sockets, timers, widgets, Python objects by their type.

What Python's collector would take away is not held: it is collected first.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

_DESCRIPTORS = Path("/proc/self/fd")
_TYPES_KEPT = 80
_KEPT_BY_QT = {"QTipLabel"}
"""Qt makes one when it is first needed, and uses it again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was held at one moment."""

    at_s: float
    """Seconds since the soak began."""
    acts: int
    """What had been done by then."""
    held: Mapping[str, float]
    """By measure; memory in MiB, all others are counts. What this system cannot tell is left out.

    "with free" is the memory together with what the allocator keeps for later, and Qt's cache of pictures.
    """
    objects: Counter[str]
    """Python objects by type, the most frequent ones: a reading is kept for long and must weigh little."""


def take(at_s: float = 0.0, acts: int = 0) -> Reading:
    """Returns what is held now; takes a few tenths of a second, in which the window stands still."""
    gc.collect()
    occupied = resident_mib()
    _give_back()
    objects = gc.get_objects()
    kinds = Counter(map(type, objects))
    by_type: Counter[str] = Counter()
    for kind, count in kinds.most_common(_TYPES_KEPT):
        by_type[sys.intern(f"{kind.__module__}.{kind.__qualname__}")] += count
    timers = {one for one in objects if isinstance(one, QTimer)}
    del objects
    held = {
        "memory": resident_mib(),
        "with free": occupied,
        "tasks": _tasks(),
        "threads": threading.active_count(),
        **_descriptors(),
    }
    held |= _below_qt(timers) | {"Python objects": kinds.total()}
    return Reading(at_s, acts, held, by_type)


def resident_mib() -> float:
    """Returns the memory this process occupies; where no system file says, the most it ever did."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def _give_back() -> None:
    """Empties Qt's cache of pictures (10 MiB at most), and the allocator's of what is free: neither is held by us."""
    QPixmapCache.clear()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _tasks() -> int:
    try:
        return len(asyncio.all_tasks())
    except RuntimeError:  # no loop runs
        return 0


def _descriptors() -> dict[str, float]:
    """Returns how many descriptors are open, and how many of them are sockets."""
    if not _DESCRIPTORS.is_dir():
        return {}
    kinds = []
    for entry in tuple(_DESCRIPTORS.iterdir()):
        with contextlib.suppress(OSError):  # the one that the listing itself was read through
            kinds.append(entry.readlink().name)
    return {"descriptors": len(kinds), "sockets": sum(kind.startswith("socket:") for kind in kinds)}


def _below_qt(timers: set[QTimer]) -> dict[str, float]:
    """Returns what Qt holds: timers that run, those without a parent too, widgets, and all objects."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    tops: list[QObject] = [one for one in app.topLevelWidgets() if one.parent() is None and not _is_qts(one)]
    below: dict[int, QObject] = {}
    for root in (app, *tops):
        for one in (root, *root.findChildren(QObject)):
            below[shiboken6.getCppPointer(one)[0]] = one
    for timer in timers:
        if shiboken6.isValid(timer):
            below[shiboken6.getCppPointer(timer)[0]] = timer
    running = sum(isinstance(one, QTimer) and one.isActive() for one in below.values())
    widgets = [one for one in app.allWidgets() if not _is_qts(one)]
    return {"timers": running, "windows": len(tops), "widgets": len(widgets), "Qt objects": len(below)}


def _is_qts(widget: QObject) -> bool:
    return widget.metaObject().className() in _KEPT_BY_QT
