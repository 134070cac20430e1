"""The pages of the chosen campaign, each built when somebody looks at it first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.tab_pills import TabPills

_HEIGHT = 40


class CampaignPage(QFrame):
    """A page that shows one campaign."""

    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Shows another campaign, or none."""
        raise NotImplementedError


class CampaignPages(QFrame):
    """Tabs over pages; only the page in view is told of another campaign."""

    def __init__(self, theme: Theme, makers: Mapping[str, Callable[[], CampaignPage]]) -> None:
        """`makers` build the pages by the words on their tabs."""
        super().__init__()
        self._theme = theme
        self._makers = dict(makers)
        self._pages: dict[str, CampaignPage] = {}
        self._told: dict[str, tuple[Campaign | None, ConnectionProfile | None]] = {}
        self._now: tuple[Campaign | None, ConnectionProfile | None] = (None, None)
        self.tabs = TabPills(theme, tuple(makers))
        self.tabs.setAccessibleName("Pages of the campaign")
        self._stack = QStackedWidget()
        self._bar = QFrame()
        self._bar.setProperty("surface", "tabs")
        self._row = QHBoxLayout(self._bar)
        self._row.addWidget(self.tabs)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._show)
        theme.changed.connect(self._fit)
        self._fit()

    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Shows another campaign, or none."""
        self._now = campaign, profile
        for name, count in (("Events", campaign.events), ("Dispositions", campaign.dispositions)) if campaign else ():
            if name in self._makers:
                self.tabs.set_count(self._names.index(name), len(count) or None)
        self._show(self.tabs.currentIndex())

    def page(self, name: str) -> CampaignPage:
        """Returns a page, built at the first call."""
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def go_to(self, name: str) -> CampaignPage:
        """Brings a page into view."""
        self.tabs.setCurrentIndex(self._names.index(name))
        return self.page(name)

    @property
    def _names(self) -> list[str]:
        return list(self._makers)

    def _show(self, index: int) -> None:
        if index < 0:
            return
        name = self._names[index]
        page = self.page(name)
        if self._told.get(name) != self._now:
            self._told[name] = self._now
            page.show_campaign(*self._now)
        self._stack.setCurrentWidget(page)

    def _fit(self) -> None:
        px = self._theme.px
        self._bar.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(8), 0, px(8), 0)
