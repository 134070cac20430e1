"""Text that flows over pages: plain text only, laid out line by line, so that no step of it takes long.

It needs no GUI thread, but one thread for all of it. Whatever a text holds, nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPdfWriter, QPen, QTextLayout, QTextOption

from leaddesk.ui.theme.fonts import mono_families, sans_families
from leaddesk.ui.theme.tokens import Paper

_RESOLUTION = 600
_LABEL_MM = 38.0
_HEADER_MM = 14.0


class Style(NamedTuple):
    """How a piece of text looks."""

    points: float
    weight: int = 400
    ink: str = Paper.INK
    mono: bool = False


class Styles(Enum):
    """The type scale of the pages."""

    TITLE = Style(18, 700)
    NUMBER = Style(14, 600)
    SECTION = Style(12, 700)
    PART = Style(10, 600)
    BODY = Style(9)
    STRONG = Style(9, 600)
    LOUD = Style(9, 700, Paper.LOUD)
    LOUD_PART = Style(10, 700, Paper.LOUD)
    LABEL = Style(9, 400, Paper.LABEL)
    RAW = Style(7.5, mono=True)
    HEADER = Style(8, 400, Paper.LABEL)


@dataclass(slots=True)
class _Piece:
    """One line of a laid-out text, or a rule where there is no layout."""

    x: float
    y: float
    layout: QTextLayout | None = None
    line: int = 0
    style: Style = Styles.BODY.value


@dataclass(slots=True)
class _Laid:
    """A text laid out: its lines' heights."""

    layout: QTextLayout
    style: Style
    heights: list[float] = field(default_factory=list)


class Flow:
    """Collects texts onto pages, then draws them with a header on each."""

    def __init__(self, writer: QPdfWriter) -> None:
        """`writer` has its page size and margins already; its resolution is set here."""
        writer.setResolution(_RESOLUTION)
        self._writer = writer
        area = writer.pageLayout().paintRectPixels(_RESOLUTION)
        self._width, self._height = float(area.width()), float(area.height())
        self._top = self.mm(_HEADER_MM)
        self._y = self._top
        self._pages: list[list[_Piece]] = [[]]
        self._fonts: dict[Style, QFont] = {}

    def mm(self, millimetres: float) -> float:
        """Returns a length in dots."""
        return millimetres / 25.4 * _RESOLUTION

    def gap(self, millimetres: float) -> None:
        """Leaves room, none at the top of a page."""
        if self._y > self._top:
            self._y += self.mm(millimetres)

    def section(self, text: str) -> None:
        """Begins a section, never at the foot of a page."""
        self.gap(6)
        self._need(self.mm(22))
        if self._y > self._top:
            self._pages[-1].append(_Piece(0, self._y))
            self._y += self.mm(2)
        self.text(text, Styles.SECTION)
        self.gap(1)

    def part(self, text: str, style: Styles = Styles.PART) -> None:
        """Begins a part of a section, never at the foot of a page."""
        self.gap(3)
        self._need(self.mm(14))
        self.text(text, style)
        self._y += self.mm(0.6)

    def text(self, text: str, style: Styles = Styles.BODY) -> None:
        """Adds a paragraph over the whole width."""
        self._place(self._lay_out(text, style.value, self._width), 0)

    def row(self, label: str, text: str, style: Styles = Styles.BODY) -> None:
        """Adds a field: its name on the left, its text on the right."""
        left = self.mm(_LABEL_MM)
        name = self._lay_out(label, Styles.LABEL.value, left - self.mm(3))
        value = self._lay_out(text, style.value, self._width - left)
        self._need(max(name.heights[0], value.heights[0]))
        page, top = len(self._pages), self._y
        self._place(name, 0)
        if len(self._pages) == page:
            below, self._y = self._y, top
            self._place(value, left)
            if len(self._pages) == page:
                self._y = max(self._y, below)
        else:
            self._place(value, left)
        self._y += self.mm(0.6)

    def draw(self, header: Callable[[int, int], tuple[str, str, str]]) -> None:
        """Draws all pages; `header` gives by page and count what stands above: left, right, and below both."""
        painter = QPainter(self._writer)
        try:
            for number, pieces in enumerate(self._pages, 1):
                if number > 1:
                    self._writer.newPage()
                self._draw_header(painter, *header(number, len(self._pages)))
                for piece in pieces:
                    self._draw(painter, piece)
        finally:
            painter.end()

    def _draw(self, painter: QPainter, piece: _Piece) -> None:
        if piece.layout is None:
            painter.setPen(QPen(QColor(Paper.RULE), self.mm(0.2)))
            painter.drawLine(QPointF(0, piece.y), QPointF(self._width, piece.y))
            return
        painter.setPen(QColor(piece.style.ink))
        piece.layout.lineAt(piece.line).draw(painter, QPointF(piece.x, piece.y))

    def _draw_header(self, painter: QPainter, left: str, right: str, below: str) -> None:
        style = Styles.HEADER.value
        painter.setFont(self._font(style))
        painter.setPen(QColor(style.ink))
        line = self.mm(4.2)
        flags = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, self._width, line), flags | Qt.AlignmentFlag.AlignLeft, left)
        painter.drawText(QRectF(0, 0, self._width, line), flags | Qt.AlignmentFlag.AlignRight, right)
        painter.drawText(QRectF(0, line, self._width, line), flags | Qt.AlignmentFlag.AlignLeft, below)
        self._draw(painter, _Piece(0, 2 * line + self.mm(1)))

    def _lay_out(self, text: str, style: Style, width: float) -> _Laid:
        layout = QTextLayout(text or " ", self._font(style), self._writer)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        laid = _Laid(layout, style)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            laid.heights.append(line.height())
        layout.endLayout()
        return laid

    def _place(self, laid: _Laid, x: float) -> None:
        for index, height in enumerate(laid.heights):
            self._need(height)
            self._pages[-1].append(_Piece(x, self._y, laid.layout, index, laid.style))
            self._y += height

    def _need(self, height: float) -> None:
        if self._y + height > self._height:
            self._pages.append([])
            self._y = self._top

    def _font(self, style: Style) -> QFont:
        if style not in self._fonts:
            font = QFont()
            font.setFamilies(mono_families() if style.mono else sans_families())
            font.setPointSizeF(style.points)
            font.setWeight(QFont.Weight(style.weight))
            font.setFeature(QFont.Tag("calt"), 0)  # a glyph in another's place cannot be copied out as text
            self._fonts[style] = font
        return self._fonts[style]
