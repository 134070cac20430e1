"""Rounded frames and icons painted by hand: a style sheet would look at the widget anew with each change of state."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.lines import Lines
from leaddesk.ui.widgets.sides import from_right

RADIUS = 6
WARNING_ICON, WARNING_GAP = 14, 6
_FOCUS = 2
_DASHES = (3.0, 2.0)


def edge(theme: Theme) -> int:
    """Return the width in pixels of a frame's line."""
    return max(1, theme.px(theme.tokens.border))


def focus_edge(theme: Theme) -> int:
    """Return the width in pixels of a frame's line around what has the focus."""
    return max(1, theme.px(_FOCUS))


def dashed(theme: Theme, role: str, width: float) -> QPen:
    """Return the pen for what waits or is silent; a style sheet's dashes are too long for small frames."""
    pen = QPen(theme.color(role), width)
    pen.setDashPattern(_DASHES)
    return pen


def paint_frame(
    painter: QPainter, theme: Theme, rect: QRect, fill: QColor | None, pen: QPen, radius: float = RADIUS
) -> None:
    """Fill a rectangle with round corners and draw its line inside."""
    half = pen.widthF() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    round_by = max(0.0, theme.px(radius) - half)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), round_by, round_by)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_waiting(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Paint the dashed frame of a place where something will stand."""
    paint_frame(painter, theme, rect, theme.color("surface"), dashed(theme, "edge", edge(theme)))


def paint_icon(
    painter: QPainter, theme: Theme, place: QRect, icon: str, ink: str, size: int, stroke: float = 2.0
) -> None:
    """Paint an icon of ``size`` pixels at 100 % into the middle of a place."""
    side, dpr = theme.px(size), painter.device().devicePixelRatio()
    pixmap = theme.icons.pixmap(icon, theme.tokens.color(ink), side, dpr, stroke)
    left = place.left() + (place.width() - side) // 2
    painter.drawPixmap(left, place.top() + (place.height() - side) // 2, pixmap)


def paint_warning(painter: QPainter, theme: Theme, place: QRect, text: Lines, limit: int, ink: str) -> None:
    """Paint a warning sign and, in the place beside it, so many lines of text."""
    side, gap = theme.px(WARNING_ICON), theme.px(WARNING_GAP)
    left = place.right() + 1 + gap if from_right() else place.left() - gap - side
    icon = QRect(left, place.top(), side, place.height())
    paint_icon(painter, theme, icon, "triangle-alert", ink, WARNING_ICON)
    text.paint(painter, place, limit, theme.color(ink), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
