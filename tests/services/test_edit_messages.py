"""Texts of a campaign are changed after a look, only those that differ are sent, and each is compared afterwards."""

from __future__ import annotations

import json

import pytest

from leaddesk.domain.campaign import Act, ActOrder, ActOutcome
from leaddesk.services.campaign_deed import ActRequest
from tests.services.engage_desk import PROFILE, TWO, two_campaigns

desk = pytest.fixture(two_campaigns, name="desk")


async def test_only_changed_texts_are_sent_and_each_is_compared(desk):
    texts = {"outgoingMessage": "Hello. Reply STOP to end.", "helpMessage": "Help.", "stopMessage": "  "}
    result = await desk.do(Act.EDIT_MESSAGES, TWO, messages=texts)
    assert result.outcome is ActOutcome.DONE
    assert result.change == "READY → PENDING_APPROVAL"
    assert "ticket 4711" in result.explanation.detail
    [write] = desk.vendor.writes
    assert {key: text for key, text in json.loads(write.body).items() if text} == {
        "outgoingMessage": "Hello. Reply STOP to end."
    }
    assert desk.vendor.paths == ["GET one", "POST messages", "GET one"]
    assert desk.store.openings[1].lead["outgoingMessage"] == "Hello. Reply STOP to end."


async def test_an_edit_reads_first_and_stops_at_an_active_campaign(desk):
    desk.vendor.reads.clear()
    before = await desk.campaign(TWO)
    desk.vendor.touch(TWO, campaignStatus="ACTIVE")
    order = ActOrder(
        act=Act.EDIT_MESSAGES, campaign_id=TWO, campaign_name="Summer outreach", messages={"helpMessage": "New."}
    )
    deed = desk.change.start(ActRequest(profile=PROFILE, order=order, before=before, operator="M. Reyes"))
    result = await deed.answer()
    assert result.outcome is ActOutcome.NOT_SENT
    assert "Pause it first" in result.explanation.hint
    assert desk.vendor.writes == []


@pytest.mark.parametrize("texts", [{}, {"helpMessage": "Help."}, {"helpMessage": " "}])
async def test_an_edit_that_changes_nothing_is_not_sent(desk, texts):
    assert (await desk.do(Act.EDIT_MESSAGES, TWO, messages=texts)).outcome is ActOutcome.NOT_SENT
    assert desk.vendor.writes == []


async def test_an_edit_that_cannot_read_first_is_not_sent(desk):
    desk.vendor.reads.extend([500] * 3)
    result = await desk.do(Act.EDIT_MESSAGES, TWO, messages={"helpMessage": "New."})
    assert result.outcome is ActOutcome.NOT_SENT
    assert desk.vendor.writes == []


async def test_an_edit_without_an_answer_is_compared_and_never_repeated(desk):
    desk.vendor.acts.append("lost")
    assert (await desk.do(Act.EDIT_MESSAGES, TWO, messages={"helpMessage": "New."})).outcome is ActOutcome.DONE
    desk.vendor.touch(TWO, campaignStatus="READY")
    desk.vendor.acts.append("lost before")
    result = await desk.do(Act.EDIT_MESSAGES, TWO, messages={"helpMessage": "Newer."})
    assert result.outcome is ActOutcome.DID_NOT_CHANGE
    assert "Help message: did not change." in result.explanation.detail
    assert len(desk.vendor.writes) == 2
