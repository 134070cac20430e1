"""A pasted or posted event claims what it claims, and any text whatever gives one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.campaign import EventKind, WebhookEvent
from tests.vendors.purecallerid.engaging import ENGAGE, ID, JSON, campaign_object

CAMPAIGN = campaign_object(campaignStatus="ACTIVE")
LIST = {"id": "65f00000000000000000b002", "messagingCampaignId": ID, "name": "Spring", "status": "READY"}


def read(body: object, event_type: str = "") -> WebhookEvent:
    return ENGAGE.read_event(body if isinstance(body, str) else json.dumps(body), event_type)


@pytest.mark.parametrize(
    ("body", "header", "named"),
    [
        (CAMPAIGN, "MessagingCampaignStatus", "MessagingCampaignStatus"),
        (CAMPAIGN, " messagingcampaignSTATUS ", "messagingcampaignSTATUS"),
        (CAMPAIGN, "", ""),
        ({"eventType": "MessagingCampaignStatus", "data": CAMPAIGN, "endpoints": []}, "", "MessagingCampaignStatus"),
        ({"eventType": "OptOut", "data": CAMPAIGN}, "MessagingCampaignStatus", "MessagingCampaignStatus"),
        ({"eventType": "MessagingCampaignStatus"} | CAMPAIGN, "", "MessagingCampaignStatus"),
    ],
)
def test_a_campaigns_event(body: object, header: str, named: str) -> None:
    found = read(body, header)

    assert (found.kind, found.event_type) == (EventKind.CAMPAIGN_STATUS, named)
    assert (found.campaign_id, found.campaign_name, found.status) == (ID, "Spring & Summer #1", "ACTIVE")
    assert found.list_name == ""


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (LIST, "MessagingListStatus"),
        ({"eventType": "MessagingListStatus", "data": LIST}, ""),
        ({"listName": "Spring", "listStatus": "READY", "campaignId": ID}, ""),
        ({"listId": "b", "listName": "Spring", "listStatus": "READY", "campaign": {"id": ID}}, ""),
        ({"data": {"listName": "Spring", "listStatus": "READY", "campaignId": ID}}, ""),
    ],
)
def test_a_lists_event(body: object, header: str) -> None:
    found = read(body, header)

    assert found.kind is EventKind.LIST_STATUS
    assert (found.campaign_id, found.list_name, found.status) == (ID, "Spring", "READY")


def test_a_lists_own_id_is_not_taken_for_a_campaigns() -> None:
    assert read({"id": "b", "name": "Spring"}, "MessagingListStatus").campaign_id == ""


@pytest.mark.parametrize("name", ["OptOut", "NewMessage", "MessagingCampaignStatus2", "Messaging"])
def test_an_event_of_another_name_is_shown_and_nothing_else(name: str) -> None:
    for found in (read(CAMPAIGN, name), read({"eventType": name, "data": {"id": "conversation"}})):
        assert (found.kind, found.event_type) == (EventKind.OTHER, name)
        assert found.campaign_id == ""
        assert found.values


def test_a_headers_name_stands_over_the_bodys() -> None:
    found = read({"eventType": "MessagingCampaignStatus", "data": CAMPAIGN}, "OptOut")

    assert (found.kind, found.event_type) == (EventKind.OTHER, "OptOut")


def test_what_it_says_is_kept_to_be_shown() -> None:
    found = read({"eventType": "OptOut", "data": {"phone": "+12025550123", "n": None}})

    assert found.values == (("eventType", "OptOut"), ("data.phone", "+12025550123"), ("data.n", ""))
    assert json.loads(found.raw) == {"eventType": "OptOut", "data": {"phone": "+12025550123", "n": None}}


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "hello", "null", "[]", "7", '"x"', "{", '{"a":', "\ud800", "\x00", "{}", '{"data": 5}'),
        *("[" * 200_000, '{"a":' * 200_000, f'{{"a": "{"x" * 10_000_000}"}}', '{"n": %s}' % ("9" * 100_000)),
    ],
    ids=range(17),
)
def test_any_other_text_is_an_event_that_says_nothing(text: str) -> None:
    found = read(text)

    assert (found.kind, found.event_type, found.campaign_id, found.status) == (EventKind.OTHER, "", "", "")
    assert len(found.raw) <= 20_000


def test_an_empty_event_with_a_name_names_no_campaign() -> None:
    found = read("", "MessagingCampaignStatus")

    assert (found.kind, found.campaign_id) == (EventKind.CAMPAIGN_STATUS, "")


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    found = read('{"campaignStatus": "ACTIVE", "id": "a", "campaignStatus": "READY", "id": "b"}')

    assert (found.campaign_id, found.status) == ("b", "READY")


@given(st.text(), st.text())
def test_any_text_gives_an_event(text: str, event_type: str) -> None:
    assert isinstance(read(text, event_type), WebhookEvent)


@settings(max_examples=150)
@given(JSON, st.sampled_from(["", "MessagingCampaignStatus", "MessagingListStatus", "OptOut"]))
def test_any_json_gives_an_event(body: Any, event_type: str) -> None:
    for given_body in (body, {"eventType": body, "data": body}):
        found = ENGAGE.read_event(json.dumps(given_body), event_type)
        assert found.kind.value in (event_type, "MessagingCampaignStatus", "MessagingListStatus", "")
        assert not event_type or found.event_type == event_type
