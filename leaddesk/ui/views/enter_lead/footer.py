"""The three buttons under the lead form; *Send lead* never turns into *Cancel sending*."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button, Environment
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label


class SendFooter(QFrame):
    """Holds *Send lead*, *Cancel sending* and *New lead*, each at a place of its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "footer")
        self.send = Button(theme, "Send lead", icon="send", role="write", main=True)
        self.send.setToolTip("Ctrl+Enter")
        self.cancel = Button(theme, "Cancel sending", main=True)
        self.cancel.setToolTip("Esc")
        self.new = Button(theme, "New lead", icon="plus", main=True)
        self.new.setToolTip("Ctrl+N")
        self._hint = ElidedLabel(use="hint", ink="text2")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.send)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.new)
        hints = QHBoxLayout()
        hints.addWidget(self._hint, 1)
        hints.addWidget(plain_label("Ctrl+N new lead", use="hint", ink="text2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(buttons)
        column.addLayout(hints)

    def show_ready(self, environment: Environment, blocked: str = "") -> None:
        """The lead may be sent, or `blocked` says why not."""
        self.send.set_role("write", environment)
        self.new.set_role("plain")
        self._enable(send=not blocked, cancel=False, new=True)
        self.send.setAccessibleDescription(blocked or "Sends the lead once. Ctrl+Enter.")
        self._hint.set_text(blocked or "Enter moves on, Ctrl+Enter sends.")

    def show_sending(self) -> None:
        """A lead is on its way."""
        self.send.set_role("plain")
        self.new.set_role("plain")
        self._enable(send=False, cancel=True, new=False)
        self._hint.set_text("Written down before sending. Esc cancels.")

    def show_answered(self, hint: str) -> None:
        """There is an answer: sending again is no longer the next step, a new lead is."""
        self.send.set_role("plain")
        self.new.set_role("primary")
        self._enable(send=True, cancel=False, new=True)
        self._hint.set_text(hint)

    def _enable(self, *, send: bool, cancel: bool, new: bool) -> None:
        self.send.setEnabled(send)
        self.cancel.setEnabled(cancel)
        self.new.setEnabled(new)
