"""Sends the lead of *Enter lead* and shows what becomes of it.

One press is one request, or one to each destination of a route in turn: while one is on its way *Send lead* is off.
What speaks against sending is asked before (`looking.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from leaddesk.domain.errors import KeyringProblem, LeadDeskError, MissingSecret, StoreProblem
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead import LeadDraft, refused_fields
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.send_route import Leg, RouteRun
from leaddesk.services.submission import Phase
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.tell import HISTORY
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target
from leaddesk.ui.views.enter_lead.drafts import LeadDrafts
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.looking import LeadLook, Orders
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.enter_lead.press import Presses

if TYPE_CHECKING:  # built when the first outcome is unknown, or the first route is taken
    from leaddesk.domain.route import Decision
    from leaddesk.ui.views.enter_lead.routes import RouteTable
    from leaddesk.ui.views.settle_dialog import UnknownSteps
    from leaddesk.ui.widgets.act_dialog import ActDialog

_LEAVES_MS = 12
"""How long buttons, verdict and table wait before they say *Sending*: painting must not keep the lead from leaving."""
_AFTER_PAINT_MS = 1
"""The verdict is painted first: what is to be done at once comes before a paint, what has a time after it."""
_MAY_BE_LOADED = (LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.UNKNOWN)


class LeadSending(QObject):
    """The lead on its way, from the press to its answer."""

    history_grew = Signal()
    """An exchange was written or settled."""
    send_again = Signal()
    """Nobody can tell what became of the lead, and the person wants to send it all the same."""
    answered = Signal()
    """The first answer is on the screen."""

    def __init__(self, theme: Theme, place: EnterLeadPlace, desk: LeadDesk, drafts: LeadDrafts) -> None:
        super().__init__(place)
        self._theme, self._place, self._desk, self._drafts = theme, place, desk, drafts
        self.look = LeadLook(theme, place, desk, self._start)
        """Looks up what speaks against the lead that was pressed."""
        self._run: RouteRun | None = None
        self._legs: tuple[Leg, ...] = ()
        """The destinations of the last press, as they stand now."""
        self._leg: Leg | None = None
        """The one that is being sent to, or was last."""
        self._question: ActDialog | None = None
        self._presses = Presses()
        self._wait: tuple[str, datetime] | None = None
        """Id of the profile whose vendor asked to wait, and until when."""
        self._shown_exchange: int | None = None
        self._started = 0.0
        self._phase: Phase | None = None
        # One that stays: a single shot at a method leaves a reference behind each time (PySide 6.11).
        self._leaving = QTimer(self, interval=_LEAVES_MS, singleShot=True)
        self._leaving.timeout.connect(self._show_leaving)
        self._ticker = QTimer(self)
        self._ticker.setInterval(250)
        self._ticker.timeout.connect(self._show_waiting)

    @property
    def in_flight(self) -> bool:
        """Whether a lead is on its way and not every answer is there."""
        return self._run is not None or self.look.is_on

    def is_repeat(self) -> bool:
        """Tells whether this press belongs to the one before: a double click, a held key."""
        return self._presses.is_repeat(self._desk.clock.monotonic())

    def forget_press(self) -> None:
        """Lets the next press count by itself: the form is another one."""
        self._presses.forget()

    def leave_lead(self) -> None:
        """Lets a late answer to the lead before go to the history only."""
        self._shown_exchange = None
        self._hide_steps()
        self._hide_table()

    def show_settled(self, exchange_id: int) -> None:
        """Shows an exchange anew, if it is the one in view, after a person has said what became of it."""

        def show(lead: AnsweredLead) -> None:
            self._put(lead)
            self._show(lead)
            self._show_done(lead)

        if exchange_id == self._shown_exchange and not self.in_flight:
            self._desk.scope.run(self._desk.open_again(exchange_id), show, self._say)

    def show_wait(self) -> None:
        """Counts down beside *Send lead* while the vendor of the destination in use wants no more requests."""
        target, now = self._place.destination.target, self._desk.clock.now
        if self._wait and target and self._wait[0] == target.profile.id and self._wait[1] > now():
            self._place.footer.show_wait(self._wait[1], now)

    def send(self, target: Target, drafts: Sequence[LeadDraft], raw: dict[str, str]) -> None:
        """Sends a checked lead, once to each destination of the target, after what must be asked first."""

        def look() -> None:
            if not self.in_flight:
                self._desk.quiet()
                self.look.start(target, drafts, raw)

        self._desk.confirm_operator(target.gravest, look)

    def look_ahead(self, target: Target, drafts: Sequence[LeadDraft], raw: dict[str, str]) -> None:
        """Looks up what speaks against this lead before anybody presses."""
        if not self.in_flight:
            self.look.look_ahead(target, drafts, raw)

    def cancel(self) -> None:
        """Stops waiting for what is on its way; before it has left, nothing is sent. Nothing new begins."""
        self.look.cancel()
        if self._question and isValid(self._question):
            self._question.reject()
        if self._run:
            self._run.cancel()

    # ------------------------------------------------------------ on its way

    def _start(self, target: Target, orders: Orders) -> None:
        if self.in_flight:
            return
        self.look.forget()
        desk = self._desk
        self._run = RouteRun(
            desk.submit, orders, self._follow, self._enter_phase, self._late, target.route, desk.routes_begun
        )
        self._hide_table()
        self._desk.scope.run(self._run.run())

    def _follow(self, run: RouteRun) -> None:
        """Shows where a run stands: a destination is being sent to, an answer asks, or all is over."""
        self._legs, self._leg = run.legs, (leg := run.legs[run.at])
        if run.over:
            self._run = None
        if leg.lead:
            self._show_table(run)
            self._answered(run, leg.lead)
        else:
            self._started, self._phase = self._desk.clock.monotonic(), None
            self._leaving.start()
            self._ticker.start()
        if run.question:
            self._ask(run, run.question)

    def _show_table(self, run: RouteRun) -> None:
        if run.route:
            self._table.show_legs(run.legs, run.at)
            self._table.show()

    def _ask(self, run: RouteRun, why: Decision) -> None:
        from leaddesk.ui.views.enter_lead.routes import ask_to_go_on

        self._question = ask_to_go_on(self._theme, self._place.window(), run, why)

    def _enter_phase(self, phase: Phase) -> None:
        """Takes note of a phase; the ticker shows it, as one that is over within milliseconds is nothing to see."""
        if phase is Phase.SENDING:
            self._started = self._desk.clock.monotonic()
            self._drafts.save()  # while the lead is on its way nothing waits for the draft
        self._phase = phase

    # ------------------------------------------------------------ what became of it

    @cached_property
    def _steps(self) -> UnknownSteps:
        """The three steps out of an unknown outcome, below the checks; most days need none."""
        from leaddesk.ui.views.settle_dialog import UnknownSteps

        steps = UnknownSteps(self._theme, self._desk.masking)
        self._place.verdict.add_block(steps)
        steps.settle_requested.connect(self._settle)
        steps.send_anyway_requested.connect(self.send_again)
        return steps

    def _hide_steps(self) -> None:
        if "_steps" in self.__dict__:
            self._steps.hide()

    @cached_property
    def _table(self) -> RouteTable:
        """What became of the lead at each destination of a route; most leads go to one."""
        from leaddesk.ui.views.enter_lead.routes import RouteTable

        table = RouteTable(self._theme)
        self._place.verdict.add_head(table)
        table.lead_chosen.connect(self._show_leg)
        return table

    def _hide_table(self) -> None:
        if "_table" in self.__dict__:
            self._table.hide()

    def _show_leg(self, lead: AnsweredLead) -> None:
        """Shows the verdict of another destination of the route, unless the route is still under way."""
        if not self.in_flight:
            self._shown_exchange = lead.exchange_id
            self._show(lead)

    def _put(self, lead: AnsweredLead) -> None:
        """Takes note of a late answer to the last press, or of a person's word."""
        number = lead.exchange_id
        self._legs = tuple(
            replace(leg, lead=lead) if leg.lead and leg.lead.exchange_id == number else leg for leg in self._legs
        )
        if len(self._legs) > 1:
            self._table.show_legs(self._legs)

    def _show(self, lead: AnsweredLead) -> None:
        """Shows an answer, what it refuses beside the fields, and three steps where nobody knows what became of it."""
        self._place.verdict.show_answered(lead, self._desk.clock.now())
        if refused := refused_fields(self._place.form.schema, lead.verdict.refused):
            self._place.form.show_problems(refused)
        if lead.exchange_id is not None and lead.verdict.outcome is LoadOutcome.UNKNOWN:
            open_one = Exchange(lead.exchange_id, lead.opening, (lead.settlement,))
            self._steps.show_exchange(open_one, refused_again=self._desk.submit.refuses_again(lead.opening))
            self._steps.show()
        else:
            self._hide_steps()

    def _settle(self, loaded: bool) -> None:
        if self._shown_exchange is not None:
            self._desk.settle(self._shown_exchange, loaded)

    def _say(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    # ------------------------------------------------------------ on the screen while it is on its way

    def _show_leaving(self) -> None:
        if self._waits():
            self._hide_steps()
            if self._run:
                self._show_table(self._run)
            self._place.footer.show_sending()
            self._show_waiting()

    def _waits(self) -> bool:
        """Tells whether an answer is waited for, and not a person."""
        return self.look.is_on or (self._run is not None and self._run.question is None)

    def _show_waiting(self) -> None:
        if not self._waits() or self._leg is None:
            return
        seconds, order = self._desk.clock.monotonic() - self._started, self._leg.order
        place = order.destination.name
        self._place.verdict.expect_checks(self._desk.returns_checks(order.profile))
        match self._phase:
            case None:
                self._place.verdict.show_sending(
                    tr("Sending"), seconds, tr("To {place}. It is written down first.", place=place)
                )
            case Phase.SENDING:
                limit = tr("The vendor may take up to {seconds} s.", seconds=f"{order.profile.timeout_s:g}")
                note = tr(
                    "To {place}. {limit} After Cancel the outcome is unknown until somebody looks.",
                    place=place,
                    limit=limit,
                )
                self._place.verdict.show_sending(tr("Sending"), seconds, note)
            case phase:
                self._place.verdict.show_sending(tr_now(phase), seconds, tr("Nothing has left yet."))

    def _answered(self, run: RouteRun, lead: AnsweredLead) -> None:
        self._ticker.stop()
        self._shown_exchange = lead.exchange_id
        self._show(lead)
        if lead.verdict.retry_after_s is not None:
            until = lead.settlement.at + timedelta(seconds=lead.verdict.retry_after_s)
            self._wait = (lead.opening.profile_id, until)
        QTimer.singleShot(_AFTER_PAINT_MS, self, lambda: self._show_done(lead))
        if lead.exchange_id is not None:
            self._desk.over(HISTORY)
        self._drafts.save()
        self.history_grew.emit()
        if run.over:
            self.answered.emit()
        if run.problem and self._leg:
            self._say_not_sent(run.problem, self._leg.order)

    def _show_done(self, lead: AnsweredLead) -> None:
        """Lets the buttons say what may be done next, unless the next lead is on its way already."""
        if self.in_flight:
            return
        if self._shown_exchange == lead.exchange_id:
            may_be_loaded = any(leg.lead.verdict.outcome in _MAY_BE_LOADED for leg in self._legs if leg.lead)
            loaded, not_loaded = (
                tr("Sent once. Sending again asks first."),
                tr("Nothing was loaded. You may send it again."),
            )
            self._place.footer.show_answered(loaded if may_be_loaded else not_loaded)
        if lead.verdict.retry_after_s is not None:
            self.show_wait()

    def _late(self, lead: AnsweredLead) -> None:
        """An answer after *Cancel sending*: it settles the row, and the view if the lead is still on it."""
        self.history_grew.emit()
        self._put(lead)
        if self._shown_exchange == lead.exchange_id and not self.in_flight:
            self._show(lead)
        number = self._desk.masking.number(lead.opening.number)
        if lead.settlement.response is None:
            outcome = tr_now(lead.verdict.outcome)
            title = tr("Still no answer for {number}: {outcome}.", number=number, outcome=outcome)
            self._desk.tell("warn", title, "", tr("Look in the dialer."))
            return
        came = f"{tr_now(lead.verdict.word)}, {tr_now(lead.assessment.grade)}"
        text = tr("Late answer for {number}: {came}.", number=number, came=came)
        self._desk.tell("result", text, "", tr("It is in the history."))

    def _say_not_sent(self, problem: LeadDeskError, order: LeadOrder) -> None:
        """Offers the key where one is missing; a history that is not open has said so, with its own way on."""
        if isinstance(problem, KeyringProblem | MissingSecret):
            act = (tr("Type the key for this session…"), lambda: self._desk.keep_key(order.profile))
            self._desk.tell("error", problem.title, problem.detail, problem.hint, *act)
        elif not isinstance(problem, StoreProblem):
            self._say(problem)
