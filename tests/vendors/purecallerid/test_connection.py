"""The test of a connection asks one harmless question and claims no more than its answer shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.registry import adapters

AT = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
ADAPTER = adapters()["purecallerid"]
JSON = (("Content-Type", "application/json"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def profile(**changes) -> ConnectionProfile:
    values = {"id": "p", "name": "North", "vendor": "purecallerid", "base_url": "https://core.example.com/api/public"}
    return ConnectionProfile(**(values | changes))


def found(status: int, body: bytes = b"", headers=JSON, *, capped: bool = False) -> ConnectionFinding:
    return ADAPTER.decode_connection_test(HttpResponse(status, headers, body, capped=capped), AT)


def test_the_question_is_one_read_with_the_key_in_its_header() -> None:
    request = ADAPTER.encode_connection_test(profile(timeout_s=12), {"api_key": Secret("sample-key")})
    assert (request.method, request.url) == ("GET", "https://core.example.com/api/public/engage/campaigns")
    assert (request.writes, request.body, request.timeout_s) == (False, b"", 12)
    assert request.redacted().headers == (("X-API-KEY", MASK), ("Accept", "application/json"))
    assert request.secrets() == (Secret("sample-key"),)


def test_nobody_waits_as_long_for_a_test_as_for_a_lead() -> None:
    request = ADAPTER.encode_connection_test(profile(timeout_s=600), {"api_key": Secret("sample-key")})
    assert request.timeout_s == 30


@pytest.mark.parametrize("body", [b"[]", b"{}", b'[{"id": "65f00000000000000000c003"}]', b"\xef\xbb\xbf[]"])
@pytest.mark.parametrize("status", [200, 206])
def test_json_proves_reading_and_says_what_stays_unproven(status, body) -> None:
    finding = found(status, body)
    assert finding.reach is Reach.PROVEN
    assert finding.explanation.sentence() == (
        "Reads are accepted. Whether leads are accepted cannot be shown without creating one."
    )


PAGE = b"\n <!DOCTYPE html><title>Sign in</title>"


@pytest.mark.parametrize(
    ("status", "body", "headers", "reach", "words"),
    [
        (200, PAGE, HTML, Reach.FAILED, ("A web page came back", "sign-in page", "Check the Base URL")),
        (200, PAGE, (), Reach.FAILED, ("A web page came back",)),
        (200, b"hello", JSON, Reach.FAILED, ("its answer is no JSON", "Check the Base URL")),
        (204, b"", (), Reach.FAILED, ("its answer is no JSON",)),
        (200, b'"OK"', JSON, Reach.FAILED, ("its answer is no JSON",)),
        (
            401,
            b'{"message":"no such key"}',
            JSON,
            Reach.FAILED,
            ("key is refused (401)", "no such key", "Type the API"),
        ),
        (403, b"", JSON, Reach.FAILED, ("key is refused (403)", "may lack the right", "Type the API key")),
        (403, PAGE, HTML, Reach.FAILED, ("key is refused (403)", "perhaps a proxy or a firewall")),
        (404, b"", (), Reach.UNPROVEN, ("knows no Engage", "could not be proven", "without Engage answers so too")),
        (400, b"bad", (), Reach.UNPROVEN, ("does not take the question (400)", "It says: bad", "Check the Base URL")),
        (408, b"", (), Reach.UNPROVEN, ("does not take the question (408)",)),
        (407, b"", (), Reach.FAILED, ("A proxy on the way", "administrator")),
        (429, b"", (), Reach.UNPROVEN, ("takes no more requests for now (429)", "did not show", "Wait a little")),
        (500, b"", (), Reach.FAILED, ("a failure of its own (500)", "might end as unknown", "Test again")),
        (503, PAGE, HTML, Reach.FAILED, ("a failure of its own (503)",)),
        (102, b"", (), Reach.FAILED, ("no rule knows (102)",)),
        (999, b"", (), Reach.FAILED, ("no rule knows (999)",)),
    ],
)
def test_each_answer_has_its_sentence(status, body, headers, reach, words) -> None:
    finding = found(status, body, headers)
    assert finding.reach is reach
    for word in words:
        assert word in finding.explanation.sentence()
    assert finding.explanation.title
    assert finding.explanation.hint


def test_an_answer_that_was_cut_proves_nothing() -> None:
    finding = found(200, b'[{"id":', capped=True)
    assert finding.reach is Reach.UNPROVEN
    assert "longer than LeadDesk reads" in finding.explanation.title


@pytest.mark.parametrize(
    ("after", "words"),
    [("7", "after 7 s"), ("Sat, 21 Nov 2026 19:05:11 GMT", "after 60 s"), ("soon", "Wait a little")],
)
def test_a_wait_the_vendor_names_is_said(after, words) -> None:
    assert words in found(429, headers=(("Retry-After", after),)).explanation.hint


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("https://login.example.com/start?token=abc123", "points to login.example.com (302)"),
        ("//other.example.com:8443/x", "points to other.example.com (302)"),
        ("/sign-in?token=abc123", "points elsewhere (302)"),
        ("http://[broken", "points elsewhere (302)"),
        ("", "points elsewhere (302)"),
    ],
)
def test_a_redirect_names_the_host_alone(location, place) -> None:
    finding = found(302, headers=(("Location", location),))
    assert finding.reach is Reach.FAILED
    assert place in finding.explanation.title
    assert "abc123" not in finding.explanation.sentence()


@given(
    status=st.integers(100, 999),
    body=st.binary(max_size=200),
    headers=st.lists(
        st.tuples(st.sampled_from(["Content-Type", "Location", "Retry-After"]), st.text(max_size=40)), max_size=3
    ),
)
def test_any_bytes_give_a_finding_and_only_json_proves_anything(status, body, headers) -> None:
    finding = found(status, body, tuple(headers))
    assert finding.explanation.title
    if finding.reach is Reach.PROVEN:
        assert 200 <= status <= 299
        assert body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
