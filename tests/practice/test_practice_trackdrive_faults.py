"""The practice words for faults do to a page of leads what the table says; asked by a client that is not the app's."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from leaddesk.practice import lead_faults, searches
from leaddesk.practice.searches import PRACTICE_SEARCHES, Behaviour, PracticeSearch, UnknownWordError, read_text
from tests.practice.leads import Leads, lead_server

FAULTS = [entry for entry in PRACTICE_SEARCHES if entry.group is searches.SearchGroup.FAULTS]


@pytest.fixture(name="leads", scope="module")
def leads_fixture() -> Iterator[Leads]:
    with lead_server(300) as leads:
        yield leads


def statuses(leads: Leads, word: str, *pages: int) -> list[int]:
    return [leads.ask(fulltext=word, page=page, columns="id").status_code for page in pages]


def streamed(leads: Leads, word: str, page: int = 1) -> tuple[bytes, type[Exception] | None]:
    """What came of a page, and how it ended before it was whole."""
    came = b""
    try:
        with leads.client.stream("GET", "leads", params={"fulltext": word, "page": page}, timeout=0.5) as response:
            for piece in response.iter_raw():
                came += piece
    except httpx.HTTPError as exc:
        return came, type(exc)
    return came, None


@pytest.mark.parametrize("entry", PRACTICE_SEARCHES, ids=lambda entry: entry.word)
def test_every_word_of_the_table_is_known_and_short(entry: PracticeSearch) -> None:
    words, behaviours = read_text(entry.word)
    assert words == ()
    assert len(behaviours.every) == 1
    assert len(entry.title) <= 26
    assert len(entry.says) <= 40
    assert (behaviours.every[0].name in searches.FAULT_NAMES) == (entry.group is searches.SearchGroup.FAULTS)


def test_every_fault_is_in_the_table_and_no_word_stands_there_twice() -> None:
    assert set(lead_faults.FAULTS) == searches.FAULT_NAMES
    named = {read_text(entry.word)[1].every[0].name for entry in FAULTS}
    assert named == searches.FAULT_NAMES
    assert len({entry.word for entry in PRACTICE_SEARCHES}) == len(PRACTICE_SEARCHES)


@pytest.mark.parametrize(
    ("word", "behaviour"),
    [
        ("429", Behaviour("429")),
        ("429-once", Behaviour("429", once=True)),
        ("429-page-3", Behaviour("429", page=3)),
        ("429-date-once-page-12", Behaviour("429-date", page=12, once=True)),
        ("cap50", Behaviour("cap", number=50)),
        ("last-page-3", Behaviour("last-page", number=3)),
        ("empty-page-2", Behaviour("empty", page=2)),
        ("root=lead_rows", Behaviour("root", text="lead_rows")),
    ],
)
def test_words_are_taken_apart(word: str, behaviour: Behaviour) -> None:
    assert read_text(f"practice:{word}")[1].every == (behaviour,)


@pytest.mark.parametrize("word", ["", "429-page-0", "cap0", "cap", "root=", "slow-twice", "empty", "fail-page-3-once"])
def test_words_that_are_none_are_refused(word: str) -> None:
    with pytest.raises(UnknownWordError):
        read_text(f"ada practice:{word}")


@pytest.mark.parametrize(
    ("word", "status"),
    [("fail", 500), ("503", 503), ("429", 429), ("400", 400), ("401", 401), ("403", 403), ("404", 404), ("422", 422)],
)
def test_a_refusal_says_its_status_and_why(word: str, status: int, leads: Leads) -> None:
    answer = leads.ask(fulltext=f"practice:{word}")
    assert answer.status_code == answer.json()["status"] == status
    ((_, (problem,)),) = answer.json()["errors"].items()
    assert problem


def test_a_fault_of_one_page_leaves_the_others_alone_and_stays(leads: Leads) -> None:
    assert statuses(leads, "practice:fail-page-3", 1, 2, 3, 3, 4) == [200, 200, 500, 500, 200]


def test_a_fault_that_comes_once_comes_again_with_the_next_search(leads: Leads) -> None:
    assert statuses(leads, "practice:fail-once", 1, 1, 2, 2, 1, 1) == [500, 200, 500, 200, 500, 200]
    assert statuses(leads, "practice:429-once-page-2", 1, 2, 2) == [200, 429, 200]
    other = leads.ask(fulltext="practice:fail-once", per_page=7)  # another request has its own first time
    assert other.status_code == 500


def test_throttling_names_the_wait_in_seconds_and_as_a_date(leads: Leads) -> None:
    assert leads.ask(fulltext="practice:429").headers["Retry-After"] == "3"
    until = parsedate_to_datetime(leads.ask(fulltext="practice:429-date").headers["Retry-After"])
    assert timedelta(seconds=1) < until - datetime.now(UTC) <= timedelta(seconds=3)


def test_slow_page_comes_in_the_end(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lead_faults, "SLOW_SECONDS", 0.3)
    begun = time.monotonic()
    assert len(leads.rows(fulltext="practice:slow-page-2", page=2)) == 25
    assert time.monotonic() - begun >= 0.3


def test_stalled_page_never_comes_and_holds_nobody_back(leads: Leads) -> None:
    assert streamed(leads, "practice:stall") == (b"", httpx.ReadTimeout)
    assert len(leads.rows()) == 25


def test_hanging_page_stops_half_way(leads: Leads) -> None:
    came, error = streamed(leads, "practice:hang-page-2", page=2)
    assert error is httpx.ReadTimeout
    assert came.startswith(b'{"leads": [{"id"')


def test_breaks_of_the_connection(leads: Leads) -> None:
    assert streamed(leads, "practice:drop-page-2", page=2) == (b"", httpx.ReadError)
    came, error = streamed(leads, "practice:reset-page-2", page=2)
    assert error is httpx.ReadError
    assert came.startswith(b'{"leads": [{"id"')
    came, error = streamed(leads, "practice:truncated")
    assert error is httpx.RemoteProtocolError
    assert came
    assert streamed(leads, "practice:reset-once")[1] is httpx.ReadError
    assert streamed(leads, "practice:reset-once")[1] is None


def test_client_that_leaves_before_its_request_is_whole_leaves_nothing_behind(leads: Leads) -> None:
    base = httpx.URL(leads.server.leads_base_url)
    assert base.port is not None
    seen = len(leads.server.requests)
    with socket.create_connection((base.host, base.port), timeout=5) as connection:
        connection.sendall(b"GET /api/v1/leads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nab")
    until = time.monotonic() + 5
    while len(leads.server.requests) == seen and time.monotonic() < until:
        time.sleep(0.01)
    assert len(leads.rows()) == 25
    assert [request.status for request in leads.server.requests[seen:]] == [None, 200]


def test_sign_in_page_by_word_and_by_base_url(leads: Leads) -> None:
    host = leads.server.leads_base_url.removesuffix("/api/v1")
    by_word = leads.ask(fulltext="practice:html")
    by_host = leads.client.get(f"{host}/sign-in/api/v1/leads?per_page=1&columns=id")
    for page in (by_word, by_host):
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "Please sign in" in page.text
    redirect = leads.ask(fulltext="practice:redirect")
    assert (redirect.status_code, httpx.URL(redirect.headers["Location"]).host) == (302, "elsewhere.example.com")


def test_bodies_that_are_no_page(leads: Leads) -> None:
    inside = leads.ask(fulltext="practice:errors")
    assert (inside.status_code, inside.json()["status"]) == (200, 422)
    assert "leads" not in inside.json()
    broken = leads.ask(fulltext="practice:not-json")
    assert broken.status_code == 200
    with pytest.raises(ValueError, match="Expecting"):
        broken.json()
    assert leads.ask(fulltext="practice:empty-body").content == b""


@pytest.mark.parametrize("words", ["practice:huge", "practice:huge practice:bare"])
def test_huge_page(words: str, leads: Leads) -> None:
    with leads.client.stream("GET", "leads", params={"fulltext": words}) as response:
        assert int(response.headers["Content-Length"]) == 30 * 1024 * 1024
        assert next(response.iter_raw()).startswith(b"{")


def test_tries_are_forgotten_when_there_are_too_many() -> None:
    tries = lead_faults.Tries()
    assert tries.is_first("a page")
    assert all(tries.is_first(page) for page in range(1000))
    assert tries.is_first("a page")
