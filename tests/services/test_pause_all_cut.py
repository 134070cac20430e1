"""*Pause all active* that LeadDesk did not live through: a start after it knows what it may not have reached."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from leaddesk.domain.campaign import ActOutcome
from leaddesk.services.pause_all import PauseAll
from leaddesk.services.paused_here import PausedStore, after
from tests.services.desk import until
from tests.services.engage_desk import ONE, PROFILE, THREE, TWO, EngageDesk
from tests.services.fakes import disk_full


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
    desk.vendor.acts += ["lost before"] * 6
    desk.vendor.reads += ["", *["lost before"] * 40]
    report = await PauseAll(desk.change, desk.store, desk.clock).run(PROFILE, "M. Reyes")
    assert {result.outcome for result in report.results} == {ActOutcome.UNKNOWN}
    assert await missed(desk) == []


async def test_what_was_paused_and_cannot_be_kept_is_said(desk, monkeypatch):
    save, saved = desk.store.save_draft, 0

    async def fails_later(place: str, fields: dict[str, str]) -> None:
        nonlocal saved
        saved += 1
        if saved > 1:
            raise disk_full()
        await save(place, fields)

    monkeypatch.setattr(desk.store, "save_draft", fails_later)
    report = await PauseAll(desk.change, desk.store, desk.clock).run(PROFILE, "M. Reyes")
    assert len(report.done) == 2
    assert any("could not be kept: Restore will leave some out" in notice for notice in report.notices)
