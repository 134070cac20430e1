"""Practice campaigns with faults do on the wire what their names say, and act as the table has it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from leaddesk.practice import PRACTICE_CAMPAIGNS, CampaignGroup, PracticeCampaign, PracticeError, campaign_faults
from tests.practice.campaigns import Campaigns, campaign_server

ACTED = [
    entry
    for entry in PRACTICE_CAMPAIGNS
    if entry.group is CampaignGroup.FAULTS and len(entry.twists[0].calls) > 2 and entry.twists[0].fault != "slow"
]
"""Those whose every act has a fault."""


@pytest.fixture(name="campaigns")
def campaigns_fixture() -> Iterator[Campaigns]:
    with campaign_server() as campaigns:
        campaigns.client.timeout = httpx.Timeout(0.5)
        yield campaigns


def outcome(campaigns: Campaigns, name: str, act: str) -> int | type[Exception]:
    """The status of an act's answer, or the way its connection ended."""
    try:
        return campaigns.act(name, act).status_code
    except httpx.HTTPError as exc:
        return type(exc)


def test_every_fault_belongs_to_a_campaign() -> None:
    used = {twist.fault for entry in PRACTICE_CAMPAIGNS for twist in entry.twists}
    assert used - {""} == set(campaign_faults.FAULTS)


@pytest.mark.parametrize("entry", ACTED, ids=lambda entry: entry.name)
def test_what_the_table_says_is_done_is_done_and_nothing_else(entry: PracticeCampaign, campaigns: Campaigns) -> None:
    assert entry.status == "READY"
    outcome(campaigns, entry.name, "activate")
    assert campaigns.status(entry.name) == ("ACTIVE" if entry.twists[0].acts else "READY")


@pytest.mark.parametrize(
    ("name", "came"),
    [
        ("Never answers", httpx.ReadTimeout),
        ("Hangs in the answer", httpx.ReadTimeout),
        ("Breaks after acting", httpx.ReadError),
        ("Breaks before acting", httpx.ReadError),
        ("Breaks in the answer", httpx.ReadError),
        ("Half an answer", httpx.RemoteProtocolError),
        ("No content", 204),
        ("Redirects", 307),
        ("Bad request", 400),
        ("Key refused", 401),
        ("Forbidden", 403),
        ("Not found", 404),
        ("Not processable", 422),
        ("Too many requests", 429),
        ("Server error", 500),
        ("Bad gateway", 502),
        ("Not available", 503),
        ("Refuses to start", 409),
    ],
)
def test_answers_and_breaks(name: str, came: int | type[Exception], campaigns: Campaigns) -> None:
    assert outcome(campaigns, name, "activate") == came
    assert campaigns.client.get(campaigns.id(name)).status_code == 200  # reads go on


def test_throttling_names_the_wait_in_seconds_and_as_a_date(campaigns: Campaigns) -> None:
    assert campaigns.act("Too many requests", "pause").headers["Retry-After"] == "3"
    until = parsedate_to_datetime(campaigns.act("Too many requests until", "pause").headers["Retry-After"])
    assert timedelta(seconds=1) < until - datetime.now(UTC) <= timedelta(seconds=3)


def test_slow_answer_comes_in_the_end(campaigns: Campaigns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_faults, "SLOW_SECONDS", 0.3)
    begun = time.monotonic()
    assert campaigns.act("Slow to answer", "activate").json()["campaignStatus"] == "ACTIVE"
    assert time.monotonic() - begun >= 0.3


def test_answers_that_are_no_campaign(campaigns: Campaigns) -> None:
    assert campaigns.act("Empty answer", "activate").content == b""
    assert campaigns.act("Answers with a word", "activate").json() == "OK: Answers with a word"
    (inside,) = campaigns.act("Answers with an array", "activate").json()
    assert inside["campaignStatus"] == "ACTIVE"
    with pytest.raises(ValueError, match="Expecting"):
        campaigns.act("Answer that is not JSON", "activate").json()
    for name in ("Sign-in page", "Bad gateway"):
        assert campaigns.act(name, "activate").headers["content-type"].startswith("text/html")
    assert httpx.URL(campaigns.act("Redirects", "activate").headers["Location"]).host == "elsewhere.example.com"


def test_huge_answer(campaigns: Campaigns) -> None:
    url = f"{campaigns.id('Huge answer')}/activate"
    with campaigns.client.stream("POST", url) as response:
        assert int(response.headers["Content-Length"]) == 30 * 1024 * 1024
        assert next(response.iter_raw()).startswith(b'{"events"')


def test_lying_answers_claim_what_was_not_done(campaigns: Campaigns) -> None:
    assert campaigns.act("Says started, stays READY", "activate").json()["campaignStatus"] == "ACTIVE"
    assert campaigns.status("Says started, stays READY") == "READY"
    assert campaigns.act("Says stopped, stays ACTIVE", "pause").json()["campaignStatus"] == "READY"
    assert campaigns.status("Says stopped, stays ACTIVE") == "ACTIVE"
    before = campaigns.get("Says texts changed")
    claimed = campaigns.edit("Says texts changed", helpMessage="Other words").json()
    assert (claimed["campaignStatus"], claimed["messages"]["helpMessage"]) == ("PENDING_APPROVAL", "Other words")
    assert campaigns.get("Says texts changed") == before


def test_another_campaign_is_answered_while_the_right_one_is_changed(campaigns: Campaigns) -> None:
    answer = campaigns.act("Answers with another campaign", "activate").json()
    assert answer["name"] == "Spring outreach"
    assert campaigns.status("Answers with another campaign") == "ACTIVE"
    assert campaigns.get("Read as another campaign")["name"] == "Spring outreach"


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("Stops at the second try", [503, 200]),
        ("Stops at the third try", [503, 503, 200]),
        ("Too busy to stop, once", [429, 200]),
        ("Refuses to stop", [409, 409, 409]),
    ],
)
def test_tries_to_stop(name: str, statuses: list[int], campaigns: Campaigns) -> None:
    assert campaigns.status(name) == "ACTIVE"
    assert [campaigns.act(name, "pause").status_code for _ in statuses] == statuses
    assert campaigns.status(name) == ("READY" if statuses[-1] == 200 else "ACTIVE")
    campaigns.act(name, "activate")
    assert campaigns.act(name, "pause").status_code == statuses[0]  # and begins again


def test_reads_with_faults_leave_the_board_alone(campaigns: Campaigns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_faults, "SLOW_SECONDS", 0.2)
    assert campaigns.client.get(campaigns.id("Cannot be read alone")).status_code == 500
    assert campaigns.get("Slow to be read")["name"] == "Slow to be read"
    with pytest.raises(httpx.ReadTimeout):
        campaigns.client.get(campaigns.id("Never read"))
    names = {campaign.get("name") for campaign in campaigns.board()}
    assert {"Cannot be read alone", "Slow to be read", "Never read"} <= names


def test_texts_are_refused(campaigns: Campaigns) -> None:
    answer = campaigns.edit("Texts refused", outgoingMessage="Other words")
    assert answer.status_code == 422
    assert "outgoingMessage" in answer.json()["message"]
    assert campaigns.status("Texts refused") == "READY"


def board_statuses(campaigns: Campaigns, count: int) -> list[int]:
    url = f"{campaigns.server.base_url}/engage/campaigns"
    return [campaigns.client.get(url).status_code for _ in range(count)]


def test_starting_one_campaign_breaks_the_board_for_two_reads(campaigns: Campaigns) -> None:
    campaigns.act("Breaks the board", "activate")
    assert board_statuses(campaigns, 3) == [503, 503, 200]
    assert campaigns.status("Breaks the board") == "ACTIVE"


@pytest.mark.parametrize("fault", ["401", "403", "404", "429", "500", "html", "empty", "not_json", "no_content"])
def test_the_board_is_broken_by_a_switch(fault: str, campaigns: Campaigns) -> None:
    campaigns.server.break_board(fault)
    status = int(fault) if fault.isdigit() else {"no_content": 204}.get(fault, 200)
    broken = campaigns.client.get(f"{campaigns.server.base_url}/engage/campaigns")
    assert broken.status_code == status
    assert "Spring outreach" not in broken.text or fault == "not_json"
    assert board_statuses(campaigns, 1) == [200]
    assert campaigns.board()


def test_the_board_may_be_huge_too(campaigns: Campaigns) -> None:
    campaigns.server.break_board("huge")
    with campaigns.client.stream("GET", f"{campaigns.server.base_url}/engage/campaigns") as response:
        assert next(response.iter_raw()).startswith(b'{"campaigns"')


def test_the_switch_of_the_board_is_a_call_too(campaigns: Campaigns) -> None:
    url = f"{campaigns.server.switches_url}/board"
    assert campaigns.client.put(url, json={"fault": "500", "times": 2}).status_code == 200
    assert board_statuses(campaigns, 3) == [500, 500, 200]
    campaigns.client.put(url, json={"fault": "500", "times": 2})
    campaigns.client.put(url, json={"fault": "500", "times": 0})
    assert board_statuses(campaigns, 1) == [200]
    wrongs: list[Any] = [{"fault": "nobody", "times": 1}, {"fault": "500", "times": "1"}, {"fault": "500"}, []]
    for wrong in wrongs:
        assert campaigns.client.put(url, json=wrong).status_code == 422
    assert campaigns.client.put(url, content=b"{").status_code == 400
    assert httpx.put(url, json={"fault": "500", "times": 1}, trust_env=False, verify=False).status_code == 401
    with pytest.raises(PracticeError, match="nobody"):
        campaigns.server.break_board("nobody")


def test_a_client_that_leaves_half_an_act_behind_has_done_nothing(campaigns: Campaigns) -> None:
    base, name = httpx.URL(campaigns.server.base_url), "Renewal reminder"
    assert base.port is not None
    head = (
        f"POST /api/public/engage/campaigns/{campaigns.id(name)}/activate HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"X-API-KEY: {campaigns.server.api_key}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{"
    )
    with socket.create_connection((base.host, base.port), timeout=5) as connection:
        connection.sendall(head.encode("ascii"))
    until = time.monotonic() + 5
    while not campaigns.server.requests and time.monotonic() < until:
        time.sleep(0.01)
    assert campaigns.status(name) == "READY"
    assert [request.status for request in campaigns.server.requests] == [None, 200]


def test_a_stalled_campaign_holds_back_nobody_else(campaigns: Campaigns) -> None:
    assert outcome(campaigns, "Never answers", "activate") is httpx.ReadTimeout
    assert campaigns.act("Never answers", "lists/pause", "?listName=nobody").status_code == 404
    assert campaigns.act("Spring outreach", "pause").json()["campaignStatus"] == "READY"
