"""Sends one lead along a route: one destination after the other, until something stops it.

The next destination is sent only after the answer of the one before is settled in the history. *Cancel* lets nothing
new begin; what is on its way becomes *Outcome unknown*, as for a single lead. Every exchange carries the same mark in
its notes, so that the history ties them together; where the route was to go is kept until it has ended, so that a start
after a crash can say where it did not.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.route import Decision, Route, Turn, decide
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.language import tr, tr_later
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.press import show
from leaddesk.services.routes_begun import RouteBegun, RoutesBegun
from leaddesk.services.submission import Phase, Submission
from leaddesk.services.submit_lead import LeadOrder, SubmitLead


class LegState(StrEnum):
    """Where one destination of a running route stands, in the words of the screen."""

    WAITING = tr_later("Waiting")
    SENDING = tr_later("Sending")
    ANSWERED = tr_later("Answered")
    LEFT_OUT = tr_later("Not sent")
    """The route ended before it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One destination of a running route."""

    order: LeadOrder
    state: LegState = LegState.WAITING
    lead: AnsweredLead | None = None
    why: str = ""
    """Why it was left out."""


class RouteRun:
    """One press of *Send lead*: along a route, or to one destination alone."""

    def __init__(
        self,
        submit: SubmitLead,
        orders: Sequence[LeadOrder],
        on_change: Callable[[RouteRun], None],
        on_phase: Callable[[Phase], None],
        on_late: Callable[[AnsweredLead], None],
        route: Route | None = None,
        begun: RoutesBegun | None = None,
    ) -> None:
        """`orders` stand in the order of the route; without a route there is one. `on_change` follows every step.

        `begun` remembers a route until it has ended.
        """
        self.route = route
        self.mark = uuid.uuid4().hex[:8] if route else ""
        """Stands in the notes of each exchange."""
        marked = [_marked(order, route, self.mark, at, len(orders)) for at, order in enumerate(orders, 1)]
        self.legs = tuple(Leg(order) for order in marked)
        self.question: Decision | None = None
        """Why the route waits for a word, while it does."""
        self.over = False
        """Whether nothing more will begin and every answer is there."""
        self._begun = begun if route else None
        self._submit, self._on_change, self._on_phase, self._on_late = submit, on_change, on_phase, on_late
        self._asked: dict[SecretRef, Secret] = {}
        """What the keyring brought for the first of several destinations of one profile."""
        self._word: asyncio.Future[bool] | None = None
        self._submission: Submission | None = None
        self._cancelled = False

    @property
    def at(self) -> int:
        """The place of the destination that was sent to last, from 0 on."""
        begun = [at for at, leg in enumerate(self.legs) if leg.state in (LegState.SENDING, LegState.ANSWERED)]
        return begun[-1] if begun else 0

    @property
    def problem(self) -> LeadDeskError | None:
        """Why nothing was sent to the last one, when that was an operational problem."""
        return self._submission.problem if self._submission else None

    def go_on(self) -> None:
        """Takes the person's word that the route goes on, where it asks."""
        self._say(True)

    def stop(self) -> None:
        """Takes the person's word that it ends here, where it asks."""
        self._say(False)

    def cancel(self) -> None:
        """Lets nothing new begin, and stops waiting for what is on its way."""
        self._cancelled = True
        self._say(False)
        if self._submission:
            self._submission.cancel()

    async def run(self) -> None:
        """Goes the whole way; how each destination ended stands in `legs`.

        Only a route that has ended is forgotten: one that is broken off is told of at the next start.
        """
        if self._begun and self.route:
            stops = tuple(leg.order.destination.name for leg in self.legs)
            number = self.legs[0].order.number
            with contextlib.suppress(
                StoreProblem
            ):  # then the first lead cannot be written down either, and is not sent
                await self._begun.keep(RouteBegun(self.mark, self.route.name, number, stops))
        try:
            await self._go()
        finally:
            self._asked.clear()
        if self._begun:
            with contextlib.suppress(StoreProblem):  # the next start finds that nothing is missing, or says what is
                await self._begun.forget(self.mark)

    async def _go(self) -> None:
        for at in range(len(self.legs)):
            lead = await self._answer(at)
            decision = self._decide(at, lead)
            if decision.turn is Turn.ASK and not await self._ask(decision):
                decision = Decision(Turn.STOP, tr("{why} You stopped it there.", why=decision.why))
            if decision.turn is Turn.STOP or at + 1 == len(self.legs):
                self._end(at, decision.why)
                return

    async def _answer(self, at: int) -> AnsweredLead:
        leg = self.legs[at]
        self._submission = self._submit.start(leg.order, self._on_phase, self._on_late, self._asked)
        self._put(at, replace(leg, state=LegState.SENDING))
        show(self._on_change, self)
        lead = await self._submission.answer()
        self._put(at, replace(leg, state=LegState.ANSWERED, lead=lead))
        return lead

    def _decide(self, at: int, lead: AnsweredLead) -> Decision:
        if self.route is None or at + 1 == len(self.legs):
            return Decision(Turn.GO_ON)
        if self._cancelled:
            return Decision(Turn.STOP, tr("You cancelled."))
        return decide(self.route, lead.verdict.outcome, lead.assessment.grade)

    async def _ask(self, decision: Decision) -> bool:
        self.question, self._word = decision, asyncio.get_running_loop().create_future()
        show(self._on_change, self)
        try:
            return await self._word
        finally:
            self.question = self._word = None
            self._asked.clear()  # it may have taken a while, and a key may be another one now

    def _end(self, at: int, why: str) -> None:
        rest = (replace(leg, state=LegState.LEFT_OUT, why=why) for leg in self.legs[at + 1 :])
        self.legs = (*self.legs[: at + 1], *rest)
        self.over = True
        show(self._on_change, self)

    def _say(self, goes_on: bool) -> None:
        if self._word and not self._word.done():
            self._word.set_result(goes_on)

    def _put(self, at: int, leg: Leg) -> None:
        self.legs = (*self.legs[:at], leg, *self.legs[at + 1 :])


def _marked(order: LeadOrder, route: Route | None, mark: str, at: int, of: int) -> LeadOrder:
    if route is None:
        return order
    return replace(
        order,
        notes=(*order.notes, f"Route {route.name}, run {mark}, {at} of {of}."),
    )
