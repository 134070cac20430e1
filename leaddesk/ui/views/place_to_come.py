"""Stands where a place is still being built, for a moment after the start; what is typed meanwhile is not lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from leaddesk.language import tr


class PlaceToCome(QWidget):
    """Empty; takes keys and keeps them for the place."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[QKeyEvent] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Getting ready"))

    def hand_over(self, window: QWidget) -> None:
        """Gives the keys, in their order, to what has been given the focus of the window."""
        kept, self._kept = self._kept, []
        for key in kept:
            QCoreApplication.sendEvent(window.focusWidget(), key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._kept.append(event.clone())
