"""Gathers notices, so that a burst of them is one message, and no message follows another at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.ui.notices.words import Notice

GATHER_S = 2.0
"""What comes within this time is told together."""
GAP_S = 60.0
"""From one message to the next."""


class Gathering(QObject):
    """Holds notices until it is time for a message."""

    due = Signal(list)
    """These `Notice`s, in their order, are to be told now."""

    def __init__(self, parent: QObject, monotonic: Callable[[], float]) -> None:
        """`monotonic` returns seconds that only go forward."""
        super().__init__(parent)
        self._monotonic = monotonic
        self._held: list[Notice] = []
        self._told_at = float("-inf")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._tell)

    def add(self, notice: Notice) -> None:
        """Holds one more."""
        self._held.append(notice)
        if not self._wait.isActive():
            left = self._told_at + GAP_S - self._monotonic()
            self._wait.start(round(1000 * max(GATHER_S, left)))

    def _tell(self) -> None:
        held, self._held = self._held, []
        self._told_at = self._monotonic()
        self.due.emit(held)
