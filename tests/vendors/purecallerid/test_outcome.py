"""The outcome follows the table of contract section 6, and is said in three plain sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.waits import retry_after
from tests.vendors.purecallerid.answers import ADAPTER, AT, SENT, answer, clean, decode

LOADED, REJECTED, UNKNOWN = LoadOutcome.LOADED, LoadOutcome.REJECTED, LoadOutcome.UNKNOWN


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("Accepted", LOADED),
        (" ACCEPTED\n", LOADED),
        ("Rejected", REJECTED),
        ("Held", REJECTED),
        ("Accepted?", REJECTED),
        ("", UNKNOWN),
        ("  ", UNKNOWN),
        (None, UNKNOWN),
        (True, UNKNOWN),
        (["Accepted"], UNKNOWN),
    ],
)
@pytest.mark.parametrize("code", [200, 201, 299])
def test_a_2xx_goes_by_the_status(status: object, outcome: LoadOutcome, code: int) -> None:
    assert decode(clean() | {"status": status}, code).outcome is outcome


def test_case_of_keys_counts() -> None:
    assert decode({"Status": "Accepted"}).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        *((code, REJECTED) for code in (400, 401, 402, 403, 404, 405, 409, 413, 422, 429, 451, 499)),
        *((code, UNKNOWN) for code in (0, 100, 102, 199, 300, 302, 304, 307, 308, 408, 500, 502, 503, 504, 599, 600)),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"status": "Accepted"}', b'{"status": "Rejected"}'])
def test_any_other_code_goes_by_the_code(code: int, outcome: LoadOutcome, body: bytes) -> None:
    verdict = ADAPTER.decode_submit(HttpResponse(code, (), body), SENT, AT)

    assert verdict.outcome is outcome
    assert f"({code})" in verdict.explanation.title
    if outcome is UNKNOWN:
        assert verdict.explanation.hint == "Do not send again; look in the dialer first."
        assert "may be loaded" in verdict.explanation.detail
    else:
        assert "Nothing was loaded." in verdict.explanation.detail


@pytest.mark.parametrize(
    ("code", "title", "hint"),
    [
        (400, "refused the request", "Compare the lead"),
        (401, "does not accept the API key", "Type the API key"),
        (403, "does not accept the API key", "Type the API key"),
        (404, "no such address or campaign", "Base URL"),
        (429, "no more requests for now", "Wait a little"),
        (408, "gave up waiting", "Do not send again"),
        (100, "never finished", "Do not send again"),
        (302, "pointed to another address", "Do not send again"),
        (503, "failure of its own", "Do not send again"),
        (999, "no rule knows", "Do not send again"),
    ],
)
def test_each_code_has_its_sentences(code: int, title: str, hint: str) -> None:
    explanation = ADAPTER.decode_submit(HttpResponse(code), SENT, AT).explanation

    assert title in explanation.title
    assert hint in explanation.hint


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "The answer is empty."),
        (b"SUCCESS", "The answer is not JSON"),
        (b'["Accepted"]', "not an object"),
        (b'{"message": "OK"}', "has no status"),
        (b'{"status": 1}', "status is not a text"),
        (b'{"status": "Accepted", ', "not JSON"),
    ],
)
def test_an_answer_without_a_word_about_the_load_is_unknown(body: bytes, why: str) -> None:
    verdict = ADAPTER.decode_submit(HttpResponse(200, (), body), SENT, AT)

    assert verdict.outcome is UNKNOWN
    assert why in verdict.explanation.detail


@pytest.mark.parametrize(
    ("reason", "message", "said"),
    [
        ("DNC", "Listed", "It says: DNC (probably on a do-not-call list): Listed. Nothing was loaded."),
        ("tcpa_flag", None, "It says: tcpa_flag (probably a known litigator). Nothing was loaded."),
        ("DataBoost", "Not good!", "It says: DataBoost: Not good! Nothing was loaded."),
        (None, None, "Nothing was loaded."),
        (17, ["a"], 'It says: 17: ["a"]. Nothing was loaded.'),
    ],
)
def test_the_vendors_words_are_in_the_explanation(reason: object, message: object, said: str) -> None:
    verdict = decode({"status": "Rejected", "reason": reason, "message": message})

    assert verdict.explanation.title == "The vendor did not load the lead: Rejected."
    assert verdict.explanation.detail == said


def test_reason_and_message_are_shown_whatever_their_type() -> None:
    verdict = decode({"status": 5, "reason": {"code": 1}, "message": None})

    assert (verdict.status, verdict.reason, verdict.message) == ("5", '{"code": 1}', "")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "Invalid\n  key"}', 'It says: {"error": "Invalid key"}. Nothing was loaded.'),
        (b"Bad \xff key", "It says: Bad \ufffd key. Nothing was loaded."),
        (b"Bad key!", "It says: Bad key! Nothing was loaded."),
        (b"<!doctype html><p>No", "Nothing was loaded."),
        (b" ", "Nothing was loaded."),
        (b'{"message": "No"}', "It says: No. Nothing was loaded."),
        (b"x" * 201, f"It says: {'x' * 200}… Nothing was loaded."),
    ],
)
def test_an_error_of_unknown_shape_is_shown_by_its_beginning(body: bytes, said: str) -> None:
    assert ADAPTER.decode_submit(HttpResponse(422, (), body), SENT, AT).explanation.detail == said


def test_a_refused_answer_still_shows_the_checks() -> None:
    for code in (200, 400, 503):
        verdict = decode(clean() | {"status": "Rejected"}, code)
        assert verdict.evidence == decode(clean()).evidence
        assert verdict.record == decode(clean()).record


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Mon, 05 Jan 2026 09:02:30 GMT", 30.0),
        ("Mon, 05 Jan 2026 09:02:30 -0000", 30.0),
        ("Mon, 05 Jan 2026 09:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9999999999", None),
        ("Mon, 99 Jan 2026 09:02:30 GMT", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after(header, AT) == seconds
    verdict = ADAPTER.decode_submit(HttpResponse(429, (("retry-after", header),)), SENT, AT)
    assert verdict.retry_after_s == seconds
    wanted = "Wait a little, then send again." if seconds is None else f"Send again after {seconds:g} s."
    assert verdict.explanation.hint == wanted


def test_a_date_to_wait_for_is_told_by_the_vendor_s_own_clock() -> None:
    headers = (("Retry-After", format_datetime(AT + timedelta(hours=2, seconds=20), usegmt=True)),)
    ahead = (("Date", format_datetime(AT + timedelta(hours=2), usegmt=True)),)
    assert ADAPTER.decode_submit(HttpResponse(429, headers + ahead), SENT, AT).retry_after_s == 20
    assert ADAPTER.decode_submit(HttpResponse(429, (*headers, ("Date", "soon"))), SENT, AT).retry_after_s == 7220


def test_only_a_429_counts_down() -> None:
    assert ADAPTER.decode_submit(HttpResponse(503, (("Retry-After", "5"),)), SENT, AT).retry_after_s is None


@pytest.mark.parametrize("code", [302, 409, 500])
def test_a_code_against_the_body_is_said(code: int) -> None:
    (notice,) = decode(clean(), code).notices

    assert f"its code is {code}, its text says Accepted" in notice
    assert "look in the dialer first" in notice


def test_a_rejection_against_the_leads_own_status_is_said() -> None:
    (notice,) = decode(clean() | {"status": "Rejected"}).notices

    assert "its status is Rejected, the lead's is LOADED" in notice
    assert decode({"status": "Rejected", "lead": {"status": "HELD"}}).notices == ()
    assert decode({"status": "Rejected"}).notices == ()


@pytest.mark.parametrize(
    ("content_type", "notices"),
    [
        ("application/json; charset=utf-8", 0),
        ("application/problem+JSON", 0),
        ("", 0),
        ("text/html", 1),
    ],
)
def test_json_under_another_label_is_read_and_said(content_type: str, notices: int) -> None:
    response = HttpResponse(200, (("Content-Type", content_type),), answer(clean()).body)
    verdict = ADAPTER.decode_submit(response, SENT, AT)

    assert verdict.outcome is LOADED
    assert len(verdict.notices) == notices
    assert all(content_type in notice for notice in verdict.notices)


@pytest.mark.parametrize(("cut", "outcome"), [(0, LOADED), (5, UNKNOWN)])
def test_a_capped_answer_counts_only_if_it_can_be_read(cut: int, outcome: LoadOutcome) -> None:
    whole: Any = answer(clean())
    body = whole.body[: len(whole.body) - cut]
    verdict = ADAPTER.decode_submit(replace(whole, body=body, capped=True), SENT, AT)

    assert verdict.outcome is outcome
    assert verdict.notices[-1] == "The answer was longer than LeadDesk reads: its end is missing."
