"""Opens the editor of a campaign's texts, keeps what was typed and not sent, and follows what was sent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import reasons_against
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.acting import CampaignActs
from leaddesk.ui.views.campaigns.desk import AdviceRules, CampaignDesk
from leaddesk.ui.views.campaigns.edit_dialog import EditMessagesDialog


class MessageEditing(QObject):
    """One editor at a time."""

    def __init__(
        self, theme: Theme, parent: QWidget, desk: CampaignDesk, words: CampaignWords, acts: CampaignActs
    ) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk, self._words, self._acts = theme, parent, desk, words, acts
        self.rules = AdviceRules()
        self._open: EditMessagesDialog | None = None
        acts.changed.connect(self._follow)
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        """What was typed and not sent, by profile and campaign."""

    def open(self, campaign: Campaign, profile: ConnectionProfile) -> EditMessagesDialog | None:
        """Opens the editor; None where something speaks against it, which is said."""
        if why := reasons_against(Act.EDIT_MESSAGES, campaign, profile):
            self._desk.tell("warn", why)
            return None
        key, today = (profile.id, campaign.id), self._words.times.local(self._words.now()).date()
        dialog = EditMessagesDialog(
            self._theme,
            self._view.window(),
            campaign,
            profile,
            self.rules.messages,
            today,
            self._typed.get(key, {}),
        )
        dialog.send_wanted.connect(partial(self._send, dialog, campaign, profile))
        dialog.cancel_wanted.connect(partial(self._cancel, dialog))
        dialog.finished.connect(partial(self._keep, key, dialog))
        self._open = dialog
        dialog.open()
        return dialog

    def _send(
        self, dialog: EditMessagesDialog, campaign: Campaign, profile: ConnectionProfile, texts: dict[str, str]
    ) -> None:
        def begin() -> None:
            dialog.begin_sending()
            self._acts.edit(campaign, profile, texts, dialog.take_result)

        self._desk.confirm_operator(profile, begin)

    def _cancel(self, dialog: EditMessagesDialog) -> None:
        """Stops the waiting; where the act never began, which was said, the texts are there again."""
        if any(one.deed.request.order.act is Act.EDIT_MESSAGES for one in self._acts.running):
            self._acts.cancel()
        else:
            dialog.end_sending()

    def _follow(self) -> None:
        """Says in the editor how its sending stands."""
        running = [one for one in self._acts.running if one.deed.request.order.act is Act.EDIT_MESSAGES]
        if self._open and running:
            order, since = running[-1].deed.request.order, self._acts.seconds(running[-1])
            self._open.say_progress(say.progress(order.act, order.campaign_name, running[-1].deed.phase, since))

    def _keep(self, key: tuple[str, str], dialog: EditMessagesDialog, code: int) -> None:
        self._open = None
        done = code == EditMessagesDialog.DialogCode.Accepted
        self._typed[key] = {} if done else dialog.typed()
