"""Tells when a table was first painted with rows in it, one of LeadDesk's or a bare one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QMainWindow, QTableView

from .pages import Cells

SETTLE_S = 0.15
"""So long after rows came a table is painted for good."""


class Painted(QObject):
    """Knows when a table was first painted with rows in it, with all of its window that was painted beside it."""

    def __init__(self, table: QAbstractItemView) -> None:
        super().__init__()
        self._table = table
        self.at: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._table.model().rowCount():
            asyncio.get_running_loop().call_soon(self._done)  # the paint is part of one pass over the window
        return False

    def _done(self) -> None:
        if not self.at.done():
            self.at.set_result(time.perf_counter())


async def bare_table(like: QTableView, cells: Sequence[tuple[str, ...]]) -> float:
    """Returns milliseconds from cells in hand until a plain table of that size shows them."""
    window, table, model = QMainWindow(), QTableView(), Cells()
    model.setParent(window)
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(like.size())
    window.show()
    await asyncio.sleep(SETTLE_S)
    painted = Painted(table)
    in_hand = time.perf_counter()
    model.show(cells)
    took = (await painted.at - in_hand) * 1000
    window.close()
    window.deleteLater()
    return took
