"""The buttons under the lead form; *Send lead* never turns into *Cancel sending*."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button, Environment
from leaddesk.ui.widgets.labels import ElidedLabel


class SendFooter(QFrame):
    """Holds *Send lead*, *Cancel sending*, *Preview* and *New lead*, each at a place of its own and never cut."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "footer")
        self.send = Button(theme, tr("Send lead"), icon="send", role="write", main=True)
        self.send.setToolTip("Ctrl+Enter")
        self.cancel = Button(theme, tr("Cancel sending"), main=True)
        self.cancel.setToolTip("Esc")
        self.preview = Button(theme, tr("Preview"), icon="braces", role="link")
        self.preview.setToolTip(tr("Shows the exact request; nothing is sent. Ctrl+Shift+Enter"))
        self.preview.setAccessibleDescription(tr("Shows the exact request that Send lead would send. Sends nothing."))
        self.new = Button(theme, tr("New lead"), icon="plus", main=True)
        self.new.setToolTip("Ctrl+N")
        self._hint = ElidedLabel(use="hint", ink="text2")
        self._wait: tuple[datetime, Callable[[], datetime]] | None = None
        self._pressed: Button | None = None
        """The button that had the focus when it went off."""
        self._countdown = QTimer(self)
        self._countdown.setInterval(200)
        self._countdown.timeout.connect(self._count_down)
        self._gap = theme.px(8)
        self._rows = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(6))
        self._column.setSpacing(theme.px(4))
        for row in self._rows:
            row.setSpacing(self._gap)
            self._column.addLayout(row)
        self._wraps: bool | None = None
        self._arrange(wraps=False)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns the buttons in the order of Tab."""
        return (self.send, self.cancel, self.new, self.preview)

    @property
    def hint(self) -> str:
        """The sentence under the buttons."""
        return self._hint.text()

    def show_ready(self, environment: Environment, blocked: str = "", *, previews: bool = True) -> None:
        """The lead may be sent, or `blocked` says why not."""
        self.send.set_role("write", environment)
        self.new.set_role("plain")
        self._enable(send=not blocked, cancel=False, preview=previews, new=True)
        self.send.setAccessibleDescription(blocked or tr("Sends the lead once. Ctrl+Enter."))
        self._say(blocked or tr("Enter moves on, Ctrl+Enter sends."))

    def show_sending(self) -> None:
        """A lead is on its way."""
        self.send.set_role("plain")
        self.new.set_role("plain")
        self._enable(send=False, cancel=True, preview=False, new=False)
        self._say(tr("Written down before sending. Esc cancels."))

    def show_answered(self, hint: str) -> None:
        """There is an answer: sending again is no longer the next step, a new lead is."""
        self.send.set_role("plain")
        self.new.set_role("primary")
        self._enable(send=True, cancel=False, preview=True, new=True)
        self._say(hint)

    def show_wait(self, until: datetime, now: Callable[[], datetime]) -> None:
        """The vendor asked to wait: counts down in the hint and blocks nothing, for a person may send all the same."""
        self._wait = (until, now)
        self._countdown.start()
        self._count_down()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.send, self.cancel, self.new), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        width = max(self._width_of(self.send, self.cancel), self._width_of(self.new, self.preview))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wraps=self.width() < self.sizeHint().width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another look or meaning of a button is another width
            self._arrange(wraps=self.width() < self.sizeHint().width())
        return super().event(event)

    def _width_of(self, *buttons: Button) -> int:
        """Returns the pixels that these need beside each other, with the margins."""
        margins = self._column.contentsMargins()
        words = sum(button.sizeHint().width() for button in buttons)
        return words + self._gap * (len(buttons) - 1) + margins.left() + margins.right()

    def _arrange(self, *, wraps: bool) -> None:
        """Puts *New lead* and *Preview* into a row of their own where the buttons do not fit beside each other."""
        if wraps == self._wraps:
            return
        self._wraps = wraps
        for row in self._rows:
            while row.takeAt(0):
                pass
        acts, more, hints = self._rows
        acts.addWidget(self.send)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        if wraps:
            more.addWidget(self.new)
            more.addStretch(1)
            more.addWidget(self.preview)
        else:
            acts.addWidget(self.new)
        hints.addWidget(self._hint, 1)
        if not wraps:
            hints.addWidget(self.preview)
        self.updateGeometry()

    def _count_down(self) -> None:
        if self._wait is None:
            return
        until, now = self._wait
        left = math.ceil((until - now()).total_seconds())
        if left > 0:
            self._hint.set_text(tr("The vendor asks to wait: send again in {left} s.", left=left))
        else:
            self._say(tr("You may send again now."))

    def _say(self, hint: str) -> None:
        self._wait = None
        self._countdown.stop()
        self._hint.set_text(hint)

    def _enable(self, *, send: bool, cancel: bool, preview: bool, new: bool) -> None:
        """Turns buttons on and off; a focus waits for its button, for Qt would pass it on to some field far off."""
        ons = {self.send: send, self.cancel: cancel, self.preview: preview, self.new: new}
        if focused := next((button for button, on in ons.items() if button.hasFocus() and not on), None):
            self._pressed = focused
            focused.clearFocus()
        for button, on in ons.items():
            button.setEnabled(on)
        if self._pressed and self._pressed.isEnabled():
            if self.window().focusWidget() is None:
                self._pressed.setFocus()
            self._pressed = None
