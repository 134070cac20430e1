"""Any order of acts, faults, cancels and restarts: what may never happen, never happens."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.campaign import Act
from leaddesk.domain.exchange import STATUS_AFTER
from leaddesk.services.campaign_deed import Deed
from leaddesk.services.pause_all import PauseAll
from tests.services.engage_desk import ONE, PROFILE, THREE, TWO, EngageDesk
from tests.services.fakes import disk_full

ACTS = (Act.ACTIVATE, Act.PAUSE, Act.EDIT_MESSAGES, Act.ACTIVATE_LIST, Act.PAUSE_LIST)
FAULTS = ("", "", "lost", "lost before", "lie", "soon", 401, 409, 429, 500, ("late", 503), "nothing left")
READ_FAULTS = ("", "", "", 503, 404, "lost before", "nothing left")
ALONE = ("cancel", "end", "pause all", "restore", "disk full", "disk free")
_BY_PATH = {
    "activate": Act.ACTIVATE,
    "pause": Act.PAUSE,
    "messages": Act.EDIT_MESSAGES,
    "lists/activate": Act.ACTIVATE_LIST,
    "lists/pause": Act.PAUSE_LIST,
}

steps = st.one_of(
    st.tuples(st.just("act"), st.sampled_from(ACTS), st.sampled_from((ONE, TWO, THREE))),
    st.tuples(st.just("fault"), st.sampled_from(FAULTS), st.just(None)),
    st.tuples(st.just("read fault"), st.sampled_from(READ_FAULTS), st.just(None)),
    st.tuples(st.just("touch"), st.sampled_from((ONE, TWO, THREE)), st.sampled_from(("ACTIVE", "READY", "DRAFT"))),
    st.tuples(st.just("wait"), st.integers(0, 12), st.just(None)),
    st.tuples(st.sampled_from(ALONE), st.just(None), st.just(None)),
)


@dataclass
class World:
    """The desk, and what was asked of it."""

    desk: EngageDesk
    all: PauseAll
    deeds: list[Deed] = field(default_factory=list)
    agreed: Counter[str] = field(default_factory=Counter)
    """How often a person agreed to activate a campaign in a restore."""
    bulk: int = 0


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=3, max_size=14))
def test_no_order_of_things_breaks_a_promise(journey):
    asyncio.run(_run(journey))


async def _run(journey) -> None:
    desk = EngageDesk()
    for campaign_id, name, status in ((ONE, "One", "ACTIVE"), (TWO, "Two", "READY"), (THREE, "Three", "ACTIVE")):
        desk.vendor.add(campaign_id, name, status)
    world = World(desk, PauseAll(desk.change, desk.store, desk.clock))
    for kind, what, which in journey:
        await _step(world, kind, what, which)
    await _come_to_rest(world)
    _check(world)


async def _step(world: World, kind, what, which) -> None:
    desk = world.desk
    match kind:
        case "act":
            more: dict[str, Any] = (
                {"messages": {"helpMessage": f"Help {len(world.deeds)}."}} if what is Act.EDIT_MESSAGES else {}
            )
            if what in (Act.ACTIVATE_LIST, Act.PAUSE_LIST):
                more = {"list_name": "May"}
            world.deeds.append(await desk.press(what, which, **more))
        case "fault":
            desk.vendor.acts.append(what)
        case "read fault":
            desk.vendor.reads.append(what)
        case "touch":
            desk.vendor.touch(what, campaignStatus=which)
        case "wait":
            for _ in range(what):
                await asyncio.sleep(0)
        case "cancel" if world.deeds:
            world.deeds[-1].cancel()
        case "end":
            await desk.idle()
        case "disk full":
            desk.store.open_fails = disk_full()
        case "disk free":
            desk.store.open_fails = None
        case "pause all" | "restore":
            await _bulk(world, kind)


async def _bulk(world: World, kind: str) -> None:
    faults, world.desk.vendor.reads = world.desk.vendor.reads, type(world.desk.vendor.reads)()
    if kind == "pause all":
        report = await world.all.run(PROFILE, "M. Reyes")
    else:
        agreed = await world.all.restorable(PROFILE)
        if agreed is None:
            return
        world.agreed.update(item.campaign.id for item in agreed.campaigns)
        report = await world.all.restore(PROFILE, agreed, "M. Reyes")
    world.bulk += len(report.results)
    world.desk.vendor.reads = faults


async def _come_to_rest(world: World) -> None:
    for deed in world.deeds:
        await asyncio.wait_for(deed.answer(), 5)
    await world.desk.idle()


def _check(world: World) -> None:
    desk = world.desk
    sends: Counter[tuple[Act, str]] = Counter()
    for request in desk.vendor.writes:
        tail = request.url.partition("/engage/campaigns/")[2].partition("?")[0]
        campaign_id, _, path = tail.partition("/")
        sends[_BY_PATH[path], campaign_id] += 1
    opened: Counter[tuple[Act, str]] = Counter()
    for number, opening in desk.store.openings.items():
        opened[Act(opening.act), opening.destination_id] += 1
        settled = desk.store.exchange(number).settled
        assert settled is not None, "what was written down is settled"
        assert isinstance(settled.outcome, ActOutcome)
        assert settled.assessment == ""
        if settled.outcome is ActOutcome.DONE and settled.checks:
            _is_as_wanted(Act(opening.act), settled.checks[STATUS_AFTER])
    for (act, campaign_id), count in sends.items():
        most = 3 if act in (Act.PAUSE, Act.PAUSE_LIST) else 1
        assert count <= most * opened[act, campaign_id], "nothing leaves that was not written down, nor too often"
    assert len(desk.store.openings) <= len({id(deed) for deed in world.deeds}) + world.bulk
    pressed = Counter(
        deed.request.order.campaign_id
        for deed in {id(deed): deed for deed in world.deeds}.values()
        if deed.request.order.act is Act.ACTIVATE
    )
    for (act, campaign_id), count in sends.items():
        if act is Act.ACTIVATE:
            assert count <= pressed[campaign_id] + world.agreed[campaign_id], "an activation is somebody's press"


def _is_as_wanted(act: Act, status: str) -> None:
    if act is Act.ACTIVATE:
        assert status == "ACTIVE"
    elif act is Act.PAUSE:
        assert status in ("READY", "DRAFT", "PENDING_APPROVAL")
