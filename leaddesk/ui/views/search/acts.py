"""What can be done with a lead of the list: each act once, behind its button, its shortcut and its line in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_page import LeadRow
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button

PHONE = "caller_id"
_OF_LEAD = {"phone": PHONE, "email": "email", "state": "state_province", "zip": "zip_postal_code"}
"""Our fields, and the vendor's columns that fill them."""
_NAME = "full_name"
_DATA = "data"
_TOKENS = {
    "first_name": ("first_name", "firstname"),
    "last_name": ("last_name", "lastname"),
    "street": ("street", "address", "address1", "street_address"),
    "city": ("city",),
    "state": ("state",),
    "zip": ("zip", "zip_code", "postal_code"),
    "email": ("email",),
}
"""Our fields, and what campaigns call them in `data`, whose keys are the account's own."""


class Act(Enum):
    """The acts, in the words of the screen."""

    CHECK = "Check this number"
    LEAD = "Enter as new lead"
    COPY_PHONE = "Copy phone"
    OPEN_RECORD = "Open record"


_KEYS: Mapping[Act, str] = {
    Act.CHECK: "Ctrl+U",
    Act.LEAD: "Ctrl+D",
    Act.COPY_PHONE: "Ctrl+Shift+P",
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
        button = Button(theme, act.value, icon=icon, role="quiet" if quiet else "plain")
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
        action = QAction(act.value, self)
        action.setShortcut(QKeySequence(_KEYS[act]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: self.wanted.emit(act))
        return action


def phone_of(row: LeadRow) -> str:
    """Returns a row's number as the vendor wrote it; empty where its column was not asked for."""
    return plain_text(row.value(PHONE)).strip()


def lead_of(row: LeadRow) -> dict[str, str]:
    """Returns our form's fields as far as a row fills them; the columns count before what `data` holds.

    A full name is parted at its last blank: the vendor has no other form of it.
    """
    data = row.value(_DATA)
    pairs = data.items() if isinstance(data, dict) else ()
    tokens = {str(key).casefold(): plain_text(value).strip() for key, value in pairs}
    lead = {ours: next((tokens[key] for key in keys if tokens.get(key)), "") for ours, keys in _TOKENS.items()}
    for ours, column in _OF_LEAD.items():
        lead[ours] = plain_text(row.value(column)).strip() or lead.get(ours, "")
    if name := " ".join(plain_text(row.value(_NAME)).split()):
        first, _, last = name.rpartition(" ")
        lead["first_name"], lead["last_name"] = (first, last) if first else (last, "")
    return {ours: text for ours, text in lead.items() if text}
