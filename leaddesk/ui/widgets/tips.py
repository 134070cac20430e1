"""Tool tips for controls that have none of their own, from the words that the guide explains them with.

A tool tip that nobody shows is passed up to the window; there it is looked up by place and accessible name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QToolTip, QWidget

from leaddesk.domain.terms import SCREEN, Terms
from leaddesk.ui.widgets.explained import plain_tip


class Tips(QObject):
    """Watches one window or dialog."""

    def __init__(self, window: QWidget, terms: Terms, place: Callable[[], str]) -> None:
        """`place` returns the place whose controls are in view."""
        super().__init__(window)
        self._window, self._terms, self._place = window, terms, place
        window.installEventFilter(self)

    def meaning(self, part: QWidget | None) -> str:
        """Returns what a control means, or nothing; the words beside a control count as that control."""
        for name in names_of(part):
            for place in (self._place(), ""):
                if term := self._terms.find(f"{place}/{name}", SCREEN):
                    return term.meaning
        return ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return False
        told = cast("QHelpEvent", event)
        part = self._part(told.pos())
        said = plain_tip(self.meaning(part)) if part else ""
        if said:
            QToolTip.showText(told.globalPos(), plain_tip(self.meaning(part)), part)
        return bool(said)

    def _part(self, place: QPoint) -> QWidget | None:
        part = self._window.childAt(place)
        # Over the rows of a list its cells speak for themselves.
        return None if part is None or isinstance(part.parentWidget(), QAbstractItemView) else part


def names_of(part: QWidget | None) -> Iterator[str]:
    """Yields the names that a part of the screen may be known by: its own, its label's control's, those around it."""
    control: QWidget | None = part.buddy() if isinstance(part, QLabel) else None
    if control is not None:
        yield control.accessibleName()
    while part is not None and not part.isWindow():
        if name := part.accessibleName():
            yield name
        part = part.parentWidget()
