"""Every call of every vendor under a read-only profile: no write reaches a server, whoever forgot to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from leaddesk.domain import campaign_acts
from leaddesk.domain.connection import Reach
from leaddesk.domain.errors import NothingLeft
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from leaddesk.services import before_act, pause_all, submit_lead
from tests.faults.calls import CALLS, Call, Ended, Kind, below
from tests.faults.wire import VendorServer
from tests.helpers.fault_server import Answer, FaultServer, http_answer

NOT_SENT = "Not sent"
WRITES = tuple(call for call in CALLS if call.kind not in (Kind.TEST, Kind.READ, Kind.LANDING))
QUESTIONS = tuple(call for call in CALLS if call not in WRITES)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the safety level above the transport sees no read-only profile."""
    blind = SimpleNamespace(READ_ONLY=object(), ASK=SafetyLevel.ASK)
    for module in (submit_lead, before_act, pause_all, campaign_acts):
        monkeypatch.setattr(module, "SafetyLevel", blind)


async def made(call: Call, safety: SafetyLevel, folder: Path) -> tuple[Ended, list[bytes], int, tuple[Exchange, ...]]:
    """Returns how a call ended, what the vendor read of it, how often it was the call meant, and what is on record."""
    with VendorServer(Answer(call.good.whole), call.meant, call.others, done=not call.in_vain) as server:
        path = call.profile.base_url.partition("example.com")[2]
        profile = replace(call.profile, base_url=f"{server.url}{path}", safety=safety, timeout_s=5.0)
        async with below(folder, profile) as at:
            ended = await call.make(at)
            rows = await at.history.find()
            exchanges = tuple([await at.history.load(row.id) for row in rows])
        return ended, list(server.requests), server.calls, exchanges


@pytest.mark.parametrize("call", WRITES, ids=lambda call: call.name)
async def test_a_write_is_refused_by_its_service_before_anything_is_written_down(call: Call, tmp_path: Path) -> None:
    ended, requests, _calls, exchanges = await made(call, SafetyLevel.READ_ONLY, tmp_path)

    assert ended.outcome == NOT_SENT
    assert "is read only" in ended.says
    assert "safety level in Profiles" in ended.says
    assert requests == []
    assert exchanges == ()


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("call", WRITES, ids=lambda call: call.name)
async def test_a_write_whose_service_forgot_to_look_is_refused_by_the_transport(call: Call, tmp_path: Path) -> None:
    ended, requests, calls, exchanges = await made(call, SafetyLevel.READ_ONLY, tmp_path)

    assert ended.outcome == NOT_SENT
    assert ended.says.startswith("The profile is read only. Nothing was sent.")
    assert calls == 0
    assert all(request.startswith(b"GET ") for request in requests)
    [exchange] = exchanges
    [settled] = exchange.settlements
    assert settled.outcome == NOT_SENT
    assert settled.response is None


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("call", WRITES, ids=lambda call: call.name)
async def test_the_same_write_goes_through_a_profile_that_asks(call: Call, tmp_path: Path) -> None:
    ended, _requests, calls, [exchange] = await made(call, SafetyLevel.ASK, tmp_path)

    assert ended.outcome != NOT_SENT
    assert calls >= 1
    assert exchange.settlements


@pytest.mark.parametrize("call", QUESTIONS, ids=lambda call: call.name)
async def test_a_question_is_asked_through_a_read_only_profile_too(call: Call, tmp_path: Path) -> None:
    ended, _requests, calls, exchanges = await made(call, SafetyLevel.READ_ONLY, tmp_path)

    assert (calls, exchanges) == (1, ())
    assert ended.outcome in ("read", "number there", Reach.PROVEN)


async def test_only_a_dialers_questions_and_plain_reads_say_that_they_do_not_write(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[HttpRequest] = []
    real = HttpxTransport.send

    async def noting(self: HttpxTransport, request: HttpRequest) -> object:
        sent.append(request)
        return await real(self, request)

    monkeypatch.setattr(HttpxTransport, "send", noting)
    for place, call in enumerate(CALLS):
        await made(call, SafetyLevel.ASK, tmp_path / str(place))

    odd = [request for request in sent if not request.writes and request.method != "GET"]
    asked = [(dict(request.form)["function"], dict(request.form)["phone_number"]) for request in odd]
    assert asked == [("add_lead", "1"), ("lead_search", "2025550123")]
    assert {request.method for request in sent if request.writes} == {"POST"}


_BARE: tuple[Callable[[str], HttpRequest], ...] = (
    lambda url: HttpRequest("POST", url),
    lambda url: HttpRequest("GET", url),
    lambda url: HttpRequest("POST", url, writes=True, safety=SafetyLevel.READ_ONLY),
)


@pytest.mark.parametrize("bare", _BARE)
async def test_a_request_that_says_nothing_is_a_write_without_leave(bare: Callable[[str], HttpRequest]) -> None:
    transport = HttpxTransport()
    try:
        with FaultServer(Answer(http_answer(b"{}"))) as server:
            with pytest.raises(NothingLeft, match="read only"):
                await transport.send(bare(server.url))
            assert server.requests == []
    finally:
        await transport.aclose()
