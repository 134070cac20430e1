"""Sends the lead of *Enter lead* and shows what becomes of it.

One press is one request: while one is on its way *Send lead* is off, and after an answer that may have loaded the
lead, sending it again asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.errors import KeyringProblem, LeadDeskError, MissingSecret, StoreProblem
from leaddesk.domain.lead import AS_TYPED, LeadDraft, unmapped
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submission import Phase, Submission
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target, lead_form
from leaddesk.ui.views.enter_lead.drafts import LeadDrafts
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.enter_lead.press import Presses
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact

_LEAVES_MS = 12
"""How long the verdict waits before it says *Sending*: painting it must not keep the lead from leaving."""
_MAY_BE_LOADED = (LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.UNKNOWN)


class LeadSending(QObject):
    """The lead on its way, from the press to its answer."""

    history_grew = Signal()
    """An exchange was written or settled."""
    answered = Signal()
    """The first answer is on the screen."""

    def __init__(self, theme: Theme, place: EnterLeadPlace, desk: LeadDesk, drafts: LeadDrafts) -> None:
        super().__init__(place)
        self._theme, self._place, self._desk, self._drafts = theme, place, desk, drafts
        self._submission: Submission | None = None
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
        return self._submission is not None

    def is_repeat(self) -> bool:
        """Tells whether this press belongs to the one before: a double click, a held key."""
        return self._presses.is_repeat(self._desk.clock.monotonic())

    def forget_press(self) -> None:
        """Lets the next press count by itself: the form is another one."""
        self._presses.forget()

    def leave_lead(self) -> None:
        """Lets a late answer to the lead before go to the history only."""
        self._shown_exchange = None

    def show_wait(self) -> None:
        """Counts down beside *Send lead* while the vendor of the destination in use wants no more requests."""
        target, now = self._place.destination.target, self._desk.clock.now
        if self._wait and target and self._wait[0] == target.profile.id and self._wait[1] > now():
            self._place.footer.show_wait(self._wait[1], now)

    def send(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> None:
        """Sends a checked lead once, after what must be asked first."""

        def go() -> None:
            self._desk.confirm_operator(target, lambda: self._start(target, draft, raw))

        if self._drafts.sent_as == _lead_mark(target, draft):
            self._ask_again(target, draft, go)
        else:
            go()

    def cancel(self) -> None:
        """Stops waiting for what is on its way."""
        if self._submission:
            self._submission.cancel()

    def _ask_again(self, target: Target, draft: LeadDraft, go: Callable[[], None]) -> None:
        dialog = ActDialog(
            self._theme,
            self._place.window(),
            "Send lead again",
            "This lead was sent already and may be in the dialer. Sending it again may call this person twice.",
            (Fact("Number", draft.phone.shown()), Fact("Destination", target.shown)),
            verb="Send again",
            role="danger",
        )
        dialog.accepted.connect(go)
        dialog.open()

    def _start(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> None:
        if self.in_flight:
            return
        self._desk.quiet()
        order = LeadOrder(
            profile=target.profile,
            destination=target.destination,
            draft=draft,
            typed={key: text for key, text in raw.items() if text},
            operator=self._desk.operator(),
            notes=self._notes(target, draft, raw),
        )
        self._target = target
        self._phase = None
        self._started = self._desk.clock.monotonic()
        submission = self._desk.submit.start(order, self._enter_phase, self._late)
        self._submission = submission
        self._drafts.sent_as = _lead_mark(target, draft)
        self._place.footer.show_sending()
        QTimer.singleShot(_LEAVES_MS, self, self._show_waiting)
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
            self._drafts.save()  # after a kill the draft must know that it may be loaded
        self._phase = phase

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
        may_be_loaded = lead.verdict.outcome in _MAY_BE_LOADED
        if not may_be_loaded:
            self._drafts.sent_as = ""
        self._place.verdict.show_answered(lead, self._desk.clock.now())
        hint = "Sent once. Sending again asks first." if may_be_loaded else "Nothing was loaded. You may send it again."
        self._place.footer.show_answered(hint)
        if lead.verdict.retry_after_s is not None:
            until = lead.settlement.at + timedelta(seconds=lead.verdict.retry_after_s)
            self._wait = (lead.opening.profile_id, until)
            self.show_wait()
        self._drafts.save()
        self.answered.emit()
        self.history_grew.emit()
        if submission.problem:
            self._say_not_sent(submission.problem)

    def _late(self, lead: AnsweredLead) -> None:
        """An answer after *Cancel sending*: it settles the row, and the view if the lead is still on it."""
        self.history_grew.emit()
        if self._shown_exchange == lead.exchange_id and not self.in_flight:
            self._place.verdict.show_answered(lead, self._desk.clock.now())
        text = f"Late answer for {lead.opening.number}: {lead.verdict.outcome}, {lead.assessment.grade}."
        self._desk.tell("result", text, "", "It is in the history.")

    def _say_not_sent(self, problem: LeadDeskError) -> None:
        """Offers the key where one is missing; a history that is not open has said so, with its own way on."""
        if isinstance(problem, KeyringProblem | MissingSecret):
            target = self._target
            act = ("Type the key for this session…", lambda: self._desk.keep_key(target))
            self._desk.tell("error", problem.title, problem.detail, problem.hint, *act)
        elif not isinstance(problem, StoreProblem):
            self._desk.tell("error", problem.title, problem.detail, problem.hint)


def _lead_mark(target: Target, draft: LeadDraft) -> str:
    return f"{target.destination.id} {draft.phone.e164 or draft.phone.typed}"
