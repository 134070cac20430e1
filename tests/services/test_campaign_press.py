"""One press is one deed: acts on a campaign pressed twice, beside each other, cancelled, or while LeadDesk ends."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.domain.campaign import Act, ActOrder, ActOutcome
from leaddesk.domain.errors import AnswerLost
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.campaign_deed import ActPhase, ActRequest
from tests.services.desk import until
from tests.services.engage_desk import ONE, PROFILE, TWO, paced, two_campaigns

desk = pytest.fixture(two_campaigns, name="desk")


async def test_a_double_press_is_one_deed(desk):
    pending = asyncio.get_running_loop().create_future()
    desk.vendor.acts.append(pending)
    first = await desk.press(Act.ACTIVATE, TWO)
    await until(lambda: bool(desk.vendor.writes))
    again = await desk.press(Act.ACTIVATE, TWO)
    assert again is first
    pending.set_exception(AnswerLost("The connection broke."))
    assert (await first.answer()).outcome is ActOutcome.DONE
    await desk.idle()
    assert len(desk.vendor.writes) == 1
    assert len(desk.store.openings) == 1


async def test_a_pause_never_waits_for_an_activation(desk):
    pending = asyncio.get_running_loop().create_future()
    desk.vendor.acts.append(pending)
    desk.vendor.campaigns[ONE]["campaignStatus"] = "READY"
    activation = await desk.press(Act.ACTIVATE)
    await until(lambda: bool(desk.vendor.writes))
    assert (await desk.do(Act.PAUSE)).outcome is ActOutcome.DONE
    held = await desk.do(Act.EDIT_MESSAGES, messages={"helpMessage": "New."})
    assert held.outcome is ActOutcome.NOT_SENT
    assert "Activate campaign runs on this campaign" in held.explanation.sentence()
    activation.cancel()
    pending.cancel()
    await desk.idle()


async def test_a_pause_that_nobody_waits_for_any_more_may_be_pressed_again(desk):
    pending = asyncio.get_running_loop().create_future()
    desk.vendor.acts.append(pending)
    first = await desk.press(Act.PAUSE)
    await until(lambda: bool(desk.vendor.writes))
    first.cancel()
    desk.vendor.campaigns[ONE]["campaignStatus"] = "ACTIVE"
    assert (await desk.do(Act.PAUSE)).outcome is ActOutcome.DONE
    pending.cancel()
    await desk.idle()


async def test_activations_keep_to_the_pace_and_pauses_do_not(desk):
    profile = paced(0.5)
    await desk.do(Act.ACTIVATE, TWO, profile=profile)
    await desk.do(Act.PAUSE, ONE, profile=profile)
    await desk.do(Act.PAUSE, TWO, profile=profile)
    assert desk.clock.slept == []
    await desk.do(Act.ACTIVATE, ONE, profile=profile)
    assert desk.clock.slept == [2.0]


async def test_a_cancel_before_it_left_is_not_sent(desk):
    desk.store.open_gate.clear()
    deed = await desk.press(Act.PAUSE)
    await until(lambda: deed.phase is ActPhase.WRITING)
    deed.cancel()
    assert (await deed.answer()).outcome is ActOutcome.NOT_SENT
    desk.store.open_gate.set()
    await desk.idle()
    assert desk.vendor.requests == []
    assert desk.last().outcome is ActOutcome.NOT_SENT


async def test_a_cancel_after_it_left_is_unknown_and_a_late_answer_settles_it(desk):
    pending = asyncio.get_running_loop().create_future()
    desk.vendor.acts.append(pending)
    deed = await desk.press(Act.ACTIVATE, TWO)
    await until(lambda: bool(desk.vendor.writes))
    deed.cancel()
    assert (await deed.answer()).outcome is ActOutcome.UNKNOWN
    pending.set_result(HttpResponse(200, (), b""))
    await desk.idle()
    assert [item.by for item in desk.store.settlements[1]] == [SettledBy.CANCEL, SettledBy.ANSWER]
    assert desk.last().outcome is ActOutcome.DONE
    assert [late.outcome for late in desk.late] == [ActOutcome.DONE]


async def test_finishing_lets_nothing_new_leave(desk):
    desk.secrets.gate.clear()
    deed = desk.change.start(
        ActRequest(
            profile=PROFILE, order=ActOrder(act=Act.PAUSE, campaign_id=ONE, campaign_name=""), before=None, operator=""
        )
    )
    await until(lambda: deed.phase is ActPhase.KEYRING)
    await desk.change.finish(0.1)
    assert (await deed.answer()).outcome is ActOutcome.NOT_SENT
    assert desk.vendor.requests == []
