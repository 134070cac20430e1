"""Routes on their way are kept until they end, so that a start after a crash can say where a lead was not sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from leaddesk.domain.errors import NothingLeft, StoreProblem
from leaddesk.domain.route import Route
from leaddesk.services.routes_begun import RoutesBegun
from leaddesk.services.send_route import RouteRun
from tests.services.desk import DESTINATION, Desk, answer, rejected, until
from tests.services.fakes import FakeStore

ROUTE = Route(id="r1", name="Pure first", destination_ids=("d1", "d2", "d3"))


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def drafts():
    return FakeStore()


@pytest.fixture
def begun(desk, drafts):
    return RoutesBegun(drafts, desk.journal)


def run_of(desk: Desk, begun: RoutesBegun, route: Route | None = ROUTE) -> RouteRun:
    """Returns a run along the route, or to one destination."""
    keys = route.destination_ids if route else ("d1",)
    orders = [replace(desk.order(), destination=replace(DESTINATION, id=key, name=f"List {key}")) for key in keys]
    return RouteRun(desk.submit, orders, lambda _run: None, desk.phases.append, desk.late.append, route, begun)


async def left_after(desk: Desk, run: RouteRun, sent: int) -> None:
    """Lets LeadDesk end while the request to that destination waits for its answer."""
    before = len(desk.transport.requests)
    desk.transport.script += [answer()] * (sent - 1)
    pending = desk.transport.stall()
    going = asyncio.ensure_future(run.run())
    await until(lambda: len(desk.transport.requests) == before + sent)
    going.cancel()
    await asyncio.wait((going,))
    pending.set_exception(NothingLeft("The line broke.", "", ""))
    await desk.idle()


@pytest.mark.parametrize("script", [(answer(), answer(), answer()), (rejected(),), (answer(), rejected())])
async def test_a_route_that_ends_leaves_nothing_to_say(desk, begun, drafts, script):
    desk.transport.script += script
    await asyncio.wait_for(run_of(desk, begun).run(), 5)
    assert await begun.cut() == ()
    assert not any(drafts.drafts.values())


async def test_it_is_kept_before_anything_is_sent(desk, begun, drafts):
    kept_when_sent: list[bool] = []
    original = desk.transport.send

    async def send(request):
        kept_when_sent.append(any(drafts.drafts.values()))
        return await original(request)

    desk.transport.send = send
    desk.transport.script += [answer(), answer(), answer()]
    await asyncio.wait_for(run_of(desk, begun).run(), 5)
    assert kept_when_sent == [True] * 3


async def test_one_lead_alone_is_not_kept(desk, begun, drafts):
    desk.transport.script += [answer()]
    await asyncio.wait_for(run_of(desk, begun, None).run(), 5)
    assert drafts.drafts == {}


async def test_a_route_that_was_cut_tells_what_became_of_the_first_and_where_nothing_was_sent(desk, begun):
    await left_after(desk, run := run_of(desk, begun), 1)
    (cut,) = await begun.cut()
    assert cut.outcomes == ("Not sent",)
    assert cut.not_sent == ("List d2", "List d3")
    assert (cut.begun.route, cut.begun.number) == ("Pure first", run.legs[0].order.number)
    assert await begun.cut() == (cut,), "until it was said"
    await begun.forget(cut.begun.mark)
    assert await begun.cut() == ()


async def test_only_its_own_exchanges_count_among_those_of_the_number(desk, begun):
    desk.transport.script += [answer(), answer(), answer()]
    await asyncio.wait_for(run_of(desk, begun).run(), 5)
    await left_after(desk, run_of(desk, begun), 2)
    (cut,) = await begun.cut()
    assert cut.outcomes == ("Loaded", "Not sent")
    assert cut.not_sent == ("List d3",)


async def test_one_that_had_reached_its_last_destination_is_forgotten(desk, begun, drafts):
    await left_after(desk, run_of(desk, begun), 3)
    assert any(drafts.drafts.values())
    assert await begun.cut() == ()
    assert not any(drafts.drafts.values())


async def test_what_another_version_has_written_is_forgotten(desk, begun, drafts):
    await drafts.save_draft("routes begun", {"a": "[]", "b": '{"route": "x"}', "c": "\x00"})
    assert await begun.cut() == ()
    assert not any(drafts.drafts.values())


async def test_a_store_that_fails_does_not_change_what_becomes_of_the_lead(desk):
    class Broken(FakeStore):
        async def load_draft(self, place):
            raise StoreProblem("The disk is full.")

    desk.transport.script += [answer(), answer(), answer()]
    run = run_of(desk, RoutesBegun(Broken(), desk.journal))
    await asyncio.wait_for(run.run(), 5)
    assert run.over
    assert len(desk.transport.requests) == 3
