"""The tour at *Campaigns*: the board, one campaign whole, and the questions before it is started, stopped, changed."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from leaddesk.ui.tour.hands import Hands
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.widgets.tables import choose_row

_PAGES = (
    ("Details", "campaign-details", "Every property that the vendor sent; what no document names stands under Other."),
    ("Events", "campaign-events", "What the vendor says has happened."),
)
_STOPPED, _ODD = "Renewal reminder", "Odd schedule"


class CampaignScenes:
    """Needs the profile *Practice floor*; starts and stops nothing."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._place: CampaignsView

    async def run(self) -> None:
        """Goes through the place."""
        hands = self._hands
        self._place = cast("CampaignsView", await hands.go_to("Campaigns"))
        await hands.rows(self._table)
        self._choose(0)
        await hands.pause(0.5)
        await hands.shoot("campaigns", "Campaigns: the board, the week in the lead's own time, messages as on a phone.")
        for page, name, line in _PAGES:
            self._place.pages.go_to(page)
            await hands.pause(0.3)
            await hands.shoot(name, line)
        self._place.pages.go_to("Overview")
        await self._question("Pause campaign", "campaign-pause", "Pausing asks once; Enter pauses.")
        await self._question("Pause all active", "campaign-pause-all", "All that are active, from any place: two keys.")
        self._choose_name(_STOPPED)
        await self._question("Activate campaign", "campaign-activate", "Activating says what will go out when.")
        await self._question("Edit messages", "campaign-messages", "Only changed texts are sent; blank means keep.")
        self._choose_name(_ODD)
        await hands.pause(0.3)
        await hands.shoot("campaign-odd", "Overlaps and windows that make no sense are marked, never guessed at.")
        await self._small()

    async def _question(self, button: str, name: str, line: str) -> None:
        hands = self._hands
        hands.press(button, self._place)
        dialog = await hands.dialog()
        await hands.pause(0.3)
        await hands.shoot(name, line, dialog)
        dialog.reject()
        await hands.back_at_the_window()

    async def _small(self) -> None:
        hands = self._hands
        self._choose(0)
        hands.window.resize(1024, 700)
        await hands.pause(0.3)
        await hands.shoot("campaigns-small", "Campaigns in the smallest window.")
        hands.window.resize(1440, 900)
        await hands.pause(0.1)

    @property
    def _table(self) -> QTableView:
        return self._place.board.table

    def _choose(self, row: int) -> None:
        choose_row(self._table, row)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_name(self, name: str) -> None:
        model = self._table.model()
        rows = (row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
        self._choose(next(rows, 0))
