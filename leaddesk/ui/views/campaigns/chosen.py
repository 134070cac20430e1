"""The chosen campaign beside the board: its name and status, what can be done to it, and its pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import reasons_against
from leaddesk.domain.campaign_held import held_words
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.models.campaign_words import NOT_RETURNED, BoardRow, CampaignWords, name_of, status_look
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.act_dialog import LOOKS
from leaddesk.ui.views.campaigns.acting import CampaignActs
from leaddesk.ui.views.campaigns.deed_strip import DeedStrip
from leaddesk.ui.views.campaigns.outcome_strip import OutcomeStrip
from leaddesk.ui.views.campaigns.pages import CampaignPages
from leaddesk.ui.views.campaigns.status_chip import StatusChip
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import Chip, ElidedLabel
from leaddesk.ui.widgets.plaintext import marked

PAUSE_KEYS = "Ctrl+Shift+S"
"""Stops the chosen campaign, with Enter."""


class ChosenCampaign(QFrame):
    """Heads the pages with what can be done."""

    wanted = Signal(object)
    """That `Act` is to be done to the campaign."""

    def __init__(self, theme: Theme, acts: CampaignActs, words: CampaignWords, pages: CampaignPages) -> None:
        super().__init__()
        self._theme, self._acts, self._words, self.pages = theme, acts, words, pages
        self._row: BoardRow | None = None
        self._profile: ConnectionProfile | None = None
        self._now: tuple[BoardRow | None, ConnectionProfile | None] | None = None
        self.setProperty("surface", "panel")
        self.name = ElidedLabel(use="title")
        self.name.setAccessibleName(tr("Chosen campaign"))
        self.status, self.sending = StatusChip(theme), Chip(theme, "")
        self.activate_button = Button(theme, tr("Activate campaign"), icon="play", role="write", main=True)
        self.pause_button = Button(theme, tr("Pause campaign"), icon="pause", role="write", main=True)
        self.hint = ElidedLabel(use="hint", ink="text2", lines=2)
        self.hint.setAccessibleName(tr("About this campaign"))
        self.deeds = DeedStrip(theme, acts)
        self._seat = QStackedWidget()
        """The hint, or what is under way: neither moves what is below."""
        self.outcome = OutcomeStrip(theme)
        self._head, self._main = QHBoxLayout(), QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.deeds.cancelled.connect(acts.cancel)
        self.deeds.left.connect(self._focus_act)
        acts.changed.connect(self._fill_seat)
        self.activate_button.clicked.connect(lambda: self.wanted.emit(Act.ACTIVATE))
        self.pause_button.clicked.connect(lambda: self.wanted.emit(Act.PAUSE))
        theme.changed.connect(self._fit)
        self._fit()
        self.show_row(None, None)

    @property
    def campaign(self) -> Campaign | None:
        """The campaign in view."""
        return self._row.campaign if self._row else None

    def show_row(self, row: BoardRow | None, profile: ConnectionProfile | None) -> None:
        """Shows another campaign, or none; one that is as it was is left alone."""
        if (row, profile) == self._now:
            return
        self._now = self._row, self._profile = row, profile
        campaign = self.campaign
        self.name.set_text(name_of(campaign) if campaign else tr("No campaign is chosen"))
        self.status.setVisible(campaign is not None)
        self.sending.setVisible(campaign is not None)
        if row and campaign:
            if row.gone_at:
                self.status.say(tr("gone"), "unplug", "")
            else:
                self.status.say(campaign.status or NOT_RETURNED, status_look(campaign.status).icon, _family(campaign))
            self.sending.set_chip(campaign.sending or NOT_RETURNED)
        if profile:
            for button in (self.activate_button, self.pause_button):
                button.set_role("write", LOOKS[profile.environment])
        self._say_buttons()
        self.outcome.show_for(campaign.id if campaign else "")
        self.pages.show_campaign(campaign, profile)

    def _focus_act(self) -> None:
        (self.pause_button if self.pause_button.isEnabled() else self.activate_button).setFocus()

    def _fill_seat(self) -> None:
        self._seat.setCurrentWidget(self.deeds if self._acts.running else self.hint)

    def _say_buttons(self) -> None:
        against = {
            act: reasons_against(act, self.campaign, self._profile) if self._profile else tr("Choose a profile first.")
            for act in (Act.ACTIVATE, Act.PAUSE)
        }
        for button, act in ((self.activate_button, Act.ACTIVATE), (self.pause_button, Act.PAUSE)):
            button.setEnabled(not against[act])
            said = against[act] or (
                tr("Asks once ({keys}, then Enter).", keys=PAUSE_KEYS) if act is Act.PAUSE else tr("Asks once.")
            )
            button.setToolTip(tool_tip(said))
            button.setAccessibleDescription(marked(said))
        self.pause_button.set_second(self.activate_button.isEnabled())  # one of both is what comes next
        campaign = self.campaign
        held = held_words(campaign, self._words.now(), self._words.moment) if campaign else ""
        said = against[Act.PAUSE] or against[Act.ACTIVATE]
        if row := self._row:
            gone = (
                tr("It was no longer there, seen {moment}.", moment=self._words.moment(row.gone_at))
                if row.gone_at
                else ""
            )
            said = gone or " ".join(part for part in (held, said) if part)
        self.hint.set_text(said)

    def _lay_out(self) -> None:
        self._head.addWidget(self.name, 1)
        self._head.addWidget(self.status)
        self._head.addWidget(self.sending)
        self._main.addWidget(self.activate_button)
        self._main.addWidget(self.pause_button)
        self._main.addStretch(1)
        self._seat.addWidget(self.hint)
        self._seat.addWidget(self.deeds)
        self._column.addLayout(self._head)
        self._column.addLayout(self._main)
        self._column.addWidget(self._seat)
        self._column.addWidget(self.outcome)
        self._column.addWidget(self.pages, 1)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, px(8), 0, 0)
        self._column.setSpacing(px(6))
        for row in (self._head, self._main):
            row.setContentsMargins(px(16), 0, px(16), 0)
            row.setSpacing(px(8))
        self._seat.setContentsMargins(px(16), 0, px(16), 0)
        self._seat.setFixedHeight(px(34))


def _family(campaign: Campaign) -> str:
    ink = status_look(campaign.status).ink
    return ink.partition(".")[0] if "." in ink else ""
