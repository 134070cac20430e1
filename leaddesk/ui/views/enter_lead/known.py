"""What is known of the number in the form, under **Phone**: may it be called now, and what the history holds."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.before_sending import Concerns
from leaddesk.domain.calling_clock import CallingClock
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.phone import PhoneProblem, parse_phone
from leaddesk.language import tr, tr_now
from leaddesk.ui.calling_watch import CallingWatch
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace

_PAUSE_MS = 150


class KnownOfNumber(QObject):
    """Follows the form; asks the history and the calling rules, never a vendor."""

    judged = Signal(object)
    """The `CallingClock` of the number in the form, or None while nothing is known."""

    def __init__(self, place: EnterLeadPlace, desk: LeadDesk) -> None:
        super().__init__(place)
        self._place, self._desk = place, desk
        self._question: asyncio.Task[Concerns] | None = None
        self._number = ""
        self._calling = CallingWatch(desk.calling, desk.scope, self._say_no_clock, self)
        self._calling.judged.connect(self._show_clock)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)

    def follow(self) -> None:
        """Looks at the form anew; a number that is another one takes the former one's line off at once."""
        raw = self._place.form.to_raw()
        self._calling.ask(raw.get("phone", ""), raw.get("zip", ""), raw.get("state", ""))
        try:
            number = parse_phone(raw.get("phone", "")).e164
        except PhoneProblem:
            number = ""
        if number != self._number:
            self._number = number
            self._say("")
            if self._question:
                self._question.cancel()
            self._pause.start()

    def refresh(self) -> None:
        """Reads the history of the number anew: it has grown."""
        self._pause.start()

    def _read(self) -> None:
        if self._number:
            self._question = self._desk.scope.run(
                self._desk.before.about(self._number), self._show, lambda _problem: self._say("")
            )

    def _show(self, known: Concerns) -> None:
        if known.asked:
            when = self._desk.times.moment(known.asked.at, self._desk.clock.now())
            self._say(tr("Asked not to be called, {when}.", when=when), "danger")
        elif known.matches:
            newest = known.matches[0]
            when = self._desk.times.moment(newest.at, self._desk.clock.now())
            came = ", ".join(map(tr_now, filter(None, (newest.word, newest.assessment))))
            place = newest.destination_name
            if newest.act == "Check number":
                said = tr("Checked to {place}, {when}: {came}.", place=place, when=when, came=came)
            else:
                said = tr("Sent to {place}, {when}: {came}.", place=place, when=when, came=came)
            if more := len(known.matches) - 1:
                said = f"{said} {tr('{count} more.', count=more)}"
            self._say(said, _family(newest))
        else:
            self._say("")

    def _say(self, text: str, family: str = "neutral") -> None:
        self._place.known.say(text, family)

    def _show_clock(self, clock: CallingClock | None) -> None:
        self._place.calling.show_clock(clock)
        self.judged.emit(clock)

    def _say_no_clock(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)


def _family(row: ExchangeRow) -> str:
    """Returns the colours of the graver of both answers; good news is not worn here."""
    looks = (look for look in (OUTCOME_LOOK.get(row.word), ASSESSMENT_LOOK.get(row.assessment)) if look)
    gravest = max(looks, key=lambda look: look.grade, default=None)
    return gravest.family if gravest and gravest.grade else "neutral"
