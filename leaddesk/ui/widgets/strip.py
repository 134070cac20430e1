"""The line along the top of the window that says which environment it writes to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Environment

_SOLID_HEIGHT = 4
_HATCHED_HEIGHT = 6
_STRIPE = 8


class EnvironmentStrip(QWidget):
    """Solid for production and test, hatched for practice, so that practice shows without colour too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._environment: Environment = "production"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_environment("production")
        theme.changed.connect(self._fit)

    def set_environment(self, environment: Environment) -> None:
        """Wear an environment's colour."""
        self._environment = environment
        self._fit()

    def _fit(self) -> None:
        height = _HATCHED_HEIGHT if self._environment == "practice" else _SOLID_HEIGHT
        self.setFixedHeight(self._theme.px(height))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._environment}.fill"))
        painter.drawRect(self.rect())  # fillRect would make the words of gradients first, 2 ms of the start
        if self._environment != "practice":
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("surface"))
        painter.setBrush(self._theme.color("surface"))
        stripe, height = self._theme.px(_STRIPE), self.height()
        for left in range(-height, self.width() + height, 2 * stripe):
            half = stripe // 2
            corners = [(left, height), (left + height, 0), (left + height + half, 0), (left + half, height)]
            painter.drawPolygon(QPolygon([QPoint(x, y) for x, y in corners]))
