"""What goes over the wire and comes back, and what never leaves: over real sockets on the loopback."""

import asyncio
import gc
import gzip
import sys
import zlib
from typing import Any

import pytest

from leaddesk import __version__
from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import BODY_CAP, HttpRequest
from leaddesk.infra import http
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.network import Reach, Way
from tests.helpers.fault_server import Answer, AnswerThenClose, FaultServer, Stall, http_answer

KEY = "canary-4711-secret"
GZIPPED = gzip.compress(b"plain", mtime=0)  # a time would change the names of tests, process by process


@pytest.fixture
async def transport():
    made = HttpxTransport()
    await made._client(loopback=True)  # so that no short time-out below is spent on it
    yield made
    await made.aclose()


def post(server: FaultServer, **changes) -> HttpRequest:
    request: dict[str, Any] = {
        "method": "POST",
        "url": f"{server.url}/lead/load?list=Spring%20list",
        "headers": (("X-API-KEY", Secret(KEY)), ("Content-Type", "application/json")),
        "body": b'{"a":1}',
        "writes": True,
        "safety": SafetyLevel.ASK,
        "timeout_s": 5.0,
    }
    return HttpRequest(**(request | changes))


async def test_a_request_arrives_as_it_was_made_and_its_answer_comes_back(transport):
    answer = http_answer(b'{"ok":true}', 201, headers={"X-RateLimit-Remaining": "7", "Set-Cookie": "a=b"})
    with FaultServer(Answer(answer)) as server:
        response = await transport.send(post(server))
    assert (response.status, response.body, response.capped) == (201, b'{"ok":true}', False)
    assert response.header("x-ratelimit-remaining") == "7"
    assert response.header("set-cookie") == ""
    assert 0 < response.elapsed_s < 5
    [seen] = server.requests
    head, _, body = seen.partition(b"\r\n\r\n")
    lines = head.decode("ascii").split("\r\n")
    assert lines[0] == "POST /lead/load?list=Spring%20list HTTP/1.1"
    assert f"X-API-KEY: {KEY}" in lines
    assert f"User-Agent: LeadDesk/{__version__}" in lines
    assert "Accept-Encoding: identity" in lines
    assert body == b'{"a":1}'


async def test_a_connection_is_reused_and_a_cookie_is_not_sent_back(transport):
    with FaultServer(Answer(http_answer(b"{}", headers={"Set-Cookie": "session=stolen; Path=/"}))) as server:
        await transport.send(post(server))
        await transport.send(post(server))
    assert server.connections == 1
    assert len(server.requests) == 2
    assert b"cookie" not in server.requests[1].lower()


async def test_a_keep_alive_the_server_closed_is_not_written_to(transport):
    with FaultServer(AnswerThenClose(http_answer(b"1")), Answer(http_answer(b"2"))) as server:
        assert (await transport.send(post(server))).body == b"1"
        await asyncio.sleep(0.05)
        assert (await transport.send(post(server))).body == b"2"
    assert len(server.requests) == 2
    assert server.connections == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_an_answer_and_is_not_followed(transport, status):
    with (
        FaultServer(Answer(http_answer(b"", 200))) as other,
        FaultServer(Answer(http_answer(b"", status, headers={"Location": f"{other.url}/x"}))) as server,
    ):
        response = await transport.send(post(server))
        assert response.status == status
        assert response.header("location") == f"{other.url}/x"
    assert len(server.requests) == 1
    assert other.connections == 0


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
async def test_a_refusal_is_an_answer_and_is_not_repeated(transport, status):
    with FaultServer(Answer(http_answer(b"slow down", status, headers={"Retry-After": "30"}))) as server:
        response = await transport.send(post(server))
    assert (response.status, response.header("retry-after"), response.body) == (status, "30", b"slow down")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", GZIPPED),
        ("X-GZIP", GZIPPED),
        ("deflate", zlib.compress(b"plain")),
        ("deflate", zlib.compress(b"plain", wbits=-15)),
        ("deflate, gzip", gzip.compress(zlib.compress(b"plain"), mtime=0)),
        ("br", b"plain"),
        ("gzip", b""),
    ],
)
async def test_a_packed_answer_is_unpacked(transport, coding, packed):
    with FaultServer(Answer(http_answer(packed, headers={"Content-Encoding": coding}))) as server:
        assert (await transport.send(post(server))).body == (b"plain" if packed else b"")


@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", b"garbage" * 9000), ("deflate", b"\xff" * 9), ("gzip", GZIPPED[:-9])]
)
async def test_a_body_that_cannot_be_unpacked_leaves_nothing_behind(transport, monkeypatch, coding, body):
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: left.append(context))
    with FaultServer(Answer(http_answer(body, headers={"Content-Encoding": coding}))) as server:
        with pytest.raises(AnswerLost, match="could not be unpacked"):
            await transport.send(post(server))
        for _ in range(5):
            gc.collect()
            await asyncio.sleep(0)
    await transport.aclose()
    gc.collect()
    assert left == []


@pytest.mark.parametrize("packed", [False, True])
async def test_an_endless_answer_is_capped_and_its_connection_given_up(transport, packed):
    body = b"x" * (30 * 1024 * 1024)
    huge = http_answer(gzip.compress(body, 1), headers={"Content-Encoding": "gzip"}) if packed else http_answer(body)
    with FaultServer(Answer(huge), Answer(http_answer(b"next"))) as server:
        response = await transport.send(post(server))
        assert response.capped
        assert response.body == body[:BODY_CAP]
        assert (await transport.send(post(server))).body == b"next"
    assert len(server.requests) == 2


async def test_exactly_the_cap_of_the_request_is_whole(transport):
    with FaultServer(Answer(http_answer(b"x" * 1000)), Answer(http_answer(b"x" * 1001))) as server:
        assert not (await transport.send(post(server, body_cap=1000))).capped
        assert (await transport.send(post(server, body_cap=1000))).capped


async def test_an_urgent_request_never_waits_behind_stalled_ones(transport):
    with FaultServer(Stall()) as stalled, FaultServer(Answer(http_answer(b"paused"))) as server:
        waiting = [
            asyncio.ensure_future(transport.send(post(stalled, timeout_s=30.0))) for _ in range(http.MAX_CONNECTIONS)
        ]
        async with asyncio.timeout(5):
            while len(stalled.requests) < http.MAX_CONNECTIONS:  # noqa: ASYNC110 - another thread counts them
                await asyncio.sleep(0.01)
        async with asyncio.timeout(http.POOL_S / 2):
            assert (await transport.send(post(server, urgent=True))).body == b"paused"
        await transport.aclose()
        assert all(isinstance(end, AnswerLost) for end in await asyncio.gather(*waiting, return_exceptions=True))


@pytest.mark.parametrize(
    "url",
    [
        "http://vendor.example.com/load",
        "ftp://127.0.0.1/load",
        "https:///load",
        "https://user:pass@127.0.0.1/load",
        "https://127.0.0.1:99999/load",
        "https://127.0.0.1\\@vendor.example.com/load",
        "http://127.0.0.1/a\r\nX-Other: 1",
        "/load",
    ],
)
async def test_an_address_that_must_not_be_used_is_refused_before_any_socket(transport, url):
    with pytest.raises(NothingLeft) as caught:
        await transport.send(HttpRequest("POST", url, safety=SafetyLevel.ASK, timeout_s=1.0))
    assert caught.value.title
    assert "Nothing was sent." in caught.value.detail
    assert not caught.value.can_retry


async def test_practice_mode_speaks_to_this_computer_only():
    transport = HttpxTransport(loopback_only=True)
    with FaultServer(Answer(http_answer(b"{}"))) as server:
        assert (await transport.send(post(server))).status == 200
        for host in ("core.example.com", "127.0.0.1.example.com", "192.0.2.7"):
            with pytest.raises(NothingLeft, match="practice mode") as caught:
                await transport.send(post(server, url=f"https://{host}:{server.port}/"))
            assert host in caught.value.detail
        await transport.aclose()
    assert len(server.requests) == 1


@pytest.mark.parametrize("bad", ["line\r\nX-Other: 1", "line\n", "nul\0", "clé", "emoji 🔑", " leading", "trailing "])
async def test_a_key_that_cannot_be_sent_is_said_without_being_shown(transport, bad):
    secret = f"{KEY}{bad}" if not bad.startswith(" ") else f"{bad}{KEY}"
    with FaultServer(Answer(http_answer())) as server:
        with pytest.raises(NothingLeft) as caught:
            await transport.send(post(server, headers=(("X-API-KEY", Secret(secret)),)))
        assert server.connections == 0
    assert caught.value.title == "X-API-KEY holds a character that cannot be sent."
    assert "Profiles" in caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert KEY not in caught.value.sentence()


async def test_a_header_name_and_a_method_that_cannot_be_sent_leave_nothing(transport):
    with FaultServer(Answer(http_answer())) as server:
        with pytest.raises(NothingLeft, match="header"):
            await transport.send(post(server, headers=(("X-A: 1\r\nX-B", "2"),)))
        with pytest.raises(NothingLeft, match="cannot be sent as it is"):
            await transport.send(post(server, method="PO ST"))
        assert server.requests == []


async def test_a_proxy_never_stands_before_this_computer(transport, monkeypatch):
    with FaultServer(Answer(http_answer(b"proxy"))) as proxy, FaultServer(Answer(http_answer(b"own"))) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for host in ("127.0.0.1", "localhost"):
            assert (await transport.send(post(server, url=f"http://{host}:{server.port}/"))).body == b"own"
        with pytest.raises(NothingLeft, match=r"127\.1\.2\.3"):
            await transport.send(post(server, url=f"http://127.1.2.3:{server.port}/"))
        assert proxy.connections == 0


async def test_warming_up_makes_the_client_and_says_nothing_of_a_failure(monkeypatch):
    def fail(_reach: Reach, way: Way, _credentials: object, *, most: int) -> None:
        asked.append(way.environment)
        raise ImportError("no SOCKS here")

    asked: list[bool] = []
    transport = HttpxTransport()
    monkeypatch.setattr(http, "_new_client", fail)
    await transport.warm_up()
    assert asked == [True]
    with pytest.raises(NothingLeft, match="could not set up"):
        await transport.send(HttpRequest("GET", "https://core.example.com/", writes=False, timeout_s=1.0))


async def test_a_transport_that_was_closed_sends_nothing(transport):
    with FaultServer(Answer(http_answer())) as server:
        await transport.aclose()
        with pytest.raises(NothingLeft, match="closing"):
            await transport.send(post(server))
        assert server.connections == 0


async def test_closing_ends_what_still_runs(transport):
    with FaultServer(Stall()) as server:
        waiting = asyncio.ensure_future(transport.send(post(server, timeout_s=30.0)))
        await asyncio.to_thread(server.received.wait, 5)
        async with asyncio.timeout(2):
            await transport.aclose()
            with pytest.raises(AnswerLost):
                await waiting
        assert len(server.requests) == 1


@pytest.mark.qasync
async def test_it_serves_and_survives_cancelling_on_qts_loop():
    transport = HttpxTransport()
    with FaultServer(Answer(http_answer(b"{}"))) as server:
        tasks = [asyncio.ensure_future(transport.send(post(server))) for _ in range(12)]
        tasks[3].cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(results.pop(3), asyncio.CancelledError)
        assert [getattr(result, "status", result) for result in results] == [200] * 11
        await transport.aclose()
    assert 11 <= len(server.requests) <= 12
