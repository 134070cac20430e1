"""Texts are changed and lists are started and stopped as the contract has it, and careless requests are refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from leaddesk.practice.campaign_table import AWKWARD_LISTS, PRACTICE_LIST
from tests.practice.campaigns import MESSAGE_KEYS, Campaigns, campaign_server

READY, ACTIVE, DRAFT = "Renewal reminder", "Spring outreach", "Autumn win-back"
AWKWARD = "Awkward list names"


@pytest.fixture(name="campaigns")
def campaigns_fixture() -> Iterator[Campaigns]:
    with campaign_server() as campaigns:
        yield campaigns


def test_changed_texts_ask_for_approval_and_leave_the_others_alone(campaigns: Campaigns) -> None:
    before = campaigns.get(READY)
    answer = campaigns.edit(READY, outgoingMessage="Hello from Sample Co. STOP to end.", helpMessage="  ")
    after = campaigns.get(READY)
    assert (answer.status_code, answer.json()) == (200, after)
    assert after["campaignStatus"] == "PENDING_APPROVAL"
    assert after["messages"] == before["messages"] | {"outgoingMessage": "Hello from Sample Co. STOP to end."}
    assert before["messages"]["helpMessage"]  # so that a blank had something to leave alone
    assert after["zendeskApprovalTicketId"] not in {None, before["zendeskApprovalTicketId"]}
    assert campaigns.edit(READY).json()["zendeskApprovalTicketId"] > after["zendeskApprovalTicketId"]


def test_approval_comes_after_a_while(campaigns: Campaigns) -> None:
    campaigns.edit(READY, startMessage="Welcome back")
    campaigns.clock.move(19.9)
    assert campaigns.status(READY) == "PENDING_APPROVAL"
    assert campaigns.act(READY, "activate").status_code == 409
    campaigns.clock.move(0.2)
    assert campaigns.act(READY, "activate").json()["campaignStatus"] == "ACTIVE"  # without a read between the two
    assert [event["message"] for event in campaigns.get(READY)["events"][-3:]] == [
        "Messages changed, approval requested",
        "Campaign approved",
        "Campaign activated",
    ]


def test_each_edit_lets_the_approval_begin_again(campaigns: Campaigns) -> None:
    campaigns.edit(DRAFT, startMessage="Welcome back")
    campaigns.clock.move(15)
    campaigns.edit(DRAFT, startMessage="Welcome back!")
    campaigns.clock.move(15)
    assert campaigns.status(DRAFT) == "PENDING_APPROVAL"
    campaigns.clock.move(5)
    assert campaigns.status(DRAFT) == "READY"


def test_approval_may_take_no_time() -> None:
    with campaign_server(approval_seconds=0) as campaigns:
        assert campaigns.edit(DRAFT, stopMessage="Bye").json()["campaignStatus"] == "PENDING_APPROVAL"
        assert campaigns.status(DRAFT) == "READY"


@pytest.mark.parametrize("name", [ACTIVE, "Slowed by the carrier", "Held by the carrier", "Old promo"])
def test_what_runs_or_is_held_is_not_edited(name: str, campaigns: Campaigns) -> None:
    before = campaigns.get(name)
    answer = campaigns.edit(name, outgoingMessage="Other words")
    assert answer.status_code == 409
    assert before["campaignStatus"] in answer.json()["message"]
    assert campaigns.get(name) == before


def test_some_edits_need_no_approval_and_some_are_not_approved(campaigns: Campaigns) -> None:
    assert campaigns.edit("Edits need no approval", helpMessage="Help").json()["campaignStatus"] == "READY"
    assert campaigns.get("Edits need no approval")["messages"]["helpMessage"] == "Help"
    campaigns.edit("Edits are not approved", helpMessage="Help")
    campaigns.clock.move(20)
    refused = campaigns.get("Edits are not approved")
    assert (refused["campaignStatus"], refused["messages"]["helpMessage"]) == ("DRAFT", "Help")
    assert "refused" in refused["events"][-1]["message"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ([], 422, "object"),
        ({}, 422, "outgoingMessage is missing"),
        (dict.fromkeys(MESSAGE_KEYS) | {"name": "New"}, 422, "name is not a known key"),
        (dict.fromkeys(MESSAGE_KEYS) | {"helpMessage": 7}, 422, "helpMessage must be a text"),
    ],
)
def test_messages_that_break_the_contract_are_refused(body: Any, status: int, said: str, campaigns: Campaigns) -> None:
    answer = campaigns.act(READY, "messages", json=body)
    assert answer.status_code == status
    assert said in answer.json()["message"]
    assert campaigns.status(READY) == "READY"


def test_messages_need_json(campaigns: Campaigns) -> None:
    assert campaigns.act(READY, "messages").status_code == 400
    assert campaigns.act(READY, "messages", data={"helpMessage": "Help"}).status_code == 400


@pytest.mark.parametrize("name", [PRACTICE_LIST, *AWKWARD_LISTS])
def test_a_list_is_found_by_its_exact_name(name: str, campaigns: Campaigns) -> None:
    query = f"?listName={quote(name, safe='')}"
    paused = campaigns.act(AWKWARD, "lists/pause", query)
    assert paused.status_code == 200
    assert (paused.json()["name"], paused.json()["status"]) == (name, "READY")
    campaigns.clock.move(60)
    active = campaigns.act(AWKWARD, "lists/activate", query)
    assert active.json() == paused.json() | {"status": "ACTIVE", "updated": "2026-05-14T15:31:00.000Z"}
    assert active.json()["campaignId"] == campaigns.id(AWKWARD)
    assert campaigns.act(AWKWARD, "lists/activate", query).json() == active.json()


@pytest.mark.parametrize(
    "name",
    ["leading blank", "trailing blank", "two blanks", unicodedata.normalize("NFC", "Cafe\u0301"), "practice list"],
)
def test_a_name_that_is_nearly_right_is_not_found(name: str, campaigns: Campaigns) -> None:
    answer = campaigns.act(AWKWARD, "lists/pause", f"?listName={quote(name, safe='')}")
    assert answer.status_code == answer.json()["statusCode"] == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?listName=",
        "?listName=%20",
        "?listName=Practice+list",
        "?listName=%FF",
        "?listname=Practice%20list",
        "?listName=Practice%20list&now=1",
        "?listName=Spring%20&%20Summer%20#1",
        "?listName=a&listName=b",
    ],
)
def test_a_name_that_is_not_well_escaped_is_refused(query: str, campaigns: Campaigns) -> None:
    assert campaigns.act(AWKWARD, "lists/pause", query).status_code == 400


def test_an_equals_sign_in_a_name_may_stand_as_it_is(campaigns: Campaigns) -> None:
    answer = campaigns.act(AWKWARD, "lists/pause", f"?listName={quote('Zoë? ja=1;2', safe='=;?')}")
    assert answer.json()["name"] == "Zoë? ja=1;2"


def test_lists_leave_their_campaign_alone(campaigns: Campaigns) -> None:
    before = campaigns.get(READY)
    campaigns.act(READY, "lists/activate", "?listName=Practice%20list")
    campaigns.act(READY, "lists/pause", "?listName=Practice%20list", json={})
    assert campaigns.get(READY) == before


def test_lists_answer_in_other_ways_too(campaigns: Campaigns) -> None:
    query = "?listName=Practice%20list"
    campaign = campaigns.act("List answers: a campaign", "lists/pause", query).json()
    assert (campaign["id"], campaign["campaignStatus"]) == (campaigns.id("List answers: a campaign"), "READY")
    nothing = campaigns.act("List answers: nothing", "lists/pause", query)
    assert (nothing.status_code, nothing.content) == (200, b"")
    assert campaigns.act("List answers: a word", "lists/activate", query).json() == "OK: Practice list"
    other = campaigns.act("List answers: other keys", "lists/activate", query).json()
    assert (other["listName"], other["listStatus"]) == ("Practice list", "ACTIVE")
    assert campaigns.act("List answers: 500", "lists/pause", query).status_code == 500
    assert campaigns.act("List answers: a word", "lists/activate", "?listName=nobody").status_code == 404
