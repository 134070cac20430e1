"""Sends one lead along a route: one destination after the other, each as by *Send lead*, until something stops it.

The next destination is sent only after the answer of the one before is settled in the history. *Cancel* lets nothing
new begin; what is on its way becomes *Outcome unknown*, as for a single lead. Every exchange carries the same mark in
its notes, so that the history ties them together.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from leaddesk.domain.route import Decision, Route, Turn, decide
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submission import Phase, Submission, show
from leaddesk.services.submit_lead import LeadOrder, SubmitLead


class LegState(StrEnum):
    """Where one destination of a running route stands, in the words of the screen."""

    WAITING = "Waiting"
    SENDING = "Sending"
    ANSWERED = "Answered"
    LEFT_OUT = "Not sent"
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
    """One press of *Send lead* with a route chosen."""

    def __init__(
        self,
        submit: SubmitLead,
        route: Route,
        orders: tuple[LeadOrder, ...],
        on_change: Callable[[RouteRun], None],
        on_late: Callable[[AnsweredLead], None],
    ) -> None:
        self.route = route
        self.mark = uuid.uuid4().hex[:8]
        """Stands in the notes of each exchange."""
        self.legs = tuple(Leg(_marked(order, self, at, len(orders))) for at, order in enumerate(orders, 1))
        self.question: Decision | None = None
        """Why the route waits for a word, while it does."""
        self._submit, self._on_change, self._on_late = submit, on_change, on_late
        self._word: asyncio.Future[bool] | None = None
        self._submission: Submission | None = None
        self._cancelled = False

    @property
    def current(self) -> Submission | None:
        """What is on its way now."""
        return self._submission

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

    async def run(self) -> tuple[Leg, ...]:
        """Goes the whole way and returns how each destination ended."""
        for at in range(len(self.legs)):
            if why := await self._leg(at):
                self._leave_out(at + 1, why)
                break
        return self.legs

    async def _leg(self, at: int) -> str:
        """Sends to one destination; returns why the route ends after it, or nothing."""
        leg = self.legs[at]
        self._submission = self._submit.start(leg.order, self._phase, self._on_late)
        self._put(at, replace(leg, state=LegState.SENDING))
        lead = await self._submission.answer()
        self._submission = None
        self._put(at, replace(leg, state=LegState.ANSWERED, lead=lead))
        if at + 1 == len(self.legs):
            return ""
        if self._cancelled:
            return "You cancelled."
        decision = decide(self.route, lead.verdict.outcome, lead.assessment.grade)
        if decision.turn is Turn.ASK:
            return "" if await self._ask(decision) else f"{decision.why} You stopped it there."
        return decision.why if decision.turn is Turn.STOP else ""

    def _leave_out(self, first: int, why: str) -> None:
        rest = (replace(leg, state=LegState.LEFT_OUT, why=why) for leg in self.legs[first:])
        self.legs = (*self.legs[:first], *rest)
        show(self._on_change, self)

    async def _ask(self, decision: Decision) -> bool:
        self.question, self._word = decision, asyncio.get_running_loop().create_future()
        show(self._on_change, self)
        try:
            return await self._word
        finally:
            self.question = self._word = None

    def _say(self, goes_on: bool) -> None:
        if self._word and not self._word.done():
            self._word.set_result(goes_on)

    def _phase(self, _phase: Phase) -> None:
        show(self._on_change, self)

    def _put(self, at: int, leg: Leg) -> None:
        self.legs = (*self.legs[:at], leg, *self.legs[at + 1 :])
        show(self._on_change, self)


def _marked(order: LeadOrder, run: RouteRun, at: int, of: int) -> LeadOrder:
    return replace(order, notes=(*order.notes, f"Route {run.route.name}, run {run.mark}, {at} of {of}."))
