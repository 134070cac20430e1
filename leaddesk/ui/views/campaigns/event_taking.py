"""Takes captured webhook events: shows what they claim, has them noted in the history, and hands them on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_events import TakenEvent
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.desk import CampaignDesk
from leaddesk.ui.views.campaigns.listening import ListenBox
from leaddesk.ui.views.campaigns.paste_dialog import PasteEventDialog


class EventTaking(QObject):
    """*Paste event*, and the switch of the listener."""

    taken = Signal(object)
    """That `WebhookEvent` was noted: it asks for a look and proves nothing."""

    def __init__(self, theme: Theme, parent: QWidget, desk: CampaignDesk) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk = theme, parent, desk

    def open(self, profile: ConnectionProfile, text: str = "") -> PasteEventDialog:
        """Opens the dialog, filled with what was dropped."""
        read = partial(self._desk.events.read_pasted, profile)
        listener, scope = self._desk.listener, self._desk.scope
        listening = ListenBox(self._theme, listener, scope, self._tell) if listener else None
        dialog = PasteEventDialog(self._theme, self._view.window(), read, text, listening)
        dialog.event_given.connect(partial(self._note, profile))
        dialog.open()
        return dialog

    def take_posted(self, profile: ConnectionProfile, text: str, event_type: str) -> None:
        """Takes an event that reached the listener; like a pasted one it proves nothing."""
        self._note(profile, text, event_type, posted=True)

    def _note(self, profile: ConnectionProfile, text: str, event_type: str, *, posted: bool = False) -> None:
        noting = self._desk.events.take(profile, text, self._desk.operator(), event_type=event_type, posted=posted)
        self._desk.scope.run(noting, self._hand_on, self._tell)

    def _hand_on(self, noted: TakenEvent) -> None:
        self.taken.emit(noted.event)
        if noted.notice:
            self._desk.tell("warn", noted.notice)

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
