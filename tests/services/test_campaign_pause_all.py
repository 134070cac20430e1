"""*Pause all active* pauses all that are active, and *Restore* activates exactly those, where nobody touched them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.domain.campaign import Act, ActOutcome, Campaign, Moment
from leaddesk.domain.errors import AnswerLost, LeadDeskError, StoreProblem
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.change_campaign import ActResult
from leaddesk.services.pause_all import SIDE_BY_SIDE, PauseAll, PauseAllReport
from leaddesk.services.paused_here import PausedHere
from tests.services.desk import until
from tests.services.engage_desk import ONE, PROFILE, THREE, TWO, EngageDesk
from tests.services.fakes import disk_full


class Room(EngageDesk):
    """The desk with both buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.vendor.add(ONE, "Spring", "ACTIVE")
        self.vendor.add(TWO, "Summer", "READY")
        self.vendor.add(THREE, "Autumn", "ACTIVE")
        self.all = PauseAll(self.change, self.store, self.clock)

    def restart(self) -> None:
        """Starts LeadDesk anew: nothing but the store stays."""
        self.change = self.new_change()
        self.all = PauseAll(self.change, self.store, self.clock)

    async def pause_all(self, **more):
        return await asyncio.wait_for(self.all.run(PROFILE, "M. Reyes", **more), 5)

    def statuses(self):
        return [campaign["campaignStatus"] for campaign in self.vendor.campaigns.values()]


@pytest.fixture
def room():
    return Room()


async def test_every_active_campaign_is_paused_with_a_result_for_each(room):
    came: list[ActResult] = []
    report = await room.pause_all(on_result=came.append)
    assert room.statuses() == ["READY"] * 3
    assert sorted(result.request.order.campaign_name for result in report.done) == ["Autumn", "Spring"]
    assert report.results == tuple(came)
    assert [result.change for result in report.results] == ["ACTIVE → READY"] * 2
    assert [opening.act for opening in room.store.openings.values()] == ["Pause campaign"] * 2
    assert len(room.vendor.writes) == 2


async def test_one_press_asks_the_keyring_once(room):
    report = await room.pause_all()
    assert len(report.done) == 2
    assert room.secrets.calls == ["get"]


async def test_where_nothing_is_active_nothing_is_sent(room):
    room.vendor.campaigns[ONE]["campaignStatus"] = room.vendor.campaigns[THREE]["campaignStatus"] = "DRAFT"
    report = await room.pause_all()
    assert (report.results, room.vendor.writes) == ((), [])
    assert await room.all.restorable(PROFILE) is None


async def test_what_is_paused_is_kept_before_the_first_pause_leaves(room):
    room.store.open_gate.clear()
    running = asyncio.ensure_future(room.pause_all())
    await until(lambda: bool(room.store.drafts))
    assert room.vendor.writes == []
    assert {ONE, THREE} < set(room.store.drafts[f"paused {PROFILE.id}"])
    room.store.open_gate.set()
    await running


async def test_one_whose_activation_begins_while_the_board_is_read_is_paused_too(room, monkeypatch):
    read = room.change.reads.board
    begun: list[Any] = []

    async def slow(*given, **more):
        board = await read(*given, **more)
        if not begun:
            monkeypatch.setattr(room.change, "activating", lambda _profile: frozenset({TWO}))
            begun.append(board)
        return board

    monkeypatch.setattr(room.change.reads, "board", slow)
    report = await room.pause_all()
    assert sorted(result.request.order.campaign_id for result in report.results) == sorted([ONE, TWO, THREE])


async def test_what_cannot_be_kept_is_not_paused(room, monkeypatch):
    async def fails(_place: str, _fields: dict[str, str]) -> None:
        raise disk_full()

    monkeypatch.setattr(room.store, "save_draft", fails)
    with pytest.raises(StoreProblem):
        await room.pause_all()
    assert room.vendor.writes == []


async def test_eight_are_on_the_wire_at_once_at_most(room):
    for number in range(30):
        room.vendor.add(f"id{number}", f"Campaign {number}", "ACTIVE")
    pending = [asyncio.get_running_loop().create_future() for _ in range(32)]
    room.vendor.acts.extend(pending)
    running = asyncio.ensure_future(room.pause_all())
    await until(lambda: len(room.vendor.writes) == SIDE_BY_SIDE)
    await asyncio.sleep(0.05)
    assert len(room.vendor.writes) == SIDE_BY_SIDE
    for future in pending:
        future.set_result(HttpResponse(200, (), b""))
    report = await running
    assert len(report.done) == 32
    assert room.vendor.paths.count("GET campaigns") < 32 / 4, "the reads are shared"
    assert "GET one" not in room.vendor.paths


async def test_one_that_is_not_answered_holds_no_other_result_back(room):
    pending = asyncio.get_running_loop().create_future()
    room.vendor.acts.append(pending)
    came: list[ActResult] = []
    running = asyncio.ensure_future(room.pause_all(on_result=came.append))
    await until(lambda: bool(came))
    assert [result.outcome for result in came] == [ActOutcome.DONE]
    pending.set_exception(AnswerLost("No answer."))
    assert len((await running).done) == 2


async def test_a_single_pause_does_not_wait_for_those_on_the_wire(room):
    for number in range(SIDE_BY_SIDE):
        room.vendor.add(f"id{number}", f"Campaign {number}", "ACTIVE")
    pending = [asyncio.get_running_loop().create_future() for _ in range(SIDE_BY_SIDE)]
    room.vendor.acts.extend(pending)
    running = asyncio.ensure_future(room.pause_all())
    await until(lambda: len(room.vendor.writes) == SIDE_BY_SIDE)
    assert (await room.do(Act.PAUSE, TWO)).outcome is ActOutcome.DONE
    for future in pending:
        future.set_result(HttpResponse(200, (), b""))
    await running


async def test_few_active_ones_on_a_long_board_are_read_alone(room):
    for number in range(30):
        room.vendor.add(f"id{number}", f"Campaign {number}", "READY")
    await room.pause_all()
    assert room.vendor.paths.count("GET campaigns") == 1
    assert room.vendor.paths.count("GET one") == 2


async def test_one_the_vendor_has_no_room_for_is_paused_a_little_later(room):
    room.vendor.acts.append((429, {"Retry-After": "3"}))
    report = await room.pause_all()
    assert len(report.done) == 2
    assert room.statuses() == ["READY"] * 3
    assert len(room.vendor.writes) == 3


def others(report: PauseAllReport) -> list[ActResult]:
    return [result for result in report.results if result not in report.done]


async def test_one_that_does_not_pause_is_said_and_the_others_are_paused(room):
    room.vendor.acts.append(403)
    report = await room.pause_all()
    assert [result.outcome for result in others(report)] == [ActOutcome.REJECTED]
    assert len(report.done) == 1
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert [item.campaign.id for item in agreed.campaigns] == [report.done[0].request.order.campaign_id]
    assert agreed.left_out == ()


async def test_what_may_still_go_out_is_said(room):
    room.vendor.campaigns[ONE]["sendingStatus"] = "SENDING"
    [said] = (await room.pause_all()).may_still_send
    assert said.startswith("Spring: it is still SENDING")


async def test_where_the_board_cannot_be_read_those_last_seen_active_are_paused(room):
    board = (await room.watch.read(PROFILE)).board
    room.vendor.reads.extend([503] * 3)
    with pytest.raises(LeadDeskError, match="failure of its own"):
        await room.pause_all()
    assert room.vendor.writes == []
    room.vendor.reads.extend([503] * 3)
    report = await room.pause_all(known=board.campaigns)
    assert len(report.done) == 2
    assert "last seen active" in report.notices[0]


async def test_a_read_only_profile_pauses_and_restores_nothing(room):
    profile = replace(PROFILE, safety=SafetyLevel.READ_ONLY)
    with pytest.raises(LeadDeskError, match="read only"):
        await room.all.run(profile, "M. Reyes")
    assert (room.vendor.requests, room.secrets.calls) == ([], [])


async def test_the_end_of_the_caller_stops_no_pause(room):
    running = asyncio.ensure_future(room.pause_all())
    await until(lambda: bool(room.vendor.requests))
    running.cancel()
    await until(lambda: room.statuses() == ["READY"] * 3)
    await until(lambda: not room.all._pausing)
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert len(agreed.campaigns) == 2


async def test_a_second_press_while_one_runs_is_the_same_deed(room):
    one, other = await asyncio.gather(room.pause_all(), room.pause_all())
    assert one is other
    assert len(room.vendor.writes) == 2


# ------------------------------------------------------------ restore


async def test_restore_activates_exactly_those_once_each_after_a_restart(room):
    await room.pause_all()
    room.restart()
    assert await room.all.has_paused(PROFILE)
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert {item.campaign.name for item in agreed.campaigns} == {"Spring", "Autumn"}
    assert {item.paused_by for item in agreed.campaigns} == {"M. Reyes"}
    before = len(room.vendor.writes)
    report = await room.all.restore(PROFILE, agreed, "A. Okafor")
    assert [result.change for result in report.results] == ["READY → ACTIVE"] * 2
    assert room.statuses() == ["ACTIVE", "READY", "ACTIVE"]
    assert len(room.vendor.writes) == before + 2
    assert await room.all.restorable(PROFILE) is None
    assert not await room.all.has_paused(PROFILE)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"campaignStatus": "ACTIVE"}, "from READY to ACTIVE"),
        ({"campaignStatus": "DRAFT"}, "from READY to DRAFT"),
        ({}, "It changed after the pause"),
    ],
)
async def test_one_that_changed_since_is_left_out_and_said(room, change, why):
    await room.pause_all()
    room.vendor.touch(ONE, **change)
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert [item.campaign.name for item in agreed.campaigns] == ["Autumn"]
    [left] = agreed.left_out
    assert (left.name, left.campaign_id) == ("Spring", ONE)
    assert why in left.why
    report = await room.all.restore(PROFILE, agreed, "M. Reyes")
    assert len(report.results) == 1
    assert await room.all.restorable(PROFILE) is None, "what was left out has been said"


def test_what_changed_is_told_in_times_with_their_zone():
    kept = PausedHere(
        campaign_id=ONE,
        name="Spring",
        at=datetime(2026, 11, 21, 14, 24, tzinfo=UTC),
        operator="",
        status="READY",
        updated="2026-11-21T14:24:46.908Z",
    )
    now = Campaign(id=ONE, status="READY", updated=Moment("2026-11-21T16:05:00.000Z"))
    assert kept.why_changed(now) == (
        "It changed after the pause (updated Nov 21, 2026, 2:24 pm UTC, now Nov 21, 2026, 4:05 pm UTC)."
    )
    assert "now not returned" in kept.why_changed(Campaign(id=ONE, status="READY"))
    assert "now soon)" in kept.why_changed(replace(now, updated=Moment("soon")))


async def test_one_that_vanished_is_left_out(room):
    await room.pause_all()
    del room.vendor.campaigns[ONE]
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert [item.why for item in agreed.left_out] == ["It is no longer there."]


async def test_one_that_changes_after_the_person_agreed_is_not_activated(room):
    await room.pause_all()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    room.vendor.touch(ONE, name="Spring 2")
    report = await room.all.restore(PROFILE, agreed, "M. Reyes")
    assert [result.request.order.campaign_id for result in report.done] == [THREE]
    [other] = others(report)
    assert other.outcome is ActOutcome.NOT_SENT
    assert "It changed after the pause" in other.explanation.detail
    assert room.statuses() == ["READY", "READY", "ACTIVE"]


async def test_one_that_was_not_activated_can_be_restored_later_and_only_by_a_person(room):
    await room.pause_all()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    room.vendor.acts.append("lost before")
    report = await room.all.restore(PROFILE, agreed, "M. Reyes")
    assert len(report.done) == len(others(report)) == 1
    again = await room.all.restorable(PROFILE)
    assert again is not None
    assert [item.campaign.id for item in again.campaigns] == [others(report)[0].request.order.campaign_id]
    await room.all.restore(PROFILE, again, "M. Reyes")
    assert room.statuses() == ["ACTIVE", "READY", "ACTIVE"]


async def test_a_second_pause_all_adds(room):
    await room.pause_all()
    room.vendor.touch(TWO, campaignStatus="ACTIVE")
    await room.pause_all()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert {item.campaign.id for item in agreed.campaigns} == {ONE, TWO, THREE}


async def test_one_of_which_nobody_knows_is_left_out_of_restore(room):
    del room.vendor.campaigns[THREE]
    room.vendor.acts.extend(["lost before"] * 3)
    room.vendor.reads.append("")
    room.vendor.reads.extend([503] * 50)
    report = await room.pause_all()
    assert [result.outcome for result in report.results] == [ActOutcome.UNKNOWN]
    room.vendor.reads.clear()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert agreed.campaigns == ()
    assert "before it was known" in agreed.left_out[0].why


async def test_a_kill_in_between_leaves_what_was_confirmed(room):
    pending = asyncio.get_running_loop().create_future()
    room.vendor.acts.extend(["", pending])
    running = asyncio.ensure_future(room.pause_all())
    await until(lambda: '"status": "READY"' in repr(room.store.drafts))
    room.restart()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    assert len(agreed.campaigns) == len(agreed.left_out) == 1
    pending.cancel()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await asyncio.sleep(0.05)


async def test_pause_all_ends_a_restore_that_runs(room):
    await room.pause_all()
    agreed = await room.all.restorable(PROFILE)
    assert agreed is not None
    pending = asyncio.get_running_loop().create_future()
    room.vendor.acts.append(pending)
    restoring = asyncio.ensure_future(room.all.restore(PROFILE, agreed, "M. Reyes"))
    written = len(room.vendor.writes)
    await until(lambda: len(room.vendor.writes) > written)
    await room.pause_all()
    pending.set_exception(AnswerLost("No answer."))
    report = await restoring
    assert room.statuses() == ["READY"] * 3
    assert "Pause all active was pressed" in report.results[-1].explanation.detail


async def test_forgetting_offers_nothing_any_more(room):
    await room.pause_all()
    await room.all.forget(PROFILE)
    assert await room.all.restorable(PROFILE) is None


async def test_an_entry_that_cannot_be_read_is_not_offered_and_stays(room):
    room.store.drafts[f"paused {PROFILE.id}"] = {"x": "not json", "y": '{"name": "Y"}'}
    assert await room.all.restorable(PROFILE) is None
    await room.pause_all()
    assert {"x", "y"} < set(room.store.drafts[f"paused {PROFILE.id}"])
