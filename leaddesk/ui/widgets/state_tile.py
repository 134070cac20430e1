"""The 36-pixel tile of a check: filled is blocked, outlined is answered, dashed is silence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import StateLook

_SIDE = 36
_ICON = 22
_FILL_STROKE = 2.25
_RADIUS = 6
_DASH_WIDTH = 1.6
_DASHES = (3.0, 2.0)


class StateTile(QLabel):
    """The tile of one state; without a state it waits, faintly."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: StateLook | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.changed.connect(self._draw)
        self._draw()

    def set_look(self, look: StateLook | None) -> None:
        """Show a state, or None for the wait before it."""
        self._look = look
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._look is not None and self._look.tile != "dashed":
            return
        # A style sheet's dashes are too long for so small a frame: four corners would be left of it.
        theme = self._theme
        width = theme.px(_DASH_WIDTH)
        pen = QPen(theme.color("unknown.text" if self._look else "edge"), width)
        pen.setDashPattern(_DASHES)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.px(_RADIUS), theme.px(_RADIUS))

    def _draw(self) -> None:
        theme, look = self._theme, self._look
        if look is None:
            tile, icon, color, stroke = "dashed", "circle-dashed", "text3", 2.0
        else:
            filled = look.tile == "filled"
            tile = "dashed" if look.tile == "dashed" else f"{look.family}-{look.tile}"
            icon, color = look.icon, f"{look.family}.{'on' if filled else 'text'}"
            stroke = _FILL_STROKE if filled else 2.0
        restyle(self, tile=tile)
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))
        dpr = self.devicePixelRatioF()
        self.setPixmap(theme.icons.pixmap(icon, theme.tokens.color(color), theme.px(_ICON), dpr, stroke))
