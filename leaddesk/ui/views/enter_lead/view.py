"""*Enter lead*: type one lead, send it once, read what became of it.

The form stays as it was until *New lead*. One press is one request: while one is on its way *Send lead* is off, and
after an answer that may have loaded the lead, sending it again asks first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FormSchema
from leaddesk.domain.lead import AS_TYPED, LeadDraft, lead_schema, unmapped, validate_lead
from leaddesk.domain.phone import show_number
from leaddesk.domain.profile import Destination, Environment, SafetyLevel
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.ports import Clock, DraftStore
from leaddesk.services.submit_lead import LeadOrder, Phase, Submission, SubmitLead
from leaddesk.ui.forms.lead_form import LeadForm
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import DestinationCombo, Target
from leaddesk.ui.views.enter_lead.footer import SendFooter
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Environment as EnvironmentLook
from leaddesk.ui.widgets.fact_flow import Fact

DRAFT = "enter-lead"
_DESTINATION = "destination.id"
_SENT = "sent.as"
_DRAFT_PAUSE_MS = 300
_FORM_WIDTH, _VERDICT_WIDTH = 440, 540
_MAY_BE_LOADED = (LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.UNKNOWN)
_LOOKS: dict[Environment, EnvironmentLook] = {
    Environment.PRODUCTION: "production",
    Environment.TEST: "test",
    Environment.PRACTICE: "practice",
}


@dataclass(frozen=True, slots=True)
class LeadDesk:
    """What the place needs of the rest."""

    submit: SubmitLead
    profiles: ManageProfiles
    drafts: DraftStore
    clock: Clock
    scope: TaskScope
    tell: Tell
    operator: Callable[[], str]
    confirm_operator: Callable[[Target, Callable[[], None]], None]
    """Asks once a shift on production who is at the desk, then goes on."""
    keep_key: Callable[[Target], None]
    """Offers to type the profile's key for this session."""
    look_up_zip: Callable[[str], Awaitable[tuple[str, str] | None]]


class EnterLeadView(QSplitter):
    """The place; the verdict at the right follows the lead at the left."""

    profile_in_use = Signal(object)
    """The profile of the destination in use, or None."""
    history_grew = Signal()
    """An exchange was written or settled."""

    def __init__(self, theme: Theme, verdict: VerdictView, desk: LeadDesk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._desk = desk
        self._submission: Submission | None = None
        self._sent_as = ""
        """Destination and number of the lead on screen once it may be loaded; sending those again asks first."""
        self._unsent = False
        """Whether something was typed since the last answer."""
        self._drafts_begun = False
        """False until the draft of the last run was read, so that an empty form never overwrites it."""
        self._shown_exchange: int | None = None
        self._started = 0.0
        self._phase: Phase | None = None
        self.destination = DestinationCombo(theme)
        self.form = LeadForm(theme, desk.look_up_zip, desk.scope)
        self.footer = SendFooter(theme)
        self.verdict = verdict
        self._build()
        self._bind()
        self._offer_destinations()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        px = self._theme.px
        inner = QWidget()
        inner.setProperty("surface", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.destination)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._left = left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(scroll, 1)
        stack.addWidget(self.footer)
        self.verdict.setMinimumWidth(px(480))
        self.addWidget(left)
        self.addWidget(self.verdict)
        self.verdict.raise_()  # a screen reader reads children in their order: the form first
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self._sized_by_hand = False
        self.splitterMoved.connect(self._keep_sizes)
        QWidget.setTabOrder(self.footer.new, self.destination.combo)

    def _bind(self) -> None:
        self.footer.send.clicked.connect(self.send)
        self.footer.cancel.clicked.connect(self.cancel)
        self.footer.new.clicked.connect(self.new_lead)
        self.destination.chosen.connect(self._take_destination)
        self.form.changed.connect(self._edited)
        self._desk.profiles.on_change(self._offer_destinations)
        for keys, act in (
            ("Ctrl+Return", self.send),
            ("Ctrl+Enter", self.send),
            ("Ctrl+N", self.new_lead),
            ("Esc", self.cancel),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self._ticker = QTimer(self)
        self._ticker.setInterval(250)
        self._ticker.timeout.connect(self._show_waiting)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(lambda: self.verdict.judge_now(self._desk.clock.now()))
        self._minute.start()
        self._draft_pause = QTimer(self)
        self._draft_pause.setSingleShot(True)
        self._draft_pause.setInterval(_DRAFT_PAUSE_MS)
        self._draft_pause.timeout.connect(self._save_draft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._sized_by_hand:
            wide = self.width() > self._theme.px(_FORM_WIDTH + _VERDICT_WIDTH)
            form = self._theme.px(_FORM_WIDTH) if wide else self._left.minimumSizeHint().width()
            self.setSizes([form, self.width() - form])

    def _keep_sizes(self) -> None:
        self._sized_by_hand = True

    # ------------------------------------------------------------ the form

    @property
    def in_flight(self) -> bool:
        """Whether a lead is on its way and its first answer is not there."""
        return self._submission is not None

    def fill_number(self, number: str) -> None:
        """Puts a number into **Phone**; the rest of the form stays."""
        if not self.in_flight:
            self.form.load({**self.form.to_raw(), "phone": show_number(number)})
            self.form.first_field().setFocus()

    def restore(self, raw: dict[str, str]) -> None:
        """Brings a draft back, or offers it where something was typed meanwhile; from now on drafts are saved."""
        self._drafts_begun = True
        if not any(raw.get(spec.key) for spec in self.form.schema.fields):
            return
        if any(self.form.to_raw().values()):
            self._desk.tell("info", "There is a draft from before.", "", "", "Bring it back", lambda: self._load(raw))
            return
        self._load(raw)
        hint = "It may be loaded already: sending it asks first." if self._sent_as else ""
        self._desk.tell("info", "Your draft is back.", "It was not finished when LeadDesk ended.", hint)

    def _load(self, raw: dict[str, str]) -> None:
        self._sent_as = raw.get(_SENT, "")
        self.destination.choose(raw.get(_DESTINATION, ""))
        self.form.load({key: text for key, text in raw.items() if key not in (_SENT, _DESTINATION)})
        self._show_ready()

    def _offer_destinations(self) -> None:
        self.destination.offer(self._desk.profiles.profiles)

    def _take_destination(self) -> None:
        target = self.destination.target
        self.profile_in_use.emit(target.profile if target else None)
        self.form.set_schema(self._schema(target))
        self.destination.hint.setText(self._what_sending_does(target))
        if not self.in_flight:
            self._show_ready()
            self._draft_pause.start()

    def _schema(self, target: Target | None) -> FormSchema:
        if target is None:
            return lead_schema(Destination(id="", name="", dialer=""))
        return self._desk.profiles.lead_schema(target.profile, target.destination)

    def _what_sending_does(self, target: Target | None) -> str:
        if target is None:
            return "Add a profile with a destination in Profiles (Ctrl+6) to send leads."
        if target.profile.environment is Environment.PRACTICE:
            return "Goes to the practice server only. Nobody is called."
        dialer = self._desk.profiles.vendor(target.profile.vendor).dialer(target.destination.dialer)
        return dialer.hint if dialer else ""

    def _edited(self) -> None:
        self._unsent = True
        self._draft_pause.start()

    def _save_draft(self) -> None:
        if not self._drafts_begun:
            return
        raw = {key: text for key, text in self.form.to_raw().items() if text}
        if raw and (target := self.destination.target):
            raw[_DESTINATION] = target.destination.id
            raw[_SENT] = self._sent_as
        self._desk.scope.run(self._desk.drafts.save_draft(DRAFT, raw), on_problem=self._say)

    def save_now(self) -> None:
        """Saves the draft without waiting for a pause in the typing; for the end of LeadDesk."""
        if self._draft_pause.isActive():
            self._draft_pause.stop()
            self._save_draft()

    def _show_ready(self) -> None:
        target = self.destination.target
        blocked = ""
        if target is None:
            blocked = "There is no destination yet."
        elif target.profile.safety is SafetyLevel.READ_ONLY:
            blocked = f"{target.profile.name} is read only."
        self.footer.show_ready(_LOOKS[target.profile.environment] if target else "production", blocked)

    # ------------------------------------------------------------ sending

    def send(self) -> None:
        """Checks the form and sends it once; problems are shown beside their fields instead."""
        target = self.destination.target
        if self.in_flight or target is None or not self.footer.send.isEnabled():
            return
        schema = self._schema(target)
        raw = self.form.to_raw()
        draft = validate_lead(schema, raw)
        if not isinstance(draft, LeadDraft):
            self.form.show_problems(draft)
            return
        self.form.show_problems(())

        def go() -> None:
            self._desk.confirm_operator(target, lambda: self._start(target, draft, raw))

        if self._sent_as == self._lead_mark(target, draft):
            self._ask_again(target, draft, go)
        else:
            go()

    def _ask_again(self, target: Target, draft: LeadDraft, go: Callable[[], None]) -> None:
        dialog = ActDialog(
            self._theme,
            self.window(),
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
        order = LeadOrder(
            profile=target.profile,
            destination=target.destination,
            draft=draft,
            typed={key: text for key, text in raw.items() if text},
            operator=self._desk.operator(),
            notes=self._notes(target, draft, raw),
        )
        self._started = self._desk.clock.monotonic()
        submission = self._desk.submit.start(order, self._enter_phase, self._late)
        self._submission = submission
        self._sent_as = self._lead_mark(target, draft)
        self._target = target
        self._save_draft()  # after a kill the draft must know that it may be loaded
        self.footer.show_sending()
        self._show_waiting()
        self._ticker.start()
        self._desk.scope.run(submission.answer(), on_done=lambda lead: self._answered(submission, lead))

    def _notes(self, target: Target, draft: LeadDraft, raw: dict[str, str]) -> tuple[str, ...]:
        notes = [f"Not sent: {spec.label} has no column here." for spec in unmapped(self._schema(target), raw)]
        if raw.get(AS_TYPED) == "yes" and not draft.phone.e164:
            notes.append("Sent as typed: the number was not accepted by the phone library.")
        return tuple(notes)

    def cancel(self) -> None:
        """Stops waiting for what is on its way."""
        if self._submission:
            self._submission.cancel()

    def _enter_phase(self, phase: Phase) -> None:
        if phase is Phase.SENDING:
            self._started = self._desk.clock.monotonic()
        self._phase = phase
        self._show_waiting()

    def _show_waiting(self) -> None:
        if not self.in_flight:
            return
        seconds = self._desk.clock.monotonic() - self._started
        timeout = self._target.profile.timeout_s
        if self._phase is Phase.SENDING:
            note = f"The vendor may take up to {timeout:g} s. After Cancel the outcome is unknown until somebody looks."
            self.verdict.show_sending("Sending", seconds, f"To {self._target.destination.name}. {note}")
        else:
            self.verdict.show_sending(self._phase or "Writing it down", seconds, "Nothing has left yet.")

    def _answered(self, submission: Submission, lead: AnsweredLead) -> None:
        self._ticker.stop()
        self._submission = None
        self._shown_exchange = lead.exchange_id
        may_be_loaded = lead.verdict.outcome in _MAY_BE_LOADED
        if not may_be_loaded:
            self._sent_as = ""
        self._unsent = False
        self.verdict.show_answered(lead, self._desk.clock.now())
        hint = "Sent once. Sending again asks first." if may_be_loaded else "Nothing was loaded. You may send it again."
        self.footer.show_answered(hint)
        self._save_draft()
        self.history_grew.emit()
        if submission.problem:
            self._say_not_sent(submission.problem)

    def _late(self, lead: AnsweredLead) -> None:
        """An answer after *Cancel sending*: it settles the row, and the view if the lead is still on it."""
        self.history_grew.emit()
        if self._shown_exchange == lead.exchange_id and not self.in_flight:
            self.verdict.show_answered(lead, self._desk.clock.now())
        text = f"Late answer for {lead.opening.number}: {lead.verdict.outcome}, {lead.assessment.grade}."
        self._desk.tell("result", text, "", "It is in the history.")

    def _say_not_sent(self, problem: LeadDeskError) -> None:
        target = self._target
        self._desk.tell(
            "error",
            problem.title,
            problem.detail,
            problem.hint,
            "Type the key for this session…",
            lambda: self._desk.keep_key(target),
        )

    def _say(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    def new_lead(self) -> None:
        """Empties the form for the next lead; what was typed can be brought back until then."""
        if self.in_flight:
            return
        raw, unsent = self.form.to_raw(), self._unsent
        self._sent_as = ""
        self._shown_exchange = None
        self.form.clear()
        self.verdict.show_nothing()
        self._show_ready()
        self._save_draft()
        self.form.first_field().setFocus()
        if unsent and any(raw.values()):
            self._desk.tell("info", "The form is empty.", "", "", "Bring it back", lambda: self.form.load(raw))

    def _lead_mark(self, target: Target, draft: LeadDraft) -> str:
        return f"{target.destination.id} {draft.phone.e164 or draft.phone.typed}"

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.form.first_field().setFocus()
