"""*Test connection* over real sockets: each answer and each failure ends in its own sentence after one request."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest

from leaddesk.domain.connection import Reach
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import BODY_CAP
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.practice import PracticeServer
from leaddesk.services.try_connection import ConnectionResult, TryConnection
from leaddesk.vendors.registry import adapters
from tests.helpers.fault_server import (
    Answer,
    FaultServer,
    Reset,
    ResetBeforeReading,
    Stall,
    Truncate,
    http_answer,
    port_of_nobody,
)
from tests.services.desk import InThread

KEY = "canary-4711-secret"


class Wire:
    """The use-case over the real transport."""

    def __init__(self) -> None:
        self.transport = HttpxTransport()
        self.secrets = MemorySecrets()
        self.service = TryConnection(
            adapters=adapters(),
            secrets=self.secrets,
            transport=self.transport,
            clock=SystemClock(),
            background=InThread(),
        )

    async def ask(self, base_url: str, key: str = KEY, timeout_s: float = 5.0) -> ConnectionResult:
        profile = ConnectionProfile(id="p", name="North", vendor="purecallerid", base_url=base_url, timeout_s=timeout_s)
        await self.secrets.put(profile.secret_ref("api_key"), Secret(key))
        result = await self.service.ask(profile, lambda _phase: None)
        assert KEY not in repr(result)
        return result


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    made = Wire()
    await made.transport._client(loopback=True)  # so that no short time-out below is spent on it
    yield made
    await made.transport.aclose()


async def test_the_practice_server_accepts_the_read_and_refuses_a_wrong_key(wire):
    server = PracticeServer()
    server.start()
    try:
        good = await wire.ask(server.base_url, server.api_key)
        bad = await wire.ask(server.base_url, "not-the-key")
        lost = await wire.ask(server.base_url.removesuffix("/public"), server.api_key)
    finally:
        server.stop()
    assert (good.finding.reach, good.host, good.answered) == (Reach.PROVEN, "127.0.0.1", True)
    assert (bad.finding.reach, bad.finding.explanation.title) == (Reach.FAILED, "The API key is refused (401).")
    assert lost.finding.reach is Reach.UNPROVEN
    assert [(seen.method, seen.path) for seen in server.requests] == [
        ("GET", "/api/public/engage/campaigns"),
        ("GET", "/api/public/engage/campaigns"),
        ("GET", "/api/engage/campaigns"),
    ]


def page() -> bytes:
    return http_answer(b"<html>Sign in</html>", content_type="text/html")


@pytest.mark.parametrize(
    ("step", "reach", "words"),
    [
        (Answer(http_answer(b"[]")), Reach.PROVEN, "Reads are accepted."),
        (Answer(http_answer(b"[]", content_type="text/plain")), Reach.PROVEN, "Reads are accepted."),
        (Answer(http_answer(KEY.encode(), 401)), Reach.FAILED, "The API key is refused (401). It says: ••••"),
        (Answer(http_answer(b"", 403)), Reach.FAILED, "The API key is refused (403)."),
        (Answer(http_answer(b"", 404)), Reach.UNPROVEN, "knows no Engage"),
        (Answer(http_answer(b"", 429, headers={"Retry-After": "9"})), Reach.UNPROVEN, "Test again after 9 s."),
        (Answer(http_answer(b"", 503)), Reach.FAILED, "a failure of its own (503)"),
        (Answer(page()), Reach.FAILED, "A web page came back"),
        (Answer(http_answer(b"nonsense")), Reach.FAILED, "its answer is no JSON"),
        (Answer(http_answer(b"\xff\xfe[]")), Reach.FAILED, "its answer is no JSON"),
        (Answer(http_answer(b"[" + b" " * BODY_CAP + b"]")), Reach.UNPROVEN, "longer than LeadDesk reads"),
        (Stall(), Reach.FAILED, "Nothing answered within 0.5 s."),
        (Reset(), Reach.FAILED, "broke before an answer came"),
        (Truncate(http_answer(b"[]" * 50)[:-40]), Reach.FAILED, "broke off"),
        (ResetBeforeReading(), Reach.FAILED, "broke before an answer came"),
    ],
)
async def test_each_answer_has_its_sentence_after_exactly_one_request(wire, step, reach, words):
    with FaultServer(step) as server:
        result = await wire.ask(f"{server.url}/api/public", timeout_s=0.5 if isinstance(step, Stall) else 5.0)
        assert server.connections == 1
        assert len(server.requests) == (0 if isinstance(step, ResetBeforeReading) else 1)
    assert result.finding.reach is reach
    assert words in result.finding.explanation.sentence()
    assert result.answered is isinstance(step, Answer)


async def test_a_redirect_is_named_and_never_followed(wire):
    with FaultServer(Answer(http_answer(b"[]"))) as other:
        there = {"Location": f"{other.url.replace('127.0.0.1', 'localhost')}/start?key={KEY}"}
        with FaultServer(Answer(http_answer(b"", 307, headers=there))) as server:
            result = await wire.ask(server.url)
            assert len(server.requests) == 1
        assert other.requests == []
    assert "The address points to localhost (307); LeadDesk does not follow." in result.finding.explanation.title


async def test_nobody_listens_no_name_no_secure_connection(wire, monkeypatch):
    refused = await wire.ask(f"http://127.0.0.1:{port_of_nobody()}")
    with FaultServer(ResetBeforeReading()) as server:
        insecure = await wire.ask(f"https://127.0.0.1:{server.port}")

    def look_up(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    nameless = await wire.ask("https://core.example.com/api/public")
    titles = [result.finding.explanation.title for result in (refused, insecure, nameless)]
    assert titles == [
        "127.0.0.1 refused the connection.",
        "No secure connection to 127.0.0.1 came about.",
        "core.example.com was not found.",
    ]
    for result in (refused, insecure, nameless):
        assert (result.finding.reach, result.answered) == (Reach.FAILED, False)
        assert "Nothing was sent." in result.finding.explanation.detail
        assert result.finding.explanation.hint


async def test_a_key_that_no_header_can_carry_is_not_sent(wire):
    with FaultServer(Answer(http_answer(b"[]"))) as server:
        result = await wire.ask(server.url, "sample\nkey")
        assert server.connections == 0
    assert "holds a character that cannot be sent" in result.finding.explanation.title
