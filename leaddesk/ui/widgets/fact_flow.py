"""Label and value pairs that flow like words and wrap; one painted widget, however many pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.plaintext import marked

LINE_HEIGHT = 20
"""Pixels at 100 % from one line of facts to the next."""

_LABEL_GAP = 8
_PAIR_GAP = 16


class Fact(NamedTuple):
    """One pair; ``family`` colours the value, for instance ``warn``; ``key`` finds its explanation."""

    label: str
    value: str
    family: str = ""
    key: str = ""


class FactFlow(QWidget):
    """Facts as plain text; the accessible description reads them in order."""

    def __init__(self, theme: Theme, name: str = "Facts") -> None:
        super().__init__()
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._placed: dict[int, list[tuple[QRect, QRect]]] = {}
        """The places at the widths asked for: a layout asks many times for each time it paints."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        theme.changed.connect(self._restart)
        self._restart()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts, control and direction characters marked."""
        self._facts = tuple(Fact(marked(f.label), marked(f.value), f.family, f.key) for f in facts)
        self._placed.clear()
        self.setAccessibleDescription(spoken(self._facts))
        self.updateGeometry()
        self.update()

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts as they are shown."""
        return self._facts

    def fact_at(self, place: QPoint) -> Fact | None:
        """Return the fact whose label or value is at a place in the widget."""
        for fact, rects in zip(self._facts, self._places(self.width()), strict=True):
            if any(rect.contains(place) for rect in rects):
                return fact
        return None

    def lines_at(self, width: int) -> int:
        """Return how many lines the facts take at a width in pixels."""
        return -(-self.heightForWidth(width) // self._theme.px(LINE_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._facts:
            return 0
        _, last = self._places(width)[-1]
        return last.top() + max(last.height(), self._theme.px(LINE_HEIGHT))

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(240))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(LINE_HEIGHT) if self._facts else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        line = self._theme.px(LINE_HEIGHT)
        painter.setClipRect(0, 0, self.width(), self.height() // line * line)  # whole lines or none
        places = self._places(self.width())
        for fact, (label, value) in zip(self._facts, places, strict=True):
            painter.setFont(self._label_font)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(label, middle, fact.label)
            painter.setFont(self._value_font)
            painter.setPen(self._theme.color(f"{fact.family}.text" if fact.family else "text"))
            wrapped = self._wrapping(fact.value, value.width()) if value.height() > line else Qt.TextFlag.TextSingleLine
            painter.drawText(value, int(middle) | wrapped, fact.value)

    def _wrapping(self, text: str, width: int) -> Qt.TextFlag:
        """Between words, unless one of them alone is too long for a line."""
        metrics = QFontMetrics(self._value_font)
        fits = all(metrics.horizontalAdvance(word) <= width for word in text.split())
        return Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere

    def _restart(self) -> None:
        self._label_font = self._theme.font("hint")
        self._value_font = self._theme.font("label")
        self._placed.clear()
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> list[tuple[QRect, QRect]]:
        """Return where each label and value goes; a value too long for a line wraps below itself."""
        if width not in self._placed:
            self._placed[width] = self._place(width)
        return self._placed[width]

    def _place(self, width: int) -> list[tuple[QRect, QRect]]:
        px = self._theme.px
        labels, values = QFontMetrics(self._label_font), QFontMetrics(self._value_font)
        line, left, top = px(LINE_HEIGHT), 0, 0
        places: list[tuple[QRect, QRect]] = []
        for fact in self._facts:
            label_width = labels.horizontalAdvance(fact.label) + 1
            value_width = values.horizontalAdvance(fact.value) + 1
            value_left = label_width + px(_LABEL_GAP)
            if left and left + value_left + value_width > width:
                left, top = 0, top + line
            room = max(1, width - left - value_left)
            height = line
            if value_width > room:
                flag = self._wrapping(fact.value, room)
                bounds = values.boundingRect(QRect(0, 0, room, 1 << 16), flag, fact.value)
                value_width, height = room, max(1, -(-bounds.height() // line)) * line  # whole lines are painted
            value = QRect(left + value_left, top, value_width, height)
            places.append((QRect(left, top, label_width, line), value))
            left += value_left + value_width + px(_PAIR_GAP)
            top += height - line
        return places


def spoken(facts: Sequence[Fact]) -> str:
    """Return facts as a sentence for a screen reader."""
    return ", ".join(f"{fact.label} {fact.value}".strip() for fact in facts)
