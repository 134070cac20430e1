"""What can be done with a lead of the list: each act once, behind its button, its shortcut and its line in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from leaddesk.language import tr_later, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button


class Act(Enum):
    """The acts, in the words of the screen."""

    CHECK = tr_later("Check this number")
    LEAD = tr_later("Enter as new lead")
    COPY_PHONE = tr_later("Copy phone")
    OPEN_RECORD = tr_later("Open record")


_KEYS: Mapping[Act, str] = {
    Act.CHECK: "Ctrl+U",
    Act.LEAD: "Ctrl+D",
    Act.COPY_PHONE: "Ctrl+Shift+N",
    Act.OPEN_RECORD: "Ctrl+O",
}


class LeadActs(QObject):
    """Enabled while a row is chosen; whoever owns it carries them out."""

    wanted = Signal(object)
    """That `Act` is to be done with the row in view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions = {act: self._action(act) for act in Act}
        for action in self.actions.values():
            parent.addAction(action)
        self.set_row(has_row=False)

    def set_row(self, *, has_row: bool) -> None:
        """Enables the acts for a row, or for none."""
        for action in self.actions.values():
            action.setEnabled(has_row)

    def button(self, theme: Theme, act: Act, *, icon: str = "", quiet: bool = False) -> Button:
        """Returns a new button for an act; it is enabled as the act is."""
        action = self.actions[act]
        button = Button(theme, tr_now(act.value), icon=icon, role="quiet" if quiet else "plain")
        button.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def fill(self, menu: QMenu) -> None:
        """Adds the acts to a menu, with their shortcuts."""
        for action in self.actions.values():
            menu.addAction(action)

    def _action(self, act: Act) -> QAction:
        action = QAction(tr_now(act.value), self)
        action.setShortcut(QKeySequence(_KEYS[act]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: self.wanted.emit(act))
        return action
