"""Any program on this computer may speak to the practice server: without a key it gets nothing, and cannot fill it."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator

import httpx
import pytest

from leaddesk.practice import PracticeServer
from leaddesk.practice.loopback import LONGEST_BODY, MOST_CONNECTIONS

HOST = "127.0.0.1"
PATHS = (
    "/api/public/lead/load",
    "/api/public/messaging/campaign",
    "/api/public/messaging/campaign/c1",
    "/api/v1/leads",
    "/lupitor/api/v1/leads",
    "/lupitor/api/v1/records",
    "/lupitor-old/api/v1/leads",
    "/API/lmapi.php",
    "/practice",
    "/practice/approve",
    "/",
    "/../etc/passwd",
    "/docs",
)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, verify=False, timeout=5) as made:
        yield made


def port_of(server: PracticeServer) -> int:
    port = httpx.URL(server.base_url).port
    assert port
    return port


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_without_a_key_nothing_is_told_and_nothing_done(
    server: PracticeServer, client: httpx.Client, method: str
) -> None:
    before = server.croco_leads
    for path in PATHS:
        body = {"campaignId": "65f00000000000000000a001", "fields": [], "status": "ACTIVE"}
        answer = client.request(method, f"http://{HOST}:{port_of(server)}{path}", json=body)
        told = answer.text
        refused = 400 <= answer.status_code < 500 or (answer.status_code == 200 and told.startswith("ERROR: "))
        assert refused, (path, answer.status_code, told[:200])
        for secret in (
            server.api_key,
            server.public_key,
            server.private_key,
            server.lupitor_key,
            server.croco_password,
        ):
            assert secret not in told
        assert "720555" not in told, "no lead of practice either"
        assert not {name for name in answer.headers if name.startswith("access-control")}, (
            "no page of a browser reads it"
        )
    assert server.croco_leads == before


@pytest.mark.parametrize("path", ["/API/lmapi.php", "/api/public/lead/load", "/lupitor/api/v1/leads"])
def test_a_body_too_long_is_refused_before_it_is_sent(server: PracticeServer, path: str) -> None:
    with socket.create_connection((HOST, port_of(server)), timeout=5) as end:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {LONGEST_BODY + 1}\r\n\r\n"
        end.sendall(head.encode("ascii"))
        assert end.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_never_says_how_long_it_is_is_read_so_far_and_no_further(
    server: PracticeServer, client: httpx.Client, ask: Callable[..., httpx.Response]
) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 20 * LONGEST_BODY:
            sent += 1 << 16
            yield b"a=" + b"x" * ((1 << 16) - 2)

    with contextlib.suppress(httpx.TransportError):  # it closes while it is still being written to
        answer = client.post(server.croco_base_url, content=endless())
        assert answer.status_code == 413
    assert sent < 5 * LONGEST_BODY
    assert ask("7205550100").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 20_000,
        b"GET /" + b"a" * 200_000,
        b"POST /API/lmapi.php HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /API/lmapi.php HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz",
        b"\0" * 100_000,
    ],
    ids=["tls", "headers", "path", "length", "two lengths", "nul"],
)
def test_what_is_no_request_is_answered_with_a_refusal_or_not_at_all(
    server: PracticeServer, ask: Callable[..., httpx.Response], said: bytes
) -> None:
    with socket.create_connection((HOST, port_of(server)), timeout=5) as end, contextlib.suppress(ConnectionError):
        end.sendall(said)
        with contextlib.suppress(OSError):  # it may have closed already
            end.shutdown(socket.SHUT_WR)
        answer = end.recv(100)
        assert not answer or answer.startswith(b"HTTP/1.1 4")
    assert ask("7205550100").status_code == 200


def test_idle_peers_are_so_many_and_no_more_and_leave_nothing_behind(
    server: PracticeServer, ask: Callable[..., httpx.Response]
) -> None:
    with contextlib.ExitStack() as idle:
        for _ in range(MOST_CONNECTIONS):
            idle.enter_context(socket.create_connection((HOST, port_of(server)), timeout=5))
        assert ask("7205550100").status_code == 503
        more = [idle.enter_context(socket.create_connection((HOST, port_of(server)), timeout=5)) for _ in range(100)]
        with contextlib.suppress(ConnectionError):
            assert more[-1].recv(1) == b"", "the last ones are dropped, whatever they would say"
    assert any(ask("7205550100").status_code == 200 for _ in range(100))
    assert server.count("7205550100") == 1
