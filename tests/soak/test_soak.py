"""`make soak` finds a leak of anything that it measures, and a short session of it leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTimer, QtMsgType
from PySide6.QtWidgets import QApplication, QWidget

pytestmark = [pytest.mark.qasync, pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")]
_PACKAGES = Path(__file__).parents[2] / "packaging"
_SEED = 20261121


@pytest.fixture(scope="module", autouse=True)
def _soak_can_be_found() -> Iterator[None]:
    sys.path.append(str(_PACKAGES))
    yield
    sys.path.remove(str(_PACKAGES))


@pytest.fixture
def meter(_soak_can_be_found) -> Iterator[ModuleType]:
    gc.collect()
    gc.freeze()  # what the other tests have loaded takes time to count, and says nothing
    yield importlib.import_module("soak.meter")
    gc.unfreeze()


@pytest.fixture
def growth(_soak_can_be_found) -> ModuleType:
    return importlib.import_module("soak.growth")


class Bin:
    """Takes what is leaked, and gives it all back at the end."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.tasks: list[asyncio.Task[None]] = []
        self.sockets: list[socket.socket] = []
        self.timers: list[QTimer] = []
        self.windows: list[QWidget] = []
        self.memory: list[object] = []

    def nothing(self) -> None:
        """Leaks nothing, though it makes of everything."""
        socket.socket().close()
        QTimer().start(1000)
        QWidget(self.window).deleteLater()
        bytearray(2**22)

    def task(self) -> None:
        self.tasks.append(asyncio.ensure_future(asyncio.sleep(3600)))

    def a_socket(self) -> None:
        self.sockets.append(socket.socket())

    def timer(self) -> None:
        self.timers.append(QTimer())
        self.timers[-1].start(3_600_000)

    def timer_of_a_widget(self) -> None:
        timer = QTimer(self.window)
        timer.start(3_600_000)
        self.timers.append(timer)

    def widgets(self) -> None:
        for _ in range(4):
            QWidget(self.window)

    def a_window(self) -> None:
        self.windows.append(QWidget())

    def some_memory(self) -> None:
        self.memory.append(b"x" * (2 * 2**20))

    def objects(self) -> None:
        self.memory += [[at] for at in range(2000)]

    async def empty(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for one in self.sockets:
            one.close()
        for timer in self.timers:
            timer.stop()
        for window in (self.window, *self.windows):
            window.deleteLater()
        await asyncio.sleep(0.01)


@pytest.fixture
async def leaks(qapp: QApplication) -> AsyncIterator[Bin]:
    made = Bin()
    yield made
    await made.empty()


@pytest.mark.parametrize(
    ("leak", "found"),
    [
        (Bin.nothing, set()),
        (Bin.task, {"tasks"}),
        (Bin.a_socket, {"sockets", "descriptors"}),
        (Bin.timer, {"timers"}),
        (Bin.timer_of_a_widget, {"timers"}),
        (Bin.widgets, {"widgets"}),
        (Bin.a_window, {"windows"}),
        (Bin.some_memory, {"memory"}),
        (Bin.objects, {"Python objects"}),
    ],
)
async def test_a_leak_is_found_and_nothing_else_is_blamed(
    meter: ModuleType, growth: ModuleType, leaks: Bin, leak: Callable[[Bin], None], found: set[str]
) -> None:
    readings = []
    for at in range(growth.LEAST):
        leak(leaks)
        await asyncio.sleep(0)
        readings.append(meter.take(float(at)))
    assert {one.measure for one in growth.growth(readings) if one.leaks} == found


async def test_what_outlives_the_window_is_said(meter: ModuleType, growth: ModuleType, leaks: Bin) -> None:
    before = meter.take()
    leaks.task()
    leaks.a_socket()
    left = growth.left_behind(before, meter.take(), ("tasks", "sockets", "timers"))
    assert left == ["1 tasks outlive the window", "1 sockets outlive the window"]


async def test_the_types_that_grew_are_named(meter: ModuleType, growth: ModuleType, leaks: Bin) -> None:
    readings = [meter.take()] * 4
    leaks.objects()
    readings += [meter.take()] * 4
    name, count = growth.grown_types(readings)[0]
    assert name == "builtins.list"
    assert count >= 2000


def test_an_error_in_the_log_and_a_warning_of_qt_went_wrong() -> None:
    mistakes = importlib.import_module("soak.session")._Mistakes()
    mistakes.handle(logging.LogRecord("leaddesk.app.bugs", logging.ERROR, "", 1, "gone: %s", ("x",), None))
    mistakes.take_qt(QtMsgType.QtWarningMsg, None, "Timers cannot be stopped from another thread")
    mistakes.take_qt(QtMsgType.QtWarningMsg, None, "This plugin does not support raise()")
    mistakes.take_qt(QtMsgType.QtDebugMsg, None, "a detail")
    assert mistakes.lines == [
        "leaddesk.app.bugs logged “gone: x”",
        "Qt warned “Timers cannot be stopped from another thread”",
    ]


def test_too_few_readings_tell_nothing(growth: ModuleType) -> None:
    with pytest.raises(ValueError, match="too few"):
        growth.growth([])


async def test_a_stall_is_counted_with_what_was_done_and_where(qapp: QApplication) -> None:
    stalls = importlib.import_module("soak.stalls").Stalls()
    planted: dict[str, object] = {"__name__": "leaddesk.planted", "sleep": time.sleep}
    exec("def hang():\n    sleep(0.3)", planted)
    hang = planted["hang"]
    assert callable(hang)
    stalls.doing = "hanging"
    stalls.begin()
    await asyncio.sleep(0.05)
    hang()
    await asyncio.sleep(0.05)
    stalls.pause()
    hang()
    stalls.go_on()
    await asyncio.sleep(0.05)
    stalls.end()
    (away, worked, doing, where), *others = stalls.longest
    assert 250 < away < 2000
    assert worked < 100, "it slept"
    assert doing == "hanging"
    assert where.startswith("leaddesk.planted:2 hang")
    assert all(other[0] < 250 for other in others), "what happens in a pause does not count"
    assert "hanging; leaddesk.planted:2 hang" in stalls.report()


async def test_a_short_session_does_everything_and_leaves_nothing(leaddesk_home: Path) -> None:
    session, desk = importlib.import_module("soak.session"), importlib.import_module("soak.desk")
    desk.prepare(leaddesk_home)
    with importlib.import_module("soak.vendor").practice_vendors() as vendors:
        found = await session.soak(vendors, _SEED, 0.5, 0.1, timeout_s=1.0)
    assert found.is_clean, found.report()
    assert len(found.readings) >= 1
    assert {"sending leads", "cancelling a lead", "searching leads", "pausing all", "settling"} <= set(found.done)
    assert found.done["Loaded"] + found.done["Rejected"] + found.done["Outcome unknown"] >= 4
    assert "Nothing outlives the window." in found.report()
