"""Plays one cell of the matrix: one call meets one fault, and what became of it is told."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from leaddesk.domain.exchange import Exchange
from tests.faults.calls import Call, Ended, below
from tests.faults.wire import SHORT_S, VendorServer, Way, WireFault
from tests.helpers.fault_server import Answer, AnswerThenClose, FaultServer, http_answer, port_of_nobody
from tests.helpers.raw_server import RawServer, self_signed

HOST, FAR_HOST = "127.0.0.1", "core.example.com"


@dataclass(frozen=True)
class Cell:
    """What became of a call."""

    ended: Ended
    calls: int
    """How often the vendor has read the whole request."""
    exchanges: tuple[Exchange, ...]
    """What the history holds of it."""
    kept: bytes
    """All that is on disk."""


async def play(
    call: Call, fault: WireFault, folder: Path, monkeypatch: pytest.MonkeyPatch, start: asyncio.Barrier | None = None
) -> Cell:
    """Returns what becomes of a call that meets a fault; it begins together with the others at `start`."""
    kept_in = folder / "kept"
    async with network(call, fault, folder, monkeypatch) as (origin, calls):
        path = path_of(call)
        timeout_s = SHORT_S if fault.waits else 10.0
        profile = replace(call.profile, base_url=f"{origin}{path}", timeout_s=timeout_s)
        async with below(kept_in, profile) as at:
            if start:
                await start.wait()
            first = []
            if fault.act is Way.IDLE:
                await call.make(at)
                first = list(await at.history.find())
                assert calls() == 1
                at.clock.go_on(60)
                await asyncio.sleep(0.05)
            ended = await call.make(at)
            await asyncio.sleep(0.02)
            rows = [row for row in await at.history.find() if row.id not in {one.id for one in first}]
            return Cell(ended, calls(), tuple([await at.history.load(row.id) for row in rows]), at.bytes_kept())


def path_of(call: Call) -> str:
    """Returns what stands behind the host in the base URL of a call's profile."""
    return call.profile.base_url.partition("example.com")[2]


@asynccontextmanager
async def network(
    call: Call, fault: WireFault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[str, Callable[[], int]]]:
    """Stages the fault; yields the origin to call, and what counts the calls that arrived."""
    match fault.act:
        case Way.NO_SUCH_NAME:
            monkeypatch.setattr(socket, "getaddrinfo", _no_such_name)
            yield f"https://{FAR_HOST}", lambda: 0
        case Way.NOBODY_LISTENS:
            yield f"http://{HOST}:{port_of_nobody()}", lambda: 0
        case Way.PLAIN_TEXT | Way.SELF_SIGNED:
            context = self_signed(folder) if fault.act is Way.SELF_SIGNED else None
            async with RawServer(b"HTTP/1.1 400 Bad Request\r\n\r\n", context) as raw:
                yield f"https://{HOST}:{raw.port}", lambda: int(call.meant in raw.received)
        case Way.PROXY:
            with FaultServer(Answer(http_answer(b"", 407))) as proxy:
                monkeypatch.setenv("HTTPS_PROXY", proxy.url)
                yield f"https://{FAR_HOST}", lambda: sum(not r.startswith(b"CONNECT ") for r in proxy.requests)
        case Way.IDLE:
            closes = AnswerThenClose(call.good.whole)
            with VendorServer(closes, call.meant, call.others, done=not call.in_vain) as server:
                yield server.url, server.count_anew
        case act:
            step, done = act(call.good, call.cap), fault.done and not call.in_vain
            with VendorServer(step, call.meant, call.others, done=done) as server:
                yield server.url, lambda: server.calls


def _no_such_name(*_args: object, **_kwargs: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
