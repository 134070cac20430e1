"""The way that Tab takes: through controls one after the other, whenever each of them was made."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs(stops: Iterable[QWidget]) -> None:
    """Lets Tab go from each control to the next; each goes to where the first stands."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def stops_in(part: QWidget) -> list[QWidget]:
    """Returns what Tab may stop at inside a part, in the order it was built in, hidden controls too.

    It does not follow Qt's own chain: after such a walk PySide takes scroll bars that still stand for deleted ones.
    """
    return [one for one in part.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
