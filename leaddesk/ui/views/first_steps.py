"""The first steps in practice mode: one sentence at a time above the status bar; *Close* ends them for good.

The strip takes no focus and waits for nobody: each step can be done, passed over or left undone. What is done on the
screen is not asked for any longer.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

NAME = tr_later("First steps")


def steps() -> Sequence[str]:
    """Returns what is said, step by step."""
    return (
        tr("Type 720-555-0104 into Phone, or choose a number in the practice panel. Nobody is called."),
        tr("Press Send lead, or Ctrl+Enter. One press is one request, however often you press."),
        tr("Read two answers: Load outcome, was it loaded; Assessment, may it be called. The worse one is loudest."),
        tr("Choose a check with Tab and press F1: it says what that means. Shift+F1 opens the guide at any place."),
        tr("Ctrl+N begins the next lead, Ctrl+1 looks a number up, Ctrl+K finds everything else by a few letters."),
    )


class FirstSteps(QFrame):
    """The strip."""

    TYPE_NUMBER, SEND = range(2)
    """The steps that are seen to be done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps = steps()
        self._at = 0
        self.setProperty("surface", "notice")
        self.setProperty("band", True)
        self.setProperty("family", "neutral")
        self.setAccessibleName(tr_now(NAME))
        self._icon = QLabel()
        self.count = plain_label(use="heading")
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.words.setAccessibleName(tr("Step"))
        self.next_button = Button(theme, tr("Next"))
        self.close_button = Button(theme, tr("Close"), role="quiet")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.count)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.next_button)
        self._row.addWidget(self.close_button)
        self.next_button.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.hide)
        theme.changed.connect(self._draw)
        self._draw()

    def begin(self) -> None:
        """Shows the first step."""
        self._show(0)
        self.show()

    def done(self, step: int) -> None:
        """Goes on to the next step where this one is in view."""
        if step == self._at and self.isVisible():
            self._go_on()

    def _go_on(self) -> None:
        self._show(self._at + 1)

    def _show(self, at: int) -> None:
        self._at = at
        count, words = tr("{step} of {steps}", step=at + 1, steps=len(self._steps)), self._steps[at]
        self.count.setText(count)
        self.words.setText(words)
        self.next_button.setVisible(at + 1 < len(self._steps))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, f"{count}. {words}"))

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        tint = theme.tokens.color("practice.fill")
        self._icon.setPixmap(theme.icons.pixmap("graduation-cap", tint, px(18), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(20), px(6), px(16), px(6))
        self._row.setSpacing(px(10))
