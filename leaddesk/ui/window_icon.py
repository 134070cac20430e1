"""LeadDesk's own icon, drawn from its SVG in the sizes that title bars, task lists and trays ask for.

It is drawn once and after the first paint: nobody waits for it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIDES = (16, 22, 24, 32, 48, 64, 128)
"""Pixels; desktops scale what lies between."""


def window_icon(file: Path) -> QIcon:
    """Returns the icon of an SVG file; an empty one where the file cannot be read."""
    icon = QIcon()
    renderer = QSvgRenderer(str(file))
    if renderer.isValid():
        for side in _SIDES:
            icon.addPixmap(_drawn(renderer, side))
    return icon


def _drawn(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
