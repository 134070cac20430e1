"""The test of a connection lists one lead and claims no more than its answer shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.wire import HttpResponse
from tests.vendors.lupitor.asking import AT, LUPITOR, PROFILE, SECRETS, STANDARD, answer, envelope, listed

HTML = "text/html; charset=utf-8"


def found(body: object, status: int = 200, kind: str = "application/json", **headers: str) -> ConnectionFinding:
    return LUPITOR.decode_connection_test(answer(body, status, kind, **headers), AT)


def test_one_lead_of_the_first_campaign_is_listed() -> None:
    request = LUPITOR.encode_connection_test(PROFILE, SECRETS)
    assert (request.method, request.writes, request.body, request.timeout_s) == ("GET", False, b"", 30)
    assert request.url == "https://leads.example.com/api/v1/leads?campaignId=camp_example_01&limit=1"
    assert request.secrets() == (SECRETS["api_key"],)


def test_an_odd_campaign_is_quoted_and_a_profile_without_one_asks_all_the_same() -> None:
    odd = replace(STANDARD, settings={"campaign_id": " a&b=c/ö "})
    request = LUPITOR.encode_connection_test(replace(PROFILE, destinations=(odd,)), SECRETS)
    assert request.url.endswith("/leads?campaignId=a%26b%3Dc%2F%C3%B6&limit=1")
    request = LUPITOR.encode_connection_test(replace(PROFILE, destinations=(), options={"path": "/records"}), SECRETS)
    assert request.url == "https://leads.example.com/api/v1/records?limit=1"


def test_nothing_is_asked_of_the_address_that_names_no_deployment() -> None:
    with pytest.raises(LeadDeskError, match="your-deployment"):
        LUPITOR.encode_connection_test(replace(PROFILE, base_url=LUPITOR.info.default_base_url), SECRETS)


def test_a_list_proves_reading_and_says_what_stays_unproven() -> None:
    finding = found(listed())
    assert finding.reach is Reach.PROVEN
    assert "may also create leads cannot be shown" in finding.explanation.detail


def test_without_a_campaign_the_refusal_proves_nothing_about_the_key() -> None:
    finding = found(envelope(error="campaignId query parameter is required"), 400)
    assert finding.reach is Reach.UNPROVEN
    assert "whether it was looked at before that is not documented" in finding.explanation.detail
    assert "Add a destination" in finding.explanation.hint


@pytest.mark.parametrize(
    ("status", "body", "reach", "words"),
    [
        (401, envelope(error="Invalid or inactive API key"), Reach.FAILED, "does not accept the API key"),
        (200, envelope(error="Invalid or inactive API key"), Reach.FAILED, "does not accept the API key"),
        (401, b"", Reach.FAILED, "API key is refused (401)"),
        (403, envelope(error="Insufficient permissions"), Reach.FAILED, "may not do that"),
        (403, b"no", Reach.FAILED, "may not list these leads"),
        (404, envelope(error="Campaign not found or access denied"), Reach.FAILED, "no such campaign"),
        (404, b"", Reach.FAILED, "nothing at this address"),
        (407, b"", Reach.FAILED, "proxy"),
        (400, envelope(error="limit is odd"), Reach.UNPROVEN, "does not take the question"),
        (500, b"", Reach.FAILED, "failure of its own"),
        (200, b"", Reach.FAILED, "not Lupitor's API"),
        (200, {"leads": []}, Reach.FAILED, "not Lupitor's API"),
        (200, {"success": True, "data": None}, Reach.FAILED, "not Lupitor's API"),
        (302, b"", Reach.FAILED, "points elsewhere"),
    ],
)
def test_each_answer_says_what_it_shows(status, body, reach, words) -> None:
    finding = found(body, status)
    assert finding.reach is reach
    assert words in finding.explanation.title


@pytest.mark.parametrize("status", [200, 401, 403, 404])
def test_a_web_page_is_no_answer_of_the_api(status) -> None:
    finding = found(b"<!DOCTYPE html><title>Sign in</title>", status, HTML)
    assert finding.reach is Reach.FAILED
    assert "web page" in finding.explanation.title


def test_the_vendors_own_words_end_before_the_hint_begins() -> None:
    asked = found(envelope(error="Invalid or inactive API key ••••"), 401)
    assert asked.explanation.detail == "It says: Invalid or inactive API key ••••."
    assert found(b"Slow down!", 429).explanation.detail.endswith("Slow down!")


def test_a_redirect_names_the_host_and_nothing_more() -> None:
    finding = found(b"", 302, Location="https://login.example.com/?next=secret")
    assert "points to login.example.com (302)" in finding.explanation.title
    assert "secret" not in finding.explanation.sentence()
    assert "points elsewhere (302)" in found(b"", 302, Location="https://[login").explanation.title


def test_a_429_says_for_how_long() -> None:
    finding = found(b"", 429, X_RateLimit_Reset=str(int(AT.timestamp()) + 9))
    assert (finding.reach, finding.explanation.hint) == (Reach.UNPROVEN, "Test again after 9 s.")


@given(status=st.integers(), body=st.binary(max_size=60), kind=st.text(max_size=20), capped=st.booleans())
def test_any_answer_gives_a_finding(status: int, body: bytes, kind: str, capped: bool) -> None:
    response = HttpResponse(status, (("Content-Type", kind), ("Location", kind)), body, capped=capped)
    assert LUPITOR.decode_connection_test(response, AT).reach in (Reach.FAILED, Reach.UNPROVEN)
