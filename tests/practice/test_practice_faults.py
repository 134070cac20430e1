"""The practice numbers for faults do on the wire what their titles say; asked by another client than the app's own."""

from __future__ import annotations

import base64
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from leaddesk.practice import PRACTICE_NUMBERS, PracticeServer, faults

Ask = Callable[..., httpx.Response]
FAULTS = [entry for entry in PRACTICE_NUMBERS if entry.fault]


@pytest.fixture
def server(shared_server: PracticeServer) -> PracticeServer:
    """One server for the whole module: these replies depend on the request alone."""
    return shared_server


@pytest.fixture
def streamed(server: PracticeServer, body_of: Callable[..., dict[str, Any]]) -> Callable[[str], Any]:
    """Ask for a reply and take it in pieces: `with streamed(line) as response`."""

    def ask(line: str) -> Any:
        return httpx.stream(
            "POST",
            f"{server.base_url}/lead/load",
            headers={"X-API-KEY": server.api_key},
            json=body_of(f"720555{line}"),
            timeout=0.5,
            trust_env=False,
            verify=False,
        )

    return ask


def good(answer: Any) -> bool:
    return isinstance(answer, dict) and answer["status"] == "Accepted" and answer["lead"]["status"] == "LOADED"


def read_until_it_breaks(response: httpx.Response, error: type[httpx.HTTPError]) -> bytes:
    came: list[bytes] = []
    with pytest.raises(error):
        came.extend(response.iter_raw())
    return b"".join(came)


def test_each_fault_is_used_by_one_number_and_lies_among_the_lines_for_faults() -> None:
    assert sorted(entry.fault for entry in FAULTS) == sorted(faults.FAULTS)
    assert all("0140" <= entry.line <= "0179" for entry in FAULTS)


@pytest.mark.parametrize("entry", FAULTS, ids=lambda entry: entry.line)
def test_words_fit_a_line_of_the_panel(entry: Any) -> None:
    assert len(entry.title) <= 26
    assert len(entry.says) <= 25


@pytest.mark.parametrize(
    ("line", "status"),
    [("0140", 400), ("0142", 403), ("0143", 404), ("0144", 409), ("0145", 422), ("0148", 408), ("0151", 500)],
)
def test_a_refusal_says_its_status_and_why(line: str, status: int, ask: Ask) -> None:
    response = ask(f"720555{line}")
    assert response.status_code == response.json()["statusCode"] == status
    assert response.json()["message"]


def test_the_key_is_echoed_in_body_and_header_plain_and_encoded(server: PracticeServer, ask: Ask) -> None:
    response = ask("7205550141")
    assert response.status_code == 401
    assert server.api_key in response.json()["message"]
    assert base64.b64encode(server.api_key.encode()).decode() in response.json()["message"]
    assert server.api_key in response.headers.values()


def test_throttling_names_the_wait_in_seconds_and_as_a_date(ask: Ask) -> None:
    assert (ask("7205550146").status_code, ask("7205550146").headers["Retry-After"]) == (429, "20")
    until = ask("7205550147")
    assert until.status_code == 429
    wait = parsedate_to_datetime(until.headers["Retry-After"]) - datetime.now(UTC)
    assert timedelta(seconds=15) < wait <= timedelta(seconds=20)


def test_redirects_point_to_another_host_and_to_the_same(ask: Ask) -> None:
    assert ask("7205550149").status_code == ask("7205550150").status_code == 307
    assert httpx.URL(ask("7205550149").headers["Location"]).host == "elsewhere.example.com"
    assert ask("7205550150").headers["Location"].startswith("/api/")


@pytest.mark.parametrize(("line", "status"), [("0152", 502), ("0158", 200)])
def test_web_pages_stand_where_json_should(line: str, status: int, ask: Ask) -> None:
    response = ask(f"720555{line}")
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert response.text.startswith("<!DOCTYPE html>")


def test_a_failure_says_accepted_all_the_same(ask: Ask) -> None:
    assert ask("7205550153").status_code == 503
    assert good(ask("7205550153").json())


def test_odd_shapes_hold_a_good_answer(ask: Ask) -> None:
    labelled, array, latin, marked = (ask(f"720555{line}") for line in ("0159", "0160", "0161", "0162"))
    assert {response.status_code for response in (labelled, array, latin, marked)} == {200}
    assert labelled.headers["content-type"].startswith("text/html")
    assert good(labelled.json())
    assert [good(item) for item in array.json()] == [True]
    assert "Ex\xe4mple".encode("latin-1") in latin.content
    with pytest.raises(UnicodeDecodeError):
        latin.content.decode("utf-8")
    assert marked.content.startswith(b"\xef\xbb\xbf{")


def test_nothing_comes_in_the_body_of_empty_answers(ask: Ask) -> None:
    assert (ask("7205550163").status_code, ask("7205550163").content) == (200, b"")
    assert (ask("7205550166").status_code, ask("7205550166").content) == (204, b"")


@pytest.mark.parametrize(
    ("line", "error"),
    [("0154", httpx.ReadTimeout), ("0155", httpx.ReadError), ("0156", httpx.RemoteProtocolError)],
)
def test_half_an_answer_comes_and_then_the_ending(line: str, error: type[httpx.HTTPError], streamed: Any) -> None:
    with streamed(line) as response:
        assert response.status_code == 200
        announced = int(response.headers["content-length"])
        assert len(read_until_it_breaks(response, error)) == announced // 2 > 100


def test_the_last_chunk_never_comes(streamed: Any) -> None:
    with streamed("0157") as response:
        assert response.headers["transfer-encoding"] == "chunked"
        assert read_until_it_breaks(response, httpx.RemoteProtocolError).endswith(b"}")


def test_a_drip_comes_byte_by_byte_and_ends_with_its_client(
    streamed: Any, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "DRIP_SECONDS", 0.1)
    with streamed("0164") as response:
        pieces = response.iter_raw()
        began = time.monotonic()
        assert [next(pieces) for _ in range(4)] == [b"{", b'"', b"s", b"t"]
        assert time.monotonic() - began > 0.25
    assert ask("7205550100").status_code == 200


def test_thirty_megabytes_are_an_answer_like_any_other(ask: Ask) -> None:
    response = ask("7205550165")
    assert len(response.content) == int(response.headers["content-length"]) == 30 * 1024 * 1024
    assert good(response.json())


def test_a_client_may_leave_in_the_middle_of_thirty_megabytes(streamed: Any, ask: Ask) -> None:
    with streamed("0165") as response:
        assert next(response.iter_raw())
    assert ask("7205550100").status_code == 200


def test_a_connection_that_was_to_be_kept_is_closed_afterwards(
    server: PracticeServer, body_of: Callable[..., dict[str, Any]]
) -> None:
    port = httpx.URL(server.base_url).port
    body = httpx.Request("POST", "http://127.0.0.1/", json=body_of("7205550167")).read()
    head = f"POST /api/public/lead/load HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-KEY: {server.api_key}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(head.encode("ascii") + body)
        came = b""
        while piece := connection.recv(65536):
            came += piece
    assert came.startswith(b"HTTP/1.1 200 OK")
    assert came.endswith(b"}")
    assert b"connection: close" not in came.lower()


@pytest.mark.parametrize("entry", FAULTS, ids=lambda entry: entry.line)
def test_the_request_is_noted_once_with_its_number(entry: Any, server: PracticeServer, streamed: Any) -> None:
    number = f"720555{entry.line}"
    already = server.count(number)
    with streamed(entry.line) as response:
        status = response.status_code
    assert server.count(number) == already + 1
    assert [seen.status for seen in server.requests if seen.number == number][-1] == status
