"""The push button of every place, in one of six meanings."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.explained import plain_tip

Role = Literal["plain", "primary", "write", "danger", "link", "quiet"]
Environment = Literal["production", "test", "practice"]

_INK = {"plain": "text", "primary": "on_accent", "danger": "danger.text", "link": "accent", "quiet": "text2"}


class Button(QPushButton):
    """A button whose accessible name is its label; its icon and focus ring follow role, environment and look."""

    def __init__(self, theme: Theme, text: str, *, icon: str = "", role: Role = "plain", main: bool = False) -> None:
        """Build the button; ``main`` is the 36-pixel height of a place's chief acts."""
        super().__init__(text)
        self._theme = theme
        self._label = text
        self._has_words = True
        self._tip = ""
        """The tool tip that stands for the label; never one that says more."""
        self._icon_name = icon
        self._environment: Environment = "production"
        self._role: Role = role
        self._is_second = False
        self.setAccessibleName(text.rstrip("…"))
        self.setAutoDefault(False)
        if main:
            self.setProperty("measure", "main")
        self.set_role(role)

    def set_role(self, role: Role, environment: Environment | None = None) -> None:
        """Change the button's meaning; a write button wears the environment's colour."""
        self._role = role
        self._environment = environment or self._environment
        restyle(self, role="" if role == "plain" else role, env=self._environment)
        if self._icon_name:
            self._theme.set_icon(self, self._icon_name, self._ink())

    def set_second(self, second: bool) -> None:
        """Stand back from another write button beside it: an outline in the environment's colour, and no fill."""
        if second != self._is_second:
            self._is_second = second
            restyle(self, second=second)
            if self._icon_name:
                self._theme.set_icon(self, self._icon_name, self._ink())

    def set_label(self, text: str) -> None:
        """Show another label, which is the name too."""
        self._label = text
        self.setAccessibleName(text.rstrip("…"))
        self._say()

    def use_words(self, words: bool) -> None:
        """Show the label, or the icon alone where there is no room; the name stays, and the tool tip says it."""
        if words != self._has_words:
            self._has_words = words
            self._say()

    def full_width(self) -> int:
        """Return the pixels that icon and label need together."""
        missing = "" if self._has_words else self._label
        return self.sizeHint().width() + self.fontMetrics().horizontalAdvance(missing)

    def icon_width(self) -> int:
        """Returns the pixels that the icon needs alone."""
        return self.full_width() - self.fontMetrics().horizontalAdvance(self._label)

    def _say(self) -> None:
        self.setText(self._label if self._has_words else "")
        if self.toolTip() in ("", self._tip):
            self._tip = "" if self._has_words else self._label
            self.setToolTip(plain_tip(self._tip))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() or self._role not in ("primary", "write") or self._is_second:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._theme.px(2)
        painter.setPen(QPen(self._theme.color(self._ink()), width))
        inset = width * 1.5 + 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 2, 2)

    def _ink(self) -> str:
        if self._role == "write":
            return f"{self._environment}.{'fill' if self._is_second else 'on'}"
        return _INK[self._role]
