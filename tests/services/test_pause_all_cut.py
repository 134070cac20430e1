"""*Pause all active* that LeadDesk did not live through: a start after it knows what it may not have reached."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

import pytest

from leaddesk.domain.errors import AnswerLost, LeadDeskError
from leaddesk.services.pause_all import PauseAll
from leaddesk.services.paused_here import PausedStore, after
from tests.services.desk import until
from tests.services.engage_desk import ONE, PROFILE, THREE, TWO, EngageDesk


@pytest.fixture
def desk():
    desk = EngageDesk()
    desk.vendor.add(ONE, "Spring", "ACTIVE")
    desk.vendor.add(TWO, "Summer", "READY")
    desk.vendor.add(THREE, "Autumn", "ACTIVE")
    return desk


async def press(desk: EngageDesk) -> None:
    await asyncio.wait_for(PauseAll(desk.change, desk.store, desk.clock).run(PROFILE, "M. Reyes"), 5)


async def missed(desk: EngageDesk) -> list[str]:
    """Returns the names of what a start would say."""
    return sorted(one.name for one in await PausedStore(desk.store).cut(PROFILE))


async def test_a_press_that_came_to_its_end_leaves_nothing_to_say(desk):
    assert await missed(desk) == []
    await press(desk)
    assert await missed(desk) == []
    assert sorted(await PausedStore(desk.store).entries(PROFILE)) == [ONE, THREE]


async def test_all_are_missed_while_none_was_paused_and_fewer_with_each_that_was(desk):
    desk.store.open_gate.clear()
    running = asyncio.ensure_future(press(desk))
    await until(lambda: bool(desk.store.drafts))
    assert await missed(desk) == ["Autumn", "Spring"]
    kept = PausedStore(desk.store)
    paused = replace((await kept.entries(PROFILE))[ONE], status="READY")
    await kept.change(PROFILE, lambda texts: after(texts, [paused], (), ended=False))
    assert await missed(desk) == ["Autumn"]
    desk.store.open_gate.set()
    await running
    assert await missed(desk) == []


async def test_it_is_said_once_and_never_of_an_earlier_press(desk):
    desk.store.open_gate.clear()
    running = asyncio.ensure_future(press(desk))
    await until(lambda: bool(desk.store.drafts))
    await PausedStore(desk.store).end(PROFILE)
    assert await missed(desk) == []
    assert len(await PausedStore(desk.store).entries(PROFILE)) == 2, "Restore still says what it leaves out"
    later = desk.clock.now().replace(year=desk.clock.now().year + 1)
    await PausedStore(desk.store).begin(PROFILE, later, [])
    assert await missed(desk) == []
    desk.store.open_gate.set()
    await running


async def test_a_pause_of_which_nobody_knows_ends_the_press_all_the_same(desk):
    lost = AnswerLost("The line broke.", "", "")
    desk.vendor.acts += [lost] * 6
    desk.vendor.reads += [lost] * 40
    with contextlib.suppress(LeadDeskError):
        await press(desk)
    assert await missed(desk) == []
