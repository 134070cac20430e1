"""A captured answer is explained as plain data, in the words of the screen."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.domain.wire import BODY_CAP
from leaddesk.services.explain import explain
from tests.vendors.purecallerid.answers import case, clean, litigator

AT = datetime(2026, 1, 5, 9, 2, tzinfo=UTC)


def explained(data: object, **more: Any) -> dict[str, Any]:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    said = explain("purecallerid-leads", body, **{"sent": {"phone": "2025550123"}, "at": AT, **more})
    copied: dict[str, Any] = json.loads(json.dumps(said))
    assert copied == said, "it is plain JSON"
    return copied


def test_a_clean_answer() -> None:
    assert explained(clean()) == {
        "vendor": "purecallerid-leads",
        "outcome": "Loaded",
        "assessment": "No block returned",
        "reasons": ["All four checks answered and none blocked."],
        "checks": {
            "Data quality": "no block returned",
            "Federal do-not-call": "no block returned",
            "State do-not-call": "no block returned",
            "Known litigator": "no block returned",
        },
        "ids": {
            "orgId": "9",
            "workspaceId": "90",
            "campaignId": "65f00000000000000000a001",
            "listId": "65f00000000000000000b002",
            "phone": "+12025550123",
            "callerId": "+12025550188",
        },
        "status": "Accepted",
        "reason": None,
        "message": "OK",
        "cases": {"count": 0, "list": []},
        "notices": [],
        "problem": None,
        "retry_after_s": None,
        "unknown_fields": {},
    }


def test_every_state_in_its_words() -> None:
    data = clean()
    data["lead"] |= {
        "validationResult": "?",
        "doNotCallResult": {"blocked": True, "sanCoverage": False},
        "stateDoNotCallResult": None,
        "knownLitigatorCheck": litigator(ttl="2026-01-05T09:00:00Z"),
    }

    said = explained(data)

    assert said["assessment"] == "Do not contact"
    assert list(said["checks"].values()) == ["unreadable", "not covered by SAN", "not returned", "stale"]


def test_cases_are_listed_without_their_last_four() -> None:
    data = clean()
    data["lead"]["knownLitigatorCheck"] = litigator(case(LastFour=7788), case(CaseTitle="SECOND"), NumHits=5)

    said = explained(data)

    assert said["checks"]["Known litigator"] == "blocked"
    assert said["cases"]["count"] == 2
    assert [item["case_title"] for item in said["cases"]["list"]] == ["PERSON V. SAMPLE CO", "SECOND"]
    assert len(said["cases"]["list"][0]) == 14
    assert "7788" not in json.dumps(said)
    assert said["notices"] == ["The vendor counts 5 hits and shows 2 cases."]


def test_notices_hold_whatever_is_odd() -> None:
    data = clean() | {"new": {"a": [1]}}
    data["lead"]["phone"] = "+13035550199"
    data["lead"]["zip"] = 20001

    said = explained(data, content_type="text/plain")

    assert said["notices"] == [
        "The answer is about (303) 555-0199, not the number that was sent (lead.phone).",
        "The answer is JSON, but is labelled text/plain.",
        "lead.zip: expected text, got a number",
    ]
    assert said["unknown_fields"] == {"new": {"a": [1]}}
    assert "zip" not in said["ids"]


@pytest.mark.parametrize(
    ("body", "status", "outcome", "title"),
    [
        (b"", 200, "Outcome unknown", "does not say what became of the lead (200)"),
        (b"<html>", 503, "Outcome unknown", "failure of its own (503)"),
        (b"", 401, "Rejected", "API key (401)"),
        (b'{"status": "Rejected"}', 200, "Rejected", "did not load the lead"),
    ],
)
def test_a_problem_says_what_to_do(body: bytes, status: int, outcome: str, title: str) -> None:
    said = explained(body, status=status, content_type="")

    assert said["outcome"] == outcome
    assert said["assessment"] == "Review"
    assert title in said["problem"]["title"]
    assert said["problem"]["hint"]
    assert set(said["problem"]) == {"title", "detail", "hint"}
    assert said["ids"] == {}


def test_a_body_longer_than_leaddesk_reads_is_cut() -> None:
    whole = json.dumps(clean()).encode()

    assert explained(b" " * (BODY_CAP - len(whole)) + whole)["outcome"] == "Loaded"
    assert explained(b" " * BODY_CAP + whole)["outcome"] == "Outcome unknown"
    assert any("longer" in notice for notice in explained(whole + b" " * BODY_CAP)["notices"])


def test_without_the_number_nothing_is_compared() -> None:
    assert explained(clean(), sent={})["notices"] == []


def test_an_unknown_vendor_is_refused_with_those_known() -> None:
    known = r"No vendor is called acme\. Known: purecallerid-leads, .*crocodial, .*trackdrive, purecallerid-engage\."
    with pytest.raises(ValueError, match=known):
        explain("acme", b"", sent={}, at=AT)
