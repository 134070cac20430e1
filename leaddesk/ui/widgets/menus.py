"""How a button's menu opens: below it, with its first line chosen, so that a screen reader says it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget


def drop_menu(menu: QMenu, button: QWidget) -> None:
    """Opens a menu below a button; Enter takes the first line that can be used, the arrows go on from it."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    first = next((line for line in menu.actions() if line.isEnabled() and not line.isSeparator()), None)
    if first:
        menu.setActiveAction(first)
