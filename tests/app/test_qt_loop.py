"""The loop of the application: asyncio's order, one timer a round, and Qt gets its turn between the steps."""

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from leaddesk.app.qt_loop import QtLoop


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QtLoop]:
    loop = QtLoop(qapp)
    yield loop
    loop.close()


async def test_steps_come_in_the_order_in_which_they_were_asked_for() -> None:
    said: list[str] = []

    async def speak(name: str) -> None:
        for at in range(3):
            said.append(f"{name}{at}")
            await asyncio.sleep(0)

    await asyncio.gather(speak("a"), speak("b"))
    assert said == ["a0", "b0", "a1", "b1", "a2", "b2"]


async def test_a_step_that_is_cancelled_is_not_taken() -> None:
    taken: list[str] = []
    running = asyncio.get_running_loop()
    running.call_soon(taken.append, "kept")
    running.call_soon(taken.append, "dropped").cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert taken == ["kept"]


async def test_a_step_that_fails_keeps_no_other_one_back(expect_log: Callable[..., None]) -> None:
    expect_log("Exception in callback", logger="qasync._QEventLoop")
    running = asyncio.get_running_loop()
    taken: list[str] = []
    running.call_soon(lambda: dict[str, int]()["missing"])
    running.call_soon(taken.append, "after")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert taken == ["after"]


def work(seconds: float) -> None:
    time.sleep(seconds)


async def test_qt_has_its_turn_while_tasks_never_rest() -> None:
    seen = asyncio.Event()
    QTimer.singleShot(0, seen.set)
    rounds = 0
    while not seen.is_set():
        work(0.002)
        await asyncio.sleep(0)
        rounds += 1
        assert rounds < 200


async def test_long_steps_that_wait_together_are_spread_over_turns() -> None:
    order: list[str] = []
    running, done = asyncio.get_running_loop(), asyncio.Event()

    def step() -> None:
        work(0.01)
        order.append("step")

    running.call_soon(QTimer.singleShot, 0, lambda: order.append("qt"))
    for _ in range(6):
        running.call_soon(step)
    running.call_soon(done.set)
    await done.wait()
    assert order.index("qt") < 5


def test_no_step_is_taken_while_the_loop_stands_still(loop: QtLoop, qapp: QApplication) -> None:
    taken: list[str] = []
    loop.call_soon(taken.append, "step")
    alone = QEventLoop()
    QTimer.singleShot(20, alone.quit)
    alone.exec()
    assert taken == []

    async def nothing() -> None:
        await asyncio.sleep(0)

    loop.run_until_complete(nothing())
    assert taken == ["step"]


def test_a_closed_loop_holds_nothing(qapp: QApplication) -> None:
    loop = QtLoop(qapp)
    loop.call_soon(print, "never")
    loop.close()
    assert not loop._steps._due
    assert not loop._steps._timer
