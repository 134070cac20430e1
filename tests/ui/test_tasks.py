"""The async boundary of the screens: one end each, silence when cancelled, bugs in their own lane."""

from __future__ import annotations

import asyncio
import gc
import logging
import time

import pytest

from leaddesk.domain.errors import LeadDeskError
from leaddesk.ui.tasks import TaskScope


class Ends:
    """Notes how work ended."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.problems: list[LeadDeskError] = []
        self.bugs: list[BaseException] = []
        self.scope = TaskScope(self.bugs.append)

    def run(self, work):
        return self.scope.run(work, on_done=self.done.append, on_problem=self.problems.append)

    @property
    def all(self) -> list[object]:
        return [*self.done, *self.problems, *self.bugs]


async def value(result: object) -> object:
    await asyncio.sleep(0)
    return result


async def raising(error: Exception) -> None:
    await asyncio.sleep(0)
    raise error


async def pause() -> None:
    for _ in range(5):
        await asyncio.sleep(0.001)


@pytest.fixture
def ends():
    return Ends()


async def test_a_value_is_reported_once(ends):
    ends.run(value(7))
    await pause()
    assert (ends.done, ends.problems, ends.bugs) == ([7], [], [])


async def test_an_operational_problem_is_reported_as_one(ends):
    problem = LeadDeskError("The disk is full.")
    ends.run(raising(problem))
    await pause()
    assert (ends.done, ends.problems, ends.bugs) == ([], [problem], [])


async def test_a_bug_goes_to_its_own_lane(ends):
    bug = ZeroDivisionError()
    ends.run(raising(bug))
    await pause()
    assert (ends.done, ends.problems, ends.bugs) == ([], [], [bug])


async def test_a_problem_nobody_expects_is_a_bug_and_a_value_nobody_wants_is_fine(ends):
    problem = LeadDeskError("The disk is full.")
    ends.scope.run(raising(problem))
    ends.scope.run(value(7))
    await pause()
    assert ends.bugs == [problem]


async def test_without_a_lane_a_bug_is_logged(expect_log):
    expect_log("A task failed", logger="leaddesk.ui.tasks", level=logging.ERROR, times=1)
    TaskScope().run(raising(ZeroDivisionError()))
    await pause()


@pytest.mark.parametrize("work", [lambda: value(7), lambda: raising(LeadDeskError("No."))])
async def test_a_screen_that_fails_on_an_end_is_a_bug_too(work):
    bugs: list[BaseException] = []
    scope = TaskScope(bugs.append)

    def fails(_end: object) -> None:
        raise RuntimeError("Internal C++ object already deleted.")

    scope.run(work(), on_done=fails, on_problem=fails)
    await pause()
    assert [type(bug) for bug in bugs] == [RuntimeError]


async def test_cancelling_is_silence(ends):
    task = ends.run(asyncio.sleep(60))
    await pause()
    ends.scope.cancel()
    await pause()
    assert task.cancelled()
    assert ends.all == []


@pytest.mark.parametrize("work", [lambda: value(7), lambda: raising(LeadDeskError("No."))])
async def test_what_ended_in_the_moment_of_cancelling_is_silence_too(ends, work):
    """The view is being destroyed: its callbacks would reach into widgets that are gone."""
    task = ends.run(work())
    while not task.done():  # noqa: ASYNC110 - an event would come too late
        await asyncio.sleep(0)
    ends.scope.cancel()
    await pause()
    assert ends.all == []


async def test_work_that_answers_its_cancelling_with_a_value_or_problem_is_silence(ends):
    async def stubborn(end):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if isinstance(end, Exception):
                raise end from None
        return end

    tasks = [ends.run(stubborn(7)), ends.run(stubborn(LeadDeskError("No.")))]
    await pause()
    ends.scope.cancel()
    await pause()
    assert all(task.done() and not task.cancelled() for task in tasks)
    assert ends.all == []


async def test_a_bug_while_being_cancelled_is_still_a_bug(ends):
    async def clumsy():
        try:
            await asyncio.sleep(60)
        finally:
            raise ZeroDivisionError

    ends.run(clumsy())
    await pause()
    ends.scope.cancel()
    await pause()
    assert [type(bug) for bug in ends.bugs] == [ZeroDivisionError]


async def test_a_cancelled_scope_takes_new_work(ends):
    ends.run(asyncio.sleep(60))
    ends.scope.cancel()
    ends.run(value(7))
    await pause()
    assert ends.done == [7]


async def test_one_scope_cancels_none_of_another(ends):
    other = Ends()
    other.run(value(7))
    ends.scope.cancel()
    await pause()
    assert other.done == [7]


async def test_work_is_held_though_nobody_keeps_its_task(ends):
    gate = asyncio.Event()
    ends.run(gate.wait())
    gc.collect()
    await pause()
    gate.set()
    await pause()
    assert ends.done == [True]


async def test_finish_waits_for_what_ends_in_time_and_cancels_the_rest(ends):
    ends.run(asyncio.sleep(0.02, "in time"))
    late = ends.run(asyncio.sleep(60))
    started = time.monotonic()
    await ends.scope.finish(0.2)
    assert time.monotonic() - started < 1
    assert ends.done == ["in time"]
    assert late.cancelled()
    assert ends.all == ["in time"]


async def test_finish_is_not_held_by_work_that_does_not_let_go(ends):
    gate = asyncio.Event()

    async def deaf():
        while not gate.is_set():
            try:
                await gate.wait()
            except asyncio.CancelledError:
                continue

    ends.run(deaf())
    await pause()
    started = time.monotonic()
    await ends.scope.finish(0.05)
    assert time.monotonic() - started < 1.5
    gate.set()
    await pause()
    assert ends.all == []


async def test_finish_without_work_is_done(ends):
    await ends.scope.finish(60)


async def test_after_the_end_nothing_is_begun(ends):
    begun: list[object] = []

    async def begin() -> None:
        begun.append(1)

    await ends.scope.finish(0)
    ends.run(begin())
    await pause()
    assert (begun, ends.all) == ([], [])
