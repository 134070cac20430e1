"""The calling clock beside the phone field: state and countdown, end and local time, and what does not agree.

Four lines that are always there, the last two for one text, so nothing moves when a place is found; the tool tip holds
all of it with sources.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain.calling_clock import CallingClock
from leaddesk.domain.calling_words import duration, ending, local_time, local_times, summary
from leaddesk.language import tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.calling_look import NAME, WAITING, WAITING_HINT, look, spoken, tint, tool_tip, warning
from leaddesk.ui.widgets.labels import ElidedLabel

_LINE = 17
_WHY_LINES = 2
_ICON = 14
_GAP = 6


class CallingLine(QWidget):
    """Shows a judged clock; it asks nothing and keeps no time of its own."""

    def __init__(self, theme: Theme) -> None:
        """Builds the line in wait for a place."""
        super().__init__()
        self._theme = theme
        self._clock: CallingClock | None = None
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._state = ElidedLabel(use="label")
        self._when = ElidedLabel(use="hint", ink="text2")
        self._why = ElidedLabel(use="hint", ink="text3", lines=_WHY_LINES)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        stack = QVBoxLayout()
        stack.setSpacing(0)
        for label in (self._state, self._when, self._why):
            stack.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._icon)
        self._row.addLayout(stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(NAME)
        theme.changed.connect(self._draw)
        self.show_clock(None)

    def clock(self) -> CallingClock | None:
        """Returns what is shown."""
        return self._clock

    def show_clock(self, clock: CallingClock | None) -> None:
        """Shows a judged clock, or the wait for a place."""
        self._clock = clock
        if clock is None:
            self._say(WAITING, WAITING_HINT, "")
        else:
            left = f" · {duration(clock.left)}" if clock.left is not None else ""
            self._say(f"{tr_now(clock.state.value)}{left}", _whens(clock)[0], warning(clock) or summary(clock))
        self.setAccessibleDescription(spoken(clock))
        self.setToolTip(tool_tip(clock))
        self._fit()
        self._draw()

    def text(self) -> str:
        """Returns state, time and why in full, a line each."""
        return "\n".join(label.text() for label in (self._state, self._when, self._why))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Says the end and the time in the longest words there is room for: a time is never cut."""
        if self._clock is None:
            return
        room = self.width() - self._theme.px(_ICON + _GAP)
        metrics = self._when.fontMetrics()
        whens = _whens(self._clock)
        self._when.set_text(next((text for text in whens if metrics.horizontalAdvance(text) <= room), whens[-1]))

    def _say(self, state: str, when: str, why: str) -> None:
        self._state.set_text(state)
        self._when.set_text(when)
        self._why.set_text(why)

    def _draw(self) -> None:
        theme, shown = self._theme, look(self._clock)
        restyle(self._state, ink=shown.family)
        restyle(self._why, ink="warn" if self._clock and warning(self._clock) else "text3")
        for label in (self._state, self._when):
            label.setFixedHeight(theme.px(_LINE))
        self._why.setFixedHeight(theme.px(_LINE) * _WHY_LINES)
        self.setFixedHeight(theme.px(_LINE) * (2 + _WHY_LINES))
        self._row.setSpacing(theme.px(_GAP))
        color = theme.tokens.color(tint(shown))
        self._icon.setPixmap(theme.icons.pixmap(shown.icon, color, theme.px(_ICON), self.devicePixelRatioF()))


def _whens(clock: CallingClock) -> tuple[str, ...]:
    """Returns the end and the local time, the longest words first; the end alone last."""
    end = ending(clock)
    said = (" · ".join(part for part in (end, time) if part) for time in (local_times(clock), local_time(clock), ""))
    return tuple(text[:1].upper() + text[1:] for text in said)
