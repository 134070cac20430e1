"""The tour: the real window does the main jobs by keyboard, unseen, and saves a numbered picture of each step.

It shows what LeadDesk looks like where there is no display, in every look, and makes the pictures of the README.
Practice mode only.
"""

from __future__ import annotations

from pathlib import Path

from leaddesk.ui.theme import Theme
from leaddesk.ui.tour.around import AroundScenes
from leaddesk.ui.tour.campaigns import CampaignScenes
from leaddesk.ui.tour.check_number import CheckNumberScenes
from leaddesk.ui.tour.enter_lead import EnterLeadScenes
from leaddesk.ui.tour.hands import Hands, TourStuckError
from leaddesk.ui.tour.history import HistoryScenes
from leaddesk.ui.tour.search_leads import SearchLeadsScenes
from leaddesk.ui.views.enter_lead.view import EnterLead
from leaddesk.ui.views.main_window import MainWindow

__all__ = ["LOOKS", "Tour", "TourStuckError"]

LOOKS = ("light", "dark", "contrast")


class Tour:
    """Drives one window through every screen."""

    def __init__(self, window: MainWindow, enter: EnterLead, theme: Theme, folder: Path) -> None:
        self._theme, self._folder = theme, folder
        self._hands = hands = Hands(window, folder)
        self._enter = EnterLeadScenes(hands, enter)
        self._check = CheckNumberScenes(hands)
        self._search = SearchLeadsScenes(hands)
        self._campaigns = CampaignScenes(hands)
        self._history = HistoryScenes(hands)
        self._around = AroundScenes(hands)

    async def run(self) -> None:
        """Saves the pictures and `tour.txt`; raises TourStuckError when the window does not do what it should."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._hands.window.resize(1440, 900)
        await self._enter.begin()
        for look in LOOKS:
            self._hands.look = look
            self._theme.set_choice(look)
            await self._enter.run()
            await self._check.run()
            await self._search.run()
            await self._campaigns.run()
            await self._history.run()
            await self._around.run()
        (self._folder / "tour.txt").write_text("\n".join(self._hands.lines) + "\n", encoding="utf-8")
