"""The tour at *History*: search, filters, an exchange opened, what is unsettled, and what can leave the place."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from leaddesk.domain.assessment import Grade
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr_now
from leaddesk.ui.tour.hands import Hands
from leaddesk.ui.views.history import HistoryView
from leaddesk.ui.widgets.tables import choose_row

_LITIGATOR, _SETTLED = "2125550104", "3035550132"


class HistoryScenes:
    """Needs the sample history."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._place: HistoryView

    async def run(self) -> None:
        """Goes through the place."""
        hands = self._hands
        self._place = cast("HistoryView", await hands.go_to("History"))
        await hands.rows(self._place.table)
        await hands.pause(0.3)
        await hands.shoot("history", "History: every exchange, written down before it was sent.")
        await self._filters()
        await self._opened(_LITIGATOR, "history-opened", "An exchange opened again: its verdict as it was.")
        await self._opened(_SETTLED, "history-settled", "How an unknown outcome was settled, step by step.")
        await self._search("")
        await self._dialogs()
        await self._small()

    async def _search(self, text: str) -> None:
        search = self._place.search
        search.setFocus()
        search.selectAll()
        self._hands.key(Qt.Key.Key_Delete)
        if text:
            self._hands.type_into(search, text)
        await self._hands.pause(0.5)

    async def _filters(self) -> None:
        hands, filters = self._hands, self._place.list.filters
        await self._search("person")
        filters.outcome.choose((LoadOutcome.LOADED,))
        filters.assessment.choose((Grade.DO_NOT_CONTACT, Grade.REVIEW))
        await hands.pause(0.5)
        await hands.shoot("history-filtered", "Loaded, and yet not to be called: what was asked for stands in words.")
        await self._search("nobody of this name")
        await hands.shoot("history-nothing", "Nothing found, and the way back.")
        hands.press("Clear filters", self._place)
        await hands.pause(0.5)

    async def _opened(self, number: str, name: str, line: str) -> None:
        hands = self._hands
        await self._search(number)
        self._place.table.setFocus()
        choose_row(self._place.table, 0)
        hands.key(Qt.Key.Key_Return)
        await hands.pause(0.7)
        await hands.shoot(name, line)
        hands.key(Qt.Key.Key_Escape)
        await hands.pause(0.1)

    async def _dialogs(self) -> None:
        hands = self._hands
        hands.press("Settle next", self._place)
        await hands.shoot_dialog("settle", "Settling an unknown: what a person found in the dialer.")
        hands.press("Verify history", self._place)
        await hands.shoot_dialog("verify", "Verify history: every entry is there, in its order, as it was written.")
        hands.press("Export", self._place)
        await hands.shoot_dialog("export", "What the list shows, as CSV, XLSX or JSON Lines.")
        hands.press("All asked not to be called", self._place)
        await hands.shoot_dialog("asked-list", "Everybody who asked not to be called.")
        await self._shift_report()

    async def _shift_report(self) -> None:
        hands = self._hands
        hands.press("Shift report", self._place)
        dialog = await hands.dialog()
        period = hands.named(QComboBox, "Period", dialog)
        period.setCurrentText(tr_now("Last 8 hours"))
        await hands.pause(1.5)
        await hands.shoot_dialog("shift-report", "The shift report: who did what, what is open, what has grown old.")

    async def _small(self) -> None:
        hands = self._hands
        hands.window.resize(1024, 700)
        await hands.pause(0.2)
        await hands.shoot("history-small", "History in the smallest window.")
        hands.window.resize(1440, 900)
