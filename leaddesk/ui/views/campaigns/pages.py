"""The pages of the chosen campaign, most of them built when somebody looks at them first."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.tab_pills import TabPills

_HEIGHT = 40


class CampaignPage(QFrame):
    """A page that shows one campaign."""

    @abstractmethod
    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Shows another campaign, or none."""

    @abstractmethod
    def stops(self) -> list[QWidget]:
        """Returns where Tab stops, in order."""


class CampaignPages(QFrame):
    """Tabs over pages; a page that nobody looks at is told of another campaign later."""

    built = Signal()
    """There is one more page."""

    def __init__(
        self, theme: Theme, makers: Mapping[str, Callable[[], CampaignPage]], always: tuple[str, ...] = ()
    ) -> None:
        """`makers` build the pages by the words on their tabs; those of `always` are told of each campaign.

        What can be found by its name only once its page was looked at would be missed by a screen reader.
        """
        super().__init__()
        self._theme = theme
        self._makers = dict(makers)
        self._always = always
        self._pages: dict[str, CampaignPage] = {}
        self._told: dict[str, tuple[Campaign | None, ConnectionProfile | None]] = {}
        self._now: tuple[Campaign | None, ConnectionProfile | None] = (None, None)
        self.tabs = TabPills(theme, tuple(map(tr_now, makers)))
        self.tabs.setAccessibleName(tr("Pages of the campaign"))
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
        for name in self._always if campaign else ():
            self._tell(name)

    def stops(self) -> list[QWidget]:
        """Returns where Tab stops: the tabs, then what is on the pages that are built."""
        return [self.tabs, *(part for page in self._pages.values() for part in page.stops())]

    def page(self, name: str) -> CampaignPage:
        """Returns a page, built at the first call."""
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
            self._stack.addWidget(self._pages[name])
            self.built.emit()
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
        self._stack.setCurrentWidget(self._tell(self._names[index]))

    def _tell(self, name: str) -> CampaignPage:
        page = self.page(name)
        if self._told.get(name) != self._now:
            self._told[name] = self._now
            page.show_campaign(*self._now)
        return page

    def _fit(self) -> None:
        px = self._theme.px
        self._bar.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(8), 0, px(8), 0)
