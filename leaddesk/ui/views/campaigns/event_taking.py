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
from leaddesk.ui.views.campaigns.paste_dialog import PasteEventDialog


class EventTaking(QObject):
    """*Paste event*."""

    taken = Signal(object)
    """That `WebhookEvent` was noted: it asks for a look and proves nothing."""

    def __init__(self, theme: Theme, parent: QWidget, desk: CampaignDesk) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk = theme, parent, desk

    def open(self, profile: ConnectionProfile, text: str = "") -> PasteEventDialog:
        """Opens the dialog, filled with what was dropped."""
        read = partial(self._desk.events.read_pasted, profile)
        dialog = PasteEventDialog(self._theme, self._view.window(), read, text)
        dialog.event_given.connect(partial(self._note, profile))
        dialog.open()
        return dialog

    def _note(self, profile: ConnectionProfile, text: str, event_type: str) -> None:
        noting = self._desk.events.take(profile, text, self._desk.operator(), event_type=event_type)
        self._desk.scope.run(noting, self._hand_on, self._tell)

    def _hand_on(self, noted: TakenEvent) -> None:
        self.taken.emit(noted.event)
        if noted.notice:
            self._desk.tell("warn", noted.notice)

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
