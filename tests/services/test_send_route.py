"""A lead along a route: in order, one after the other, and no further than its answers allow."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.domain.route import OnReview, Route
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.send_route import LegState, RouteRun
from leaddesk.services.submission import Phase
from tests.services.desk import CLEAN, DESTINATION, Desk, answer, rejected, settle_down, until

ROUTE = Route(id="r1", name="Pure first", destination_ids=("d1", "d2", "d3"))
LEAD: Any = CLEAN["lead"]
BLOCKED = {**CLEAN, "lead": {**LEAD, "doNotCallResult": {"blocked": True, "sanCoverage": True}}}
SILENT = {"status": "Accepted"}


@pytest.fixture
def desk():
    return Desk()


def begin(desk: Desk, route: Route = ROUTE, on_change: Callable[[RouteRun], None] = lambda _run: None) -> RouteRun:
    """Returns a run with one leg for each destination of the route, all in one profile."""
    orders = tuple(
        replace(desk.order(), destination=replace(DESTINATION, id=key, name=f"List {key}"))
        for key in route.destination_ids
    )
    return RouteRun(desk.submit, orders, on_change, desk.phases.append, desk.late.append, route)


async def go(desk: Desk, *script, route: Route = ROUTE) -> RouteRun:
    desk.transport.script += script
    run = begin(desk, route)
    await asyncio.wait_for(run.run(), 5)
    return run


def outcome(run: RouteRun) -> LoadOutcome:
    lead = run.legs[0].lead
    assert lead is not None
    return lead.verdict.outcome


def states(run: RouteRun) -> list[LegState]:
    return [leg.state for leg in run.legs]


async def test_the_keyring_is_asked_once_for_a_profile_and_anew_after_a_question(desk):
    await go(desk, answer(), answer(), answer())
    assert desk.secrets.calls == ["get"]
    desk.secrets.calls.clear()
    desk.transport.script += [answer(), answer(SILENT), answer()]
    run = begin(desk, replace(ROUTE, on_review=OnReview.ASK))
    going = asyncio.ensure_future(run.run())
    await until(lambda: run.question is not None)
    assert desk.secrets.calls == ["get"]
    run.go_on()
    await asyncio.wait_for(going, 5)
    assert desk.secrets.calls == ["get", "get"]
    assert run._asked == {}


async def test_a_lead_with_no_block_goes_to_each_in_order_and_the_history_ties_them(desk):
    run = await go(desk, answer(), answer(), answer())
    assert states(run) == [LegState.ANSWERED] * 3
    openings = [desk.journal.exchange(number).opening for number in (1, 2, 3)]
    assert [opening.destination_name for opening in openings] == ["List d1", "List d2", "List d3"]
    assert [opening.notes[-1] for opening in openings] == [
        f"Route Pure first, run {run.mark}, {at} of 3." for at in (1, 2, 3)
    ]


async def test_the_screen_is_told_of_each_step(desk):
    seen: list[list[LegState]] = []
    desk.transport.script += [answer(), answer(BLOCKED)]
    await asyncio.wait_for(begin(desk, on_change=lambda run: seen.append(states(run))).run(), 5)
    assert seen[0] == [LegState.SENDING, LegState.WAITING, LegState.WAITING]
    assert seen[-1] == [LegState.ANSWERED, LegState.ANSWERED, LegState.LEFT_OUT]


async def test_the_next_leaves_only_after_the_answer_before_is_settled(desk):
    pending = desk.transport.stall()
    desk.transport.script += [answer(), answer()]
    run = begin(desk)
    going = asyncio.ensure_future(run.run())
    await until(lambda: len(desk.transport.requests) == 1)
    await settle_down()
    assert len(desk.transport.requests) == 1
    pending.set_result(answer())
    await asyncio.wait_for(going, 5)
    assert len(desk.transport.requests) == 3


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (answer(BLOCKED), "Do not contact"),
        (rejected(), "Rejected"),
        (answer(b"", 401), "Rejected"),
        (answer(b"", 500), "Outcome unknown"),
        (AnswerLost("No answer came."), "Outcome unknown"),
        (NothingLeft("Refused."), "Not sent"),
    ],
)
async def test_what_stops_a_route_leaves_the_rest_unsent_and_says_why(desk, first, why):
    run = await go(desk, first)
    assert states(run) == [LegState.ANSWERED, LegState.LEFT_OUT, LegState.LEFT_OUT]
    assert all(leg.why.startswith(why) for leg in run.legs[1:])
    assert len(desk.transport.requests) == 1


async def test_a_missing_key_stops_it_before_anything_leaves(desk):
    desk.secrets.held.clear()
    run = await go(desk)
    assert outcome(run) is LoadOutcome.NOT_SENT
    assert states(run)[1:] == [LegState.LEFT_OUT] * 2
    assert desk.transport.requests == []


@pytest.mark.parametrize("goes_on", [True, False])
async def test_review_asks_and_the_word_counts(desk, goes_on):
    desk.transport.script += [answer(SILENT), answer(), answer()]
    run = begin(desk)
    going = asyncio.ensure_future(run.run())
    await until(lambda: run.question is not None)
    assert run.question
    assert "Review" in run.question.why
    assert len(desk.transport.requests) == 1
    (run.go_on if goes_on else run.stop)()
    await asyncio.wait_for(going, 5)
    assert len(desk.transport.requests) == (3 if goes_on else 1)
    assert run.question is None
    if not goes_on:
        assert "You stopped it" in run.legs[1].why


async def test_a_route_that_goes_on_after_review_asks_nothing(desk):
    run = await go(desk, answer(SILENT), answer(SILENT), answer(), route=replace(ROUTE, on_review=OnReview.GO_ON))
    assert states(run) == [LegState.ANSWERED] * 3


async def test_after_the_last_nothing_is_asked(desk):
    run = await go(desk, answer(), answer(), answer(BLOCKED))
    assert states(run) == [LegState.ANSWERED] * 3


async def test_cancel_while_one_is_on_its_way_makes_it_unknown_and_begins_nothing_new(desk):
    pending = desk.transport.stall()
    run = begin(desk)
    going = asyncio.ensure_future(run.run())
    await until(lambda: len(desk.transport.requests) == 1)
    run.cancel()
    await asyncio.wait_for(going, 5)
    assert outcome(run) is LoadOutcome.UNKNOWN
    assert [(leg.state, leg.why) for leg in run.legs[1:]] == [(LegState.LEFT_OUT, "You cancelled.")] * 2
    pending.set_result(answer())
    await until(lambda: bool(desk.late))
    assert len(desk.transport.requests) == 1


async def test_cancel_in_the_moment_of_a_good_answer_begins_nothing_new(desk):
    pending = desk.transport.stall()
    desk.transport.script += [answer(), answer()]
    run = begin(desk)
    going = asyncio.ensure_future(run.run())
    await until(lambda: len(desk.transport.requests) == 1)
    assert run._submission
    run._submission._first.add_done_callback(lambda _first: run.cancel())
    pending.set_result(answer())
    await asyncio.wait_for(going, 5)
    assert outcome(run) is LoadOutcome.LOADED
    assert [(leg.state, leg.why) for leg in run.legs[1:]] == [(LegState.LEFT_OUT, "You cancelled.")] * 2
    assert len(desk.transport.requests) == 1


async def test_cancel_while_it_asks_ends_it(desk):
    desk.transport.script += [answer(SILENT)]
    run = begin(desk)
    going = asyncio.ensure_future(run.run())
    await until(lambda: run.question is not None)
    run.cancel()
    await asyncio.wait_for(going, 5)
    assert states(run) == [LegState.ANSWERED, LegState.LEFT_OUT, LegState.LEFT_OUT]


async def test_without_a_route_one_lead_is_sent_as_it_is_and_nothing_is_asked(desk):
    desk.transport.script += [answer(BLOCKED)]
    seen: list[bool] = []
    run = RouteRun(desk.submit, [desk.order()], lambda run: seen.append(run.over), desk.phases.append, desk.late.append)
    await asyncio.wait_for(run.run(), 5)
    assert (states(run), seen) == ([LegState.ANSWERED], [False, True])
    assert desk.journal.exchange(1).opening.notes == ()
    assert Phase.SENDING in desk.phases


async def test_a_screen_that_fails_stops_no_route(desk, expect_log):
    expect_log("The screen could not show")

    def broken(_run: RouteRun) -> None:
        raise RuntimeError("painted over")

    desk.transport.script += [answer(), answer(), answer()]
    run = begin(desk, on_change=broken)
    await asyncio.wait_for(run.run(), 5)
    assert states(run) == [LegState.ANSWERED] * 3
