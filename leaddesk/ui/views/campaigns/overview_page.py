"""The page *Overview*: when texts go out, and what they say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.desk import AdviceRules
from leaddesk.ui.views.campaigns.messages_card import MessagesCard
from leaddesk.ui.views.campaigns.pages import CampaignPage
from leaddesk.ui.views.campaigns.schedule_card import ScheduleCard


class OverviewPage(CampaignPage):
    """Two cards that scroll together."""

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme = theme
        self.schedule, self.messages = ScheduleCard(theme, words), MessagesCard(theme, words)
        self._inside = QFrame()
        self._inside.setProperty("surface", "window")
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self.schedule)
        self._column.addWidget(self.messages)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        theme.changed.connect(self._fit)
        self._fit()

    def set_rules(self, rules: AdviceRules) -> None:
        """Holds schedule and texts against other rules."""
        self.schedule.set_rules(rules)
        self.messages.set_rules(rules)

    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        self.schedule.show_campaign(campaign)
        self.messages.show_campaign(campaign, profile)

    def stops(self) -> list[QWidget]:
        return [*self.schedule.stops(), *self.messages.stops()]

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(8), px(8), px(8), px(8))
        self._column.setSpacing(px(8))
