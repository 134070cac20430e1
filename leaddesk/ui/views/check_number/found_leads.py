"""*Leads with this number*: a free read through each profile whose leads can be searched, once a number is typed.

A number that was only filled in, by a link or from another place, is not read before Enter: nobody has typed it here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.leads_with_number import FoundLead, FoundLeads, LeadsWithNumber
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.check_number.check_desk import CheckDesk
from leaddesk.ui.views.check_number.number_field import NumberField
from leaddesk.ui.views.verdict.parts import Card
from leaddesk.ui.widgets.labels import ElidedLabel

TITLE = tr("Leads with this number")
TYPE_ONE = tr("Looked for as soon as a number is typed; no lead is sent.")
PRESS_ENTER = tr("Press Enter in Phone to look for leads with this number.")
_DEBOUNCE_MS = 400
_SHOWN = 5


class FoundLeadsCard(Card):
    """Lines of plain text; hidden until `show_lines`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, TITLE)
        self.setAccessibleName(TITLE)
        self._lines: list[ElidedLabel] = []
        self.hide()

    def show_lines(self, lines: Sequence[str], hint: str = "") -> None:
        """Shows these lines, and a hint beside the heading."""
        while len(self._lines) < len(lines):
            self._lines.append(ElidedLabel(lines=2))
            self.body.addWidget(self._lines[-1])
        for at, label in enumerate(self._lines):
            label.set_text(lines[at] if at < len(lines) else "")
            label.setVisible(at < len(lines))
        self.set_hint(hint)
        self.setAccessibleDescription(" ".join((*lines, hint)).strip())
        self.show()


class FindingLeads(QObject):
    """Reads when a number was typed, stops when it is another one, and says what came in the card."""

    def __init__(self, card: FoundLeadsCard, field: NumberField, desk: CheckDesk, parent: QObject) -> None:
        """Without a search in the desk the card stays hidden and nothing is ever read."""
        super().__init__(parent)
        self._card, self._field, self._desk = card, field, desk
        self._leads = LeadsWithNumber(desk.search) if desk.search else None
        self._profiles: tuple[ConnectionProfile, ...] = ()
        self._number = ""
        """E.164 of the number that was asked for last."""
        self._answers: dict[str, FoundLeads] = {}
        self._tasks: list[asyncio.Task[FoundLeads]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._pause.timeout.connect(self._read)
        field.changed.connect(self._edited)
        field.entered.connect(self._read)
        desk.profiles.on_change(self._take_profiles)
        desk.masking.changed.connect(self._show)
        self._take_profiles()

    def _take_profiles(self) -> None:
        profiles = self._leads.among(self._desk.profiles.profiles) if self._leads else ()
        if profiles != self._profiles:
            self._profiles = profiles
            self._forget()
        self._show()

    def _edited(self) -> None:
        phone = self._field.phone()
        if phone is None or phone.e164 != self._number:
            self._forget()
            if phone and self._field.line.isModified():
                self._pause.start()
        self._show()

    def _read(self) -> None:
        """Asks each profile about the number, unless it has answered already."""
        self._pause.stop()
        phone = self._field.phone()
        if phone is None or not phone.e164 or self._leads is None:
            return
        failed = any(found.problem for found in self._answers.values())
        if phone.e164 == self._number and not failed:
            return
        self._forget()
        self._number = phone.e164
        for profile in self._profiles:
            self._tasks.append(self._desk.scope.run(self._leads.find(profile, phone), partial(self._take, phone.e164)))
        self._show()

    def _take(self, number: str, found: FoundLeads) -> None:
        if number == self._number:
            self._answers[found.profile.id] = found
            self._show()

    def _forget(self) -> None:
        """Stops reading and drops what is known of the former number."""
        self._pause.stop()
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._answers.clear()
        self._number = ""

    def _show(self) -> None:
        if not self._profiles:
            self._card.hide()
            return
        if not self._number:
            waits = self._field.phone() is None or self._pause.isActive()
            self._card.show_lines([TYPE_ONE if waits else PRESS_ENTER])
            return
        room, lines = _SHOWN, []
        for profile in self._profiles:
            found = self._answers.get(profile.id)
            shown = found.leads[:room] if found else ()
            room -= len(shown)
            lines += [self._lead_words(profile, lead) for lead in shown]
            lines += [said] if (said := _said(profile, found)) else []
        self._card.show_lines(lines, _more(list(self._answers.values()), _SHOWN - room))

    def _lead_words(self, profile: ConnectionProfile, lead: FoundLead) -> str:
        now = self._desk.clock.now()
        created = (
            tr("created {moment}", moment=self._desk.times.moment(lead.created, now))
            if lead.created
            else tr("creation time unknown")
        )
        name = self._desk.masking.name(lead.name)
        said = (
            profile.name,
            lead.status or tr("no status"),
            created,
            name,
            tr("ID {id}", id=lead.id) if lead.id else "",
        )
        return " · ".join(part for part in said if part)


def _said(profile: ConnectionProfile, found: FoundLeads | None) -> str:
    """Returns what else is to say of a profile's answer, or that it is awaited."""
    if found is None:
        return tr("Reading {profile}", profile=profile.name)
    if found.problem:
        return tr("Not known in {profile}: {problem}", profile=profile.name, problem=found.problem)
    if found.total is None and found.has_others and not found.leads:
        return tr("Not known in {profile}: it sent leads of other numbers only.", profile=profile.name)
    if found.total is None and found.has_others:
        return tr("{profile} sent leads of other numbers too: there may be more with this one.", profile=profile.name)
    return "" if found.leads else tr("No lead with this number in {profile}.", profile=profile.name)


def _more(answers: Sequence[FoundLeads], shown: int) -> str:
    """Returns how many leads are not shown, such as "and 3 more"; one page may not tell of all."""
    left = sum(len(found.leads) if found.total is None else found.total for found in answers) - shown
    if left <= 0:
        return ""
    return (
        tr("and at least {more} more", more=left)
        if any(found.total is None for found in answers)
        else tr("and {more} more", more=left)
    )
