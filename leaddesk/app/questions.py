"""What the app asks the person at the desk: opened dialogs, answered later, never executed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.ui.tell import OPERATOR
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history_choice import HistoryChoiceDialog
from leaddesk.ui.views.key_dialog import KeyDialog
from leaddesk.ui.views.operator_dialog import OperatorDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.message_bar import MessageBar


class Questions:
    """Asks over one window."""

    def __init__(self, theme: Theme, window: QWidget, messages: MessageBar) -> None:
        self._theme = theme
        self._window = window
        self._messages = messages
        self._operator_known = False

    async def where_to_keep_history(self, why: str) -> str:
        """Returns `memory`, `plain` or `later`."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        dialog = HistoryChoiceDialog(self._theme, self._window, why)
        dialog.chosen.connect(lambda choice: None if answer.done() else answer.set_result(choice))
        dialog.open()
        return await answer

    def operator(
        self,
        profile: ConnectionProfile,
        name: str,
        take: Callable[[str], None],
        go: Callable[[], None],
        verb: str = tr("Go on"),
    ) -> None:
        """Goes on at once; on production it asks once a shift first, and hands the name on.

        `verb` is the act's own word where the answer is what carries it out. Until then it says that nothing has left.
        """
        if self._operator_known or profile.environment is not Environment.PRODUCTION:
            go()
            return
        dialog = OperatorDialog(self._theme, self._window, name, verb)

        def confirmed(typed: str) -> None:
            self._operator_known = True
            take(typed)
            go()

        dialog.confirmed.connect(confirmed)
        dialog.finished.connect(lambda _code: self._messages.over(OPERATOR))
        waits = tr("Nothing has left LeadDesk: it waits for who is at the desk.")
        self._messages.show_message("info", waits, about=OPERATOR)
        dialog.open()

    def key_for_session(
        self, profile: ConnectionProfile, vendor: VendorInfo, keep: Callable[[dict[str, Secret]], None]
    ) -> None:
        """Asks for a profile's credentials and hands them on."""
        dialog = KeyDialog(self._theme, self._window, profile, vendor)
        dialog.typed.connect(keep)
        dialog.open()

    def close_in_flight(self, close: Callable[[], None]) -> None:
        """Asks before a lead on its way is left alone."""
        dialog = ActDialog(
            self._theme,
            self._window,
            tr("Close while a lead is on its way"),
            tr("Its answer would be lost: at the next start it stands in the history as Outcome unknown."),
            verb=tr("Close"),
            role="danger",
        )
        dialog.accepted.connect(close)
        dialog.open()
