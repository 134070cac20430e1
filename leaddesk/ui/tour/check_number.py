"""The tour at *Check number*: what the history knows, what changed, *Check now*, a proof, a wish not to be called."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QFileDialog, QLineEdit, QTableView

from leaddesk.ui.tour.hands import Hands, TourStuckError
from leaddesk.ui.views.check_number.view import CheckNumberView

_CHANGED, _STALE, _ASKED, _NEW = "2125550104", "3035550100", "2065550171", "7205550103"


class CheckNumberScenes:
    """Needs the sample history."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._table: QTableView
        self._place: CheckNumberView

    async def run(self) -> None:
        """Goes through the place."""
        hands = self._hands
        self._place = cast("CheckNumberView", await hands.go_to("Check number"))
        self._table = self._place.table
        self._place.open_with("")
        await hands.shoot("check-empty", "Check number, before anything is typed.")
        await self._look_up(_CHANGED)
        await hands.shoot("check-known", "Earlier checks of a number, and what changed between two of them.")
        await self._proof()
        await self._asked()
        await self._look_up(_STALE)
        await hands.shoot("check-stale", "What was no block six weeks ago is stale today, and so the word is Review.")
        await self._check_now()
        await self._small()

    async def _look_up(self, number: str) -> None:
        hands = self._hands
        hands.type_into(hands.named(QLineEdit, "Phone", self._place), number)
        await hands.rows(self._table)
        await hands.pause(0.3)

    async def _proof(self) -> None:
        hands = self._hands
        hands.press("Save proof", self._place)
        dialog = await hands.dialog()
        if not isinstance(dialog, QFileDialog):
            raise TourStuckError("Save proof asks for no file.")
        folder = hands.folder / f"proof-{hands.look}"
        folder.mkdir(exist_ok=True)
        dialog.setDirectory(str(folder))
        dialog.accept()
        await hands.back_at_the_window()
        await hands.said("Proof saved.")
        await hands.shoot("proof-saved", "A proof is a PDF for people, with its signed record inside and beside it.")
        hands.press("Close", hands.window.messages)

    async def _asked(self) -> None:
        hands = self._hands
        hands.press("Asked not to be called", self._place)
        await hands.shoot_dialog("asked-dialog", "Asked not to be called: one press, and an optional note.")
        await self._look_up(_ASKED)
        await hands.shoot("check-asked", "Somebody who asked not to be called, and when.")
        hands.press("Undo asked not to be called", self._place)
        await hands.shoot_dialog("asked-undo", "A mark is taken back with a reason only.")

    async def _check_now(self) -> None:
        hands = self._hands
        hands.type_into(hands.named(QLineEdit, "Phone", self._place), _NEW)
        await hands.pause(0.5)
        earlier = self._table.model().rowCount()
        hands.press("Check now", self._place)
        dialog = await hands.dialog()
        await hands.shoot("check-now", "Before a number is checked: where the record will be written.", dialog)
        dialog.accept()
        await hands.back_at_the_window()
        await hands.rows(self._table, earlier + 1)
        await hands.pause(0.3)
        await hands.shoot("check-answered", "The vendor's answer, through the history that holds it now.")
        self._place.open_current()
        await hands.shoot("check-opened", "The whole verdict of an earlier check.")
        self._place.go_back()

    async def _small(self) -> None:
        hands = self._hands
        await self._look_up(_CHANGED)
        hands.window.resize(1024, 700)
        await hands.pause(0.2)
        await hands.shoot("check-small", "Check number in the smallest window.")
        hands.window.resize(1440, 900)
