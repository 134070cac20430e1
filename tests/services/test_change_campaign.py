"""An act is written down, sent as often as it may be, and judged by what the campaign says afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.campaign import Act, ActOrder, ActOutcome
from leaddesk.domain.exchange import STATUS_AFTER, STATUS_BEFORE, SettledBy
from leaddesk.domain.profile import SafetyLevel
from leaddesk.services.campaign_deed import ActPhase, ActRequest
from leaddesk.services.change_campaign import ChangeCampaign
from tests.services.engage_desk import KEY, ONE, PROFILE, TWO, EngageDesk, two_campaigns
from tests.services.fakes import disk_full

desk = pytest.fixture(two_campaigns, name="desk")


# ------------------------------------------------------------ what it becomes


async def test_a_pause_is_written_down_sent_read_again_and_settled(desk):
    result = await desk.do(Act.PAUSE)
    assert (result.outcome, result.change) == (ActOutcome.DONE, "ACTIVE → READY")
    assert result.explanation.title == "Spring outreach is paused: ACTIVE → READY."
    assert result.campaign == await desk.campaign()
    assert desk.vendor.paths == ["POST pause", "GET one"]
    opening = desk.store.openings[1]
    assert (opening.act, opening.destination_name, opening.number) == ("Pause campaign", "Spring outreach", "")
    assert opening.lead[STATUS_BEFORE] == "ACTIVE"
    assert KEY not in repr(opening)
    settled = desk.last()
    assert (settled.by, settled.outcome, settled.assessment) == (SettledBy.ANSWER, ActOutcome.DONE, "")
    assert settled.checks == {STATUS_AFTER: "READY"}
    assert desk.phases == [ActPhase.KEYRING, ActPhase.WRITING, ActPhase.SENDING, ActPhase.REREADING]


async def test_an_activation_is_sent_once_and_is_active(desk):
    result = await desk.do(Act.ACTIVATE, TWO)
    assert (result.outcome, result.change) == (ActOutcome.DONE, "READY → ACTIVE")
    assert [request.urgent for request in desk.vendor.requests] == [False, True]


async def test_a_pause_and_its_read_take_the_urgent_connections(desk):
    await desk.do(Act.PAUSE)
    assert [request.urgent for request in desk.vendor.requests] == [True, True]


@pytest.mark.parametrize(("act", "campaign_id"), [(Act.PAUSE, ONE), (Act.ACTIVATE, TWO)])
async def test_a_lying_answer_is_found_out(desk, act, campaign_id):
    desk.vendor.acts.append("lie")
    result = await desk.do(act, campaign_id)
    assert result.outcome is ActOutcome.DID_NOT_CHANGE
    assert "did not change" in result.explanation.title
    assert len(desk.vendor.writes) == 1
    assert desk.vendor.paths[1:] == ["GET one", "GET one"], "a vendor may take a moment"


async def test_a_vendor_that_takes_a_moment_is_done(desk):
    desk.vendor.acts.append("soon")
    assert (await desk.do(Act.PAUSE)).outcome is ActOutcome.DONE
    assert desk.vendor.paths == ["POST pause", "GET one", "GET one"]


@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 429])
@pytest.mark.parametrize(("act", "campaign_id"), [(Act.PAUSE, ONE), (Act.ACTIVATE, TWO)])
async def test_a_clear_refusal_is_rejected_never_repeated_and_the_state_read(desk, status, act, campaign_id):
    desk.vendor.acts.append(status)
    result = await desk.do(act, campaign_id)
    assert result.outcome is ActOutcome.REJECTED
    assert str(status) in result.explanation.title
    before = "ACTIVE" if act is Act.PAUSE else "READY"
    assert result.change == f"{before} → {before}"
    assert f"{before} → {before}" in result.explanation.detail
    assert len(desk.vendor.writes) == 1


def busy(seconds: int):
    return 429, {"Retry-After": str(seconds)}


async def test_a_pause_the_vendor_has_no_room_for_is_sent_again_when_it_may_be(desk):
    desk.vendor.acts.append(busy(7))
    result = await desk.do(Act.PAUSE)
    assert (result.outcome, result.change) == (ActOutcome.DONE, "ACTIVE → READY")
    assert desk.vendor.paths == ["POST pause", "POST pause", "GET one"]
    assert 7 in desk.clock.slept
    assert "It was sent 2 times." in result.notices
    assert ActPhase.REPEATING in desk.phases


async def test_a_pause_is_sent_again_twice_at_most_then_rejected_with_the_wait(desk):
    desk.vendor.acts.extend([busy(2)] * 3)
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.REJECTED
    assert result.explanation.hint == "Try again after 2 s."
    assert len(desk.vendor.writes) == 3


async def test_a_refusal_after_a_try_that_may_have_worked_counts_the_same_repeats(desk):
    desk.vendor.acts.extend(["lost before", busy(1), busy(1)])
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.REJECTED
    assert len(desk.vendor.writes) == 3


@pytest.mark.parametrize(("act", "campaign_id", "wait"), [(Act.PAUSE, ONE, 11), (Act.ACTIVATE, TWO, 1)])
async def test_a_long_wait_or_an_activation_is_left_to_a_person(desk, act, campaign_id, wait):
    desk.vendor.acts.append(busy(wait))
    result = await desk.do(act, campaign_id)
    assert result.outcome is ActOutcome.REJECTED
    assert result.explanation.hint == f"Try again after {wait} s."
    assert len(desk.vendor.writes) == 1


async def test_a_refusal_stands_where_the_state_cannot_be_read(desk):
    desk.vendor.acts.append(403)
    desk.vendor.reads.extend([500] * 6)
    result = await desk.do(Act.PAUSE)
    assert (result.outcome, result.after) == (ActOutcome.REJECTED, "")
    assert "could not be read" in result.explanation.detail


async def test_what_never_left_is_not_sent_and_nothing_is_read(desk):
    desk.vendor.acts.append("nothing left")
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.NOT_SENT
    assert desk.vendor.paths == ["POST pause"]
    assert desk.last().by is SettledBy.NO_ANSWER


@pytest.mark.parametrize("fault", ["lost", ("late", 500), ("late", 503)])
async def test_an_activation_without_a_clear_answer_is_read_and_never_repeated(desk, fault):
    desk.vendor.acts.append(fault)
    result = await desk.do(Act.ACTIVATE, TWO)
    assert (result.outcome, result.change) == (ActOutcome.DONE, "READY → ACTIVE")
    assert any("No clear answer came" in notice for notice in result.notices)
    assert len(desk.vendor.writes) == 1


@pytest.mark.parametrize("fault", ["lost before", 500, 502])
async def test_an_activation_that_shows_no_change_is_not_repeated_either(desk, fault):
    desk.vendor.acts.append(fault)
    result = await desk.do(Act.ACTIVATE, TWO)
    assert result.outcome is ActOutcome.DID_NOT_CHANGE
    assert "may still be carried out" in result.explanation.hint
    assert len(desk.vendor.writes) == 1


@pytest.mark.parametrize("fault", ["lost before", 500, 503])
async def test_a_pause_without_a_clear_answer_is_repeated_until_it_is_seen(desk, fault):
    desk.vendor.acts.extend([fault, fault])
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.DONE
    assert len(desk.vendor.writes) == 3
    assert "It was sent 3 times." in result.notices
    assert desk.vendor.paths == ["POST pause", "GET one"] * 3


async def test_a_pause_is_never_sent_a_fourth_time(desk):
    desk.vendor.acts.extend(["lost before"] * 9)
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.DID_NOT_CHANGE
    assert len(desk.vendor.writes) == 3


async def test_a_pause_that_worked_unanswered_is_not_repeated(desk):
    desk.vendor.acts.append("lost")
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.DONE
    assert len(desk.vendor.writes) == 1


async def test_a_refused_repeat_of_a_pause_that_worked_is_done(desk):
    desk.vendor.acts.extend(["lost before", ("late", 409)])
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.DONE
    assert any("The last answer was a refusal" in notice for notice in result.notices)


@pytest.mark.parametrize("faults", [[503] * 3, ["lost before"], [404]])
async def test_a_campaign_that_cannot_be_read_alone_is_looked_for_on_the_board(desk, faults):
    desk.vendor.reads.extend(faults)
    result = await desk.do(Act.ACTIVATE, TWO)
    assert (result.outcome, result.change) == (ActOutcome.DONE, "READY → ACTIVE")
    assert desk.vendor.paths[1:] == ["GET one"] * len(faults) + ["GET campaigns"]


@pytest.mark.parametrize("fault", [401, 403])
async def test_a_refused_key_is_not_tried_on_the_board(desk, fault):
    desk.vendor.reads.append(fault)
    assert (await desk.do(Act.ACTIVATE, TWO)).outcome is ActOutcome.UNKNOWN
    assert desk.vendor.paths[1:] == ["GET one"]


async def test_another_campaign_that_is_read_in_its_place_proves_nothing(desk):
    desk.vendor.campaigns[TWO] = desk.vendor.campaigns[TWO] | {"id": ONE}
    desk.vendor.acts.append("lie")
    before = await desk.campaign(ONE)
    order = ActOrder(act=Act.ACTIVATE, campaign_id=TWO, campaign_name="Summer outreach")
    request = ActRequest(profile=PROFILE, order=order, before=replace(before, status="READY"), operator="M. Reyes")
    result = await desk.change.start(request).answer()
    assert result.outcome is ActOutcome.UNKNOWN
    assert "Another campaign came" in result.explanation.detail


async def test_an_act_whose_campaign_cannot_be_read_again_is_unknown(desk):
    desk.vendor.reads.extend([503] * 6)
    result = await desk.do(Act.ACTIVATE, TWO)
    assert (result.outcome, result.change) == (ActOutcome.UNKNOWN, "READY → not known")
    assert "could not be read again" in result.explanation.title
    assert len(desk.vendor.writes) == 1


async def test_a_status_that_nobody_documented_proves_nothing(desk):
    desk.vendor.acts.append("lie")
    desk.vendor.campaigns[ONE]["campaignStatus"] = "WINDING_DOWN"
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.UNKNOWN
    assert "WINDING_DOWN" in result.explanation.title


async def test_what_may_still_go_out_is_said(desk):
    desk.vendor.campaigns[ONE] |= {"sendingStatus": "SENDING", "nextRunTime": "2026-11-22T15:00:00.000Z"}
    result = await desk.do(Act.PAUSE)
    assert "still SENDING" in result.explanation.detail
    assert "its next run is set to Nov 22, 2026, 3:00 pm UTC" in result.explanation.detail


# ------------------------------------------------------------ what speaks against it


@pytest.mark.parametrize("act", list(Act))
async def test_a_read_only_profile_refuses_before_any_secret_is_asked(desk, act):
    profile = replace(PROFILE, safety=SafetyLevel.READ_ONLY)
    result = await desk.do(act, profile=profile, list_name="May", messages={"helpMessage": "New."})
    desk.secrets.calls.remove("get")  # the look that pressing took
    assert result.outcome is ActOutcome.NOT_SENT
    assert "read only" in result.explanation.sentence()
    assert (desk.secrets.calls, desk.vendor.requests, desk.store.openings) == ([], [], {})


@pytest.mark.parametrize("status", ["ACTIVE", "DRAFT", "PENDING_APPROVAL", "", "SOMETHING"])
async def test_only_a_fit_status_is_activated(desk, status):
    desk.vendor.campaigns[ONE]["campaignStatus"] = status
    result = await desk.do(Act.ACTIVATE)
    assert result.outcome is ActOutcome.NOT_SENT
    assert desk.vendor.requests == []


async def test_a_pause_needs_no_known_state(desk):
    order = ActOrder(act=Act.PAUSE, campaign_id=ONE, campaign_name="Spring outreach")
    deed = desk.change.start(ActRequest(profile=PROFILE, order=order, before=None, operator="M. Reyes"))
    result = await deed.answer()
    assert (result.outcome, result.change) == (ActOutcome.DONE, "not known → READY")


async def test_what_cannot_be_written_down_is_not_sent(desk):
    desk.store.open_fails = disk_full()
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.NOT_SENT
    assert desk.vendor.requests == []


async def test_an_end_that_cannot_be_written_down_is_said_with_the_result(desk):
    desk.store.settle_fails = disk_full()
    result = await desk.do(Act.PAUSE)
    assert result.outcome is ActOutcome.DONE
    assert any("not in the history" in notice for notice in result.notices)


# ------------------------------------------------------------ lists


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"campaignStatus": "ACTIVE", "name": "Spring"}', "“campaign Spring: ACTIVE”"),
        (b'{"listName": "May", "status": "READY"}', "“May: READY”"),
        (b"", "with an empty body"),
        (b"paused", "“paused”"),
    ],
)
@pytest.mark.parametrize("act", [Act.ACTIVATE_LIST, Act.PAUSE_LIST])
async def test_a_list_is_the_vendors_answer_and_is_never_read(desk, act, body, said):
    desk.vendor.answer = body
    result = await desk.do(act, list_name=" May & June+#1 ")
    assert result.outcome is ActOutcome.DONE
    want = f"List “ May & June+#1 ”: the vendor answered {said}; a list cannot be re-read."
    assert result.explanation.title == want
    assert result.after == ""
    [request] = desk.vendor.requests
    assert request.url.endswith("?listName=%20May%20%26%20June%2B%231%20")
    assert desk.store.openings[1].destination_name == "Spring outreach, list “ May & June+#1 ”"
    assert desk.last().checks == {}


async def test_a_list_activation_is_sent_once_and_a_list_pause_thrice_at_most(desk):
    desk.vendor.acts.extend(["lost before"] * 9)
    assert (await desk.do(Act.ACTIVATE_LIST, list_name="May")).outcome is ActOutcome.UNKNOWN
    assert len(desk.vendor.writes) == 1
    assert (await desk.do(Act.PAUSE_LIST, list_name="May")).outcome is ActOutcome.UNKNOWN
    assert len(desk.vendor.writes) == 4


async def test_a_list_needs_a_name(desk):
    assert (await desk.do(Act.PAUSE_LIST, list_name="  ")).outcome is ActOutcome.NOT_SENT
    assert desk.vendor.requests == []


# ------------------------------------------------------------ settling later


async def left_open(desk: EngageDesk, act: Act, campaign_id: str, **more) -> ChangeCampaign:
    """Leaves an act whose outcome is unknown, and returns the use-case of the next start."""
    desk.vendor.acts.append("lost")
    desk.vendor.reads.extend([503] * 9)
    assert (await desk.do(act, campaign_id, **more)).outcome is ActOutcome.UNKNOWN
    desk.vendor.reads.clear()
    return desk.new_change()


async def test_an_open_act_is_settled_by_a_read(desk):
    later = await left_open(desk, Act.ACTIVATE, TWO)
    sent = len(desk.vendor.writes)
    [result] = await later.settle_open([PROFILE])
    assert (result.outcome, result.change) == (ActOutcome.DONE, "READY → ACTIVE")
    assert (desk.last().by, desk.last().outcome) == (SettledBy.REREAD, ActOutcome.DONE)
    assert len(desk.vendor.writes) == sent
    assert await later.settle_open([PROFILE]) == ()


async def test_an_open_act_on_a_list_stays_open(desk):
    desk.vendor.acts.append("lost")
    assert (await desk.do(Act.ACTIVATE_LIST, list_name="May")).outcome is ActOutcome.UNKNOWN
    asked = len(desk.vendor.requests)
    assert await desk.new_change().settle_open([PROFILE]) == ()
    assert len(desk.vendor.requests) == asked


async def test_what_cannot_be_read_stays_open(desk):
    later = await left_open(desk, Act.ACTIVATE, TWO)
    desk.vendor.reads.extend([404])
    assert await later.settle_open([PROFILE]) == ()
    assert await later.settle_open([replace(PROFILE, id="another")]) == ()
    assert desk.last().outcome is ActOutcome.UNKNOWN
