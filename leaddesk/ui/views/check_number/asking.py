"""*Check now*: asks once, names where the record is written before it, and waits for what becomes of it.

One press is one request. While one is on its way the button is off; *Cancel checking* stops the waiting, not the deed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.before_sending import Concerns
from leaddesk.domain.errors import KeyringProblem, LeadDeskError, MissingSecret, StoreProblem
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import Environment
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submission import Phase, Submission
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.check_number.check_desk import CheckDesk
from leaddesk.ui.views.check_number.words import asked_words
from leaddesk.ui.views.enter_lead.destinations import Target
from leaddesk.ui.views.enter_lead.press import Presses
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact

CHECK_NOW = tr("Check now")
MAY_CALL = tr("The dialer may call this number.")
_PRACTICE = tr("Goes to the practice server only. Nobody is called.")
_TICK_MS = 250


def what_checking_does(desk: CheckDesk, target: Target) -> str:
    """Returns what *Check now* does through a destination, in one line."""
    place = ", ".join(text for _label, text in desk.check.place(target.profile, target.destination)[1:2])
    where = f"{target.destination.name}, {target.destination.dialer} {place}".rstrip()
    writes = tr("Check now writes one record to {where}.", where=where)
    if target.profile.environment is Environment.PRACTICE:
        return f"{writes} {_PRACTICE}"
    return f"{writes} {_dials(desk, target)}"


def _dials(desk: CheckDesk, target: Target) -> str:
    forced = ", ".join(
        f"{tr_now(label)} {tr_now(text)}" for label, text in desk.check.forced(target.profile, target.destination)
    )
    if desk.check.may_call(target.profile, target.destination):
        return MAY_CALL
    return tr("Not dialed: {forced} is forced.", forced=forced) if forced else tr("Not dialed.")


class Asking(QObject):
    """The check on its way, from the press to its answer."""

    waiting = Signal(str, str)
    """A phase with its seconds, and what it means."""
    started = Signal()
    answered = Signal(object)
    """The first answer, an `AnsweredLead`."""
    late = Signal(object)
    """An answer that came after *Cancel checking*."""

    def __init__(self, theme: Theme, place: QWidget, desk: CheckDesk) -> None:
        super().__init__(place)
        self._theme, self._place, self._desk = theme, place, desk
        self._submission: Submission | None = None
        self._target: Target | None = None
        self._phase: Phase | None = None
        self._since = 0.0
        self._presses = Presses()
        self._is_open = False
        """Whether the question is on the screen."""
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._tell_wait)

    @property
    def in_flight(self) -> bool:
        """Whether a check is on its way and its first answer is not there."""
        return self._submission is not None

    def ask(self, target: Target, phone: Phone, typed: str, concerns: Concerns) -> None:
        """Names what will be written, where, and what speaks against it, and sends once the person says so."""
        if self._is_open or self.in_flight or self._presses.is_repeat(self._desk.clock.monotonic()):
            return
        dialog = self._question(target, phone, concerns)

        def go() -> None:
            self._start(target, phone, typed, concerns)

        self._is_open = True
        dialog.finished.connect(self._closed)
        dialog.accepted.connect(lambda: self._desk.confirm_operator(target.profile, go))
        dialog.open()

    def cancel(self) -> None:
        """Stops waiting for what is on its way."""
        if self._submission:
            self._submission.cancel()

    def _question(self, target: Target, phone: Phone, concerns: Concerns) -> ActDialog:
        profile, destination = target.profile, target.destination
        practice = profile.environment is Environment.PRACTICE
        calls = self._desk.check.may_call(profile, destination)
        warning = _PRACTICE if practice else _dials(self._desk, target)
        forced = self._desk.check.forced(profile, destination)
        facts = [
            Fact(tr("Number"), phone.shown()),
            Fact(tr("Destination"), f"{destination.name} ({profile.name})"),
            *(Fact(tr_now(label), text) for label, text in self._desk.check.place(profile, destination)),
            Fact(tr("Dialer"), destination.dialer),
            *(Fact(tr_now(label), tr("{text}, forced", text=tr_now(text))) for label, text in forced),
            Fact(tr("Calls"), warning, "warn" if calls and not practice else ""),
        ]
        now, times = self._desk.clock.now(), self._desk.times
        if concerns.calling:
            facts.append(Fact(tr("Calling window"), concerns.calling.sentence, "warn"))
        if concerns.asked:
            facts.append(Fact(tr("Asked not to be called"), asked_words(concerns.asked, now, times), "danger"))
        return ActDialog(
            self._theme,
            self._place.window(),
            CHECK_NOW,
            tr(
                "There is no check without a load: this number is written as one record into the list below, and the "
                "vendor answers with its checks. Only the number is sent."
            ),
            facts,
            verb=CHECK_NOW,
            role="write",
            environment=target.look,
            focus_way_out=calls or bool(concerns),
        )

    def _closed(self) -> None:
        self._is_open = False

    def _start(self, target: Target, phone: Phone, typed: str, concerns: Concerns) -> None:
        if self.in_flight:
            return
        self._desk.quiet()
        operator = self._desk.operator()
        override = concerns.override(operator, "") if concerns else None
        try:
            order = self._desk.check.order(target.profile, target.destination, phone, operator, typed, override)
        except LeadDeskError as problem:
            self._say(problem)
            return
        self._target, self._phase = target, None
        self._since = self._desk.clock.monotonic()
        self._submission = submission = self._desk.submit.start(order, self._enter_phase, self.late.emit)
        self.started.emit()
        self._tell_wait()
        self._ticker.start()
        self._desk.scope.run(submission.answer(), on_done=lambda lead: self._take_answer(submission, lead))

    def _enter_phase(self, phase: Phase) -> None:
        if phase is Phase.SENDING:
            self._since = self._desk.clock.monotonic()
        self._phase = phase

    def _tell_wait(self) -> None:
        if not (self._submission and self._target):
            return
        seconds = int(self._desk.clock.monotonic() - self._since)
        if self._phase is Phase.SENDING:
            self.waiting.emit(
                tr("Asking, {seconds} s", seconds=seconds),
                tr(
                    "Up to {seconds} s. After Cancel checking the outcome is unknown.",
                    seconds=f"{self._target.profile.timeout_s:g}",
                ),
            )
        else:
            phase = tr_now(self._phase or Phase.WRITING)
            self.waiting.emit(tr("{seconds} s", seconds=seconds), tr("{phase}. Nothing has left yet.", phase=phase))

    def _take_answer(self, submission: Submission, lead: AnsweredLead) -> None:
        self._ticker.stop()
        self._submission = None
        self.answered.emit(lead)
        if submission.problem:
            self._say_not_sent(submission.problem)

    def _say_not_sent(self, problem: LeadDeskError) -> None:
        """Offers the key where one is missing; a history that is not open has said so, with its own way on."""
        if isinstance(problem, KeyringProblem | MissingSecret) and self._target:
            target = self._target
            act = (tr("Type the key for this session…"), lambda: self._desk.keep_key(target.profile))
            self._desk.tell("error", problem.title, problem.detail, problem.hint, *act)
        elif not isinstance(problem, StoreProblem):
            self._say(problem)

    def _say(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
