"""Practice campaigns that change while they are looked at, and those that come in odd shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from leaddesk.practice import PRACTICE_CAMPAIGNS
from leaddesk.practice.campaign_shapes import SHAPES
from leaddesk.practice.campaign_table import PracticeCampaign
from leaddesk.practice.campaign_texts import SCHEDULES, TEXTS
from tests.practice.campaigns import Campaigns, campaign_server


@pytest.fixture(name="campaigns")
def campaigns_fixture() -> Iterator[Campaigns]:
    with campaign_server() as campaigns:
        yield campaigns


@pytest.fixture(name="shaped", scope="module")
def shaped_fixture() -> Iterator[Campaigns]:
    """One server for the shapes: nothing in them changes."""
    with campaign_server() as campaigns:
        yield campaigns


@pytest.mark.parametrize("entry", PRACTICE_CAMPAIGNS, ids=lambda entry: entry.name)
def test_the_table_names_what_there_is_in_words_that_fit_the_panel(entry: PracticeCampaign) -> None:
    assert len(entry.name) <= 40
    assert 0 < len(entry.says) <= 40
    assert entry.texts in TEXTS
    assert entry.schedule in SCHEDULES
    assert entry.shape in {"", *SHAPES}


def test_every_shape_text_and_week_is_used_and_no_name_stands_twice() -> None:
    assert {entry.shape for entry in PRACTICE_CAMPAIGNS} - {""} == set(SHAPES)
    assert {entry.texts for entry in PRACTICE_CAMPAIGNS} == set(TEXTS)
    assert {entry.schedule for entry in PRACTICE_CAMPAIGNS} == set(SCHEDULES)
    assert len({entry.name for entry in PRACTICE_CAMPAIGNS}) == len(PRACTICE_CAMPAIGNS)


# ---------------------------------------------------------------- changes


def test_approval_comes_with_the_third_look(campaigns: Campaigns) -> None:
    looks = [campaigns.status("Approved at the third look") for _ in range(4)]
    assert looks == ["PENDING_APPROVAL", "PENDING_APPROVAL", "READY", "READY"]
    assert campaigns.act("Approved at the third look", "activate").status_code == 200


def test_somebody_else_starts_a_campaign_again_and_again(campaigns: Campaigns) -> None:
    name = "Somebody else starts it"
    assert [campaigns.status(name) for _ in range(4)] == ["READY", "READY", "ACTIVE", "ACTIVE"]
    assert campaigns.get(name)["events"][-1]["message"] == "Activated by Robin Example"
    assert campaigns.act(name, "pause").json()["campaignStatus"] == "READY"
    assert [campaigns.status(name) for _ in range(3)] == ["READY", "READY", "ACTIVE"]


def test_a_look_at_the_board_counts_too(campaigns: Campaigns) -> None:
    campaigns.board()
    campaigns.board()
    assert campaigns.status("Somebody else starts it") == "ACTIVE"


def test_somebody_else_renames_a_campaign_once(campaigns: Campaigns) -> None:
    name = "Somebody else renames it"
    looks = [campaigns.get(name) for _ in range(8)]
    assert [look["name"] for look in looks] == [name] * 2 + [f"{name} (renamed)"] * 6
    assert looks[1]["updated"] < looks[2]["updated"] == looks[7]["updated"]
    assert {look["campaignStatus"] for look in looks} == {"ACTIVE"}


def test_a_paused_campaign_sends_on_for_two_looks(campaigns: Campaigns) -> None:
    name = "Sends on after a pause"
    assert campaigns.status(name) == "ACTIVE"
    assert campaigns.act(name, "pause").json()["campaignStatus"] == "READY"
    first, second = campaigns.get(name), campaigns.get(name)
    assert (first["campaignStatus"], first["sendingStatus"]) == ("READY", "SENDING")
    assert "214" in first["sendingStatusDescription"]
    assert (second["campaignStatus"], second["sendingStatus"]) == ("READY", "IDLE")


def test_an_act_may_take_hold_late(campaigns: Campaigns) -> None:
    name = "Starts and stops late"
    assert campaigns.act(name, "activate").json()["campaignStatus"] == "READY"
    assert [campaigns.status(name) for _ in range(2)] == ["READY", "ACTIVE"]
    assert campaigns.act(name, "pause").json()["campaignStatus"] == "ACTIVE"
    assert [campaigns.status(name) for _ in range(2)] == ["ACTIVE", "READY"]
    campaigns.act(name, "activate")
    campaigns.act(name, "pause")  # takes the start back before it took hold
    assert [campaigns.status(name) for _ in range(3)] == ["READY"] * 3


def test_a_campaign_vanishes(campaigns: Campaigns) -> None:
    gone = campaigns.id("Vanishes")
    looks = [gone in {campaign["id"] for campaign in campaigns.board()} for _ in range(5)]
    assert looks == [True, True, True, False, False]
    assert campaigns.client.get(gone).status_code == campaigns.client.post(f"{gone}/pause").status_code == 404


def test_a_campaign_turns_up_later(campaigns: Campaigns) -> None:
    late = campaigns.id("Turns up later")
    looks = [late in {campaign["id"] for campaign in campaigns.board()} for _ in range(4)]
    assert looks == [False, False, True, True]
    campaigns.act("Turns up later", "activate")
    assert campaigns.status("Turns up later") == "ACTIVE"


def test_a_campaign_is_gone_once_started(campaigns: Campaigns) -> None:
    assert campaigns.act("Gone once started", "activate").json()["campaignStatus"] == "ACTIVE"
    assert campaigns.client.get(campaigns.id("Gone once started")).status_code == 404


# ---------------------------------------------------------------- shapes


def test_nothing_but_what_a_shape_takes_away_is_missing(shaped: Campaigns) -> None:
    assert "schedule" not in shaped.get("Without a schedule")
    assert "name" not in shaped.get("")
    assert set(shaped.get("Bare")) == {"id", "name"}
    nulls = shaped.get("Nulls")
    assert [key for key, value in nulls.items() if value is not None] == ["id", "name", "campaignStatus"]


def test_odd_weeks_hold_what_they_are_named_for(shaped: Campaigns) -> None:
    odd = shaped.get("Odd schedule")["schedule"]
    (first, second) = odd["monday"]
    assert first["start"] < second["start"] < first["end"]
    (zero,) = odd["tuesday"]
    assert zero["start"] == zero["end"]
    assert odd["wednesday"][0]["start"] > odd["wednesday"][0]["end"]
    assert odd["friday"][0]["start"] < 0
    assert odd["friday"][1]["end"] > 1440
    assert "sunday" not in odd
    assert len(shaped.get("Schedule with exceptions")["schedule"]["exceptions"]) == 3
    assert shaped.get("Schedule nobody can read")["schedule"]["monday"][0]["start"] == "late"


def test_odd_texts_come_as_they_are(shaped: Campaigns) -> None:
    assert len(shaped.get("Message of 10,000 characters")["messages"]["outgoingMessage"]) >= 10_000
    broken = shaped.get("Broken braces")["messages"]["outgoingMessage"]
    assert broken.count("{{") != broken.count("}}")
    hostile = shaped.get("Hostile texts")
    assert "\x00" in hostile["messages"]["outgoingMessage"]
    assert hostile["messages"]["startMessage"].startswith("\ud83d")
    assert hostile["sendingStatusDescription"].startswith("<img")
    assert any("\u202e" in entry.get("name", "") for entry in shaped.board())


def test_what_nobody_documents_stands_beside_what_is(shaped: Campaigns) -> None:
    unknown: dict[str, Any] = shaped.get("Unknown properties")
    assert set(unknown) - set(shaped.get("Spring outreach")) == {"priority", "labels", "statistics", "owner", "paused"}
    assert unknown["carrierDailyLimits"]
    wrong = shaped.get("Wrong types")
    assert (wrong["schedule"], wrong["zendeskApprovalTicketId"]) == ("office hours", 4711)
    assert len(shaped.get("500 events")["events"]) == 500


def test_a_campaign_in_an_odd_shape_is_started_all_the_same(campaigns: Campaigns) -> None:
    assert campaigns.act("Without a schedule", "activate").json()["campaignStatus"] == "ACTIVE"
    assert "schedule" not in campaigns.get("Without a schedule")
    assert campaigns.act("", "activate").json()["campaignStatus"] == "ACTIVE"


def test_the_longest_time_line_of_a_busy_campaign_stays_short(campaigns: Campaigns) -> None:
    for _ in range(40):
        campaigns.act("Renewal reminder", "activate")
        campaigns.act("Renewal reminder", "pause")
    assert len(campaigns.get("Renewal reminder")["events"]) == 60
