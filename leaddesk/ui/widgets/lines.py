"""One text in one font, broken into the lines of a width; what does not fit ends in "…".

Nothing is interpreted in the text. It is laid out once for each width: a layout asks many times for each painting.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

_ALL = 1 << 16
LONGEST = 4_000
"""Characters of a text that are laid out: more of them hold up the window, and nobody reads them here."""


class Lines:
    """Measures and paints; the caller marks control characters."""

    def __init__(self, text: str, font: QFont) -> None:
        self.text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        self.metrics = QFontMetrics(font)
        self.spacing = self.metrics.lineSpacing()
        self._font = font
        self._advance: int | None = None
        self._laid: dict[tuple[int, int], list[tuple[int, str]]] = {}

    def advance(self) -> int:
        """Return the width in pixels of the text on one line."""
        if self._advance is None:
            self._advance = self.metrics.horizontalAdvance(self.text)
        return self._advance

    def at(self, width: int, limit: int = _ALL) -> int:
        """Return how many lines the text takes at a width in pixels, no more than the limit; 0 without text."""
        return len(self._lay(width, limit)) if self.text else 0

    def broken(self, width: int) -> tuple[str, ...]:
        """Return the lines of the text at a width in pixels."""
        return tuple(line for _, line in self._lay(width, _ALL))

    def fits(self, width: int, limit: int) -> bool:
        """Tell whether so many lines of a width hold the whole text."""
        return self.at(width, limit + 1) <= limit

    def paint(self, painter: QPainter, rect: QRect, limit: int, ink: QColor, alignment: Qt.AlignmentFlag) -> None:
        """Paint so many lines into a rectangle, in its middle unless the alignment says top."""
        lines = [line for _, line in self._lay(rect.width(), limit + 1)]
        if len(lines) > limit:
            rest = self.text[self._lay(rect.width(), limit + 1)[limit - 1][0] :]
            lines[limit - 1 :] = [self.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())]
        top = rect.top()
        if not alignment & Qt.AlignmentFlag.AlignTop:
            top += max(0, (rect.height() - self.spacing * len(lines)) // 2)
        flags = (alignment & Qt.AlignmentFlag.AlignHorizontal_Mask) | Qt.AlignmentFlag.AlignTop
        painter.setFont(self._font)
        painter.setPen(ink)
        for number, line in enumerate(lines):
            place = QRect(rect.left(), top + number * self.spacing, rect.width(), self.spacing)
            painter.drawText(place, int(flags) | Qt.TextFlag.TextSingleLine, line)

    def _lay(self, width: int, limit: int) -> list[tuple[int, str]]:
        """Return start and text of the first lines at a width, no more than the limit."""
        if self.advance() <= width:
            return [(0, self.text)]
        key = width, limit
        if key not in self._laid:
            self._laid[key] = self._break(width, limit)
        return self._laid[key]

    def _break(self, width: int, limit: int) -> list[tuple[int, str]]:
        layout = QTextLayout(self.text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[tuple[int, str]] = []
        while len(lines) < limit:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
            start = line.textStart()
            lines.append((start, self.text[start : start + line.textLength()].rstrip()))
        layout.endLayout()
        return lines
