"""The rule for httpx 0.28.1: no task is ever cancelled inside it, or its pool loses slots (encode/httpcore#1093).

A storm of cancelled callers leaves the pool as good as new, on both loops; no line of ours could cancel in there.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import random
from pathlib import Path
from typing import Any

import pytest

from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra import http
from leaddesk.infra.http import MAX_CONNECTIONS, HttpxTransport
from tests.helpers.fault_server import http_answer

_ROUNDS, _AT_ONCE = 25, 12
_WHOLE = http_answer(b"{}")
_PACKAGE = Path(http.__file__).parents[1]
_CANCELS_INSIDE = {"wait_for", "timeout", "timeout_at", "TaskGroup", "move_on_after", "fail_after", "create_task_group"}
"""What cancels the work it waits for."""


def _request(url: str) -> HttpRequest:
    return HttpRequest("POST", url, body=b"{}", writes=True, safety=SafetyLevel.ASK, timeout_s=20.0)


def _sockets() -> int:
    fds = tuple(Path("/proc/self/fd").iterdir())
    return sum(fd.is_symlink() and str(fd.readlink()).startswith("socket:") for fd in fds)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers in two halves, some milliseconds apart: a caller goes away in the queue, before, and in the answer."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            await reader.readuntil(b"\r\n\r\n{}")
            for half in (_WHOLE[:20], _WHOLE[20:]):
                await asyncio.sleep(0.005)
                writer.write(half)
    writer.close()


def _pool(transport: HttpxTransport) -> Any:
    (client,) = transport._clients.values()
    return client.http._transport._pool  # type: ignore[attr-defined]


async def _storm(transport: HttpxTransport, url: str) -> int:
    """Sends and cancels four callers in five, each at a moment of its own; returns how many went away."""
    chance, gone = random.Random(20261121), 0
    for _ in range(_ROUNDS):
        callers = [asyncio.ensure_future(transport.send(_request(url))) for _ in range(_AT_ONCE)]
        leaving = chance.sample(callers, _AT_ONCE * 4 // 5)
        for caller in leaving:
            await asyncio.sleep(chance.uniform(0, 0.006))
            gone += caller.cancel()
        answers = await asyncio.gather(*callers, return_exceptions=True)
        stayed = [answer for caller, answer in zip(callers, answers, strict=True) if caller not in leaving]
        assert [getattr(answer, "status", answer) for answer in stayed] == [200] * len(stayed)
    return gone


async def _weathers_a_storm() -> None:
    before = _sockets()
    transport = HttpxTransport()
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        assert await _storm(transport, url) > 2 * _ROUNDS, "so many went away in the middle"
        await asyncio.gather(*transport._running, return_exceptions=True)
        assert not transport._running
        pool = _pool(transport)
        assert pool._requests == [], "nobody waits in the queue for ever"
        assert len(pool.connections) <= MAX_CONNECTIONS
        assert all(connection.is_idle() or connection.is_closed() for connection in pool.connections)
        assert not transport._retired, "the client is the one that it began with"
        later = [asyncio.ensure_future(transport.send(_request(url))) for _ in range(MAX_CONNECTIONS)]
        assert [answer.status for answer in await asyncio.gather(*later)] == [200] * MAX_CONNECTIONS
        await transport.aclose()
        assert pool.connections == []
        await asyncio.sleep(0.05)  # until the other end has seen it
    assert _sockets() == before, "no connection is left open"


async def test_a_storm_of_cancelled_callers_leaves_the_pool_whole() -> None:
    await _weathers_a_storm()


@pytest.mark.qasync
async def test_a_storm_of_cancelled_callers_leaves_the_pool_whole_on_qts_loop() -> None:
    await _weathers_a_storm()


def _calls(tree: ast.AST) -> list[tuple[str, str]]:
    """Returns the name of each call with that of the function it stands in."""
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    found.append((name, function.name))
    return found


def test_nothing_of_ours_cancels_inside_httpx() -> None:
    calls = _calls(ast.parse(Path(http.__file__).read_text("utf-8")))
    assert [where for name, where in calls if name == "cancel"] == ["aclose"], "only when its client is done with"
    assert [where for name, where in calls if name in _CANCELS_INSIDE] == []
    assert [where for name, where in calls if name == "_exchange"] == ["send"]
    assert [where for name, where in calls if name == "_round_trip"] == ["_exchange"]


def test_a_request_is_a_task_of_its_own_that_is_waited_for_and_never_awaited() -> None:
    (send,) = (
        node
        for node in ast.walk(ast.parse(Path(http.__file__).read_text("utf-8")))
        if isinstance(node, ast.AsyncFunctionDef) and node.name == "send"
    )
    assert [ast.unparse(node.value) for node in ast.walk(send) if isinstance(node, ast.Await)] == [
        "asyncio.wait({task}, timeout=request.timeout_s)"
    ], "asyncio.wait leaves what it waits for alone"


def test_no_other_module_speaks_to_httpx() -> None:
    speaking = set()
    for path in _PACKAGE.rglob("*.py"):
        text = path.read_text("utf-8")
        if "import" in text and ("httpx" in text or "httpcore" in text) and _imports(ast.parse(text)):
            speaking.add(path.relative_to(_PACKAGE).as_posix())
    assert speaking == {"infra/http.py"}


def _imports(tree: ast.AST) -> bool:
    """Returns whether httpx, or what is below it, is imported anywhere."""
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named.update(one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            named.add((node.module or "").partition(".")[0])
    return bool(named & {"httpx", "httpcore"})
