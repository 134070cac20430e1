"""The tour: the real window does the main jobs by keyboard, unseen, and saves a numbered picture of each step.

It shows what LeadDesk looks like where there is no display, in every look, and makes the pictures of the README.
Practice mode only.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from leaddesk.ui.theme import Theme
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
            await self._other_places()
        (self._folder / "tour.txt").write_text("\n".join(self._hands.lines) + "\n", encoding="utf-8")

    async def _other_places(self) -> None:
        hands = self._hands
        await hands.go_to("Profiles")
        await hands.shoot("profiles", "Profiles and destinations; secrets live in the keyring.")
        hands.press("Test connection")
        await hands.pause(0.5)
        await hands.shoot("connection", "A connection tested without creating a lead.")
        await self._settings()
        hands.key(Qt.Key.Key_F1)
        await hands.shoot_dialog("shortcuts", "F1 lists the shortcuts.")
        hands.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        hands.type_into(hands.named(QLineEdit, "Command"), "pause")
        await hands.shoot("commands", "Ctrl+K finds whatever there is by a few letters.")
        hands.key(Qt.Key.Key_Escape)

    async def _settings(self) -> None:
        hands = self._hands
        hands.press("Settings")
        settings = await hands.dialog()
        await hands.pause(0.3)
        await hands.shoot("settings", "Settings: look, zoom, masking, and which rules are in use.", settings)
        hands.press("Keep the history", settings)
        await hands.until(lambda: _modal_name() == "Keep the history", "Keep the history")
        keeping = await hands.dialog()
        sections = hands.named(QListWidget, "Sections", keeping)
        for row in range(sections.count()):
            sections.setCurrentRow(row)
            name = sections.item(row).text()
            await hands.pause(0.3)
            await hands.shoot(f"keep-{name.lower().replace(' ', '-')}", f"Keep the history: {name}.", keeping)
        keeping.reject()
        await hands.back_at_the_window()


def _modal_name() -> str:
    dialog = QApplication.activeModalWidget()
    return dialog.accessibleName() if dialog else ""
