"""The page *Details*: the table *Campaign details* with everything that came."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.models.campaign_details_model import CampaignDetailsModel
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.pages import CampaignPage
from leaddesk.ui.widgets.tables import prepare_table

_PROPERTY = 190
_ROW = 24


class DetailsPage(CampaignPage):
    """A table and nothing else."""

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme = theme
        self.model = CampaignDetailsModel(theme, words)
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        prepare_table(self.table, theme, tr("Campaign details"), row_height=_ROW)
        self.table.setProperty("flush", True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        theme.changed.connect(self._fit)
        self._fit()

    def show_campaign(self, campaign: Campaign | None, _profile: ConnectionProfile | None) -> None:
        self.model.show_campaign(campaign)

    def stops(self) -> list[QWidget]:
        return [self.table]

    def _fit(self) -> None:
        self.table.setColumnWidth(0, self._theme.px(_PROPERTY))
