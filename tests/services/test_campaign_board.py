"""The board is read with tries, and each look says what changed since the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.errors import LeadDeskError
from leaddesk.services.campaign_board import BoardLook
from leaddesk.services.campaign_reads import BOARD_CAP
from tests.services.engage_desk import ONE, PROFILE, THREE, TWO, EngageDesk, paced


@pytest.fixture
def desk():
    made = EngageDesk()
    made.vendor.add(ONE, "Spring", "ACTIVE")
    made.vendor.add(TWO, "Summer", "READY")
    return made


def is_same(look: BoardLook) -> bool:
    """Whether nothing changed since the look before."""
    return not look.changed and not look.gone


async def test_the_first_look_marks_nothing(desk):
    look = await desk.watch.read(PROFILE)
    assert [campaign.name for campaign in look.board.campaigns] == ["Spring", "Summer"]
    assert is_same(look)


async def test_a_look_says_what_changed_when_and_what_is_gone(desk):
    await desk.watch.read(PROFILE)
    desk.vendor.touch(ONE, campaignStatus="READY", sendingStatus="SENDING")
    del desk.vendor.campaigns[TWO]
    desk.vendor.add(THREE, "Autumn")
    desk.clock.seconds = 30.0
    look = await desk.watch.read(PROFILE)
    assert {change.field: (change.before, change.after) for change in look.changed[ONE]} == {
        "status": ("ACTIVE", "READY"),
        "sending": ("IDLE", "SENDING"),
        "updated": ("2026-11-20T10:00:00.000Z", "2026-11-21T00:00:01.000+00:00"),
    }
    assert {change.at for change in look.changed[ONE]} == {look.board.at} == {desk.clock.now()}
    assert [(change.field, change.after) for change in look.changed[THREE]] == [("id", THREE)]
    assert [campaign.name for campaign in look.gone] == ["Summer"]
    assert not is_same(look)
    assert is_same(await desk.watch.read(PROFILE))


async def test_a_change_inside_the_texts_is_a_change(desk):
    await desk.watch.read(PROFILE)
    desk.vendor.campaigns[ONE]["messages"] = {"helpMessage": "Other."}
    [change] = (await desk.watch.read(PROFILE)).changed[ONE]
    assert (change.field, change.before, change.after) == ("messages", "", "")


async def test_each_profile_has_its_own_looks_and_can_forget(desk):
    other = replace(PROFILE, id="p2")
    desk.secrets.held |= {other.secret_ref("api_key"): desk.secrets.held[PROFILE.secret_ref("api_key")]}
    await desk.watch.read(PROFILE)
    desk.vendor.touch(ONE, campaignStatus="READY")
    assert is_same(await desk.watch.read(other))
    desk.watch.forget(PROFILE)
    assert is_same(await desk.watch.read(PROFILE))


async def test_a_failed_look_keeps_the_one_to_compare_with(desk):
    await desk.watch.read(PROFILE)
    desk.vendor.touch(ONE, campaignStatus="READY")
    desk.vendor.reads.extend([503] * 3)
    with pytest.raises(LeadDeskError, match="503"):
        await desk.watch.read(PROFILE)
    assert ONE in (await desk.watch.read(PROFILE)).changed


@pytest.mark.parametrize("fault", [429, 500, 503, "lost before", "nothing left"])
async def test_a_read_is_tried_three_times_with_longer_waits(desk, fault):
    desk.vendor.reads.extend([fault, fault])
    assert len((await desk.watch.read(PROFILE)).board.campaigns) == 2
    assert desk.clock.slept == [1.0, 2.0]
    desk.vendor.reads.extend([fault] * 3)
    with pytest.raises(LeadDeskError):
        await desk.watch.read_one(PROFILE, ONE)
    assert not desk.vendor.reads


@pytest.mark.parametrize("fault", [401, 403, 404, 302])
async def test_a_refused_read_is_not_tried_again(desk, fault):
    desk.vendor.reads.append(fault)
    with pytest.raises(LeadDeskError, match=str(fault)):
        await desk.watch.read(PROFILE)
    assert len(desk.vendor.requests) == 1


async def test_retry_after_is_kept_to_unless_it_is_too_long(desk):
    desk.vendor.reads.append((503, {"Retry-After": "7"}))
    await desk.watch.read(PROFILE)
    assert desk.clock.slept == [7.0]
    desk.vendor.reads.append((503, {"Retry-After": "600"}))
    with pytest.raises(LeadDeskError):
        await desk.watch.read(PROFILE)
    assert desk.clock.slept == [7.0]


async def test_a_long_board_is_read_whole_and_looks_keep_to_the_pace(desk):
    profile = paced(0.5)
    await desk.watch.read(profile)
    await desk.watch.read(profile)
    assert [request.body_cap for request in desk.vendor.requests] == [BOARD_CAP] * 2
    assert desk.clock.slept == [2.0]


async def test_one_campaign_is_read_as_it_is_now(desk):
    assert (await desk.watch.read_one(PROFILE, TWO)).name == "Summer"
    with pytest.raises(LeadDeskError, match="404"):
        await desk.watch.read_one(PROFILE, THREE)


async def test_only_profiles_with_campaigns_are_offered(desk):
    other = replace(PROFILE, id="t1", vendor="trackdrive")
    assert desk.watch.sources_of([other, PROFILE]) == (PROFILE,)
    with pytest.raises(LeadDeskError, match="has no campaigns"):
        await desk.watch.read(other)


async def test_without_a_key_nothing_is_asked(desk):
    desk.secrets.held.clear()
    with pytest.raises(LeadDeskError, match="has no API key"):
        await desk.watch.read(PROFILE)
    assert desk.vendor.requests == []


async def test_a_change_of_status_comes_first(desk):
    desk.vendor.add(ONE, "Spring", "PENDING_APPROVAL")
    await desk.watch.read(PROFILE)
    desk.vendor.touch(ONE, name="Summer", sendingStatus="SENDING", campaignStatus="READY")
    look = await desk.watch.read(PROFILE)
    fields = [change.field for change in look.changed[ONE]]
    assert fields[0] == "status"
    assert {"name", "sending"} < set(fields)
