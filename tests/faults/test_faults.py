"""Each row of the table, over real sockets through everything below the window: it ends as the row says."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from leaddesk.domain.assessment import CheckState, Grade
from leaddesk.domain.exchange import Exchange, SettledBy
from leaddesk.domain.wire import BODY_CAP
from leaddesk.services.answered import AnsweredLead
from tests.faults.fault import FAR_HOST, GOOD, HOST, LOADED, NOT_SENT, REJECTED, SPELLINGS, UNKNOWN, Fault, Proxy, Scene
from tests.faults.stack import stack
from tests.faults.table import FAULTS
from tests.helpers.fault_server import Answer, FaultServer, http_answer, port_of_nobody
from tests.helpers.raw_server import RawServer, self_signed
from tests.services.desk import KEY
from tests.services.fakes import FakeClock

MEANING = {
    NOT_SENT: "Nothing was sent.",
    REJECTED: "Nothing was loaded.",
    UNKNOWN: "may ",
    LOADED: "read the checks too",
}
"""What every sentence of an outcome has to say, however it came about."""


class Network:
    """Where the lead is sent, and what arrived there."""

    def __init__(self, origin: str, arrived: Callable[[], list[bytes]]) -> None:
        self.origin = origin
        self.arrived = arrived
        """The whole requests that the vendor, or the proxy in its place, has read."""


@asynccontextmanager
async def network_of(fault: Fault, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Network]:
    """Stages the fault."""
    match fault.act:
        case Scene.NO_SUCH_NAME:
            monkeypatch.setattr(socket, "getaddrinfo", _no_such_name)
            yield Network(f"https://{FAR_HOST}", list)
        case Scene.NOBODY_LISTENS:
            yield Network(f"http://{HOST}:{port_of_nobody()}", list)
        case Scene.PLAIN_TEXT | Scene.SELF_SIGNED:
            context = self_signed(folder) if fault.act is Scene.SELF_SIGNED else None
            async with RawServer(b"HTTP/1.1 400 Bad Request\r\n\r\n", context) as server:
                yield Network(f"https://{HOST}:{server.port}", lambda: _requests_in(server.received))
        case Proxy(step):
            with FaultServer(step) as proxy:
                monkeypatch.setenv("HTTPS_PROXY", proxy.url)
                yield Network(f"https://{FAR_HOST}", lambda: proxy.requests[1:])
            [asked] = proxy.requests
            assert asked.startswith(f"CONNECT {FAR_HOST}:443 ".encode())
            assert KEY.encode() not in asked
        case Scene.THIRTY_MEGABYTES:
            with FaultServer(Answer(http_answer(_thirty_megabytes()))) as server:
                yield Network(server.url, lambda: server.requests)
                assert server.client_left.wait(5), "what is beyond the limit is not even read"
        case tuple() as steps:
            with FaultServer(*steps) as server:
                scheme = "https" if fault.https else "http"
                yield Network(f"{scheme}://{HOST}:{server.port}", lambda: server.requests)
                assert server.connections == fault.connections


def _no_such_name(*_args: object, **_kwargs: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def _requests_in(received: bytes) -> list[bytes]:
    return [received] if b"POST " in received else []


def _thirty_megabytes() -> bytes:
    return GOOD[:-1] + b', "filler": "' + b"x" * (30 * 1024 * 1024) + b'"}'


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_every_fault_ends_as_the_table_says(fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept_in = tmp_path / "kept"
    async with (
        network_of(fault, tmp_path, monkeypatch) as network,
        stack(kept_in, f"{network.origin}/api/public", KEY, FakeClock(), fault.timeout_s) as below,
    ):
        for _ in range(fault.before):
            assert (await below.send()).verdict.outcome == LOADED
        already = len(network.arrived())
        below.history.look = lambda: len(network.arrived()) - already
        below.history.noted.clear()
        below.told_when.clear()

        lead = await below.send()

        assert_says(fault, lead)
        assert_judged(fault, lead)
        assert below.history.noted == [("opened", 0), ("settled", fault.requests)]
        assert below.told_when == [2], "nobody is told before it is written down"
        assert_kept(fault, lead, await below.exchange(lead))
        assert_no_key(lead, below.bytes_kept())
        await asyncio.sleep(0.05)
        assert len(network.arrived()) - already == fault.requests, "nothing is sent a second time, later on either"


def assert_says(fault: Fault, lead: AnsweredLead) -> None:
    explanation = lead.verdict.explanation
    assert lead.verdict.outcome == fault.outcome
    assert explanation.title == fault.spoken(fault.title)
    assert fault.spoken(fault.hint) == (explanation.hint or explanation.detail)
    assert MEANING[fault.outcome] in f"{explanation.detail} "
    assert fault.says in explanation.detail
    assert [notice[: len(fault.notice)] for notice in lead.verdict.notices] == [fault.notice] * bool(fault.notice)
    assert lead.verdict.retry_after_s == fault.wait_s


def assert_judged(fault: Fault, lead: AnsweredLead) -> None:
    assert lead.assessment.grade == fault.grade
    states = {judgement.state for judgement in lead.assessment.judgements}
    assert len(lead.assessment.judgements) == 4
    if states != {CheckState.NO_BLOCK}:
        assert lead.assessment.grade is not Grade.NO_BLOCK
    if fault.grade == Grade.REVIEW:
        assert states == {CheckState.NOT_RETURNED}


def assert_kept(fault: Fault, lead: AnsweredLead, exchange: Exchange) -> None:
    assert exchange.opening == lead.opening
    assert json.loads(exchange.opening.request.body)["fields"][0]["value"] == "7205550100"
    [settled] = exchange.settlements
    assert settled == lead.settlement
    assert (settled.outcome, settled.assessment) == (fault.outcome, fault.grade)
    assert settled.by is (SettledBy.NO_ANSWER if fault.answer is None else SettledBy.ANSWER)
    assert (settled.response.status if settled.response else None) == fault.answer
    if fault.act is Scene.THIRTY_MEGABYTES:
        assert settled.response is not None
        assert settled.response.capped
        assert len(settled.response.body) <= BODY_CAP


def assert_no_key(lead: AnsweredLead, on_disk: bytes) -> None:
    assert b"7205550100" in on_disk, "what is searched is what was kept"
    shown = f"{lead!r} {lead.raw}"
    for spelling in SPELLINGS:
        assert spelling.encode() not in on_disk
        assert spelling not in shown
