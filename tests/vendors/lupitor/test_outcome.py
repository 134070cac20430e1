"""What became of a create: `success` counts, a duplicate is known by its words, and nothing is loaded by chance."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead import refused_fields
from leaddesk.domain.verdict import Fact, LoadOutcome, StoredField
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import Sent, SentValue
from tests.vendors.lupitor.asking import AT, LUPITOR, SENT, STANDARD, answer, envelope, verdict

CREATED = envelope({"leadId": "k57000000000000000000001"})
RESET = str(int(AT.timestamp()) + 23)


@pytest.mark.parametrize("status", [200, 201])
def test_success_is_loaded_whatever_the_code_of_success(status) -> None:
    came = verdict(CREATED, status)

    assert came.outcome is LoadOutcome.LOADED
    assert came.record == (Fact("Lead ID", "k57000000000000000000001", key="data.leadId"),)
    assert "returns no checks" in came.explanation.detail
    assert (came.evidence, came.notices, came.drift, came.stored, came.message) == (None, (), (), (), "")


@pytest.mark.parametrize("status", [200, 201, 400, 409, 422])
def test_success_false_is_rejected_whatever_the_code(status) -> None:
    came = verdict(envelope(error="metadata is too large"), status)

    assert came.outcome is LoadOutcome.REJECTED
    assert came.message == "metadata is too large"
    assert "It says: metadata is too large. Nothing was loaded." in came.explanation.detail


@pytest.mark.parametrize("status", [200, 201, 302, 400, 404, 408, 409, 429, 500, 503])
@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Lead with externalId CRM-0001 already exists", "externalId"),
        ("Lead with phone number +12025550123 already exists", "phoneNumber"),
        ("LEAD WITH PHONE NUMBER +12025550123 ALREADY EXISTS IN CAMPAIGN.", "phoneNumber"),
    ],
)
def test_a_duplicate_is_known_by_its_words(status, text, column) -> None:
    came = verdict(envelope(error=text), status)

    assert came.outcome is LoadOutcome.DUPLICATE
    assert text.rstrip(".") in came.explanation.detail
    assert came.explanation.hint == "Search leads shows since when it is there."
    assert [one.column for one in came.refused] == [column]
    fields = refused_fields(LUPITOR.lead_schema(STANDARD), came.refused)
    assert [one.key for one in fields] == ["phone" if column == "phoneNumber" else "External ID"]


@pytest.mark.parametrize(
    ("status", "text", "title", "columns"),
    [
        (400, "campaignId is required", "was told no campaign", ["campaignId"]),
        (400, "campaignId query parameter is required", "was told no campaign", ["campaignId"]),
        (
            400,
            "At least one of phoneNumber or externalId is required",
            "needs a phone number or an External ID",
            ["phoneNumber", "externalId"],
        ),
        (401, "Missing API key", "got no API key", []),
        (401, "Invalid or inactive API key", "does not accept the API key", []),
        (403, "Insufficient permissions", "may not do that", []),
        (404, "Campaign not found or access denied", "knows no such campaign", ["campaignId"]),
        (403, "CAMPAIGN NOT FOUND OR ACCESS DENIED", "knows no such campaign", ["campaignId"]),
        (200, "Campaign not found or access denied", "knows no such campaign", ["campaignId"]),
        (400, "phoneNumber must be E.164", "refused the lead", ["phoneNumber"]),
        (400, "scheduledFor must be ISO 8601", "refused the lead", ["scheduledFor"]),
        (400, "priority must be between 0 and 100", "refused the lead", ["priority"]),
        (400, "externalId is too long", "refused the lead", ["externalId"]),
        (400, "no", "refused the lead", []),
    ],
)
def test_an_error_lands_on_its_fields(status, text, title, columns) -> None:
    came = verdict(envelope(error=text), status)

    assert came.outcome is LoadOutcome.REJECTED
    assert title in came.explanation.title
    assert came.explanation.hint
    assert [one.column for one in came.refused] == columns


def test_a_refused_column_is_said_beside_the_field_that_fills_it() -> None:
    came = verdict(envelope(error="priority must be between 0 and 100"), 400)
    assert refused_fields(LUPITOR.lead_schema(STANDARD), came.refused) == (
        FieldProblem("Priority", "It says: priority must be between 0 and 100."),
    )


@pytest.mark.parametrize(("status", "title"), [(401, "API key"), (403, "API key"), (404, "address or campaign")])
@pytest.mark.parametrize("body", [b"", b"<html>Blocked</html>", b"no", b"[]"])
def test_a_refusal_without_an_envelope_is_read_by_its_code(status, title, body) -> None:
    came = verdict(body, status)
    assert came.outcome is LoadOutcome.REJECTED
    assert title in came.explanation.title


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (201, b"<html>Please sign in</html>"),
        (201, b'{"success": true, "data": {"leadId": '),
        (200, []),
        (200, {}),
        (200, {"success": "true", "data": {"leadId": "k1"}}),
        (200, {"success": None}),
        (204, b""),
        (302, b""),
        (307, CREATED),
        (408, envelope(error="timed out")),
        (500, envelope(error="Internal error")),
        (500, b""),
        (502, b"<html>Bad gateway</html>"),
        (503, {"success": True, "data": None, "error": None}),
        (100, CREATED),
        (999, b""),
    ],
)
def test_what_does_not_tell_is_unknown(status, body) -> None:
    came = verdict(body, status)
    assert came.outcome is LoadOutcome.UNKNOWN
    assert "may be loaded, or not" in came.explanation.detail
    assert "Search leads" in came.explanation.hint


@pytest.mark.parametrize("status", [400, 500, 503])
def test_a_failure_that_brings_an_id_is_loaded_with_a_warning(status) -> None:
    came = verdict(CREATED, status)
    assert came.outcome is LoadOutcome.LOADED
    assert f"its code is {status}, its success is yes" in came.notices[0]


def test_odd_things_are_said() -> None:
    bare = verdict({"success": True, "data": {}, "error": None})
    assert (bare.outcome, bare.notices) == (LoadOutcome.LOADED, ("No leadId came with it.",))
    assert bare.record == (Fact("Lead ID", "not returned", key="data.leadId"),)
    odd = verdict({"success": True, "data": {"leadId": 7, "isNew": True}, "requestId": "r1"})
    assert odd.outcome is LoadOutcome.LOADED
    assert odd.record == (Fact("Lead ID", "7", key="data.leadId"),)
    assert odd.drift == ("data.leadId: expected text, got a number",)
    assert {fact.key: fact.text for fact in odd.extra} == {"data.isNew": "true", "requestId": '"r1"'}
    no = verdict({"success": False, "data": {"leadId": "k1"}, "error": {"message": "no"}})
    assert (no.outcome, no.message) == (LoadOutcome.REJECTED, "no")
    assert "A leadId came" in no.notices[0]
    assert verdict(CREATED, kind="text/html").notices == ("The answer is JSON, but is labelled text/html.",)
    assert "web page" in verdict(b"<html>", 403).notices[0]


def test_a_byte_order_mark_is_no_matter() -> None:
    assert verdict(b"\xef\xbb\xbf" + json.dumps(CREATED).encode()).outcome is LoadOutcome.LOADED


def test_a_cut_answer_is_unknown_and_says_so() -> None:
    came = LUPITOR.decode_submit(HttpResponse(201, (), b'{"success": tr', capped=True), SENT, AT)
    assert came.outcome is LoadOutcome.UNKNOWN
    assert "longer than LeadDesk reads" in came.notices[-1]


# ---------------------------------------------------------------- what was kept


def test_what_the_answer_holds_is_compared_with_what_was_sent() -> None:
    sent = Sent(
        "+12025550123",
        (SentValue("first_name", "Ada"), SentValue("phoneNumber", "+12025550123"), SentValue("priority", "7")),
    )
    kept = {"leadId": "k1", "phoneNumber": "+12025550123", "metadata": {"first_name": "ADA"}}
    came = verdict(envelope(kept), sent=sent)
    assert came.stored == (
        StoredField(0, "first_name", "ADA", "first_name", "Ada"),
        StoredField(1, "phoneNumber", "+12025550123", "phoneNumber", "+12025550123"),
        StoredField(2, "priority", "not returned", "priority", "7"),
    )
    assert came.other_numbers == ()


def test_an_answer_about_another_number_says_so_loudly() -> None:
    came = verdict(envelope({"leadId": "k1", "phoneNumber": "+12025550199"}))
    assert came.other_numbers == (
        "The answer is about (202) 555-0199, not the number that was sent (data.phoneNumber).",
    )


# ---------------------------------------------------------------- waits


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X_RateLimit_Reset": RESET}, 23),
        ({"x_ratelimit_reset": f" {RESET} "}, 23),
        ({"X_RateLimit_Reset": f"{RESET}000"}, 23),
        ({"X_RateLimit_Reset": str(int(AT.timestamp()) + 7200)}, 60),
        ({"X_RateLimit_Reset": str(int(AT.timestamp()) - 7200)}, 5),
        ({"X_RateLimit_Reset": "soon"}, 5),
        ({"X_RateLimit_Reset": "-1"}, 5),
        ({"Retry_After": "12"}, 12),
        ({"X_RateLimit_Reset": RESET, "Retry_After": "12"}, 23),
        ({"X_RateLimit_Reset": "1", "Retry_After": "12"}, 12),
        ({"Retry_After": "0"}, 5),
        ({}, 5),
    ],
)
def test_a_429_says_how_long_to_wait(headers, wait) -> None:
    came = verdict(envelope(error="Rate limit exceeded"), 429, **headers)
    assert (came.outcome, came.retry_after_s) == (LoadOutcome.REJECTED, wait)
    assert came.explanation.hint == f"Send again after {wait} s."
    assert "Nothing was loaded." in came.explanation.detail


def test_the_last_request_of_a_minute_says_so() -> None:
    came = verdict(CREATED, X_RateLimit_Remaining="0", X_RateLimit_Reset=RESET)
    assert (came.outcome, came.retry_after_s) == (LoadOutcome.LOADED, 23)
    assert came.notices == ("That was the key's last request of this minute; 23 s are left.",)


@pytest.mark.parametrize("headers", [{"X_RateLimit_Remaining": "1"}, {}, {"X_RateLimit_Remaining": "none"}])
def test_as_long_as_more_may_be_sent_nothing_is_said(headers) -> None:
    came = verdict(CREATED, X_RateLimit_Reset=RESET, **headers)
    assert (came.retry_after_s, came.notices) == (None, ())


# ---------------------------------------------------------------- anything at all

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("already exists"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["success", "data", "error", "leadId", "message", "phoneNumber", "metadata"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(data=_JSON, status=st.sampled_from([100, 200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 429, 500, 999]))
def test_any_json_gives_a_verdict_and_only_success_loads(data: object, status: int) -> None:
    came = LUPITOR.decode_submit(answer(data, status), SENT, AT)

    assert came.explanation.title
    if came.outcome is LoadOutcome.LOADED:
        assert isinstance(data, dict)
        assert data["success"] is True
    if came.outcome is LoadOutcome.DUPLICATE:
        assert "already exists" in json.dumps(data)
