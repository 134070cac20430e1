"""Label and value pairs that flow like words and wrap; one painted widget, however many pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import from_right, placed

LINE_HEIGHT = 20
"""Pixels at 100 % from one line of facts to the next."""

LONGEST = 1_000
"""Characters of a label or a value that are shown: a longer one would fill the screen; all of it is under *Raw*."""
_LABEL_GAP = 8
_PAIR_GAP = 16


class Fact(NamedTuple):
    """One pair; ``family`` colours the value, for instance ``warn``; ``key`` finds its explanation."""

    label: str
    value: str
    family: str = ""
    key: str = ""


class FactLines:
    """Facts laid out in a width; each text is measured once, and labels again only in another font."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._widths: list[tuple[int, int]] | None = None
        self._label_widths: dict[str, int] = {}
        self._placed: dict[int, list[tuple[QRect, QRect]]] = {}
        """The places at the widths asked for: a layout asks many times for each time it paints."""
        self.restart()

    def restart(self) -> None:
        """Measure anew, in the fonts of the present zoom."""
        self._label_font = self._theme.font("hint")
        self._value_font = self._theme.font("label")
        self._labels, self._values = QFontMetrics(self._label_font), QFontMetrics(self._value_font)
        self._label_widths.clear()
        self._widths = None
        self._placed.clear()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Take other facts, control and direction characters marked."""
        self._facts = tuple(Fact(marked(tr_now(f.label[:LONGEST])), _cut(f.value), f.family, f.key) for f in facts)
        self._widths = None
        self._placed.clear()

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts as they are shown."""
        return self._facts

    def at(self, place: QPoint, width: int) -> Fact | None:
        """Return the fact whose label or value is at a place in a width."""
        for fact, rects in zip(self._facts, self.places(width), strict=True):
            if any(rect.contains(place) for rect in rects):
                return fact
        return None

    def lines(self, width: int) -> int:
        """Return how many lines the facts take at a width in pixels."""
        return -(-self.height(width) // self._theme.px(LINE_HEIGHT))

    def height(self, width: int) -> int:
        """Return the height in pixels the facts take at a width."""
        if not self._facts:
            return 0
        _, last = self.places(width)[-1]
        return last.top() + max(last.height(), self._theme.px(LINE_HEIGHT))

    def paint(self, painter: QPainter, rect: QRect, exposed: QRect) -> None:
        """Paint the lines that fit into a rectangle, whole lines or none, as far as they are exposed."""
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        plain = int(middle) | Qt.TextFlag.TextSingleLine
        theme, line = self._theme, self._theme.px(LINE_HEIGHT)
        top, bottom = exposed.top() - rect.top(), min(rect.height(), exposed.bottom() + 1 - rect.top())
        label_ink, value_ink = theme.color("text2"), theme.color("text")
        painter.save()
        painter.translate(rect.topLeft())
        painter.setClipRect(0, 0, rect.width(), rect.height() // line * line)
        for fact, (label, value) in zip(self._facts, self.places(rect.width()), strict=True):
            if label.top() >= bottom or value.bottom() < top:
                continue
            painter.setFont(self._label_font)
            painter.setPen(label_ink)
            painter.drawText(label, middle, fact.label)
            painter.setFont(self._value_font)
            painter.setPen(theme.color(f"{fact.family}.text") if fact.family else value_ink)
            if value.height() <= line:
                painter.drawText(value, plain, fact.value)
                continue
            # The first line stands beside the label, as that of a short value does.
            lines = value.adjusted(0, (line - self._values.height()) // 2, 0, 0)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            painter.drawText(lines, flags | self._wrapping(fact.value, value.width()), fact.value)
        painter.restore()

    def places(self, width: int) -> list[tuple[QRect, QRect]]:
        """Return where each label and value goes; a value too long for a line wraps below itself."""
        if width not in self._placed:
            self._placed[width] = self._place(width)
        return self._placed[width]

    def _wrapping(self, text: str, width: int) -> Qt.TextFlag:
        """Between words, unless one of them alone is too long for a line."""
        fits = all(self._values.horizontalAdvance(word) <= width for word in text.split())
        return Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere

    def _place(self, width: int) -> list[tuple[QRect, QRect]]:
        px = self._theme.px
        line, label_gap, pair_gap, left, top = px(LINE_HEIGHT), px(_LABEL_GAP), px(_PAIR_GAP), 0, 0
        places: list[tuple[QRect, QRect]] = []
        for fact, (label_width, whole_width) in zip(self._facts, self._measured(), strict=True):
            value_left = label_width + label_gap
            if left and left + value_left + whole_width > width:
                left, top = 0, top + line
            room = max(1, width - left - value_left)
            value_width, height = whole_width, line
            if value_width > room:
                flag = self._wrapping(fact.value, room)
                bounds = self._values.boundingRect(QRect(0, 0, room, 1 << 16), flag, fact.value)
                value_width, height = room, max(1, -(-bounds.height() // line)) * line  # whole lines are painted
            value = QRect(left + value_left, top, value_width, height)
            places.append((QRect(left, top, label_width, line), value))
            left += value_left + value_width + pair_gap
            top += height - line
        if from_right():
            whole = QRect(0, 0, width, top + line)
            return [(placed(whole, label), placed(whole, value)) for label, value in places]
        return places

    def _measured(self) -> list[tuple[int, int]]:
        """Return the widths of each label and value; labels are mostly the same from answer to answer."""
        if self._widths is None:
            known, advance = self._label_widths, self._values.horizontalAdvance
            labels = {f.label: known.get(f.label) or self._labels.horizontalAdvance(f.label) + 1 for f in self._facts}
            self._widths = [(labels[fact.label], advance(fact.value) + 1) for fact in self._facts]
            self._label_widths = labels or known
        return self._widths


def _cut(value: str) -> str:
    return marked(value) if len(value) <= LONGEST else f"{marked(value[:LONGEST])}…"


class FactFlow(QWidget):
    """Facts as plain text; the accessible description reads them in order."""

    def __init__(self, theme: Theme, name: str = tr("Facts")) -> None:
        super().__init__()
        self._theme = theme
        self._lines = FactLines(theme)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        theme.changed.connect(self._restart)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts, control and direction characters marked."""
        before = self.facts()
        self._lines.set_facts(facts)
        if self.facts() != before:
            self.setAccessibleDescription(spoken(self.facts()))
            self.updateGeometry()
            self.update()

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts as they are shown."""
        return self._lines.facts()

    def fact_at(self, place: QPoint) -> Fact | None:
        """Return the fact whose label or value is at a place in the widget."""
        return self._lines.at(place, self.width())

    def places(self, width: int) -> list[tuple[QRect, QRect]]:
        """Return where each label and value goes at a width."""
        return self._lines.places(width)

    def lines_at(self, width: int) -> int:
        """Return how many lines the facts take at a width in pixels."""
        return self._lines.lines(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines.height(width)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(240))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(LINE_HEIGHT) if self.facts() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lines.paint(QPainter(self), self.rect(), event.rect())

    def _restart(self) -> None:
        self._lines.restart()
        self.updateGeometry()
        self.update()


def spoken(facts: Sequence[Fact]) -> str:
    """Return facts as a sentence for a screen reader."""
    return ", ".join(f"{fact.label} {fact.value}".strip() for fact in facts)
