"""*Enter lead*: type one lead, send it once, read what became of it.

The form stays as it was until *New lead*. One press is one request: while one is on its way *Send lead* is off, and
after an answer that may have loaded the lead, sending it again asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from leaddesk.domain.errors import KeyringProblem, LeadDeskError, MissingSecret, StoreProblem
from leaddesk.domain.lead import AS_TYPED, LeadDraft, unmapped, validate_lead
from leaddesk.domain.phone import show_number
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submit_lead import LeadOrder, Phase, Submission
from leaddesk.ui.forms.lead_form import LeadForm
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import (
    DestinationCombo,
    Target,
    lead_form,
    left_elsewhere,
    what_sending_does,
)
from leaddesk.ui.views.enter_lead.drafts import LeadDrafts
from leaddesk.ui.views.enter_lead.footer import SendFooter
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.press import Presses
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.message_bar import MessageKind

_FORM_WIDTH, _VERDICT_WIDTH = 440, 540
_MAY_BE_LOADED = (LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.UNKNOWN)


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
        self._presses = Presses()
        self._unsent = False
        """Whether something was typed since the last answer."""
        self._wait: tuple[str, datetime] | None = None
        """Id of the profile whose vendor asked to wait, and until when."""
        self._shown_exchange: int | None = None
        self._started = 0.0
        self._phase: Phase | None = None
        self.destination = DestinationCombo(theme)
        self.form = LeadForm(theme, desk.look_up_zip, desk.scope)
        self.footer = SendFooter(theme)
        self.drafts = LeadDrafts(self, desk, self.form, self.destination)
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
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Lets Tab go from the last field to *Send lead*, and only then to the destination and the pins."""
        stops = (*self.form.stops(), *self.footer.stops(), self.destination.combo, *self.form.pins(), self.verdict.tabs)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _bind(self) -> None:
        self.footer.send.clicked.connect(self.send)
        self.footer.cancel.clicked.connect(self.cancel)
        self.footer.preview.clicked.connect(self.preview)
        self.footer.new.clicked.connect(self.new_lead)
        self.destination.chosen.connect(self._take_destination)
        self.form.changed.connect(self._edited)
        self.form.command_pasted.connect(self._take_command)
        self.drafts.loaded.connect(self._show_ready)
        self._desk.profiles.on_change(self._offer_destinations)
        for keys, act in (
            ("Ctrl+Return", self.send),
            ("Ctrl+Enter", self.send),
            ("Ctrl+Shift+Return", self.preview),
            ("Ctrl+Shift+Enter", self.preview),
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

    def _take_command(self, text: str) -> None:
        """Fills the form anew from a pasted cURL command; two leads are never mixed."""
        target = self.destination.target
        if self.in_flight or target is None:
            why = "Wait for the answer, then paste it again." if self.in_flight else "There is no destination yet."
            self._desk.tell("warn", "This cURL command was not taken.", "", why)
            return
        try:
            pasted = self._desk.preview.read_command(text, target.profile, target.destination)
        except LeadDeskError as problem:
            self._say(problem)
            return
        before = self.form.to_raw()
        self._leave_lead()
        self.form.load(pasted.raw)
        self.form.first_field().setFocus()
        left_out = f"Left out, no field here: {', '.join(pasted.unplaced)}." if pasted.unplaced else "Nothing was sent."
        back = ("Bring it back", lambda: self.form.load(before)) if any(before.values()) else ()
        kind: MessageKind = "warn" if pasted.unplaced else "info"
        self._desk.tell(kind, "The form is filled from the cURL command.", "", left_out, *back)

    def _offer_destinations(self) -> None:
        self.destination.offer(self._desk.profiles.profiles)

    def _take_destination(self) -> None:
        target = self.destination.target
        self.profile_in_use.emit(target.profile if target else None)
        self.form.set_schema(lead_form(target, self._desk.profiles))
        self._order_tabs()
        self._say_what_sending_does()
        if not self.in_flight:
            self._show_ready()
            self.drafts.save_soon()

    def _say_what_sending_does(self) -> None:
        target, profiles = self.destination.target, self._desk.profiles
        left = left_elsewhere(target, profiles, self.form.to_raw())
        self.destination.hint.setText(f"{what_sending_does(target, profiles)} {left}".strip())

    def _edited(self) -> None:
        self._unsent = True
        self._say_what_sending_does()
        self._presses.forget()
        self.drafts.save_soon()
        self.verdict.compare(self.form.to_raw().get("phone", ""))

    def _show_ready(self) -> None:
        target = self.destination.target
        blocked = target.blocked if target else "There is no destination yet."
        self.footer.show_ready(target.look if target else "production", blocked, previews=target is not None)
        if not blocked:
            self._show_wait()

    def _show_wait(self) -> None:
        """Counts down beside *Send lead* while the vendor of the destination in use wants no more requests."""
        target, now = self.destination.target, self._desk.clock.now
        if self._wait and target and self._wait[0] == target.profile.id and self._wait[1] > now():
            self.footer.show_wait(self._wait[1], now)

    # ------------------------------------------------------------ sending

    def send(self) -> None:
        """Checks the form and sends it once; problems are shown beside their fields instead."""
        target = self.destination.target
        repeat = self._presses.is_repeat(self._desk.clock.monotonic())
        if repeat or self.in_flight or target is None or not self.footer.send.isEnabled():
            return
        raw = self.form.to_raw()
        draft = self._checked(target, raw)
        if draft is None:
            return

        def go() -> None:
            self._desk.confirm_operator(target, lambda: self._start(target, draft, raw))

        if self.drafts.sent_as == self._lead_mark(target, draft):
            self._ask_again(target, draft, go)
        else:
            go()

    def _checked(self, target: Target, raw: dict[str, str]) -> LeadDraft | None:
        """Returns the lead that may be sent, or shows the problems and returns None."""
        draft = validate_lead(lead_form(target, self._desk.profiles), raw)
        if isinstance(draft, LeadDraft):
            self.form.show_problems(())
            return draft
        self.form.show_problems(draft)
        return None

    def preview(self) -> None:
        """Shows the exact request that *Send lead* would send, or the form's problems; sends and writes nothing."""
        target = self.destination.target
        if target is None or not self.footer.preview.isEnabled():
            return
        raw = self.form.to_raw()
        draft = self._checked(target, raw)
        if draft is None:
            return
        try:
            preview = self._desk.preview.preview(target.profile, target.destination, draft, raw)
        except LeadDeskError as problem:
            self._say(problem)
            return
        does = (
            f"{what_sending_does(target, self._desk.profiles)} One request, sent once, written into the history first."
        )
        if target.blocked:
            does = f"{target.blocked} Send lead sends nothing."
        PreviewDialog(self._theme, self.window(), preview, does.strip()).open()

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
        self._desk.quiet()
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
        self.drafts.sent_as = self._lead_mark(target, draft)
        self._target = target
        self.drafts.save()  # after a kill the draft must know that it may be loaded
        self.footer.show_sending()
        self._show_waiting()
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
            self.drafts.sent_as = ""
        self._unsent = False
        self.verdict.show_answered(lead, self._desk.clock.now())
        hint = "Sent once. Sending again asks first." if may_be_loaded else "Nothing was loaded. You may send it again."
        self.footer.show_answered(hint)
        if lead.verdict.retry_after_s is not None:
            until = lead.settlement.at + timedelta(seconds=lead.verdict.retry_after_s)
            self._wait = (lead.opening.profile_id, until)
            self._show_wait()
        self.drafts.save()
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
        """Offers the key where one is missing; a history that is not open has said so, with its own way on."""
        if isinstance(problem, KeyringProblem | MissingSecret):
            target = self._target
            act = ("Type the key for this session…", lambda: self._desk.keep_key(target))
            self._desk.tell("error", problem.title, problem.detail, problem.hint, *act)
        elif not isinstance(problem, StoreProblem):
            self._say(problem)

    def _say(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    def new_lead(self) -> None:
        """Empties the form for the next lead but for what is pinned; what was typed can be brought back until then."""
        if self.in_flight:
            return
        raw, unsent = self.form.to_raw(), self._unsent
        self.drafts.sent_as = ""
        self.form.start_next()
        self._leave_lead()
        self.drafts.save()
        self.form.first_field().setFocus()
        if unsent and any(text for key, text in raw.items() if key not in self.form.kept()):
            title = "Only pinned fields stay." if any(self.form.to_raw().values()) else "The form is empty."
            self._desk.tell("info", title, "", "", "Bring it back", lambda: self.form.load(raw))

    def _leave_lead(self) -> None:
        """Takes the former lead's answer off the screen."""
        self._shown_exchange = None
        self.verdict.show_nothing()
        self._show_ready()

    def _lead_mark(self, target: Target, draft: LeadDraft) -> str:
        return f"{target.destination.id} {draft.phone.e164 or draft.phone.typed}"

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.form.first_field().setFocus()
