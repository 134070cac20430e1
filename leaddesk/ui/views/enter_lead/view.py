"""*Enter lead*: type one lead, send it once, read what became of it.

The form stays as it was until *New lead*.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.phone import show_number
from leaddesk.language import tr, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target, lead_form, left_elsewhere, what_sending_does
from leaddesk.ui.views.enter_lead.drafts import LeadDrafts
from leaddesk.ui.views.enter_lead.known import KnownOfNumber
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog
from leaddesk.ui.views.enter_lead.sending import LeadSending
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.calling_line import CallingLine
from leaddesk.ui.widgets.message_bar import MessageKind

_AHEAD_MS = 20
"""A pause in the typing after which the history is asked what speaks against the lead."""


class EnterLead(QObject):
    """What the place does: destination, form, preview and drafts; the sending is `LeadSending`'s."""

    profile_in_use = Signal(object)
    """The profile of the destination in use, or None."""

    def __init__(self, theme: Theme, place: EnterLeadPlace, verdict: VerdictView, desk: LeadDesk) -> None:
        """Brings the verdict and the deeds to a place that may be in use already."""
        super().__init__(place)
        self._theme = theme
        self._desk = desk
        self.place, self.verdict = place, verdict
        self.destination, self.form, self.footer = place.destination, place.form, place.footer
        self._unsent = any(self.form.to_raw().values())
        """Whether something was typed since the last answer."""
        place.add_verdict(verdict)
        place.add_calling(CallingLine(theme))
        self.drafts = LeadDrafts(self, desk, self.form, self.destination)
        self.sending = LeadSending(theme, place, desk, self.drafts)
        self.known = KnownOfNumber(place, desk)
        self._bind()
        self._offer_destinations()

    def _bind(self) -> None:
        self.footer.send.clicked.connect(self.send)
        self.footer.cancel.clicked.connect(self.cancel)
        self.footer.preview.clicked.connect(self.preview)
        self.footer.new.clicked.connect(self.new_lead)
        self.destination.chosen.connect(self._take_destination)
        self.destination.routes.clicked.connect(self._open_routes)
        self.form.changed.connect(self._edited)
        self.form.command_pasted.connect(self._take_command)
        self.form.zip_filled.connect(self._look_up_zip)
        self.drafts.loaded.connect(self._show_ready)
        self.sending.answered.connect(self._take_answer)
        self.sending.send_again.connect(self.send)
        self.sending.history_grew.connect(self.known.refresh)
        self.known.judged.connect(self.sending.look.take_clock)
        self._desk.routes.on_change(self._offer_destinations)
        for keys, act in (
            ("Ctrl+Return", self.send),
            ("Ctrl+Enter", self.send),
            ("Ctrl+Shift+Return", self.preview),
            ("Ctrl+Shift+Enter", self.preview),
            ("Ctrl+N", self.new_lead),
            ("Esc", self.cancel),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.place)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._ahead.timeout.connect(self._look_ahead)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(lambda: self.verdict.judge_now(self._desk.clock.now()))
        self._minute.start()

    # ------------------------------------------------------------ the form

    @property
    def in_flight(self) -> bool:
        """Whether a lead is on its way and its first answer is not there."""
        return self.sending.in_flight

    def fill_number(self, number: str) -> None:
        """Puts a number into **Phone**; the rest of the form stays."""
        if not self.in_flight:
            self.form.load({**self.form.to_raw(), "phone": show_number(number)})
            self.form.go_to_first()

    def _take_command(self, text: str) -> None:
        """Fills the form anew from a pasted cURL command; two leads are never mixed."""
        target = self.destination.target
        if self.in_flight or target is None:
            why = (
                tr("Wait for the answer, then paste it again.")
                if self.in_flight
                else tr("There is no destination yet.")
            )
            self._desk.tell("warn", tr("This cURL command was not taken."), "", why)
            return
        try:
            pasted = self._desk.preview.read_command(text, target.profile, target.destination)
        except LeadDeskError as problem:
            self._say(problem)
            return
        before = self.form.to_raw()
        self._leave_lead()
        self.form.load(pasted.raw)
        self.form.go_to_first()
        left_out = (
            tr("Left out, no field here: {unplaced}.", unplaced=", ".join(pasted.unplaced))
            if pasted.unplaced
            else tr("Nothing was sent.")
        )
        back = (tr("Bring it back"), lambda: self.form.load(before)) if any(before.values()) else ()
        kind: MessageKind = "warn" if pasted.unplaced else "info"
        self._desk.tell(kind, tr("The form is filled from the cURL command."), "", left_out, *back)

    def _look_up_zip(self, code: str) -> None:
        async def look_up() -> tuple[str, str] | None:
            return await self._desk.look_up_zip(code)

        self._desk.scope.run(look_up(), on_done=lambda place: self.form.offer_place(code, place))

    def _offer_destinations(self) -> None:
        """Offers every destination, and then the routes along them; a route is told of a change of either."""
        profiles = self._desk.profiles.profiles
        single = [Target(profile, item) for profile in profiles for item in profile.destinations]
        self.destination.offer((*single, *self._routes()))

    def _routes(self) -> list[Target]:
        if not self._desk.routes.routes:
            return []
        from leaddesk.ui.views.enter_lead.routes import route_target

        routes = self._desk.routes
        found = (route_target(route, routes.stops(route), routes.problems(route)) for route in routes.routes)
        return [target for target in found if target]

    def _open_routes(self) -> None:
        from leaddesk.ui.views.routes import RoutesDialog

        desk = self._desk
        RoutesDialog(self._theme, self.place.window(), desk.routes, desk.profiles, desk.scope, desk.tell).open()

    def _take_destination(self) -> None:
        target = self.destination.target
        self.profile_in_use.emit(target.profile if target else None)
        self.form.set_schema(lead_form(target, self._desk.profiles))
        self.place.order_tabs()
        self._say_what_sending_does()
        if not self.in_flight:
            self._expect_checks()
            self._show_ready()
            self.drafts.save_soon()

    def _say_what_sending_does(self) -> None:
        target, profiles = self.destination.target, self._desk.profiles
        left = left_elsewhere(target, profiles, self.form.to_raw())
        self.destination.hint.setText(f"{what_sending_does(target, profiles)} {left}".strip())

    def _edited(self) -> None:
        self._unsent = True
        self._say_what_sending_does()
        self.sending.forget_press()
        self.drafts.save_soon()
        self.known.follow()
        self._ahead.start()
        self.verdict.compare(self.form.to_raw().get("phone", ""))

    def _look_ahead(self) -> None:
        """Lets the history be asked about a lead that could be sent as it stands."""
        target, raw = self.destination.target, self.form.to_raw()
        if target is None or self.in_flight:
            return
        drafts, problems = self._drafts_for(target, raw)
        if not problems:
            self.sending.look_ahead(target, drafts, raw)

    def _show_ready(self) -> None:
        target = self.destination.target
        blocked = target.blocked if target else tr("There is no destination yet.")
        self.footer.show_ready(target.look if target else "production", blocked, previews=target is not None)
        if not blocked:
            self.sending.show_wait()

    # ------------------------------------------------------------ acts

    def send(self) -> None:
        """Checks the form and sends it once; problems are shown beside their fields instead."""
        target = self.destination.target
        repeat = self.sending.is_repeat()
        if repeat or self.in_flight or target is None or not self.footer.send.isEnabled():
            return
        raw = self.form.to_raw()
        if drafts := self._checked(target, raw):
            self.sending.send(target, drafts, raw)

    def _checked(self, target: Target, raw: dict[str, str]) -> tuple[LeadDraft, ...]:
        """Returns the lead for each destination, or shows the problems beside their fields and returns none."""
        drafts, problems = self._drafts_for(target, raw)
        self.form.show_problems(problems)
        return () if problems else drafts

    def _drafts_for(
        self, target: Target, raw: dict[str, str]
    ) -> tuple[tuple[LeadDraft, ...], tuple[FieldProblem, ...]]:
        """Returns the lead as each destination takes it, and what is wrong for any of them, each field once."""
        found = [validate_lead(lead_form(leg, self._desk.profiles), raw) for leg in target.legs]
        drafts = tuple(one for one in found if isinstance(one, LeadDraft))
        problems = {problem.key: problem for one in found if not isinstance(one, LeadDraft) for problem in one}
        order = [spec.key for spec in self.form.schema.fields]
        return drafts, tuple(problems[key] for key in order if key in problems)

    def preview(self) -> None:
        """Shows the exact request that *Send lead* would send, or the form's problems; sends and writes nothing."""
        target = self.destination.target
        if target is None or self.in_flight or not self.footer.preview.isEnabled():
            return
        raw = self.form.to_raw()
        drafts = self._checked(target, raw)
        if not drafts:
            return
        try:
            previews = [
                self._desk.preview.preview(leg.profile, leg.destination, draft, raw)
                for leg, draft in zip(target.legs, drafts, strict=True)
            ]
        except LeadDeskError as problem:
            self._say(problem)
            return
        once = trn(
            "One request, sent once, written into the history first.",
            "{count} requests, each sent once, written into the history first.",
            len(previews),
        )
        does = f"{what_sending_does(target, self._desk.profiles)} {once}"
        if target.blocked:
            does = f"{target.blocked} {tr('Send lead sends nothing.')}"
        names = [leg.destination.name for leg in target.legs]
        PreviewDialog(self._theme, self.place.window(), list(zip(names, previews, strict=True)), does.strip()).open()

    def cancel(self) -> None:
        """Stops waiting for what is on its way."""
        self.sending.cancel()

    def _take_answer(self) -> None:
        self._unsent = False
        self.place.show_verdict()

    def new_lead(self) -> None:
        """Empties the form for the next lead but for what is pinned; what was typed can be brought back until then."""
        if self.in_flight:
            return
        raw, unsent = self.form.to_raw(), self._unsent
        self.form.start_next()
        self._leave_lead()
        self.drafts.save()
        self.form.go_to_first()
        if unsent and any(text for key, text in raw.items() if key not in self.form.kept()):
            title = tr("Only pinned fields stay.") if any(self.form.to_raw().values()) else tr("The form is empty.")
            self._desk.tell("info", title, "", "", tr("Bring it back"), lambda: self.form.load(raw))
        else:
            announce(self.form, tr("New lead"))

    def _leave_lead(self) -> None:
        """Takes the former lead's answer off the screen."""
        self.sending.leave_lead()
        self._expect_checks()
        self.verdict.show_nothing()
        self._show_ready()

    def _expect_checks(self) -> None:
        """Lets the verdict hold places for checks where any destination in use brings some."""
        target = self.destination.target
        self.verdict.expect_checks(target is None or any(self._desk.returns_checks(leg.profile) for leg in target.legs))

    def _say(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
