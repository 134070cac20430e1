"""Icons by name, drawn from the SVG folder the app hands in and tinted to any colour.

Every name the window uses is checked when the set is opened, so a missing file shows at start, not at
the first verdict. Files are read, and pixmaps made, only when first asked for.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# fmt: off
ICON_NAMES = frozenset(
    {
        "phone", "square-pen", "search", "messages-square", "history", "plug", "send", "plus", "braces", "book-open",
        "pin", "pin-off", "clipboard-copy", "file-check-2", "refresh-cw", "save", "trash-2", "copy-plus",
        "eye", "eye-off", "x", "check", "circle-check", "copy", "unplug", "circle-x", "circle-question-mark",
        "triangle-alert", "octagon-x", "map-pin-off", "clock-alert", "circle-dashed", "file-question-mark",
        "gavel", "clock", "link", "lock", "lock-open", "key-round", "wifi-off", "loader-circle", "info",
        "graduation-cap", "command", "chevron-down", "chevron-right", "chevron-up", "arrow-right",
        "upload", "download", "settings-2", "play", "pause", "circle-play", "circle-pause", "calendar-clock",
        "chevron-left", "phone-off", "bookmark", "columns-3", "fingerprint",
    }
)
# fmt: on
"""Every icon the window may ask for."""
_DIRECTED = frozenset(("arrow-right", "chevron-right", "send"))
"""Icons that point onwards: to the left where one reads from right to left."""


class MissingIconError(LookupError):
    """An icon is not in the set or not in the folder."""


class Icons:
    """The icon set of one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the set; MissingIconError names the files that the folder lacks."""
        missing = ICON_NAMES - {path.stem for path in folder.glob("*.svg")}
        if missing:
            raise MissingIconError(f"{folder} has no icon {', '.join(sorted(missing))}")
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._shapes: dict[tuple[str, int, float], QPixmap] = {}
        """Each icon as it is drawn, before its colour, by name, pixels and stroke."""
        self._pixmaps: dict[tuple[str, str, int, float, float], QPixmap] = {}

    def svg(self, name: str, color: str, stroke: float = 2.0) -> bytes:
        """Return the SVG of an icon in one colour, with strokes of the given width in 24ths of its size."""
        if name not in ICON_NAMES:
            raise MissingIconError(f"there is no icon {name!r}")
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        tinted = self._sources[name].replace("currentColor", color)
        return tinted.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()

    def pixmap(self, name: str, color: str, size: int, dpr: float = 1.0, stroke: float = 2.0) -> QPixmap:
        """Return the icon as a pixmap of ``size`` logical pixels, sharp at the device pixel ratio."""
        key = (name, color, size, dpr, stroke)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def icon(
        self,
        name: str,
        color: str,
        size: int,
        *,
        selected: str | None = None,
        disabled: str | None = None,
        gap: int = 0,
    ) -> QIcon:
        """Return the icon for buttons and cells, with its own pixmaps for selected and disabled.

        ``gap`` is empty space after it in logical pixels: Qt leaves too little between icon and word.
        """
        modes = {
            QIcon.Mode.Normal: color,
            QIcon.Mode.Active: color,
            QIcon.Mode.Selected: selected or color,
            QIcon.Mode.Disabled: disabled or color,
        }
        icon = QIcon()
        for mode, tint in modes.items():
            for dpr in sharp_scales():
                icon.addPixmap(_widened(self.pixmap(name, tint, size, dpr), gap), mode)
        return icon

    def _draw(self, name: str, color: str, size: int, dpr: float, stroke: float) -> QPixmap:
        side = round(size * dpr)
        pixmap = self._shape(name, side, stroke).copy()
        painter = QPainter(pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawRect(0, 0, side, side)
        painter.end()
        pixmap.setDevicePixelRatio(dpr)
        return pixmap

    def _shape(self, name: str, side: int, stroke: float) -> QPixmap:
        """Return an icon in black; colouring one that is drawn takes a tenth of drawing it."""
        key = (name, side, stroke)
        if key not in self._shapes:
            renderer = QSvgRenderer(QByteArray(self.svg(name, "black", stroke)))
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            if name in _DIRECTED and _from_right():
                painter.translate(side, 0)
                painter.scale(-1, 1)
            renderer.render(painter, QRectF(0, 0, side, side))
            painter.end()
            self._shapes[key] = pixmap
        return self._shapes[key]


def sharp_scales() -> tuple[float, ...]:
    """Return the device pixel ratios at which icons are drawn now: those of the screens that are there."""
    return tuple(sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}))


def _from_right() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _widened(pixmap: QPixmap, gap: int) -> QPixmap:
    """Return the pixmap with empty space after it."""
    if not gap:
        return pixmap
    dpr = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * dpr), pixmap.height())
    wide.setDevicePixelRatio(dpr)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(gap if _from_right() else 0, 0, pixmap)
    painter.end()
    return wide
