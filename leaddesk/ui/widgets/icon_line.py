"""An icon and one sentence in a verdict family's ink: cautions, notices, problems beside a field."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import ElidedLabel

_ICON = 14
_GAP = 6


class IconLine(QWidget):
    """One line that is not there while it has no text."""

    def __init__(self, theme: Theme, icon: str, family: str, *, lines: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._color = f"{family}.text"
        self._icon = QLabel()
        self.label = ElidedLabel(use="name", ink=family, lines=lines)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self.set_text("")

    def text(self) -> str:
        """Return the sentence."""
        return self.label.text()

    def set_text(self, text: str) -> None:
        """Say another sentence; nothing hides the line."""
        self.label.set_text(text)
        self.setVisible(bool(text))
        self._draw()

    def lines_at(self, width: int) -> int:
        """Return how many lines the sentence takes beside its icon at a width in pixels; 0 without text."""
        return self.label.lines_at(width - self._theme.px(_ICON + _GAP))

    def _draw(self) -> None:
        theme = self._theme
        self._row.setSpacing(theme.px(_GAP))
        if self.text():
            tint = theme.tokens.color(self._color)
            self._icon.setPixmap(theme.icons.pixmap(self._icon_name, tint, theme.px(_ICON), self.devicePixelRatioF()))
