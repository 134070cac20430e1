"""Makes the icon files of Windows and macOS out of LeadDesk's SVG, when a package is made: neither lies in the source.

The form of an .ico is Microsoft's, of an .icns Apple's; both hold pictures of fixed sizes, here PNG. Only the small
ones of Windows are bitmaps: some of its windows read nothing else below 256 pixels.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

WINDOWS, MACOS = "leaddesk.ico", "leaddesk.icns"
_ICO_SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
_ICNS_SIDES = {
    b"ic11": 32,  # 16 points on a screen of double density, and so on
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""Apple's names of the sizes that take a PNG, in the order in which Apple's own tool writes them."""
_APPLES_SHARE = 0.8
"""Of its square an icon of macOS fills so much: 824 of 1024 points, in Apple's template."""
_LARGE = 256


def write(svg: Path, folder: Path) -> None:
    """Writes both files into the folder; raises SystemExit for an SVG that cannot be drawn."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise SystemExit(f"The icon cannot be drawn: {svg}")
    (folder / WINDOWS).write_bytes(_ico(lambda side: _drawn(renderer, side)))
    (folder / MACOS).write_bytes(_icns(lambda side: _drawn(renderer, side, _APPLES_SHARE)))


def _drawn(renderer: QSvgRenderer, side: int, share: float = 1.0) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    gap = side * (1 - share) / 2
    renderer.render(painter, QRectF(gap, gap, side - 2 * gap, side - 2 * gap))
    painter.end()
    return image


def _ico(drawn: Callable[[int], QImage]) -> bytes:
    """Returns a directory of 16 bytes a picture, then the pictures; a side of 256 is written as 0."""
    pictures = [_png(drawn(side)) if side >= _LARGE else _bitmap(drawn(side)) for side in _ICO_SIDES]
    at = 6 + 16 * len(pictures)
    entries = b""
    for side, picture in zip(_ICO_SIDES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", side % _LARGE, side % _LARGE, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def _bitmap(image: QImage) -> bytes:
    """Returns a picture as a bitmap of an .ico: blue, green, red, alpha from the lowest row up, then an empty mask.

    The head counts the rows of colours and those of the mask together.
    """
    side = image.width()
    upside_down = image.flipped(Qt.Orientation.Vertical)
    mask = bytes((side + 31) // 32 * 4) * side
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, side * side * 4 + len(mask), 0, 0, 0, 0)
    return head + bytes(upside_down.constBits()) + mask


def _icns(drawn: Callable[[int], QImage]) -> bytes:
    """Returns pictures behind their names and lengths, all numbers with the highest byte first."""
    pictures = [(name, _png(drawn(side))) for name, side in _ICNS_SIDES.items()]
    body = b"".join(name + struct.pack(">I", len(picture) + 8) + picture for name, picture in pictures)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise SystemExit("Qt cannot write a PNG.")
    return bytes(data.data())
