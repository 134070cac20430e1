"""Times in the loop of the application: in their order, none for nobody, and one timer of Qt however many there are."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from leaddesk.app.qt_loop import QtLoop


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QtLoop]:
    loop = QtLoop(qapp)
    yield loop
    loop.close()


async def test_steps_of_a_time_come_in_the_order_of_their_times() -> None:
    running, done = asyncio.get_running_loop(), asyncio.Event()
    said: list[str] = []
    for name, seconds in (("late", 0.06), ("soon", 0.01), ("between", 0.03)):
        running.call_later(seconds, said.append, name)
    running.call_at(running.time() + 0.08, done.set)
    await asyncio.wait_for(done.wait(), 5)
    assert said == ["soon", "between", "late"]


async def test_none_comes_before_its_time() -> None:
    running = asyncio.get_running_loop()
    for seconds in (0.001, 0.0105, 0.033):
        before = running.time()
        await asyncio.sleep(seconds)
        assert running.time() - before >= seconds


async def test_what_is_cancelled_does_not_come_and_holds_nothing() -> None:
    running = asyncio.get_running_loop()
    assert isinstance(running, QtLoop)
    came: list[int] = []
    kept = [running.call_later(600 + at, came.append, at) for at in range(1_000)]
    soon = running.call_later(0.01, came.append, -1)
    for handle in kept:
        handle.cancel()
    assert len(running._later._heap) < 300
    soon.cancel()
    await asyncio.sleep(0.03)
    assert came == []


async def test_thousands_of_limits_take_one_timer_of_qt() -> None:
    running = asyncio.get_running_loop()
    assert isinstance(running, QtLoop)
    limits = [running.call_later(600 + at, print, "never") for at in range(2_000)]
    assert running._later._timer
    before = running._later._timer
    limits += [running.call_later(700, print, "never") for _ in range(100)]
    assert running._later._timer == before
    for handle in limits:
        handle.cancel()


async def test_a_limit_far_away_is_kept_though_qt_cannot_count_so_far() -> None:
    running = asyncio.get_running_loop()
    never = running.call_later(10**9, print, "never")
    await asyncio.sleep(0.01)
    assert not never.cancelled()
    never.cancel()


async def test_a_time_limit_ends_what_takes_too_long() -> None:
    before = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await asyncio.Event().wait()
    assert time.monotonic() - before >= 0.02


def test_what_falls_due_while_the_loop_stands_still_waits_for_it(loop: QtLoop) -> None:
    taken: list[str] = []
    loop.call_later(0.005, taken.append, "step")
    alone = QEventLoop()
    QTimer.singleShot(30, alone.quit)
    alone.exec()
    assert taken == []

    async def a_moment() -> None:
        await asyncio.sleep(0.001)

    loop.run_until_complete(a_moment())
    assert taken == ["step"]


def test_a_closed_loop_waits_for_nothing(qapp: QApplication) -> None:
    loop = QtLoop(qapp)
    loop.call_later(0.001, print, "never")
    loop.close()
    assert not loop._later._heap
    assert not loop._later._timer
