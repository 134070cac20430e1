"""What can be done with an exchange: each act once, behind its button, its shortcut and its line in the menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from leaddesk.domain.act import OF_LISTS
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.menus import drop_menu


class Act(Enum):
    """The acts, in the words of the screen."""

    OPEN = tr_later("Open")
    SAVE_PROOF = tr_later("Save proof")
    SETTLE = tr_later("Settle…")
    DRAFT = tr_later("Enter as new draft")
    CHECK = tr_later("Check this number")
    ASKED = tr_later("Asked not to be called…")
    COPY_NUMBER = tr_later("Copy number")
    COPY_TEXT = tr_later("Copy row")
    COPY_JSON = tr_later("Copy row as JSON")


_KEYS: Mapping[Act, tuple[str, ...]] = {
    Act.OPEN: ("Return", "Enter"),
    Act.SAVE_PROOF: ("Ctrl+P",),
    Act.SETTLE: ("Ctrl+T",),
    Act.DRAFT: ("Ctrl+D",),
    Act.CHECK: ("Ctrl+U",),
    Act.ASKED: ("Ctrl+M",),
    Act.COPY_NUMBER: ("Ctrl+C",),
    Act.COPY_TEXT: ("Ctrl+Shift+C",),
    Act.COPY_JSON: ("Ctrl+Shift+J",),
}
_OF_ROWS = (Act.OPEN, Act.COPY_NUMBER, Act.COPY_TEXT, Act.COPY_JSON)
"""These act on the list only; elsewhere their keys mean something else."""
_APART = (Act.SAVE_PROOF, Act.COPY_NUMBER)
"""A line stands above these in the menus."""


class ExchangeActs(QObject):
    """Knows which acts the exchange in view allows; whoever owns it carries them out."""

    wanted = Signal(object)
    """That `Act` is to be done with the exchange in view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = {act: self._action(act) for act in Act}
        self.show_exchange(None)

    def bind(self, rows: QWidget, *places: QWidget) -> None:
        """Lets the shortcuts act in these places, and those of the list in the list alone."""
        for act, action in self._actions.items():
            if act in _OF_ROWS:
                rows.addAction(action)
                continue
            for place in places:
                place.addAction(action)

    def button(self, theme: Theme, act: Act, icon: str = "") -> Button:
        """Returns a new button for an act; it is enabled as the act is."""
        button, action = Button(theme, tr_now(act.value), icon=icon), self._actions[act]
        button.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def more(self, theme: Theme, acts: Sequence[Act]) -> Button:
        """Returns a button that opens a menu of these acts; it is enabled as the first of them is."""
        button = Button(theme, tr("More"), icon="chevron-down")
        button.setToolTip(tr("Everything that can be done with this exchange"))

        def open_menu() -> None:
            drop_menu(self.menu(button, acts), button)

        first = self._actions[acts[0]]
        button.setEnabled(first.isEnabled())
        first.enabledChanged.connect(button.setEnabled)
        button.clicked.connect(open_menu)
        return button

    def menu(self, parent: QWidget, acts: Sequence[Act]) -> QMenu:
        """Returns a menu of these acts with their shortcuts; it goes when it is closed."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in acts:
            if act in _APART and menu.actions():
                menu.addSeparator()
            menu.addAction(self._actions[act])
        return menu

    def show_exchange(self, row: ExchangeRow | None) -> None:
        """Enables what can be done with that exchange."""
        for act, action in self._actions.items():
            action.setEnabled(row is not None and _allows(row, act))

    def _action(self, act: Act) -> QAction:
        action = QAction(tr_now(act.value), self)
        action.setShortcuts([QKeySequence(key) for key in _KEYS[act]])
        action.setShortcutVisibleInContextMenu(True)
        within, alone = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WidgetShortcut
        action.setShortcutContext(alone if act in _OF_ROWS else within)
        action.triggered.connect(lambda: self.wanted.emit(act))
        return action


def _allows(row: ExchangeRow, act: Act) -> bool:
    match act:
        case Act.SAVE_PROOF:
            return not row.is_act and row.outcome != ABOUT_TO_SEND
        case Act.SETTLE:
            can_settle = not row.is_act or row.act in OF_LISTS
            return can_settle and row.outcome in (LoadOutcome.UNKNOWN, ABOUT_TO_SEND)
        case Act.DRAFT:
            return not row.is_act
        case Act.CHECK | Act.ASKED | Act.COPY_NUMBER:
            return bool(row.number)
        case _:
            return True
