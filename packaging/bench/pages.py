"""The first page of *History*, from its rows in hand until it is painted, in turns with a bare table of the same cells.

Each round has a new place and a new table, each in a window of the same size that has been painted empty before.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QMainWindow, QTableView, QWidget

from leaddesk.app.desk import Desk
from leaddesk.app.history_place import build_history
from leaddesk.domain.exchange import EVERYTHING, HistoryQuery
from leaddesk.services.browse_history import HistoryPage

from . import watch
from .leads import NEWEST

_FIRST = 2
"""Rounds not counted: what History is made of loads."""
_ROUNDS = 12
_SETTLE_S = 0.15
"""So long after the rows came a table is painted for good."""
_PATIENCE_S = 30.0
Index = QModelIndex | QPersistentModelIndex


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, list[float]]:
    """Returns milliseconds of both sides."""
    page = await desk.use.browse.find(HistoryQuery(until=NEWEST))  # without what the bench has sent
    ours, theirs, cells = [], [], list[tuple[str, ...]]()
    for _ in range(_FIRST + _ROUNDS):
        took, cells = await _place(desk, page)
        ours.append(took)
        theirs.append(await _table(desk, cells))
    return {"page": ours[_FIRST:], "table": theirs[_FIRST:]}


class _Window(QMainWindow):
    """Knows when what it shows was last painted while a table was being painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.resize(desk.window.size())
        self.painted_at = 0.0
        self._saw = False

    def watch(self, table: QAbstractItemView) -> None:
        """Takes note of this table's paints."""
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._saw |= event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and self._saw:
            self.painted_at, self._saw = time.perf_counter(), False
        return handled


async def _place(desk: Desk, page: HistoryPage) -> tuple[float, list[tuple[str, ...]]]:
    """Returns how long a new place took, and what its cells say."""
    in_hand = 0.0

    async def find(_query: HistoryQuery = EVERYTHING, _before: int | None = None) -> HistoryPage:
        nonlocal in_hand
        await asyncio.sleep(_SETTLE_S)
        in_hand = time.perf_counter()
        return page

    window = _Window(desk)
    window.setStyleSheet(desk.window.styleSheet())
    desk.use.browse.find = find  # type: ignore[method-assign, assignment]
    view = build_history(desk.places._common, desk.use)
    window.setCentralWidget(view)
    window.watch(view.table)
    window.show()
    view.refresh()
    end = time.perf_counter() + _PATIENCE_S
    while len(view.model.rows()) < len(page.rows):
        assert time.perf_counter() < end, "History did not show its page"
        await asyncio.sleep(_SETTLE_S)
    await asyncio.sleep(_SETTLE_S * 2)
    took = (window.painted_at - in_hand) * 1000
    cells = [view.model.texts(row) for row in range(len(page.rows))]
    _forget(window)
    return took, cells


async def _table(desk: Desk, cells: Sequence[tuple[str, ...]]) -> float:
    window, table, model = _Window(desk), QTableView(), Cells()
    model.setParent(window)
    table.setModel(model)
    window.setCentralWidget(table)
    window.watch(table)
    window.show()
    await asyncio.sleep(_SETTLE_S)
    in_hand = time.perf_counter()
    model.show(cells)
    await asyncio.sleep(_SETTLE_S)
    took = (window.painted_at - in_hand) * 1000
    _forget(window)
    return took


def _forget(window: QWidget) -> None:
    window.close()
    window.deleteLater()


class Cells(QAbstractTableModel):
    """Texts in a plain table."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: Sequence[tuple[str, ...]] = ()

    def show(self, cells: Sequence[tuple[str, ...]]) -> None:
        """Shows these rows instead."""
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._cells[0]) if self._cells else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
