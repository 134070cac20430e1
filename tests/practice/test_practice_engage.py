"""Campaigns are read, started, stopped and edited as the contract has it; asked by a client that is not the app's."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from leaddesk.practice import PracticeError, PracticeServer
from tests.practice.campaigns import MESSAGE_KEYS, Campaigns, campaign_server

KEYS = {
    "events", "id", "orgId", "workspaceId", "name", "shardingHashCode", "created", "updated", "campaignStatus",
    "sendingStatus", "sendingStatusDescription", "nextRunTime", "senderSourceType", "senderSourceId",
    "aegisWorkflowId", "carrierDailyLimits", "schedule", "messages", "webhooks", "notifications", "customFields",
    "dispositions", "zendeskApprovalTicketId", "allCampaignFields",
}  # fmt: skip
READY, ACTIVE, DRAFT, PENDING = "Renewal reminder", "Spring outreach", "Autumn win-back", "Winter check-in"


@pytest.fixture(name="campaigns")
def campaigns_fixture() -> Iterator[Campaigns]:
    with campaign_server() as campaigns:
        yield campaigns


def test_the_board_is_a_bare_array_of_every_status(campaigns: Campaigns) -> None:
    board = campaigns.board()
    statuses = Counter(campaign.get("campaignStatus") for campaign in board)
    assert {"DRAFT", "PENDING_APPROVAL", "READY", "ACTIVE", "SUSPENDED", "THROTTLED", "ARCHIVING"} <= set(statuses)
    assert statuses["ACTIVE"] >= 5
    assert len({campaign["id"] for campaign in board}) == len(board)
    assert all(re.fullmatch("[0-9a-f]{24}", campaign["id"]) for campaign in board)


def test_a_campaign_has_every_documented_key_and_no_other(campaigns: Campaigns) -> None:
    campaign = campaigns.get(READY)
    assert set(campaign) == KEYS
    assert set(campaign["schedule"]) >= {"monday", "sunday", "exceptions"}
    assert set(campaign["messages"]) == set(MESSAGE_KEYS)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", campaign["updated"])
    assert campaign == next(found for found in campaigns.board() if found["id"] == campaign["id"])


def test_a_board_that_nobody_touched_is_the_same_to_the_byte() -> None:
    with campaign_server(campaigns=20) as campaigns:
        first, second = (campaigns.client.get(f"{campaigns.server.base_url}/engage/campaigns") for _ in range(2))
        assert first.content == second.content


def test_the_key_is_demanded_of_reads_and_acts(campaigns: Campaigns) -> None:
    for method, path in (("GET", ""), ("POST", "/activate"), ("POST", "/pause"), ("POST", "/messages")):
        url = f"{campaigns.server.base_url}/engage/campaigns/{campaigns.id(READY)}{path}"
        answer = httpx.request(method, url, trust_env=False, verify=False)
        assert (answer.status_code, answer.json()["statusCode"]) == (401, 401)
    assert campaigns.status(READY) == "READY"


def test_activating_and_pausing_change_what_is_read(campaigns: Campaigns) -> None:
    before = campaigns.get(READY)
    campaigns.clock.move(60)
    answer = campaigns.act(READY, "activate")
    started = campaigns.get(READY)
    assert (answer.status_code, answer.json()) == (200, started)
    assert (started["campaignStatus"], started["sendingStatus"]) == ("ACTIVE", "SENDING")
    assert started["updated"] == "2026-05-14T15:31:00.000Z" > before["updated"]
    assert started["nextRunTime"] > started["updated"]
    assert started["events"][-1] == {
        "timestamp": "2026-05-14T15:31:00.000Z",
        "type": "INFO",
        "message": "Campaign activated",
    }
    paused = campaigns.act(READY, "pause").json()
    assert paused == campaigns.get(READY)
    assert (paused["campaignStatus"], paused["sendingStatus"], paused["nextRunTime"]) == ("READY", "IDLE", None)
    assert paused["updated"] > started["updated"]  # although the clock stands still
    assert [event["message"] for event in paused["events"][-2:]] == ["Campaign activated", "Campaign paused"]


@pytest.mark.parametrize(("name", "act"), [(READY, "pause"), (ACTIVE, "activate")])
def test_an_act_that_changes_nothing_is_answered_all_the_same(name: str, act: str, campaigns: Campaigns) -> None:
    before = campaigns.get(name)
    campaigns.clock.move(60)
    answer = campaigns.act(name, act)
    assert (answer.status_code, answer.json()) == (200, before)


@pytest.mark.parametrize("name", [DRAFT, PENDING, "Held by the carrier", "Old promo"])
@pytest.mark.parametrize("act", ["activate", "pause"])
def test_what_is_not_approved_is_neither_started_nor_paused(name: str, act: str, campaigns: Campaigns) -> None:
    before = campaigns.get(name)
    answer = campaigns.act(name, act)
    assert answer.status_code == 409
    assert before["campaignStatus"] in answer.json()["message"]
    assert campaigns.get(name) == before


def test_a_campaign_slowed_by_the_carrier_can_be_paused(campaigns: Campaigns) -> None:
    assert campaigns.status("Slowed by the carrier") == "THROTTLED"
    assert campaigns.act("Slowed by the carrier", "pause").json()["campaignStatus"] == "READY"


def test_an_unknown_campaign_is_a_404(campaigns: Campaigns) -> None:
    for answer in (
        campaigns.client.get("nobody"),
        campaigns.client.post("nobody/pause"),
        campaigns.client.post("a%2Fb/pause"),
    ):
        assert answer.status_code == answer.json()["statusCode"] == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 200),
        ({"json": {}}, 200),
        ({"json": {"force": True}}, 400),
        ({"content": b"{}", "headers": {"Content-Type": "text/plain"}}, 400),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"query": "?now=1"}, 400),
    ],
)
def test_an_act_needs_no_body_and_takes_an_empty_object(
    sent: dict[str, Any], status: int, campaigns: Campaigns
) -> None:
    assert campaigns.act(READY, "activate", **sent).status_code == status
    assert campaigns.status(READY) == ("ACTIVE" if status == 200 else "READY")


def test_the_state_is_the_server_s_and_outlives_a_stop(campaigns: Campaigns) -> None:
    campaigns.act(READY, "activate")
    with campaign_server() as other:
        assert other.status(READY) == "READY"
    server = campaigns.server
    server.stop()
    server.start()
    url = f"{server.base_url}/engage/campaigns/{campaigns.id(READY)}"
    answer = httpx.get(url, headers={"X-API-KEY": server.api_key}, trust_env=False, verify=False)
    assert answer.json()["campaignStatus"] == "ACTIVE"


def test_plain_campaigns_stand_in_place_of_the_practice_campaigns() -> None:
    with campaign_server(campaigns=200) as campaigns:
        board = campaigns.board()
        assert len(board) == 200
        assert all(set(campaign) == KEYS for campaign in board)
        active = [campaign["id"] for campaign in board if campaign["campaignStatus"] == "ACTIVE"]
        assert len(active) == 50
        for identity in active:
            assert campaigns.client.post(f"{identity}/pause").json()["campaignStatus"] == "READY"
        assert "ACTIVE" not in {campaign["campaignStatus"] for campaign in campaigns.board()}


def test_no_campaigns_are_an_empty_array() -> None:
    with campaign_server(campaigns=0) as campaigns:
        assert campaigns.board() == []


def test_the_command_takes_what_the_server_takes() -> None:
    command = [sys.executable, "-m", "leaddesk.practice", "--campaigns", "8", "--approval-seconds", "0"]
    with subprocess.Popen(
        [*command, "--events-to", "http://127.0.0.1:9/"], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            base_url, key = (process.stdout.readline().partition(":")[2].strip() for _ in range(2))
            headers, url = {"X-API-KEY": key}, f"{base_url}/engage/campaigns"
            board = httpx.get(url, headers=headers, trust_env=False, verify=False).json()
        finally:
            process.kill()
    assert len(board) == 8
    refused = subprocess.run(
        [*command, "--events-to", "http://192.0.2.1/"], capture_output=True, text=True, check=False, timeout=30
    )
    assert refused.returncode == 1
    assert "this computer" in refused.stderr


def test_numbers_below_zero_are_refused() -> None:
    for options in ({"campaigns": -1}, {"approval_seconds": -1.0}):
        with pytest.raises(PracticeError, match="must not be below 0"):
            PracticeServer(**options)
