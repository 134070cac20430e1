"""The way that Tab takes: through controls one after the other, whenever each of them was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget


def order_tabs(stops: Iterable[QWidget]) -> None:
    """Lets Tab go from each control to the next; each goes to where the first stands."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def stops_in(part: QWidget) -> list[QWidget]:
    """Returns what Tab may stop at inside a part, in the order it was built in, hidden controls too.

    It does not follow Qt's own chain: after such a walk PySide takes scroll bars that still stand for deleted ones. A
    splitter puts each pane that it is given behind the others, so its panes are asked for as they stand.
    """
    if isinstance(part, QSplitter):
        inside: Sequence[QObject | None] = [part.widget(at) for at in range(part.count())]
    else:
        inside = part.children()
    stops: list[QWidget] = []
    for one in inside:
        if isinstance(one, QWidget):
            stops += [one, *stops_in(one)] if one.focusPolicy() & Qt.FocusPolicy.TabFocus else stops_in(one)
    return stops
