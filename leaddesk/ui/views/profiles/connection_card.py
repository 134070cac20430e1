"""The seat under the profile's fields where *Test connection* says what it showed.

The seat is there from the start and the last thing in its column, so nothing moves when it fills.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain.connection import Reach
from leaddesk.domain.vendor import ONE_QUESTION
from leaddesk.language import tr, tr_now
from leaddesk.services.try_connection import ConnectionResult
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.plaintext import marked

HEIGHT = 132
"""Pixels at 100 % that the seat keeps free: the longest of our own sentences in the narrowest editor."""

_LINES = 10


class _Look(NamedTuple):
    plate: str
    family: str
    icon: str


_IDLE = _Look("dashed", "", "plug")
_RUNNING = _Look("neutral-quiet", "neutral", "loader-circle")
_LOOKS = {
    Reach.PROVEN: _Look("ok-quiet", "ok", "circle-check"),
    Reach.UNPROVEN: _Look("warn-quiet", "warn", "triangle-alert"),
    Reach.FAILED: _Look("danger-quiet", "danger", "circle-x"),
}


class ConnectionCard(QWidget):
    """Icon, headline and sentences; while a test runs, the seconds and *Cancel*.

    The headline's label is named *Connection* and carries the full text as its accessible description.
    """

    cancel_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look = _IDLE
        self._asks = ONE_QUESTION
        self._untested = True
        self._plate = QFrame()
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.headline = ElidedLabel(use="name", lines=3)
        self.headline.setAccessibleName(tr("Connection"))
        self.body = ElidedLabel(use="hint", ink="text2", lines=_LINES)
        self.cancel = Button(theme, tr("Cancel"))
        self.cancel.setAccessibleDescription(tr("Cancel the connection test. Esc."))
        self.cancel.setToolTip("Esc")
        self.cancel.clicked.connect(self.cancel_asked)
        self._row = QHBoxLayout(self._plate)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.headline)
        words.addWidget(self.body)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plate)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.cancel.hide()
        theme.changed.connect(self._draw)
        self.show_idle()

    def take_question(self, asks: str) -> None:
        """Takes what the vendor's test does, as the beginning of a sentence."""
        self._asks = asks
        if self._untested:
            self.show_idle()

    def show_idle(self) -> None:
        """Says what the test does; nothing is known yet."""
        never = tr(
            "{asks}, with what is saved here. What is typed is saved first; no lead is created.", asks=self._asks
        )
        self._say(_IDLE, tr("Not tested yet"), never)
        self._untested = True

    def show_stopped(self) -> None:
        """Says that the person cancelled."""
        self._say(_IDLE, tr("Test cancelled"), tr("Nothing is known about the connection. No lead was created."))
        self._announce(assertive=False)

    def show_running(self, host: str, phase: str, seconds: int) -> None:
        """Says what is waited for, and since when."""
        said = tr("{phase}, {seconds} s", phase=tr_now(phase), seconds=seconds)
        self._say(_RUNNING, tr("Testing {host}", host=host), said, running=True)

    def show_result(self, result: ConnectionResult, times: LocalTimes, now: datetime) -> None:
        """Says what a test showed, with its time and zone."""
        why, when = result.finding.explanation, times.moment(result.at, now)
        reached = (
            tr("Reached {host} at {when}.", host=result.host, when=when)
            if result.answered
            else tr("Tested at {when}.", when=when)
        )
        if result.finding.reach is Reach.PROVEN:
            parts = (reached, why.title, why.detail, why.hint)
        else:
            parts = (why.title, reached, why.detail, why.hint)
        self._say(_LOOKS[result.finding.reach], parts[0], " ".join(part for part in parts[1:] if part))
        self._plate.setToolTip(plain_tip(utc_text(result.at)))

    def announce_result(self) -> None:
        """Lets a screen reader say what the card says now; bad news interrupts."""
        self._announce(assertive=self._look is _LOOKS[Reach.FAILED])

    def _say(self, look: _Look, headline: str, body: str, *, running: bool = False) -> None:
        self._look = look
        self._untested = False
        # First: a label without a description of its own would describe itself by what it cannot show.
        self.headline.setAccessibleDescription(marked(f"{headline.rstrip('.')}. {body}"))
        self.headline.set_text(headline)
        self.body.set_text(body)
        self._plate.setToolTip("")
        self.cancel.setVisible(running)
        self._draw()

    def _announce(self, *, assertive: bool) -> None:
        announcement = QAccessibleAnnouncementEvent(self.headline, self.headline.accessibleDescription())
        if assertive:
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def _draw(self) -> None:
        theme, px, look = self._theme, self._theme.px, self._look
        restyle(self._plate, plate=look.plate)
        restyle(self.headline, ink=look.family or "text2")
        restyle(self.body, ink="text" if look.family else "text2")
        tint = theme.tokens.color(f"{look.family}.text" if look.family else "text3")
        self._icon.setPixmap(theme.icons.pixmap(look.icon, tint, px(16), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(12), px(10), px(12), px(10))
        self._row.setSpacing(px(10))
        self.setMinimumHeight(px(HEIGHT))
