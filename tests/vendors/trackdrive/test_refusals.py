"""Each answer that is no page has its sentence, and *Test connection* claims no more than it knows."""

from __future__ import annotations

import pytest

from leaddesk.domain.connection import Reach
from leaddesk.domain.wire import HttpResponse
from tests.vendors.trackdrive.asking import AT, PROFILE, ROW, SECRETS, TRACKDRIVE, answer, problem_of

SIGN_IN = b"\n<!doctype html><html><body><form>Sign in</form></body></html>"


@pytest.mark.parametrize(
    ("status", "title", "repeatable"),
    [
        (302, "The address points elsewhere (302)", False),
        (400, "TrackDrive refuses a value of this search (400)", False),
        (401, "TrackDrive does not accept the keys (401)", False),
        (402, "TrackDrive refused the question (402)", False),
        (403, "These keys may not read leads (403)", False),
        (404, "There is no list of leads at this address (404)", False),
        (407, "A proxy on the way asks for a sign-in (407)", False),
        (408, "TrackDrive gave up waiting for the question (408)", True),
        (422, "TrackDrive refuses a value of this search (422)", False),
        (429, "TrackDrive takes no more questions for now (429)", True),
        (500, "TrackDrive has a failure of its own (500)", True),
        (503, "TrackDrive has a failure of its own (503)", True),
        (199, "TrackDrive answered with a code that no rule knows (199)", False),
        (600, "TrackDrive answered with a code that no rule knows (600)", False),
    ],
)
def test_each_code_has_its_sentence(status: int, title: str, repeatable: bool) -> None:
    problem = problem_of(b"", status=status)
    assert problem.explanation.title.startswith(title)
    assert problem.explanation.hint
    assert (problem.status, problem.repeatable) == (status, repeatable)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"status": 422, "errors": {"offer_id": ["is invalid", "is old"]}}, "It says: offer_id: is invalid, is old."),
        ({"errors": {"offer_id": "is invalid"}}, "It says: offer_id: is invalid."),
        ({"errors": ["no such offer", ""]}, "It says: no such offer."),
        ({"errors": "no such offer"}, "It says: no such offer."),
        ({"errors": 7, "message": "no"}, '{"errors": 7, "message": "no"}'),
        ({"errors": [str(number) for number in range(9)]}, "It says: 0; 1; 2; 3; 4."),
        (b"Bad offer", "It says: Bad offer."),
        (SIGN_IN, "A web page came with it"),
    ],
)
def test_the_vendors_own_words_are_told(body: object, said: str) -> None:
    assert said in problem_of(body, status=422).explanation.detail


def test_how_long_to_wait_is_read() -> None:
    assert problem_of(b"", status=429, Retry_After="17").retry_after_s == 17
    assert "after 17 s" in problem_of(b"", status=429, Retry_After="17").explanation.hint
    assert problem_of(b"", status=503, Retry_After="Sat, 21 Nov 2026 19:00:30 GMT").retry_after_s == 30
    assert problem_of(b"", status=429, Retry_After="soon").retry_after_s is None


def test_a_redirect_names_the_host_alone() -> None:
    title = problem_of(b"", status=302, Location="https://sign-in.example.com/?next=secret").explanation.title
    assert title == "The address points to sign-in.example.com (302); LeadDesk does not follow."
    assert "elsewhere" in problem_of(b"", status=302, Location="https://[x").explanation.title


@pytest.mark.parametrize(("body", "kind"), [(SIGN_IN, "application/json"), (b"Sign in", "text/html; charset=utf-8")])
def test_a_sign_in_page_is_recognised_and_explained(body: bytes, kind: str) -> None:
    problem = problem_of(body, kind=kind)
    assert "sign-in page" in problem.explanation.title
    assert "Base URL" in problem.explanation.hint
    assert problem.raw == body.decode()


def test_leads_are_leads_whatever_type_they_claim() -> None:
    page = TRACKDRIVE.decode_connection_test(answer({"leads": [ROW]}, kind="text/html"), AT)
    assert page.reach is Reach.PROVEN


def test_a_success_that_holds_errors_or_nothing_is_a_problem_with_its_text() -> None:
    said = problem_of({"status": 401, "errors": {"base": "not signed in"}}).explanation
    assert (said.title, said.detail) == (
        "TrackDrive answered with an error instead of leads.",
        "It says: base: not signed in.",
    )
    assert problem_of({"leads": None}).explanation.title == "The answer holds no list of leads."
    assert problem_of(b"").explanation.detail == "The answer is empty."
    assert problem_of(b"x" * 50_000).raw == "x" * 20_000


def test_a_page_that_was_cut_shows_none_of_its_rows() -> None:
    cut = HttpResponse(200, (("Content-Type", "application/json"),), b'{"leads":[{"id":1},{"i', capped=True)
    finding = TRACKDRIVE.decode_connection_test(cut, AT)
    assert (finding.reach, finding.explanation.title) == (Reach.FAILED, "This page is longer than LeadDesk reads.")


class TestConnection:
    def test_it_asks_for_one_id(self) -> None:
        request = TRACKDRIVE.encode_connection_test(PROFILE, SECRETS)
        assert request.url == "https://leads.example.com/api/v1/leads?per_page=1&columns=id"
        assert (request.method, request.writes, request.timeout_s) == ("GET", False, 30)

    @pytest.mark.parametrize(
        ("body", "detail"), [([ROW], "One row came back."), ({"leads": []}, "The list is empty for them.")]
    )
    def test_rows_prove_the_keys(self, body: object, detail: str) -> None:
        finding = TRACKDRIVE.decode_connection_test(answer(body), AT)
        assert (finding.reach, finding.explanation.detail) == (Reach.PROVEN, detail)

    @pytest.mark.parametrize("status", [400, 408, 422, 429])
    def test_a_vendor_that_is_there_proves_nothing(self, status: int) -> None:
        finding = TRACKDRIVE.decode_connection_test(answer(b"", status), AT)
        assert finding.reach is Reach.UNPROVEN
        assert "did not show" in finding.explanation.detail

    @pytest.mark.parametrize("status", [302, 401, 403, 404, 500])
    def test_all_else_fails(self, status: int) -> None:
        assert TRACKDRIVE.decode_connection_test(answer(b"", status), AT).reach is Reach.FAILED

    def test_a_sign_in_page_fails(self) -> None:
        assert TRACKDRIVE.decode_connection_test(answer(SIGN_IN, kind="text/html"), AT).reach is Reach.FAILED
