"""The page *Events*: what the vendor says has happened, the latest first, as a timeline."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from leaddesk.domain.campaign import Campaign, CampaignEvent
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import grouped, tr
from leaddesk.ui.models.campaign_words import NOT_RETURNED, CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import utc_text
from leaddesk.ui.views.campaigns.pages import CampaignPage
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.plaintext import marked

_ROW = 30
_MOST = 2000
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class EventsPage(CampaignPage):
    """Filled when it is in view."""

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Events"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        EvenRows(theme, self.list, _ROW)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list)
        theme.changed.connect(self._fit)
        self._fit()

    def show_campaign(self, campaign: Campaign | None, _profile: ConnectionProfile | None) -> None:
        self.list.clear()
        events = sorted(campaign.events if campaign else (), key=_at, reverse=True)
        for event in events[:_MOST]:
            item = QListWidgetItem(self._line(event))
            item.setToolTip(tool_tip(utc_text(event.at.at) if event.at.at else "", event.message[:2000]))
            self.list.addItem(item)
        if len(events) > _MOST:
            self.list.addItem(tr("{count} earlier ones are under Raw.", count=grouped(len(events) - _MOST)))
        if not events:
            self.list.addItem(tr("No events came.") if campaign else tr("No campaign is chosen."))

    def stops(self) -> list[QWidget]:
        return [self.list]

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(8), 0, 0)

    def _line(self, event: CampaignEvent) -> str:
        when = self._words.when(event.at)
        return marked(f"{when}   {event.kind or NOT_RETURNED}   {event.message[:400]}")


def _at(event: CampaignEvent) -> datetime:
    return event.at.at or _EARLIEST
