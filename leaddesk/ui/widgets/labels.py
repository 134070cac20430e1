"""Labels that show text as it is: never rich text, never cut without the full text in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.plaintext import marked


def plain_label(text: str = "", *, use: str = "body", ink: str = "text", parent: QWidget | None = None) -> QLabel:
    """Return a label that interprets nothing in its text, in a use of the type scale and a colour role."""
    label = QLabel(parent)
    as_plain(label, use, ink)
    label.setText(text)
    return label


def as_plain(label: QLabel, use: str = "body", ink: str = "text") -> None:
    """Make an existing label show plain text in a use of the type scale and a colour role."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setProperty("type", use)
    label.setProperty("ink", ink)


class ElidedLabel(QLabel):
    """Plain text on at most so many lines; what does not fit ends in "…" and stands in the tool tip.

    ``text()`` and the accessible name are always the full text.
    """

    def __init__(self, text: str = "", *, use: str = "body", ink: str = "text", lines: int = 1) -> None:
        super().__init__()
        as_plain(self, use, ink)
        self._lines = lines
        self._laid: dict[tuple[str, str, int, int], list[tuple[int, str]]] = {}
        """Lines by font, text, width and limit: a layout asks many times for each time it paints."""
        self._describes_itself = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text, control and direction characters marked."""
        self._laid.clear()
        self.setText(marked(text))
        self._explain()

    def set_lines(self, lines: int) -> None:
        """Allow another number of lines."""
        if lines == self._lines:
            return
        self._lines = lines
        self.updateGeometry()
        self._explain()
        self.update()

    def lines(self) -> int:
        """Return the number of lines allowed."""
        return self._lines

    def lines_at(self, width: int) -> int:
        """Return how many lines the whole text takes at a width in pixels; 0 when there is no text."""
        return len(self._layout_lines(width, 1 << 16)) if self.text() else 0

    def fits(self) -> bool:
        """Tell whether the whole text is in view at the present width."""
        return len(self._layout_lines(self.contentsRect().width(), self._lines + 1)) <= self._lines

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(metrics.averageCharWidth() * 6, self.sizeHint().width()), metrics.lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._layout_lines(width, self._lines))) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        rect, metrics = self.contentsRect(), self.fontMetrics()
        lines = self._layout_lines(rect.width(), self._lines + 1)
        if len(lines) > self._lines:
            rest = self.text()[lines[self._lines - 1][0] :]
            cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            lines = [*lines[: self._lines - 1], (0, cut)]
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        spacing = metrics.lineSpacing()
        top = rect.top()
        if not self.alignment() & Qt.AlignmentFlag.AlignTop:
            top += max(0, (rect.height() - spacing * len(lines)) // 2)
        flags = (self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask) | Qt.AlignmentFlag.AlignTop
        for number, (_, line) in enumerate(lines):
            line_rect = QRect(rect.left(), top + number * spacing, rect.width(), spacing)
            painter.drawText(line_rect, int(flags) | Qt.TextFlag.TextSingleLine, line)

    def _layout_lines(self, width: int, limit: int) -> list[tuple[int, str]]:
        """Return start and text of the first lines at a width, no more than the limit."""
        key = self.font().key(), self.text(), width, limit
        if key not in self._laid:
            self._laid[key] = self._lay_lines(width, limit)
        return self._laid[key]

    def _lay_lines(self, width: int, limit: int) -> list[tuple[int, str]]:
        text = self.text()
        if self.fontMetrics().horizontalAdvance(text) <= width:
            return [(0, text)]
        layout = QTextLayout(text, self.font())
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
            lines.append((start, text[start : start + line.textLength()].rstrip()))
        layout.endLayout()
        return lines

    def _explain(self) -> None:
        fits = self.fits()
        self.setToolTip("" if fits else _as_tooltip(self.text()))
        if self._describes_itself or not self.accessibleDescription():
            # A screen reader would be given the tool tip's markup instead.
            self._describes_itself = not fits
            self.setAccessibleDescription("" if fits else self.text())


def _as_tooltip(text: str) -> str:
    """Return text that a tool tip shows literally; Qt guesses rich text there and cannot be told not to."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


class Chip(QFrame):
    """A small bordered word, 24 pixels high, with an icon where it belongs to a verdict family."""

    def __init__(self, theme: Theme, text: str, *, family: str = "", icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._text = plain_label(use="label")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text)
        self._icon.setVisible(bool(icon))  # only now: shown without a parent it would be a window of its own
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("surface", "chip")
        self.set_chip(text, family)
        theme.changed.connect(self._draw)

    def set_chip(self, text: str, family: str = "") -> None:
        """Show another word in a verdict family, or in none."""
        self._text.setText(marked(text))
        restyle(self, family=family)
        restyle(self._text, ink=family or "text")
        self._draw()

    def _draw(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(24))
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(4))
        if self._icon_name:
            family = self.property("family")
            color = self._theme.tokens.color(f"{family}.text" if family else "text2")
            pixmap = self._theme.icons.pixmap(self._icon_name, color, px(12), self.devicePixelRatioF())
            self._icon.setPixmap(pixmap)
