"""A view's clock: one look-up for what was typed last, a new judgement on each minute, silence afterwards."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from leaddesk.domain.calling_clock import CallingState
from leaddesk.domain.errors import StoreProblem
from leaddesk.services.calling_clock import CallingClockService, LoadedRules
from leaddesk.ui.calling_watch import CallingWatch
from leaddesk.ui.tasks import TaskScope
from tests.domain.calling_samples import DENVER, NEW_YORK, SHIPPED, says, wall
from tests.services.fakes import FakeClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Background:
    def __init__(self):
        self.gate = asyncio.Event()
        self.gate.set()

    async def do(self, fn, *args, **kwargs):
        value = fn(*args, **kwargs)
        await self.gate.wait()
        return value


class World:
    """The finder and the rules of one test, and what the watch said."""

    def __init__(self):
        self.asked = []
        self.said: list[Any] = []
        self.problems = []
        self.broken = False

    def find(self, phone, zip_code, state):
        self.asked.append((phone, zip_code, state))
        return {"80202": (says(DENVER),), "10001": (says(NEW_YORK),)}.get(zip_code, ())

    def load(self):
        if self.broken:
            raise StoreProblem("The calling windows cannot be read.")
        return LoadedRules(SHIPPED)

    def write_copy(self):
        raise AssertionError("nobody asked for it")


@pytest.fixture
def world():
    return World()


@pytest.fixture
def clock():
    clock = FakeClock()
    clock.go_on((wall("America/Denver", "2026-11-21T20:58:30") - clock.now()).total_seconds())
    return clock


@pytest.fixture
async def background():
    return Background()


@pytest.fixture
async def watch(world, clock, background):
    scope = TaskScope()
    watch = CallingWatch(CallingClockService(world, world, background, clock), scope, world.problems.append)
    watch.judged.connect(world.said.append)
    yield watch
    watch.stop()
    await scope.finish(1)


def minute_timer(watch):
    return next(timer for timer in watch.findChildren(QTimer) if timer.isActive())


async def until(true):
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.01)


async def test_what_was_typed_last_is_looked_up_once(watch, world):
    for typed in ("8", "80", "80202"):
        watch.ask("", typed)
    watch.ask(" ", "80202 ")
    await until(lambda: world.said)
    assert world.asked == [("", "80202", "")]
    assert [each.state for each in world.said] == [CallingState.OPEN]


async def test_each_minute_is_judged_without_another_look_up(watch, world, clock):
    watch.ask("", "80202")
    await until(lambda: world.said)
    timer = minute_timer(watch)
    assert timer.interval() == 30_000, "on the minute"
    for _ in range(2):
        clock.go_on(timer.interval() / 1000)
        timer.timeout.emit()
    assert [each.state for each in world.said] == [CallingState.OPEN, CallingState.OPEN, CallingState.CLOSED]
    assert world.said[1].left == timedelta(minutes=1)
    assert timer.interval() == 60_000
    assert len(world.asked) == 1


async def test_other_fields_take_the_old_answer_away_at_once(watch, world):
    watch.ask("", "80202")
    await until(lambda: world.said)
    watch.ask("", "10001")
    assert world.said[1:] == [None]
    await until(lambda: len(world.said) == 3)
    assert world.said[-1].places == (NEW_YORK,)


async def test_a_late_answer_about_other_fields_is_dropped(watch, world, background):
    await watch._service.rules()
    background.gate.clear()
    watch.ask("", "80202")
    await until(lambda: world.asked)
    watch.ask("", "10001")
    await until(lambda: len(world.asked) == 2)
    background.gate.set()
    await until(lambda: world.said)
    assert [each.places for each in world.said] == [(NEW_YORK,)]


async def test_half_a_number_and_empty_fields_say_nothing(watch, world):
    watch.ask("202555")
    await until(lambda: world.asked)
    await asyncio.sleep(0.02)
    watch.ask("")
    await asyncio.sleep(0.2)
    assert world.said == []
    assert world.asked == [("202555", "", "")]


async def test_after_stop_there_is_silence(watch, world):
    watch.ask("", "80202")
    await until(lambda: world.said)
    watch.stop()
    watch.stop()
    assert world.said[-1] is None
    assert len(world.said) == 2
    assert not any(timer.isActive() for timer in watch.findChildren(QTimer))


async def test_rules_that_cannot_be_read_are_told_and_nothing_is_open(watch, world):
    world.broken = True
    watch.ask("", "80202")
    await until(lambda: world.problems)
    assert world.said == []
