"""The calling clock of *Check number*: place and local time, state with its end, the day as a bar, and why.

It has no frame of its own: it stands in the card of the phone field. Its height is the same in every state.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain.calling_clock import CallingClock
from leaddesk.domain.calling_words import headline, local_times, summary
from leaddesk.language import tr
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.calling_look import NAME, WAITING, WAITING_HINT, look, spoken, tint, tool_tip, warning
from leaddesk.ui.widgets.day_bar import DayBar
from leaddesk.ui.widgets.labels import ElidedLabel

_LINE = 18
_ICON = 16


class CallingCard(QWidget):
    """Shows a judged clock; it asks nothing and keeps no time of its own."""

    def __init__(self, theme: Theme) -> None:
        """Builds the card in wait for a place."""
        super().__init__()
        self._theme = theme
        self._clock: CallingClock | None = None
        self._icon = QLabel()
        self._state = ElidedLabel(use="heading")
        self._time = ElidedLabel(use="body")
        self._bar = DayBar(theme)
        self._why = ElidedLabel(use="hint", ink="text3", lines=2)
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self._state, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._time)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._why)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
            self._bar.set_day((), None)
        else:
            why = " ".join(part for part in (warning(clock), summary(clock)) if part)
            self._say(headline(clock), local_times(clock) or tr("Local time not known"), why)
            local = clock.times[0].local if clock.times else None
            self._bar.set_day(clock.windows, local.hour * 60 + local.minute if local else None)
        self.setAccessibleDescription(spoken(clock))
        self.setToolTip(tool_tip(clock))
        self._draw()

    def text(self) -> str:
        """Returns the words in full, as they are seen."""
        return "\n".join(label.text() for label in (self._state, self._time, self._why))

    def _say(self, state: str, time: str, why: str) -> None:
        self._state.set_text(state)
        self._time.set_text(time)
        self._why.set_text(why)

    def _draw(self) -> None:
        theme, shown = self._theme, look(self._clock)
        px = theme.px
        restyle(self._state, ink=shown.family)
        restyle(self._why, ink="warn" if self._clock and warning(self._clock) else "text3")
        self._head.setSpacing(px(6))
        self._column.setSpacing(px(4))
        self._state.setFixedHeight(px(_LINE))
        self._time.setFixedHeight(px(_LINE))
        self._why.setFixedHeight(px(_LINE) * 2)
        color = theme.tokens.color(tint(shown))
        self._icon.setPixmap(theme.icons.pixmap(shown.icon, color, px(_ICON), self.devicePixelRatioF()))
