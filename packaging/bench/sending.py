"""Leads sent through a LeadDesk that is up, in turns with plain posts of the same bytes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx

from leaddesk.app.desk import Desk
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, HttpResponse

from . import watch
from .leads import FREE

_FIRST = 4
"""Rounds not counted: libraries load, connections open."""
_ROUNDS = 24
_PAUSE_S = 0.03


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, list[float]]:
    """Returns milliseconds from *Send lead* to the painted verdict, and of plain posts."""
    watching.doing = "sending"
    sent = note_requests(desk)
    ours, theirs = [], []
    with httpx.Client() as client:
        for number in await new_numbers(desk, _FIRST + _ROUNDS):
            ours.append(await _send(desk, watching, number))
            await asyncio.sleep(_PAUSE_S)
            theirs.append(await asyncio.to_thread(post, client, sent[-1]))
            await asyncio.sleep(_PAUSE_S)
    return {"ours": ours[_FIRST:], "theirs": theirs[_FIRST:]}


async def new_numbers(desk: Desk, count: int) -> list[str]:
    """Returns numbers that no earlier run has sent: LeadDesk asks before it sends one again."""
    found: list[str] = []
    for number in FREE:
        if not await desk.use.deferred.with_number(number):
            found.append(number)
            if len(found) == count:
                return found
    raise RuntimeError("all numbers were sent before: make clean lets the bench begin anew")


def note_requests(desk: Desk) -> list[HttpRequest]:
    """Returns a list that every request joins as it is sent."""
    sent: list[HttpRequest] = []
    send: Callable[[HttpRequest], Awaitable[HttpResponse]] = desk.use.transport.send

    async def noting(request: HttpRequest) -> HttpResponse:
        sent.append(request)
        return await send(request)

    desk.use.transport.send = noting  # type: ignore[method-assign]
    return sent


async def _send(desk: Desk, watching: watch.Watch, number: str) -> float:
    desk.enter.new_lead()
    desk.enter.fill_number(number)
    await asyncio.sleep(_PAUSE_S)
    painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    show = desk.enter.verdict.show_answered

    def shown(*what: object) -> None:
        show(*what)  # type: ignore[arg-type]
        watching.on_update = lambda: painted.set_result(time.perf_counter())

    desk.enter.verdict.show_answered = shown  # type: ignore[method-assign, assignment]
    before = time.perf_counter()
    desk.enter.send()
    try:
        return (await asyncio.wait_for(painted, 10) - before) * 1000
    finally:
        desk.enter.verdict.show_answered = show  # type: ignore[method-assign]


def post(client: httpx.Client, request: HttpRequest) -> float:
    """Returns milliseconds of a plain post of the same bytes."""
    headers = {name: value.reveal() if isinstance(value, Secret) else value for name, value in request.headers}
    before = time.perf_counter()
    client.request(request.method, request.url, headers=headers, content=request.body).raise_for_status()
    return (time.perf_counter() - before) * 1000
