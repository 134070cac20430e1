"""The 36-pixel tile of a check: filled is blocked, outlined is answered, dashed is silence."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import StateLook
from leaddesk.ui.widgets.frames import RADIUS, dashed, edge, paint_frame, paint_icon

SIDE = 36
_ICON = 22
_FILL_STROKE = 2.25
_DASH_WIDTH = 1.6


def paint_tile(painter: QPainter, theme: Theme, place: QRect, look: StateLook | None) -> None:
    """Paint the tile of a state; without a state it waits, faintly."""
    if look is None:
        icon, ink, stroke = "circle-dashed", "text3", 2.0
    else:
        filled = look.tile == "filled"
        icon, ink, stroke = look.icon, f"{look.family}.{'on' if filled else 'text'}", _FILL_STROKE if filled else 2.0
    if look is None or look.tile == "dashed":
        pen = dashed(theme, "unknown.text" if look else "edge", theme.px(_DASH_WIDTH))
        paint_frame(painter, theme, place, None, pen, RADIUS + _DASH_WIDTH / 2)
    elif look.tile == "filled":
        fill = theme.color(f"{look.family}.fill")
        paint_frame(painter, theme, place, fill, QPen(fill, edge(theme)))
    else:
        line = QPen(theme.color(f"{look.family}.edge"), edge(theme))
        paint_frame(painter, theme, place, theme.color(f"{look.family}.tint"), line)
    paint_icon(painter, theme, place, icon, ink, _ICON, stroke)
