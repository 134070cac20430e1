"""A line with a cross that empties it, in our own icon: the style's own is black in every look."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from leaddesk.ui.theme import Theme


def make_clearable(theme: Theme, line: QLineEdit) -> None:
    """Gives a line its cross, which is there while something is typed."""
    line.setClearButtonEnabled(True)
    if cross := line.findChild(QToolButton):
        theme.set_icon(cross, "x", "text2")
