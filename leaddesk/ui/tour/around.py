"""The tour around the places: profiles, settings and all that opens from them, the guide, the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget

from leaddesk.language import tr_now
from leaddesk.ui.tour.hands import CTRL, Hands
from leaddesk.ui.views.first_steps import FirstSteps
from leaddesk.ui.views.guide.window import GuideWindow

_SETTINGS = (
    ("network", "Network: a proxy, certificates, and a test of what is typed."),
    ("keyring", "The key store, which LeadDesk tests when it is asked to."),
    ("tray", "Notices in the tray, off until somebody wants them."),
    ("export", "Settings, profiles and destinations for another computer, never a secret."),
    ("rules", "The rules in use, their sources, and the day by which to look at them again."),
)
"""Words that Settings are searched by."""
_FROM_SETTINGS = (
    ("Changes in vendors' answers", "vendor-changes", "Where vendors' answers are not as documented."),
    ("Welcome", "welcome", "The welcome, which stands in the verdict's seat while there is no profile."),
)


class AroundScenes:
    """Goes to what is no place of the main jobs."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    async def run(self) -> None:
        """Goes through all of it."""
        await self._profiles()
        await self._settings()
        await self._keep_the_history()
        await self._help()
        hands = self._hands
        hands.key(Qt.Key.Key_F1)
        await hands.shoot_dialog("shortcuts", "F1 lists the shortcuts.")
        hands.key(Qt.Key.Key_K, CTRL)
        hands.type_into(hands.named(QLineEdit, "Command"), "pause")
        await hands.shoot("commands", "Ctrl+K finds whatever there is by a few letters.")
        hands.key(Qt.Key.Key_Escape)

    async def _profiles(self) -> None:
        hands = self._hands
        await hands.go_to("Profiles")
        await hands.shoot("profiles", "Profiles and destinations; secrets live in the keyring.")
        hands.press("Test connection")
        await hands.pause(0.5)
        await hands.shoot("connection", "A connection tested without creating a lead.")

    async def _settings(self) -> None:
        hands = self._hands
        settings = await self._open_settings()
        await hands.shoot("settings", "Settings: look, zoom, masking, and which rules are in use.", settings)
        search = hands.named(QLineEdit, "Search settings", settings)
        for word, line in _SETTINGS:
            hands.type_into(search, word)
            await hands.pause(0.3)
            await hands.shoot(f"settings-{word}", line, settings)
        settings.reject()
        await hands.back_at_the_window()
        for button, name, line in _FROM_SETTINGS:
            hands.press(button, await self._open_settings())
            await hands.until(partial(_is_on_top, button), button)
            await hands.shoot_dialog(name, line)

    async def _open_settings(self) -> QDialog:
        self._hands.press("Settings")
        settings = await self._hands.dialog()
        await self._hands.pause(0.3)
        return settings

    async def _keep_the_history(self) -> None:
        hands = self._hands
        hands.press("Keep the history", await self._open_settings())
        await hands.until(partial(_is_on_top, "Keep the history"), "Keep the history")
        keeping = await hands.dialog()
        sections = hands.named(QListWidget, "Sections", keeping)
        for row in range(sections.count()):
            sections.setCurrentRow(row)
            name = sections.item(row).text()
            await hands.pause(0.3)
            await hands.shoot(f"keep-{name.lower().replace(' ', '-')}", f"Keep the history: {name}.", keeping)
        keeping.reject()
        await hands.back_at_the_window()

    async def _help(self) -> None:
        hands = self._hands
        await hands.go_to("Enter lead")
        hands.press("First steps")
        steps = hands.named(FirstSteps, "First steps")
        await hands.shoot("first-steps", "First steps: one sentence at a time, and each may be passed over.")
        hands.press("Close", steps)
        hands.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        await hands.until(_guide, "the guide")
        if guide := _guide():
            await hands.pause(0.3)
            await hands.shoot("guide", "The guide, open at what had the focus; it is searched by any word.", guide)
            guide.close()
        await hands.back_at_the_window()


def _is_on_top(name: str) -> bool:
    dialog = QApplication.activeModalWidget()
    shown = (tr_now(name),)
    return dialog is not None and dialog.accessibleName() in shown


def _guide() -> GuideWindow | None:
    """Returns the guide, which is not modal, once it is there."""
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow) and one.isVisible()), None
    )
