"""Sends the lead of *Enter lead* and shows what becomes of it.

One press is one request: while one is on its way *Send lead* is off. What speaks against sending, such as an earlier
load of the same number, is looked up in the history and asked first; nothing to ask, nothing asked.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.before_sending import CallingDoubt, Concerns
from leaddesk.domain.calling_clock import CallingClock
from leaddesk.domain.errors import KeyringProblem, LeadDeskError, MissingSecret, StoreProblem
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead import AS_TYPED, LeadDraft, unmapped
from leaddesk.domain.profile import Environment
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submission import Phase, Submission
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.calling_doubt import calling_doubt
from leaddesk.ui.tell import HISTORY
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target, lead_form
from leaddesk.ui.views.enter_lead.drafts import LeadDrafts
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.enter_lead.press import Presses

if TYPE_CHECKING:  # built when the first outcome is unknown
    from leaddesk.ui.views.settle_dialog import UnknownSteps

_LEAVES_MS = 12
"""How long buttons and verdict wait before they say *Sending*: painting them must not keep the lead from leaving."""
_FRESH_S = 10.0
"""How long what was looked up while typing counts at *Send lead*."""
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
        self._submission: Submission | None = None
        self._looking: asyncio.Task[Concerns] | None = None
        """Looks up what speaks against the lead that was pressed."""
        self._ahead: tuple[_Asked, float, Concerns] | None = None
        """What was looked up while the lead was still being typed, and when."""
        self._looks = 0
        """Counts what made looks old, so that one on its way then does not count."""
        self._clock: CallingClock | None = None
        """Whether the number in the form may be called now, where that is known."""
        self._presses = Presses()
        self._wait: tuple[str, datetime] | None = None
        """Id of the profile whose vendor asked to wait, and until when."""
        self._shown_exchange: int | None = None
        self._started = 0.0
        self._phase: Phase | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(250)
        self._ticker.timeout.connect(self._show_waiting)

    @property
    def in_flight(self) -> bool:
        """Whether a lead is on its way and its first answer is not there."""
        return self._submission is not None or self._looking is not None

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

    def show_settled(self, exchange_id: int) -> None:
        """Shows an exchange anew, if it is the one in view, after a person has said what became of it."""

        def show(lead: AnsweredLead) -> None:
            self._show(lead)
            self._show_done(lead)

        if exchange_id == self._shown_exchange and not self.in_flight:
            self._desk.scope.run(self._desk.open_again(exchange_id), show, self._say)

    def take_clock(self, clock: CallingClock | None) -> None:
        """Takes note whether the number in the form may be called now."""
        self._clock = clock

    def show_wait(self) -> None:
        """Counts down beside *Send lead* while the vendor of the destination in use wants no more requests."""
        target, now = self._place.destination.target, self._desk.clock.now
        if self._wait and target and self._wait[0] == target.profile.id and self._wait[1] > now():
            self._place.footer.show_wait(self._wait[1], now)

    def send(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> None:
        """Sends a checked lead once, after what must be asked first."""

        self._desk.confirm_operator(target, lambda: self._look(target, draft, raw))

    def cancel(self) -> None:
        """Stops waiting for what is on its way; before it has left, nothing is sent."""
        if self._looking:
            self._looking.cancel()
            self._looked()
        if self._submission:
            self._submission.cancel()

    # ------------------------------------------------------------ before it leaves

    def _look(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> None:
        """Looks up what speaks against this lead; what is typed meanwhile is for the next one."""
        if self.in_flight:
            return
        self._desk.quiet()
        order = self._order(target, draft, raw)
        if known := self._known(order):
            self._go_on(target, order, known[0])
            return

        def found(concerns: Concerns) -> None:
            self._looking = None
            self._go_on(target, order, concerns)

        def failed(problem: LeadDeskError) -> None:
            self._looked()
            self._desk.tell(
                "error",
                "Nothing was sent.",
                problem.sentence(),
                "Without a history nothing can be sent.",
                about=HISTORY,
            )

        self._looking = self._desk.scope.run(self._desk.before.look(order), found, failed)

    def look_ahead(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> None:
        """Looks up what speaks against this lead before anybody presses, so that the press need not wait for it."""
        order = self._order(target, draft, raw)

        began, looks = self._desk.clock.monotonic(), self._looks

        def found(concerns: Concerns) -> None:
            if looks == self._looks:
                self._ahead = (_asked(order), began, concerns)

        if not self.in_flight:
            self._desk.scope.run(self._desk.before.look(order), found, lambda _problem: self.forget_look())

    def forget_look(self) -> None:
        """Lets the next press look again: the history has grown."""
        self._looks += 1
        self._ahead = None

    def _known(self, order: LeadOrder) -> tuple[Concerns] | None:
        """Returns what was looked up ahead for exactly this lead, unless it is too old."""
        if self._ahead is None:
            return None
        asked, at, concerns = self._ahead
        fresh = self._desk.clock.monotonic() - at <= _FRESH_S
        return (concerns,) if fresh and asked == _asked(order) else None

    def _go_on(self, target: Target, order: LeadOrder, found: Concerns) -> None:
        concerns = replace(found, calling=self._calling_doubt(target))
        if concerns:
            self._ask(target, order, concerns)
        else:
            self._start(target, order)

    def _order(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> LeadOrder:
        return LeadOrder(
            profile=target.profile,
            destination=target.destination,
            draft=draft,
            typed={key: text for key, text in raw.items() if text},
            operator=self._desk.operator(),
            notes=self._notes(target, draft, raw),
        )

    def _looked(self) -> None:
        self._looking = None

    def _ask(self, target: Target, order: LeadOrder, concerns: Concerns) -> None:
        from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog

        window, desk = self._place.window(), self._desk
        dialog = BeforeSendingDialog(self._theme, window, order, concerns, desk.times, desk.clock, desk.masking)

        def send_anyway(reason: str) -> None:
            self._start(target, replace(order, override=concerns.override(order.operator, reason)))

        dialog.send_anyway.connect(send_anyway)
        dialog.settle_requested.connect(lambda exchange_id: desk.settle(exchange_id, None))
        dialog.open()

    def _calling_doubt(self, target: Target) -> CallingDoubt | None:
        """Returns why it is no time to call, or that nobody knows; on production only: elsewhere nobody is called."""
        return calling_doubt(self._clock) if target.profile.environment is Environment.PRODUCTION else None

    # ------------------------------------------------------------ on its way

    def _start(self, target: Target, order: LeadOrder) -> None:
        if self.in_flight:
            return
        self._target = target
        self._phase = None
        self.forget_look()
        self._started = self._desk.clock.monotonic()
        submission = self._desk.submit.start(order, self._enter_phase, self._late)
        self._submission = submission
        QTimer.singleShot(_LEAVES_MS, self, self._show_leaving)
        self._ticker.start()
        self._desk.scope.run(submission.answer(), on_done=lambda lead: self._answered(submission, lead))

    def _notes(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> tuple[str, ...]:
        notes = [
            f"Not sent: {spec.label} has no column here."
            for spec in unmapped(lead_form(target, self._desk.profiles), raw)
        ]
        if raw.get(AS_TYPED) == "yes" and not draft.phone.e164:
            notes.append("Sent as typed: the number was not accepted by the phone library.")
        return tuple(notes)

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

    def _show(self, lead: AnsweredLead) -> None:
        """Shows an answer, and the three steps where nobody knows what became of the lead."""
        self._place.verdict.show_answered(lead, self._desk.clock.now())
        if lead.exchange_id is not None and lead.verdict.outcome is LoadOutcome.UNKNOWN:
            self._steps.show_exchange(Exchange(lead.exchange_id, lead.opening, (lead.settlement,)))
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
        if self.in_flight:
            self._hide_steps()
            self._place.footer.show_sending()
            self._show_waiting()

    def _show_waiting(self) -> None:
        if not self.in_flight:
            return
        seconds, place = self._desk.clock.monotonic() - self._started, self._target.destination.name
        match self._phase:
            case None:
                self._place.verdict.show_sending("Sending", seconds, f"To {place}. It is written down first.")
            case Phase.SENDING:
                limit = f"The vendor may take up to {self._target.profile.timeout_s:g} s."
                note = f"To {place}. {limit} After Cancel the outcome is unknown until somebody looks."
                self._place.verdict.show_sending("Sending", seconds, note)
            case phase:
                self._place.verdict.show_sending(phase, seconds, "Nothing has left yet.")

    def _answered(self, submission: Submission, lead: AnsweredLead) -> None:
        self._ticker.stop()
        self._submission = None
        self._shown_exchange = lead.exchange_id
        self._show(lead)
        if lead.verdict.retry_after_s is not None:
            until = lead.settlement.at + timedelta(seconds=lead.verdict.retry_after_s)
            self._wait = (lead.opening.profile_id, until)
        QTimer.singleShot(0, self, lambda: self._show_done(lead))  # the verdict is painted first
        if lead.exchange_id is not None:
            self._desk.over(HISTORY)
        self._drafts.save()
        self.answered.emit()
        self.history_grew.emit()
        if submission.problem:
            self._say_not_sent(submission.problem)

    def _show_done(self, lead: AnsweredLead) -> None:
        """Lets the buttons say what may be done next, unless the next lead is on its way already."""
        if self.in_flight:
            return
        if self._shown_exchange == lead.exchange_id:
            may_be_loaded = lead.verdict.outcome in _MAY_BE_LOADED
            loaded, not_loaded = "Sent once. Sending again asks first.", "Nothing was loaded. You may send it again."
            self._place.footer.show_answered(loaded if may_be_loaded else not_loaded)
        if lead.verdict.retry_after_s is not None:
            self.show_wait()

    def _late(self, lead: AnsweredLead) -> None:
        """An answer after *Cancel sending*: it settles the row, and the view if the lead is still on it."""
        self.history_grew.emit()
        if self._shown_exchange == lead.exchange_id and not self.in_flight:
            self._show(lead)
        number = self._desk.masking.number(lead.opening.number)
        if lead.settlement.response is None:
            self._desk.tell("warn", f"Still no answer for {number}: {lead.verdict.outcome}.", "", "Look in the dialer.")
            return
        text = f"Late answer for {number}: {lead.verdict.outcome}, {lead.assessment.grade}."
        self._desk.tell("result", text, "", "It is in the history.")

    def _say_not_sent(self, problem: LeadDeskError) -> None:
        """Offers the key where one is missing; a history that is not open has said so, with its own way on."""
        if isinstance(problem, KeyringProblem | MissingSecret):
            target = self._target
            act = ("Type the key for this session…", lambda: self._desk.keep_key(target))
            self._desk.tell("error", problem.title, problem.detail, problem.hint, *act)
        elif not isinstance(problem, StoreProblem):
            self._say(problem)


_Asked = tuple[str, str, str, str, str]


def _asked(order: LeadOrder) -> _Asked:
    """Returns all of a lead that decides what speaks against sending it."""
    typed = order.typed
    return (
        order.destination.id,
        order.number,
        typed.get("first_name", ""),
        typed.get("last_name", ""),
        typed.get("zip", ""),
    )
