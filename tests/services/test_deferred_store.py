"""The history that is not open yet: calls wait for it, or say why it will not open."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.deferred_store import DeferredStore
from leaddesk.services.submit_lead import SubmitLead
from tests.services.desk import OTHERS, Desk, InThread, answer, settle_down
from tests.services.fakes import FakeStore, disk_full


@pytest.fixture
def deferred():
    return DeferredStore()


def desk_over(deferred: DeferredStore) -> Desk:
    """Returns a desk whose leads are written into the deferred store."""
    desk = Desk()
    desk.submit = SubmitLead(
        adapters=desk.known,
        secrets=desk.secrets,
        journal=deferred,
        transport=desk.transport,
        clock=desk.clock,
        background=InThread(),
    )
    return desk


async def test_calls_wait_and_then_reach_the_store(deferred):
    waiting = [asyncio.ensure_future(call) for call in (deferred.find(), deferred.load_draft("form"))]
    await settle_down()
    assert not any(call.done() for call in waiting)
    assert not deferred.ready
    deferred.provide(FakeStore())
    assert await asyncio.gather(*waiting) == [[], {}]
    assert deferred.ready


async def test_every_call_is_handed_on(deferred):
    store = FakeStore()
    deferred.provide(store)
    desk = desk_over(deferred)
    lead = await desk.send(answer())
    assert lead.settlement.outcome is LoadOutcome.LOADED
    assert await deferred.load(1) == store.exchange(1)
    assert [row.id for row in await deferred.find(HistoryQuery(text="Loaded"), limit=1)] == [1]
    assert await deferred.unsettled() == []
    await deferred.save_draft("form", {"phone": "1"})
    assert await deferred.load_draft("form") == {"phone": "1"} == store.drafts["form"]


async def test_a_store_that_fails_to_open_is_said_to_who_waits_and_who_comes_later(deferred):
    waiting = asyncio.ensure_future(deferred.find())
    await settle_down()
    deferred.fail(disk_full())
    assert not deferred.ready
    for call in (waiting, deferred.find(), deferred.unsettled()):
        with pytest.raises(StoreProblem, match="cannot be written"):
            await call


async def test_a_failure_that_nobody_waits_for_is_no_bug(deferred):
    deferred.fail(disk_full())


async def test_it_can_be_opened_after_all_and_exchanged(deferred):
    deferred.fail(disk_full())
    first, second = FakeStore(), FakeStore()
    deferred.provide(first)
    await deferred.save_draft("form", {"zip": "20001"})
    deferred.provide(second)
    assert await deferred.load_draft("form") == {}
    assert first.drafts == {"form": {"zip": "20001"}}
    deferred.fail(disk_full())
    with pytest.raises(StoreProblem):
        await deferred.find()


async def test_who_gives_up_waiting_takes_nobody_along(deferred):
    impatient, patient = (asyncio.ensure_future(deferred.find()) for _ in range(2))
    await settle_down()
    impatient.cancel()
    await settle_down()
    assert impatient.cancelled()
    deferred.provide(FakeStore())
    assert await patient == []


async def test_a_lead_sent_before_the_history_is_open_waits_and_one_cancelled_then_is_never_sent(deferred):
    desk = desk_over(deferred)
    desk.transport.script.append(answer())
    waits, cancelled = desk.start(), desk.start(phone=OTHERS[0])
    await settle_down()
    assert desk.transport.requests == []
    cancelled.cancel()
    assert (await cancelled.answer()).settlement.outcome is LoadOutcome.NOT_SENT
    store = FakeStore()
    deferred.provide(store)
    assert (await waits.answer()).settlement.outcome is LoadOutcome.LOADED
    await desk.idle()
    assert len(desk.transport.requests) == 1
    assert [settled[-1].outcome for settled in store.settlements.values()] == ["Loaded"]


async def test_a_lead_for_a_history_that_does_not_open_is_not_sent(deferred):
    desk = desk_over(deferred)
    submission = desk.start()
    await settle_down()
    deferred.fail(disk_full())
    assert (await submission.answer()).settlement.outcome is LoadOutcome.NOT_SENT
    assert desk.transport.requests == []
