"""Leads sent along a route through a LeadDesk that is up, in turns with plain posts of the same bytes."""

from __future__ import annotations

import asyncio
import time

import httpx

from leaddesk.app.desk import Desk
from leaddesk.domain.route import OnReview, Route

from . import watch
from .home import ROUTE, STOPS
from .sending import new_numbers, note_requests, post

_FIRST = 3
"""Rounds not counted."""
_ROUNDS = 16
_PAUSE_S = 0.03
_PATIENCE_S = 20


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, list[float]]:
    """Returns milliseconds from *Send lead* to the last painted verdict, and of plain posts."""
    await _choose_route(desk)
    sent = note_requests(desk)
    ours, theirs = [], []
    with httpx.Client() as client:
        for number in await new_numbers(desk, _FIRST + _ROUNDS):
            sent.clear()
            with watching.resting():
                ours.append(await _send(desk, watching, number))
            assert len(sent) == STOPS, len(sent)
            await asyncio.sleep(_PAUSE_S)
            theirs.append(await asyncio.to_thread(lambda: sum(post(client, request) for request in sent)))
            await asyncio.sleep(_PAUSE_S)
    return {"ours": ours[_FIRST:], "theirs": theirs[_FIRST:]}


async def _choose_route(desk: Desk) -> None:
    (profile,) = (one for one in desk.use.profiles.profiles if one.id == ROUTE)
    route = Route(
        id=ROUTE,
        name="Bench",
        destination_ids=tuple(item.id for item in profile.destinations),
        on_review=OnReview.GO_ON,  # the bench's vendor answers about one number whatever was sent
    )
    assert not await desk.use.routes.save(route)
    desk.enter.destination.choose(f"route {ROUTE}")
    target = desk.enter.destination.target
    assert target is not None
    assert target.route == route


async def _send(desk: Desk, watching: watch.Watch, number: str) -> float:
    desk.enter.new_lead()
    desk.enter.fill_number(number)
    await asyncio.sleep(_PAUSE_S)
    painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    show = desk.enter.verdict.show_answered

    def shown(*what: object) -> None:
        show(*what)  # type: ignore[arg-type]
        if not desk.enter.in_flight:
            watching.on_update = lambda: painted.set_result(time.perf_counter())

    desk.enter.verdict.show_answered = shown  # type: ignore[method-assign, assignment]
    before = time.perf_counter()
    desk.enter.send()
    try:
        return (await asyncio.wait_for(painted, _PATIENCE_S) - before) * 1000
    finally:
        desk.enter.verdict.show_answered = show  # type: ignore[method-assign]
