"""What gets the focus when somebody goes to a place: the control where its work begins, and never the place itself.

A screen reader would say the place, which has no name and takes no keys. A focus proxy does not help: Tab stops at a
widget with a proxy as at the proxy itself, and passes by what stands before it.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leaddesk.ui.widgets.tab_order import stops_in


@runtime_checkable
class Begins(Protocol):
    """A place that says where its work begins."""

    def start(self) -> QWidget:
        """Returns the control."""
        ...


def focus_start(place: QWidget) -> None:
    """Puts the focus where a place begins; where it does not say so, at the first control that Tab stops at."""
    if isinstance(place, Begins):
        start = place.start()
    else:
        start = next((one for one in stops_in(place) if one.isVisibleTo(place) and one.isEnabled()), place)
    start.setFocus(Qt.FocusReason.ShortcutFocusReason)
