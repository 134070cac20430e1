"""Captured campaigns, lists and events are explained as plain data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.domain.wire import BODY_CAP
from leaddesk.services.campaign_reads import BOARD_CAP
from leaddesk.services.explain import body_cap, explain
from tests.vendors.purecallerid.engaging import ID, SIGN_IN, campaign_object

AT = datetime(2026, 1, 5, 9, 2, tzinfo=UTC)


def explained(data: object, **more: Any) -> dict[str, Any]:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    said = explain("purecallerid-engage", body, **{"sent": {}, "at": AT, **more})
    copied: dict[str, Any] = json.loads(json.dumps(said))
    assert copied == said, "it is plain JSON"
    assert copied.pop("vendor") == "purecallerid-engage"
    return copied


def test_a_campaign() -> None:
    said = explained(campaign_object(campaignStatus="ACTIVE", extra=[1]))

    assert (said["kind"], said["problem"]) == ("campaign", None)
    campaign = said["campaign"]
    assert (campaign["id"], campaign["status"], campaign["ticket"]) == (ID, "ACTIVE", "4711")
    assert campaign["updated"] == {"text": "2026-11-21T18:30:00.000Z", "at": "2026-11-21T18:30:00+00:00"}
    assert campaign["schedule"]["days"]["friday"] == [{"start": 1320, "end": 120}]
    assert campaign["dispositions"][0] == {"id": "d1", "name": "Sold", "success": True, "do_not_contact": False}
    assert campaign["others"] == {"extra": "[1]"}
    assert "raw" not in campaign


def test_a_list_of_campaigns() -> None:
    said = explained([campaign_object(id=str(number)) for number in range(150)] + [7])

    assert said["kind"] == "campaigns"
    assert (said["campaigns"]["count"], len(said["campaigns"]["list"])) == (150, 100)
    assert said["campaigns"]["list"][99]["id"] == "99"
    assert said["notices"] == ["Not everything in the list is a campaign: number 151 is a number."]
    assert explained(b"[]")["campaigns"] == {"count": 0, "list": []}
    assert explained({"campaigns": [campaign_object()]})["kind"] == "campaigns"


def test_a_list_object() -> None:
    assert explained({"id": "b", "listName": "Spring", "status": "READY", "n": {"a": 1}}) == {
        "kind": "list",
        "came": "a list",
        "said": "Spring: READY",
        "values": {"id": "b", "listName": "Spring", "status": "READY", "n.a": "1"},
        "problem": None,
    }


def test_an_event_by_its_own_name_or_by_the_headers() -> None:
    enclosed = explained({"eventType": "MessagingListStatus", "data": {"name": "Spring", "status": "READY"}})
    assert (enclosed["kind"], enclosed["event"], enclosed["list_name"], enclosed["reported_status"]) == (
        "event",
        "MessagingListStatus",
        "Spring",
        "READY",
    )
    whole = explained(campaign_object(), sent={"x-event-type": "MessagingCampaignStatus"})
    assert (whole["event"], whole["campaign_id"], whole["campaign_name"]) == (
        "MessagingCampaignStatus",
        ID,
        "Spring & Summer #1",
    )
    other = explained({"eventType": "OptOut", "data": {"id": 5}})
    assert (other["kind"], other["event"], other["event_type"], other["values"]) == (
        "event",
        None,
        "OptOut",
        {"eventType": "OptOut", "data.id": "5"},
    )


def test_the_answer_to_an_act() -> None:
    said = explained(campaign_object(campaignStatus="ACTIVE"), sent={"act": "pause list"})
    assert (said["kind"], said["came"], said["said"]) == ("answer", "a campaign", "campaign Spring & Summer #1: ACTIVE")
    assert explained(b"", sent={"act": "Pause campaign"})["came"] == "an empty body"
    unclear = explained(b"", status=502, sent={"act": "Activate campaign"})
    assert (unclear["may_have_been_done"], unclear["can_retry"]) == (True, False)
    assert unclear["problem"]["detail"] == "The campaign may be active, or not."
    with pytest.raises(ValueError, match=r"No act is called Stop\. Known: Activate campaign, Pause campaign,"):
        explained(b"", sent={"act": "Stop"})


@pytest.mark.parametrize("sent", [{}, {"act": "Pause list"}])
@pytest.mark.parametrize(
    ("body", "came", "told"),
    [(b"", "an empty body", None), (b"OK", "something else", "OK"), (b'"OK"', "something else", "OK")],
)
def test_what_holds_no_campaign_may_be_the_answer_to_an_act_on_a_list(
    body: bytes, came: str, told: str | None, sent: dict[str, str]
) -> None:
    said = explained(body, sent=sent)

    assert (said["kind"], said["came"], said["said"], said["problem"]) == ("answer", came, told, None)
    assert "may be the answer to an act on a list" in said["means"]
    assert "means" not in explained(body, sent={"act": "Pause campaign"})


@pytest.mark.parametrize("sent", [{}, {"act": "Pause list"}, {"act": "Activate campaign"}])
def test_a_conflict_is_no_matter_of_the_address(sent: dict[str, str]) -> None:
    problem = explained({"message": "busy"}, status=409, sent=sent)["problem"]

    assert "Base URL" not in problem["hint"]
    assert "busy" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "status", "title"),
    [
        (b"[1] 2", 200, "The answer holds no list of campaigns."),
        (SIGN_IN, 200, "A web page came back: this is not Pure CallerID's API."),
        (b"{}", 401, "Pure CallerID does not accept the API key (401)."),
    ],
)
def test_a_problem_says_what_to_do(body: bytes, status: int, title: str) -> None:
    said = explained(body, status=status)

    assert (said["kind"], said["problem"]["title"]) == (None, title)
    assert said["problem"]["hint"]


def test_as_much_is_read_as_of_a_board() -> None:
    whole = json.dumps([campaign_object()]).encode()

    assert explained(b" " * BODY_CAP + whole)["campaigns"]["count"] == 1
    assert "longer than LeadDesk reads" in explained(b" " * BOARD_CAP + whole)["problem"]["title"]
    assert (body_cap("purecallerid-engage"), body_cap("trackdrive")) == (BOARD_CAP, BODY_CAP)
