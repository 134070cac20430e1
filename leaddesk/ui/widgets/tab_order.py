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
    """Returns what Tab may stop at inside a part, in the present order, hidden controls too."""
    found: list[QWidget] = []
    one = part.nextInFocusChain()
    while one is not None and one is not part:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isAncestorOf(one):
            found.append(one)
        one = one.nextInFocusChain()
    return found
