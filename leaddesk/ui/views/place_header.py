"""The head of the window: place and profile, the seat of messages, the operator, *Settings*; it never scrolls.

Where the window is too narrow for all of it in one line, messages have a line of their own, whether there is one or
not: nothing moves when a message comes.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.message_bar import HEIGHT, MessageBar

_TIGHT = 800
"""Logical width of the window below which the header says only what cannot be seen elsewhere."""
_LINE, _GAP = 49, 4
_MESSAGES = 2
"""Where messages stand in the line: behind title and profile."""
_OPERATOR = tr("The person at the desk, written into the history.")


class HeaderTools:
    """What stands at the end of the head."""

    def __init__(self, theme: Theme) -> None:
        self.operator = QLineEdit()
        self.operator.setAccessibleName(tr("Operator"))
        self.operator.setAccessibleDescription(_OPERATOR)
        self.operator.setToolTip(_OPERATOR)
        self.operator.setMaxLength(80)
        self.operator_label = plain_label(tr("Operator"), use="label", ink="text2")
        self.operator_label.setBuddy(self.operator)
        self.panel_button = Button(theme, tr("Practice panel"), icon="graduation-cap")
        self.panel_button.hide()
        self.settings = Button(theme, tr("Settings"), icon="settings-2", role="quiet")
        self.settings.use_words(False)


class PlaceHeader(QFrame):
    """Lays out and says; what its controls do is the window's."""

    def __init__(self, theme: Theme, messages: MessageBar) -> None:
        super().__init__()
        self._theme, self._messages = theme, messages
        self.setProperty("surface", "header")
        self.title = plain_label(use="title")
        self.profile = ElidedLabel(use="body", ink="text2")
        self._tools: HeaderTools | None = None
        self._lines = QVBoxLayout(self)
        self._line = QHBoxLayout()
        self._lines.addLayout(self._line)
        self._line.addWidget(self.title)
        self._line.addWidget(self.profile)
        self._line.addWidget(messages, 1)

    def build(self) -> HeaderTools:
        """Makes what stands at the end, which the first paint goes without, and returns it."""
        if self._tools is None:
            tools = self._tools = HeaderTools(self._theme)
            for part in (tools.panel_button, tools.operator_label, tools.operator, tools.settings):
                self._line.addWidget(part)
        return self._tools

    def fit(self, window_width: int, profile: str) -> None:
        """Takes the room that a window of so many pixels leaves; the profile stands here where the rail has none."""
        px, narrow = self._theme.px, self._theme.is_narrow(window_width)
        tight = window_width < px(_TIGHT)
        self.profile.set_text(profile if narrow else "")
        self.profile.setVisible(narrow and not tight)
        if tools := self._tools:
            tools.operator_label.setVisible(not tight)
            tools.operator.setFixedWidth(px(100 if tight else 140))
            tools.panel_button.use_words(not tight)
        self._lines.setContentsMargins(px(20), px(4), px(16), px(4))
        self._lines.setSpacing(px(_GAP))
        self._line.setSpacing(px(12))
        self._seat_messages(own_line=tight)
        self.setFixedHeight(px(_LINE + (HEIGHT + _GAP if tight else 0)))

    def _seat_messages(self, *, own_line: bool) -> None:
        if own_line == (self._lines.count() > 1):
            return
        if own_line:
            self._line.removeWidget(self._messages)
            self._line.insertStretch(_MESSAGES, 1)
            self._lines.addWidget(self._messages)
        else:
            self._lines.removeWidget(self._messages)
            self._line.takeAt(_MESSAGES)
            self._line.insertWidget(_MESSAGES, self._messages, 1)
