"""Where parts go in a language written from right to left: widgets that paint or place by hand think from the left.

Layouts but for their margins, and words that are painted with an alignment, change sides by themselves.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QGuiApplication

_FROM_RIGHT = Qt.LayoutDirection.RightToLeft


def from_right() -> bool:
    """Tells whether the window begins at the right."""
    return QGuiApplication.layoutDirection() is _FROM_RIGHT


def placed(whole: QRect, place: QRect) -> QRect:
    """Returns where a place in a whole, thought from the left, is in the language in use."""
    if not from_right():  # QStyle knows this too, but to load its words takes 6 ms of the start
        return place
    return QRect(whole.left() + whole.right() - place.right(), place.top(), place.width(), place.height())


def margins(begin: int, top: int, end: int, bottom: int) -> QMargins:
    """Returns the margins of a layout, the first at the side that it begins at: Qt leaves them as they are."""
    return QMargins(end, top, begin, bottom) if from_right() else QMargins(begin, top, end, bottom)


def begin_bar(whole: QRect, width: int, *, inset: int = 0) -> QRect:
    """Returns the bar of a width along the edge that a row begins at, shorter by an inset above and below."""
    return placed(whole, QRect(whole.left(), whole.top() + inset, width, whole.height() - 2 * inset))
