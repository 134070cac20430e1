"""A place of the rail that this version does not have yet, said as such."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label


class EmptyPlace(QWidget):
    """Says that the place comes with a later version, and does nothing else."""

    def __init__(self, theme: Theme, name: str, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = plain_label(f"{name} is not in this version", use="even")
        self._text = plain_label("It comes with a later one. Enter lead, History and Profiles work today.", ink="text2")
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        for label in (self._icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        color = self._theme.tokens.color("text3")
        self._icon.setPixmap(
            self._theme.icons.pixmap(self._icon_name, color, self._theme.px(48), self.devicePixelRatioF())
        )
