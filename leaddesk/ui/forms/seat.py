"""The place under a field where a problem or a note is said; it is always there, so nothing moves."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.labels import ElidedLabel

Tone = Literal["problem", "note", "quiet"]

_LINE = 17
"""Pixels at 100 % of one line of a seat."""
_LOOK = {"problem": ("circle-x", "danger"), "note": ("triangle-alert", "warn"), "quiet": ("", "text3")}


class Seat(QWidget):
    """One or two lines kept free; a text too long for them stands whole in the tool tip."""

    def __init__(self, theme: Theme, lines: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._lines = lines
        self._tone: Tone = "quiet"
        self._said: tuple[str, Tone] = ("", "quiet")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = ElidedLabel(use="hint", ink="text3", lines=lines)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, text: str, tone: Tone = "quiet") -> None:
        """Says a sentence, or nothing."""
        if (text, tone) == self._said:
            return  # every check of the form says all seats anew, and each would lay the form out again
        self._said = text, tone
        self._tone = tone
        self._text.set_text(text)
        self._draw()

    def text(self) -> str:
        """Returns the sentence in full."""
        return self._text.text()

    def _draw(self) -> None:
        px = self._theme.px
        icon, ink = _LOOK[self._tone]
        for part in (self._text, self):
            part.setFixedHeight(px(_LINE) * self._lines)
        self._row.setSpacing(px(6))
        restyle(self._text, ink=ink)
        self._icon.setVisible(bool(icon and self._text.text()))
        if icon:
            color = self._theme.tokens.color(f"{ink}.text")
            self._icon.setPixmap(self._theme.icons.pixmap(icon, color, px(14), self.devicePixelRatioF()))
