"""Turns the notices in the tray on and off as *Settings* says; nothing of them is loaded while they are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaddesk.app.places import Common, Places
from leaddesk.app.preferences import Preferences
from leaddesk.app.use_cases import UseCases

if TYPE_CHECKING:
    from leaddesk.app.notices import Notices


class NoticeSwitch:
    """Begins with the history and ends with the window."""

    def __init__(self, common: Common, use: UseCases, places: Places, preferences: Preferences) -> None:
        self._common, self._use, self._places, self._preferences = common, use, places, preferences
        self.notices: Notices | None = None
        """While they are on."""

    def begin(self) -> None:
        """Follows *Settings* from now on."""
        self._preferences.changed = self._follow
        self._follow()

    def end(self) -> None:
        """Takes the icon away for good."""
        self._preferences.changed = lambda: None
        self._turn_off()

    def _follow(self) -> None:
        if not self._preferences.notices.on:
            self._turn_off()
        elif self.notices is None:
            from leaddesk.app.notices import Notices

            self.notices = Notices(self._common, self._use, self._places, lambda: self._preferences.notices)

    def _turn_off(self) -> None:
        if notices := self.notices:
            self.notices = None
            notices.close()
