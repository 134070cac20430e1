"""Every way a request can fail, over real sockets: which of the two problems it is, and how often it was sent."""

import asyncio
import socket
import time
from typing import Any

import pytest

from leaddesk.domain.errors import AnswerLost, NothingLeft, TransportProblem
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from tests.helpers.fault_server import (
    Answer,
    Drip,
    FaultServer,
    Reset,
    ResetBeforeReading,
    Stall,
    Truncate,
    http_answer,
    port_of_nobody,
)
from tests.helpers.raw_server import RawServer, self_signed

KEY = "canary-4711-secret"
WHOLE = http_answer(b'{"status":"Accepted"}')
HEAD = WHOLE[: WHOLE.index(b"\r\n\r\n") + 4]


@pytest.fixture
async def transport():
    made = HttpxTransport()
    await made._client(loopback=True)  # so that no short time-out below is spent on it
    yield made
    await made.aclose()


def request_to(url: str, **changes) -> HttpRequest:
    request: dict[str, Any] = {
        "method": "POST",
        "url": url,
        "headers": (("X-API-KEY", Secret(KEY)),),
        "body": b"{}",
        "writes": True,
        "safety": SafetyLevel.ASK,
        "timeout_s": 5.0,
    }
    return HttpRequest(**(request | changes))


async def problem_of(transport: HttpxTransport, request: HttpRequest) -> TransportProblem:
    with pytest.raises(TransportProblem) as caught:
        await transport.send(request)
    problem = caught.value
    assert problem.title
    assert problem.hint
    cause: BaseException | None = problem
    while cause is not None:
        assert KEY not in f"{cause!r} {cause}"
        cause = cause.__cause__ or cause.__context__
    return problem


def assert_not_sent(problem: TransportProblem, title: str) -> None:
    assert type(problem) is NothingLeft
    assert problem.left is False
    assert problem.can_retry
    assert title in problem.title
    assert "Nothing was sent." in problem.detail


def assert_perhaps_sent(problem: TransportProblem, title: str) -> None:
    assert type(problem) is AnswerLost
    assert problem.left is True
    assert not problem.can_retry
    assert title in problem.title
    assert "may have been carried out" in problem.detail
    assert "Do not send it again" in problem.hint


# ---------------------------------------------------------------- surely not sent


async def test_refused(transport):
    problem = await problem_of(transport, request_to(f"http://127.0.0.1:{port_of_nobody()}/"))
    assert_not_sent(problem, "127.0.0.1 refused the connection.")
    assert problem.__cause__ is not None


async def test_name_not_found(transport, monkeypatch):
    def look_up(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    problem = await problem_of(transport, request_to("https://core.example.com/"))
    assert_not_sent(problem, "core.example.com was not found.")
    assert "look-up" in problem.detail


async def test_tls_answered_in_plain_text(transport):
    async with RawServer(b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        problem = await problem_of(transport, request_to(f"https://127.0.0.1:{server.port}/"))
    assert_not_sent(problem, "No secure connection to 127.0.0.1")


async def test_tls_reset(transport):
    with FaultServer(ResetBeforeReading()) as server:
        problem = await problem_of(transport, request_to(f"https://127.0.0.1:{server.port}/"))
    assert_not_sent(problem, "No secure connection to 127.0.0.1")


async def test_tls_stalled_is_not_sent_and_stays_unsent(transport):
    with FaultServer(Stall()) as server:
        problem = await problem_of(transport, request_to(f"https://127.0.0.1:{server.port}/", timeout_s=0.3))
        assert_not_sent(problem, "No connection to 127.0.0.1 came about within 0.3 s.")
    assert server.requests == []


async def test_a_certificate_nobody_vouches_for(transport, tmp_path):
    context = self_signed(tmp_path)
    async with RawServer(WHOLE, context) as server:
        problem = await problem_of(transport, request_to(f"https://127.0.0.1:{server.port}/"))
    assert_not_sent(problem, "The certificate of 127.0.0.1 is not trusted")
    assert "administrator" in problem.hint


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (Answer(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"), "The proxy refused"),
        (Answer(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), "The proxy refused"),
        (Stall(), "The proxy did not reach core.example.com within 0.4 s."),
        (Reset(), "The proxy did not let LeadDesk through to core.example.com."),
        (Reset(b"HTTP/1.1 200 OK\r\n\r\n"), "No secure connection to core.example.com"),
    ],
)
async def test_a_proxy_that_opens_no_tunnel_has_seen_the_name_only(transport, monkeypatch, step, title):
    with FaultServer(step) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        problem = await problem_of(transport, request_to("https://core.example.com/load", timeout_s=0.4))
    assert_not_sent(problem, title)
    [seen] = proxy.requests
    assert seen.startswith(b"CONNECT core.example.com:443 ")
    assert KEY.encode() not in seen


async def test_a_proxy_setting_that_cannot_be_used_is_no_crash(transport, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "socks9://user:proxypassword@127.0.0.1:1")
    problem = await problem_of(transport, request_to("https://core.example.com/load"))
    assert_not_sent(problem, "could not set up its network connection")
    assert "proxy" in problem.hint
    assert "proxypassword" not in problem.sentence()


async def test_what_was_given_up_before_it_left_never_leaves(transport, monkeypatch):
    real = socket.getaddrinfo

    def slow_look_up(*args, **kwargs):
        time.sleep(0.3)
        return real(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow_look_up)
    with FaultServer(Answer(WHOLE)) as server:
        url = f"http://localhost:{server.port}/"
        problem = await problem_of(transport, request_to(url, timeout_s=0.1))
        assert_not_sent(problem, "No connection to localhost")
        cancelled = asyncio.ensure_future(transport.send(request_to(url)))
        await asyncio.sleep(0.1)
        cancelled.cancel()
        await asyncio.sleep(0.6)
        assert server.connections == 1, "it did connect, when nobody waited any more"
        assert server.requests == []


# ---------------------------------------------------------------- perhaps sent


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (Stall(), "Nothing answered within 0.4 s."),
        (Stall(b"HTTP/1.1 200 OK\r\nContent-"), "Nothing answered within 0.4 s."),
        (Stall(HEAD + b'{"status'), "The answer of 127.0.0.1 was not complete within 0.4 s."),
        (Drip(WHOLE, 0.02), "Nothing answered within 0.4 s."),
        (Reset(), "The connection to 127.0.0.1 broke before an answer came."),
        (ResetBeforeReading(), "The connection to 127.0.0.1 broke before an answer came."),
        (Truncate(b""), "The connection to 127.0.0.1 broke before an answer came."),
        (Truncate(b"HTTP/1.1 200 OK\r\nConte"), "The connection to 127.0.0.1 broke before an answer came."),
        (Truncate(b"\x00\x01 not http at all\r\n\r\n"), "The connection to 127.0.0.1 broke before an answer came."),
        (Reset(HEAD + b'{"stat'), "The answer of 127.0.0.1 broke off."),
        (Truncate(HEAD + b'{"stat'), "The answer of 127.0.0.1 broke off."),
        (
            Answer(http_answer(b"this is no gzip", headers={"Content-Encoding": "gzip"})),
            "The answer of 127.0.0.1 could not be unpacked.",
        ),
    ],
)
async def test_what_broke_after_the_first_byte(transport, step, title):
    with FaultServer(step, Answer(WHOLE)) as server:
        started = time.monotonic()
        problem = await problem_of(transport, request_to(server.url, timeout_s=0.4))
        assert time.monotonic() - started < 2
        assert_perhaps_sent(problem, title)
        assert len(server.requests) == (0 if isinstance(step, ResetBeforeReading) else 1)
        assert (await transport.send(request_to(server.url))).status == 200, "the client is as good as before"


async def test_a_dripping_body_ends_at_the_deadline_and_frees_its_connection(transport):
    with FaultServer(Drip(http_answer(b"x" * 500), 0.005)) as server:
        problem = await problem_of(transport, request_to(server.url, timeout_s=1.2))
        assert_perhaps_sent(problem, "The answer of 127.0.0.1 was not complete within 1.2 s.")
        assert await asyncio.to_thread(server.client_left.wait, 2)
    assert len(server.requests) == 1


async def test_a_reset_on_a_reused_connection_is_not_repeated(transport):
    with FaultServer(Answer(WHOLE), Reset(), Answer(WHOLE)) as server:
        await transport.send(request_to(server.url))
        problem = await problem_of(transport, request_to(server.url))
        assert_perhaps_sent(problem, "The connection to 127.0.0.1 broke")
    assert len(server.requests) == 2
    assert server.connections == 1


async def test_a_lost_answer_to_a_question_may_be_asked_again(transport):
    with FaultServer(Reset()) as server:
        problem = await problem_of(transport, request_to(server.url, method="GET", body=b"", writes=False))
    assert type(problem) is AnswerLost
    assert problem.can_retry
    assert "carried out" not in problem.sentence()


# ---------------------------------------------------------------- going away


async def test_cancelling_answers_at_once_and_the_deed_is_not_repeated(transport):
    with FaultServer(Stall()) as server:
        task = asyncio.ensure_future(transport.send(request_to(server.url, timeout_s=30.0)))
        assert await asyncio.to_thread(server.received.wait, 5)
        started = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - started < 0.2
        assert not server.client_left.wait(0.1), "what has left is still waited for"
        assert len(server.requests) == 1


async def test_sixty_cancelled_callers_do_no_harm(transport, caplog):
    caplog.set_level("INFO", logger="leaddesk.infra.http")
    with FaultServer(Stall()) as stalled, FaultServer(Answer(WHOLE)) as server:
        for _ in range(60):
            task = asyncio.ensure_future(transport.send(request_to(stalled.url, timeout_s=30.0)))
            await asyncio.sleep(0.005)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        responses = await asyncio.gather(*(transport.send(request_to(server.url)) for _ in range(3)))
        assert [response.status for response in responses] == [200] * 3
        assert len(server.requests) == 3
        assert len(stalled.requests) <= 8, "what never got a connection has never left"
    assert caplog.text.count("made anew") == 1


async def test_no_free_connection_is_not_sent(transport, monkeypatch):
    with FaultServer(Stall()) as server:
        tasks = [asyncio.ensure_future(transport.send(request_to(server.url, timeout_s=3.0))) for _ in range(8)]
        await asyncio.sleep(0.3)
        monkeypatch.setattr(transport, "_retire", lambda _client: None)
        problem = await problem_of(transport, request_to(server.url, timeout_s=1.0))
        assert_not_sent(problem, "No connection to 127.0.0.1 was free.")
        assert len(server.requests) == 8
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
