"""`leaddesk explain lupitor`: what became of a create, and what a page of the list holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.services.explain import explain

AT = datetime(2026, 11, 21, 19, tzinfo=UTC)
ROW = {
    "_id": "k1",
    "campaignId": "camp_example_01",
    "phoneNumber": "+12025550123",
    "status": "raw",
    "_creationTime": 1770130800000,
}


def told(body: object, status: int = 200, **sent: str) -> Any:
    said = explain("lupitor", json.dumps(body).encode(), status=status, sent=sent, at=AT)
    return json.loads(json.dumps(said))


def test_a_created_lead_is_told_with_its_id() -> None:
    said = told({"success": True, "data": {"leadId": "k1"}, "error": None}, 201, phone="+12025550123")
    assert (said["outcome"], said["lead_id"], said["ids"]) == ("Loaded", "k1", {"leadId": "k1"})
    assert (said["assessment"], said["checks"], said["problem"]) == ("Review", {}, None)


@pytest.mark.parametrize(
    ("error", "status", "outcome", "refused"),
    [
        ("Lead with phone number +12025550123 already exists", 400, "Duplicate", ["phoneNumber"]),
        ("Lead with externalId A-1 already exists", 200, "Duplicate", ["externalId"]),
        ("campaignId is required", 400, "Rejected", ["campaignId"]),
        ("Invalid or inactive API key", 401, "Rejected", []),
        ("Internal server error", 500, "Outcome unknown", []),
    ],
)
def test_an_error_is_told_with_what_it_is_about(error: str, status: int, outcome: str, refused: list[str]) -> None:
    said = told({"success": False, "data": None, "error": error}, status)
    assert (said["outcome"], list(said["refused"]), said["message"]) == (outcome, refused, error)
    assert said["problem"]["title"]


def test_a_list_is_told_row_by_row() -> None:
    said = told({"success": True, "data": {"leads": [ROW], "count": 1, "cursor": "a=", "hasMore": True}})
    assert said["rows"]["count"] == 1
    assert said["rows"]["list"][0]["_creationTime"] == "2026-02-03T15:00:00.000+00:00"
    assert (said["next_cursor"], said["has_more"], said["problem"]) == ("a=", True, None)
    assert "outcome" not in said


def test_what_a_list_was_asked_with_tells_a_refused_one() -> None:
    said = told({"success": False, "error": "campaignId query parameter is required"}, 400, limit="1")
    assert "was told no campaign" in said["problem"]["title"]
    assert said["can_retry"] is False
