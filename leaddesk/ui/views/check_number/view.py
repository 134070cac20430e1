"""*Check number*: one field, one answer. What the history knows comes at once and for free.

The vendor is asked by *Check now* only, after a question that names where the record is written. Filling the field,
by hand, a paste or a link, sends nothing. An answer about one number is never left in view beside another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from leaddesk.domain.before_sending import Concerns
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import Environment
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.check_number import NumberHistory
from leaddesk.ui.calling_doubt import calling_doubt
from leaddesk.ui.calling_watch import CallingWatch
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.check_number.ask_bar import MARK_ONE
from leaddesk.ui.views.check_number.asking import Asking, what_checking_does
from leaddesk.ui.views.check_number.check_desk import CheckDesk
from leaddesk.ui.views.check_number.found_leads import FindingLeads
from leaddesk.ui.views.check_number.opened import OpenedVerdict
from leaddesk.ui.views.check_number.page import CheckPage
from leaddesk.ui.views.enter_lead.destinations import Target

_DEBOUNCE_MS = 120
_MINUTE_MS = 60_000
TYPE_ONE = tr("No number yet")
READING = tr("Reading the history")
NOT_READ = tr("The history was not read")


class CheckNumberView(QStackedWidget):
    """The place; it keeps the number it was left with."""

    profile_in_use = Signal(object)
    """The profile of the destination in use for checks, or None."""
    mark_one_requested = Signal()
    """No destination is marked, and the person wants to mark one in Profiles."""
    enter_lead_wanted = Signal(str)
    """The number is to be entered as a new lead."""
    proof_wanted = Signal(int)
    """A proof of that exchange is to be saved."""
    asked_pressed = Signal(str)
    """The person at that number asked not to be called."""
    history_grew = Signal()
    """An exchange was written or settled."""
    revealed = Signal(int, object)
    """The last four digits in the cases of that exchange are asked for; the callable with it shows them."""

    def __init__(self, theme: Theme, desk: CheckDesk) -> None:
        """Builds the place empty; nothing is read before a number is typed."""
        super().__init__()
        self._desk = desk
        self._history: NumberHistory | None = None
        self._question: asyncio.Task[NumberHistory] | None = None
        self._last: AnsweredLead | None = None
        """What became of the last press, where the history does not tell."""
        self._asks_next = False
        """Whether *Check now* was pressed while the history was being read."""
        self._is_old = False
        """Whether the history has grown while the place was out of view."""
        self.page = CheckPage(theme, desk.times)
        self.bar, self.table, self.model = self.page.bar, self.page.table, self.page.model
        self.opened = OpenedVerdict(theme, desk.times, desk.masking)
        self.asking = Asking(theme, self, desk)
        self._calling = CallingWatch(desk.calling, desk.scope, self._say_no_clock, self)
        self.addWidget(self.page)
        self.addWidget(self.opened)
        self._wait_for_typing = QTimer(self, interval=_DEBOUNCE_MS, singleShot=True)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._finding = FindingLeads(self.page.leads, self.bar.field, desk, self)
        self._bind()
        self._offer_targets()
        self._show_nothing()
        self._minute.start()

    # ------------------------------------------------------------ what others call

    @property
    def in_flight(self) -> bool:
        """Whether a check is on its way and its first answer is not there."""
        return self.asking.in_flight

    def open_with(self, number: str) -> None:
        """Fills the field and reads the history; never sends. While a check is on its way the number stays."""
        if self.in_flight:
            return
        self.go_back()
        self.bar.field.set_value(number)
        self.bar.field.say_refusal()
        self.look_up()
        self.bar.field.focus()

    def refresh(self) -> None:
        """Reads the history of the number anew, once the place is in view; the chosen row stays."""
        self._is_old = not self.isVisible()
        phone = self.bar.field.phone()
        if not self._is_old and phone and not self.in_flight:
            self._read(phone)

    @property
    def target(self) -> Target | None:
        """The destination in use for checks, or None where none is marked."""
        return self.bar.target

    # ------------------------------------------------------------ reading

    def look_up(self) -> None:
        """Reads what the history knows of the number in the field."""
        self._wait_for_typing.stop()
        phone = self.bar.field.phone()
        if phone is None:
            self._show_nothing()
        elif self._history is None or self._history.phone.e164 != phone.e164:
            self._read(phone)

    def _edited(self) -> None:
        """Takes the former number's answer off the screen the moment the number is another one."""
        self.bar.field.show_problem("")
        phone = self.bar.field.phone()
        self._calling.ask(self.bar.field.value())
        same = self._history and phone and self._history.phone.e164 == phone.e164
        if not same:
            self._forget()
            self.page.wait(READING if phone else TYPE_ONE, "")
        self._show_ready()
        self._wait_for_typing.start()

    def _read(self, phone: Phone) -> None:
        if self._question:
            self._question.cancel()
        if self._history is None:
            self.page.wait(READING, "")
        self._question = self._desk.scope.run(
            self._desk.check.look_up(phone), self._show_history, lambda problem: self._say_unread(phone, problem)
        )

    def _show_history(self, history: NumberHistory) -> None:
        phone = self.bar.field.phone()
        if phone is None or phone.e164 != history.phone.e164:
            return
        is_news = self._history is None or len(self._history.leads) != len(history.leads)
        self._history = history
        self.page.show_history(history, self._chosen_id(), is_news=is_news)
        self._show_outcome()
        self._calling.ask(self.bar.field.value(), *history.whereabouts)
        self._show_ready()
        self._ask()

    def _say_unread(self, phone: Phone, problem: LeadDeskError) -> None:
        """A failed read keeps the old rows and says so; where there are none, the problem stands alone."""
        self._asks_next = False
        if self._history is None:
            self.page.wait(NOT_READ, tr("What is known of {phone} cannot be told now.", phone=phone.shown()))
        kept = f" {tr('What stands below is older.')}" if self._history else ""
        self.page.say_problem(f"{problem.sentence()}{kept}")

    def _show_nothing(self) -> None:
        self._forget()
        self.page.wait(TYPE_ONE, tr("What the history knows of a number appears here at once."))
        self._show_ready()

    def _forget(self) -> None:
        if self._question:
            self._question.cancel()
        self._history = None
        self._last = None
        self._asks_next = False
        self.page.clear()

    # ------------------------------------------------------------ the chosen row

    def _chosen_id(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.answer(row).exchange_id if 0 <= row < self.model.rowCount() else None

    def _show_row(self) -> None:
        if self._history:
            self.page.show_row(self._history)

    def _show_outcome(self) -> None:
        """The plate of the load outcome: the last press where the history lacks it, the newest exchange otherwise."""
        history, lead = self._history, self._last
        if lead is None and history and history.known.answers:
            lead = history.leads[history.known.answers[0].exchange_id]
        self.page.show_outcome(lead, self._desk.clock.now())

    def open_current(self) -> None:
        """Opens the verdict of the chosen row as it was."""
        chosen = self._chosen_id()
        if self._history and chosen is not None:
            self._open(self._history.leads[chosen])

    def _open(self, lead: AnsweredLead) -> None:
        self.opened.show_lead(lead, self._desk.clock.now())
        self.setCurrentWidget(self.opened)
        self.opened.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Returns from a verdict to its row."""
        if self.currentWidget() is self.opened:
            self.setCurrentWidget(self.page)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ asking

    def check_now(self) -> None:
        """Asks about the number through the destination in use, after a question; a bad number is said instead."""
        target, field = self.target, self.bar.field
        if self.currentWidget() is not self.page or self.in_flight:
            return
        field.say_refusal()
        phone = field.phone()
        if phone is None:
            if not field.value().strip():
                field.show_problem(tr("Type a phone number."))
            field.go_to_problem()
        elif target and self.bar.check.isEnabled():
            self._asks_next = True
            if self._history:
                self._ask()
            else:
                self.look_up()

    def _ask(self) -> None:
        """Puts the question, now that the history of the number was read: what speaks against sending is in it."""
        target, history = self.target, self._history
        if not self._asks_next or target is None or history is None:
            return
        self._asks_next = False
        if self.bar.check.isEnabled():
            practice = target.profile.environment is Environment.PRACTICE
            calls = not practice and self._desk.check.may_call(target.profile, target.destination)
            doubt = calling_doubt(self.bar.calling.clock()) if calls else None
            concerns = Concerns(asked=history.known.asked, calling=doubt)
            self.asking.ask(target, history.phone, self.bar.field.value(), concerns)

    def _offer_targets(self) -> None:
        profiles = self._desk.profiles.profiles
        self.bar.offer([Target(p, item) for p in profiles for item in p.destinations if item.for_checks])

    def _take_target(self) -> None:
        target = self.target
        self.profile_in_use.emit(target.profile if target else None)
        if target:
            self.bar.check.set_role("write", target.look)
        self._show_ready()

    def _show_ready(self) -> None:
        """Says beside *Check now* what it does, or why it does nothing."""
        target, field = self.target, self.bar.field
        known = self._history is not None
        self.page.allow_acts(field.phone() is not None, opens=known and self.model.rowCount() > 0)
        if self.in_flight:
            self.bar.show_sending(True)
            return
        self.bar.show_sending(False)
        if target is None:
            self.bar.allow(False, MARK_ONE, "note")
            return
        why = self._why_not(target)
        self.bar.allow(not why, why or what_checking_does(self._desk, target), "note")

    def _why_not(self, target: Target) -> str:
        if why := self._desk.check.why_not(target.profile, target.destination):
            return why
        history = self._history
        lead = self._desk.check.unknown_there(history, target.destination) if history else None
        return (
            tr(
                "Entry {entry} has an unknown outcome here: settle it in History first.",
                entry=lead.exchange_id,
            )
            if lead
            else ""
        )

    def _started(self) -> None:
        self._last = None
        self.bar.field.set_read_only(True)
        self._show_ready()
        if self.bar.check.hasFocus():
            self.bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, lead: AnsweredLead) -> None:
        """Shows the answer through the history, which holds it now; whole where the history could not take it."""
        self.bar.field.set_read_only(False)
        if self.bar.cancel.hasFocus():
            self.bar.field.focus()
        self._show_ready()
        self._last = lead if lead.exchange_id is None else None
        self._show_outcome()
        phone = self.bar.field.phone()
        if phone:
            self._question = self._desk.scope.run(
                self._desk.check.look_up(phone),
                lambda history: self._show_answered(history, lead),
                lambda problem: self._open(lead),
            )
        self.history_grew.emit()

    def _show_answered(self, history: NumberHistory, lead: AnsweredLead) -> None:
        self._show_history(history)
        number = lead.exchange_id
        if number is not None and (number not in history.leads or lead.verdict.notices):
            self._open(lead)

    def _late(self, lead: AnsweredLead) -> None:
        self.refresh()
        self.history_grew.emit()
        number = self._desk.masking.number(lead.opening.number)
        word, grade = tr_now(lead.verdict.word), tr_now(lead.assessment.grade)
        text = tr("Late answer for {number}: {word}, {grade}.", number=number, word=word, grade=grade)
        self._desk.tell("result", text, "", tr("It is in the history."))

    # ------------------------------------------------------------ keys and acts

    def _bind(self) -> None:
        bar, page, desk = self.bar, self.page, self._desk
        bar.field.changed.connect(self._edited)
        bar.field.left.connect(bar.field.say_refusal)
        bar.field.entered.connect(self._enter)
        bar.field.command_pasted.connect(self._refuse_command)
        bar.check.clicked.connect(self.check_now)
        bar.cancel.clicked.connect(self.asking.cancel)
        bar.mark.clicked.connect(self.mark_one_requested)
        bar.target_chosen.connect(self._take_target)
        desk.profiles.on_change(self._offer_targets)
        self._wait_for_typing.timeout.connect(self.look_up)
        self._minute.timeout.connect(self.refresh)
        self._calling.judged.connect(bar.calling.show_clock)
        self.asking.started.connect(self._started)
        self.asking.waiting.connect(page.answers.outcome.show_word)
        self.asking.answered.connect(self._answered)
        self.asking.late.connect(self._late)
        self.table.row_chosen.connect(self._show_row)
        self.table.open_wanted.connect(self.open_current)
        page.open_button.clicked.connect(self.open_current)
        page.enter_button.clicked.connect(lambda: self._with_number(self.enter_lead_wanted.emit))
        page.asked_button.clicked.connect(lambda: self._with_number(self.asked_pressed.emit))
        page.copy_button.clicked.connect(self._copy)
        page.proof_button.clicked.connect(self._save_proof)
        self.opened.back.clicked.connect(self.go_back)
        self.opened.revealed.connect(self.revealed)
        for keys, act in (("Ctrl+Return", self.check_now), ("Ctrl+Enter", self.check_now), ("Esc", self._escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _enter(self) -> None:
        """Enter reads at once, and says what is wrong with a text that is no number."""
        self.bar.field.say_refusal()
        self.look_up()

    def _escape(self) -> None:
        if self.in_flight:
            self.asking.cancel()
        else:
            self.go_back()

    def _say_no_clock(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    def _refuse_command(self, _text: str) -> None:
        self._desk.tell("warn", tr("A cURL command is not taken here."), "", tr("Paste it into Phone of Enter lead."))

    def _with_number(self, do: Callable[[str], None]) -> None:
        if phone := self.bar.field.phone():
            do(phone.e164)

    def _copy(self) -> None:
        if phone := self.bar.field.phone():
            QGuiApplication.clipboard().setText(phone.shown())
            self._desk.tell("info", tr("The number is copied."))

    def _save_proof(self) -> None:
        chosen = self._chosen_id()
        if chosen is not None:
            self.proof_wanted.emit(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    def start(self) -> QWidget:
        """Returns where the work of the place begins."""
        return self.opened.back if self.currentWidget() is self.opened else self.bar.field.control
