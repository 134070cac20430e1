"""Takes captured webhook events: shows what they claim, has them noted in the history, and hands them on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.campaign_events import TakenEvent
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.desk import CampaignDesk
from leaddesk.ui.views.campaigns.listening import ListenBox, Listener
from leaddesk.ui.views.campaigns.paste_dialog import PasteEventDialog
from leaddesk.ui.widgets.plaintext import marked


class EventTaking(QObject):
    """*Paste event*, and the switch of the listener."""

    taken = Signal(object, object)
    """Of that `ConnectionProfile` that `WebhookEvent` was noted: it asks for a look and proves nothing."""

    def __init__(self, theme: Theme, parent: QWidget, desk: CampaignDesk) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk = theme, parent, desk
        self._listens_for = ""
        """The id of the profile for which the listener was turned on: an address is one workspace's."""

    def open(self, profile: ConnectionProfile, text: str = "") -> PasteEventDialog:
        """Opens the dialog, filled with what was dropped."""
        read = partial(self._desk.events.read_pasted, profile)
        listening = self._switch(profile)
        dialog = PasteEventDialog(self._theme, self._view.window(), read, text, listening)
        dialog.event_given.connect(partial(self._note, profile))
        dialog.open()
        return dialog

    def take_posted(self, text: str, event_type: str) -> None:
        """Takes an event that reached the listener, for the profile it was turned on for; it proves nothing."""
        if profile := self._desk.profiles.profile(self._listens_for):
            self._note(profile, text, event_type, posted=True)
        else:
            self._desk.tell(
                "warn", tr("An event came for a profile that is no longer there."), tr("Nothing is done about it.")
            )

    def _switch(self, profile: ConnectionProfile) -> ListenBox | None:
        """Returns the switch of the listener, where there is one; it is turned on for this profile."""
        listener = self._desk.listener
        if listener is None:
            return None
        whose = partial(self._whose, listener, profile)
        box = ListenBox(self._theme, listener, self._desk.scope, self._tell, whose)
        box.turned.connect(partial(self._turned, profile))
        return box

    def _whose(self, listener: Listener, profile: ConnectionProfile) -> str:
        """Returns the name of the profile that it listens for, or would once it is turned on."""
        tied = self._desk.profiles.profile(self._listens_for) if listener.address else None
        return marked((tied or profile).name)

    def _turned(self, profile: ConnectionProfile, on: bool) -> None:
        if on:
            self._listens_for = profile.id

    def _note(self, profile: ConnectionProfile, text: str, event_type: str, *, posted: bool = False) -> None:
        noting = self._desk.events.take(profile, text, self._desk.operator(), event_type=event_type, posted=posted)
        self._desk.scope.run(noting, partial(self._hand_on, profile), self._tell)

    def _hand_on(self, profile: ConnectionProfile, noted: TakenEvent) -> None:
        self.taken.emit(profile, noted.event)
        if noted.notice:
            self._desk.tell("warn", noted.notice)

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
