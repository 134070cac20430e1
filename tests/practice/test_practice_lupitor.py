"""Lupitor in practice speaks as its contract has it and as its older host does; the client here is not the app's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from leaddesk.practice import PRACTICE_NUMBERS, PracticeError, PracticeServer
from leaddesk.practice.lupitor_account import CAMPAIGN
from leaddesk.practice.lupitor_faults import FAULTS, KEPT, PAGE_FAULTS

NOW = datetime(2026, 5, 14, 15, 30, 20, tzinfo=UTC)
RESET = str(int(NOW.timestamp()) + 40)


class Deployment:
    """Asks one server with its own key; `clock` is the server's."""

    def __init__(self, leads: int) -> None:
        self.now = NOW
        self.server = PracticeServer(lupitor_leads=leads, clock=lambda: self.now)
        self.server.start()
        self.client = httpx.Client(trust_env=False, verify=False, timeout=10)

    def list(self, *, key: str | None = None, old: bool = False, name: str = "leads", **asked: Any) -> httpx.Response:
        base = self.server.lupitor_old_base_url if old else self.server.lupitor_base_url
        headers = {"x-api-key": self.server.lupitor_key if key is None else key}
        return self.client.get(f"{base}/{name}", params=asked, headers=headers)

    def data(self, **asked: Any) -> dict[str, Any]:
        answer = self.list(campaignId=asked.pop("campaignId", CAMPAIGN), **asked)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert (body["success"], body["error"]) == (True, None)
        data: dict[str, Any] = body["data"]
        return data

    def create(self, *, key: str | None = None, old: bool = False, name: str = "leads", **lead: Any) -> httpx.Response:
        base = self.server.lupitor_old_base_url if old else self.server.lupitor_base_url
        headers = {"x-api-key": self.server.lupitor_key if key is None else key}
        return self.client.post(f"{base}/{name}", json={"campaignId": CAMPAIGN, **lead}, headers=headers)

    def close(self) -> None:
        self.client.close()
        self.server.stop()


@pytest.fixture
def lupitor() -> Iterator[Deployment]:
    deployment = Deployment(25)
    yield deployment
    deployment.close()


def number(line: str) -> str:
    return f"+1720555{line}"


def error(answer: httpx.Response) -> str:
    body = answer.json()
    assert (body["success"], body["data"]) == (False, None)
    return str(body["error"])


# ---------------------------------------------------------------- create


@pytest.mark.parametrize("name", ["leads", "records"])
def test_a_lead_is_created_under_both_names_and_then_listed(lupitor: Deployment, name: str) -> None:
    lead: dict[str, Any] = {
        "phoneNumber": number("0100"),
        "externalId": "A-1",
        "metadata": {"first_name": "Ada"},
        "scheduledFor": "2026-06-01T10:00:00-05:00",
        "priority": 7,
    }
    answer = lupitor.create(name=name, **lead)
    assert answer.status_code == 201
    assert answer.json()["success"] is True
    row = lupitor.data(name=name)["leads"][-1]
    assert row["_id"] == answer.json()["data"]["leadId"]
    assert row["_creationTime"] == NOW.timestamp() * 1000
    assert {key: row[key] for key in lead} == lead
    assert (row["campaignId"], row["status"], row["attempts"]) == (CAMPAIGN, "raw", 0)
    assert lupitor.server.count("720-555-0100") == 1


def test_an_external_id_alone_is_enough(lupitor: Deployment) -> None:
    assert lupitor.create(externalId="A-1").status_code == 201
    assert "phoneNumber" not in lupitor.data()["leads"][-1]


def test_a_lead_that_is_there_is_refused_the_external_id_first(lupitor: Deployment) -> None:
    assert lupitor.create(phoneNumber=number("0100"), externalId="A-1").status_code == 201
    both = lupitor.create(phoneNumber=number("0100"), externalId="A-1")
    phone = lupitor.create(phoneNumber=number("0100"), externalId="A-2")
    assert error(both) == "Lead with externalId A-1 already exists"
    assert error(phone) == f"Lead with phone number {number('0100')} already exists"
    assert len(lupitor.data()["leads"]) == 26


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"campaignId": ""}, 400, "campaignId is required"),
        ({"campaignId": "camp_other"}, 404, "Campaign not found or access denied"),
        ({"phoneNumber": None}, 400, "At least one of phoneNumber or externalId is required"),
        ({"phoneNumber": "7205550100"}, 400, "E.164"),
        ({"phoneNumber": "+17205551234"}, 400, "555-01xx only"),
        ({"metadata": []}, 400, "metadata must be an object"),
        ({"scheduledFor": "2026-06-01T10:00:00"}, 400, "offset"),
        ({"scheduledFor": "soon"}, 400, "ISO 8601"),
        ({"priority": 101}, 400, "from 0 to 100"),
        ({"priority": True}, 400, "from 0 to 100"),
        ({"priority": "7"}, 400, "from 0 to 100"),
    ],
)
def test_what_the_contract_does_not_take_is_refused(
    lupitor: Deployment, change: dict[str, Any], status: int, words: str
) -> None:
    answer = lupitor.create(**{"phoneNumber": number("0100"), **change})
    assert answer.status_code == status
    assert words in error(answer)
    assert len(lupitor.data()["leads"]) == 25


def test_the_key_is_looked_at_first_and_a_reading_key_may_not_write(lupitor: Deployment) -> None:
    read_key = lupitor.server.lupitor_read_key
    assert error(lupitor.create(key="", phoneNumber="x")) == "Missing API key"
    assert error(lupitor.list(key="no")) == "Invalid or inactive API key"
    refused = lupitor.create(key=read_key, phoneNumber=number("0100"))
    assert (refused.status_code, error(refused)) == (403, "Insufficient permissions")
    assert lupitor.list(key=read_key, campaignId=CAMPAIGN).status_code == 200
    assert error(lupitor.list()) == "campaignId query parameter is required"


def test_a_body_that_is_no_json_is_refused(lupitor: Deployment) -> None:
    url, headers = f"{lupitor.server.lupitor_base_url}/leads", {"x-api-key": lupitor.server.lupitor_key}
    text = lupitor.client.post(url, content=b"{}", headers=headers)
    torn = lupitor.client.post(url, content=b"{", headers={**headers, "Content-Type": "application/json"})
    assert ("content type" in error(text), "not JSON" in error(torn)) == (True, True)


# ---------------------------------------------------------------- list


def test_pages_follow_one_another_by_their_cursor(lupitor: Deployment) -> None:
    got: list[str] = []
    cursor: dict[str, str] = {}
    sizes: list[int] = []
    while True:
        data = lupitor.data(limit=10, **cursor)
        got += [row["_id"] for row in data["leads"]]
        sizes.append(data["count"])
        if not data["hasMore"]:
            break
        cursor = {"cursor": data["cursor"]}
    assert (sizes, len(set(got)), data["cursor"]) == ([10, 10, 5], 25, None)
    assert error(lupitor.list(campaignId=CAMPAIGN, cursor="odd")) == "cursor is not valid"


def test_a_status_may_leave_a_page_short_and_not_the_last(lupitor: Deployment) -> None:
    data = lupitor.data(limit=4, status="concluded")
    assert (data["leads"], data["hasMore"]) == ([], True)
    assert {row["status"] for row in lupitor.data(status="concluded")["leads"]} == {"concluded"}


def test_rows_are_as_documented(lupitor: Deployment) -> None:
    rows = lupitor.data()["leads"]
    always = {"_id", "campaignId", "externalId", "metadata", "status", "priority", "attempts", "_creationTime"}
    assert all(always <= set(row) <= {*always, "phoneNumber", "scheduledFor"} for row in rows)
    assert all(re.fullmatch(r"\+1\d{3}55501\d\d", row["phoneNumber"]) for row in rows if "phoneNumber" in row)
    assert {row["status"] for row in rows} == {"raw", "attempting", "exhausted", "concluded"}
    assert any("phoneNumber" not in row for row in rows)
    assert len({row["_creationTime"] for row in rows}) == 25


@pytest.mark.parametrize("limit", ["0", "8001", "many"])
def test_a_limit_has_its_limits(lupitor: Deployment, limit: str) -> None:
    assert "limit must be" in error(lupitor.list(campaignId=CAMPAIGN, limit=limit))


# ---------------------------------------------------------------- the older host


def test_the_older_host_lists_everything_and_says_nothing_of_more(lupitor: Deployment) -> None:
    answer = lupitor.list(old=True, campaignId=CAMPAIGN, limit=10)
    data = answer.json()["data"]
    assert (set(data), len(data["leads"]), data["count"]) == ({"leads", "count"}, 25, 25)
    assert not any(name.startswith("x-ratelimit") for name in answer.headers)


def test_the_older_host_creates_with_200_into_the_same_campaign(lupitor: Deployment) -> None:
    assert lupitor.create(old=True, phoneNumber=number("0100")).status_code == 200
    assert "already exists" in error(lupitor.create(phoneNumber=number("0100")))


# ---------------------------------------------------------------- limits


def test_a_minute_has_room_for_a_hundred_requests(lupitor: Deployment) -> None:
    for left in range(99, -1, -1):
        answer = lupitor.list(campaignId=CAMPAIGN, limit=1)
        assert answer.status_code == 200
        assert answer.headers["x-ratelimit-remaining"] == str(left)
    refused = lupitor.create(phoneNumber=number("0100"))
    assert (refused.status_code, error(refused)) == (429, "Rate limit exceeded")
    assert refused.headers["x-ratelimit-limit"] == "100"
    assert refused.headers["x-ratelimit-reset"] == RESET
    lupitor.now = datetime(2026, 5, 14, 15, 31, 1, tzinfo=UTC)
    assert lupitor.create(phoneNumber=number("0100")).status_code == 201


# ---------------------------------------------------------------- faults


def test_every_practice_number_s_fault_is_known_here_too() -> None:
    assert {entry.fault for entry in PRACTICE_NUMBERS if entry.fault} <= set(FAULTS)
    assert set(FAULTS) < set(PAGE_FAULTS)
    assert set(FAULTS) >= KEPT


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("0140", 400, "E.164"),
        ("0141", 401, "Invalid or inactive API key practice+/"),
        ("0142", 403, "Insufficient permissions"),
        ("0143", 404, "Campaign not found or access denied"),
        ("0144", 409, "already exists"),
        ("0145", 422, "scheduledFor"),
        ("0146", 429, "Rate limit"),
        ("0147", 429, "Rate limit"),
        ("0148", 408, "too long"),
        ("0151", 500, "Internal"),
    ],
)
def test_a_refused_number_loads_nothing(lupitor: Deployment, line: str, status: int, words: str) -> None:
    by_number = lupitor.create(phoneNumber=number(line))
    by_id = lupitor.create(externalId=f"A-{line}")
    assert (by_number.status_code, by_id.status_code) == (status, status)
    assert words in error(by_number)
    assert len(lupitor.data()["leads"]) == 25


@pytest.mark.parametrize("line", ["0132", "0155", "0156", "0157"])
def test_what_breaks_off_is_loaded_all_the_same(lupitor: Deployment, line: str) -> None:
    with pytest.raises(httpx.HTTPError):
        lupitor.create(phoneNumber=number(line))
    assert lupitor.data()["leads"][-1]["phoneNumber"] == number(line)
    assert "already exists" in error(lupitor.create(phoneNumber=number(line)))


@pytest.mark.parametrize(
    ("line", "status", "kept"),
    [
        ("0149", 307, False),
        ("0150", 307, False),
        ("0152", 502, False),
        ("0153", 503, True),
        ("0158", 200, False),
        ("0159", 200, True),
        ("0160", 200, True),
        ("0161", 200, True),
        ("0162", 200, True),
        ("0163", 200, True),
        ("0166", 204, True),
    ],
)
def test_an_odd_answer_is_loaded_or_not_as_the_table_says(
    lupitor: Deployment, line: str, status: int, kept: bool
) -> None:
    assert lupitor.create(phoneNumber=number(line)).status_code == status
    assert len(lupitor.data()["leads"]) == 25 + kept


@pytest.mark.parametrize(
    ("word", "status"), [("throttled", 429), ("server_error", 500), ("forbidden", 403), ("sign_in", 200)]
)
def test_a_word_behind_the_campaign_brings_its_fault(lupitor: Deployment, word: str, status: int) -> None:
    assert lupitor.list(campaignId=f"{CAMPAIGN}.{word}").status_code == status


def test_a_fault_may_wait_for_a_page_or_come_every_other_time(lupitor: Deployment) -> None:
    late = f"{CAMPAIGN}.throttled@2"
    first = lupitor.data(campaignId=late, limit=10)
    assert lupitor.list(campaignId=late, limit=10, cursor=first["cursor"]).status_code == 429
    now_and_then = f"{CAMPAIGN}.~server_error"
    assert [lupitor.list(campaignId=now_and_then).status_code for _ in range(4)] == [500, 200, 500, 200]


def test_pages_may_be_odd(lupitor: Deployment) -> None:
    def twisted(word: str) -> dict[str, Any]:
        return lupitor.data(campaignId=f"{CAMPAIGN}.{word}", limit=10)

    assert twisted("odd_rows")["leads"][:2] == [None, "x"]
    assert set(twisted("no_more")) == {"leads", "count"}
    assert (twisted("no_cursor")["cursor"], twisted("no_cursor")["hasMore"]) == (None, True)
    assert twisted("same_cursor")["cursor"] == twisted("same_cursor")["cursor"] != ""
    assert "\u202e" in twisted("hostile")["leads"][0]["externalId"]
    assert {row["status"] for row in twisted("other_status")["leads"]} == {"paused_by_vendor"}


@pytest.mark.parametrize("campaign", ["camp_other", f"{CAMPAIGN}.nobody", f"{CAMPAIGN}.@2"])
def test_a_campaign_that_nobody_knows_is_not_found(lupitor: Deployment, campaign: str) -> None:
    assert lupitor.list(campaignId=campaign).status_code == 404


# ---------------------------------------------------------------- the server


def test_the_keys_keep_out_of_every_text(lupitor: Deployment) -> None:
    server = lupitor.server
    lupitor.list(campaignId=CAMPAIGN, note="x")
    for key in (server.lupitor_key, server.lupitor_read_key):
        assert key not in repr(server.requests) + repr(vars(server))
    assert server.requests[-1].asked == (("campaignId", CAMPAIGN),)


@pytest.mark.parametrize("given", [{"lupitor_key": ""}, {"lupitor_key": " k"}, {"lupitor_leads": -1}])
def test_what_no_account_can_have_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(PracticeError):
        PracticeServer(**given)
