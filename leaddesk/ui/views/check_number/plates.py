"""The two answers of *Check number*: what the history says at large, and the latest load outcome beside it.

They are never in one plate, and both keep one height whatever they say, so that nothing under them moves.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import OUTCOME_LOOK, Family
from leaddesk.ui.views.check_number.words import Statement
from leaddesk.ui.widgets.frames import paint_waiting
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.plate import Plate
from leaddesk.ui.widgets.sides import margins

_HEIGHT = 116
_OUTCOME_WIDTH = 300
_BESIDE = 720
"""Logical width from which both answers stand beside each other."""
ASSESSMENT_CAPTION, OUTCOME_CAPTION = tr("Latest assessment"), tr("Latest load outcome")


class OutcomePlate(QFrame):
    """Icon, caption, the outcome's word, and where and when; as narrow as the word lets it be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._family: Family | None = None
        self._icon_name = "circle-dashed"
        self._icon = QLabel()
        self.word_label = plain_label(use="quiet")
        self.word_label.setProperty("part", "word")
        self.word_label.setAccessibleName(OUTCOME_CAPTION)
        self._why = ElidedLabel(use="hint", ink="text2", lines=2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(plain_label(OUTCOME_CAPTION, use="label", ink="text2"))
        words.addWidget(self.word_label)
        words.addWidget(self._why)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self.show_word("", "")

    def show_word(self, word: str, why: str) -> None:
        """Shows an outcome in its look, a wait in its words, or that there is none."""
        look = OUTCOME_LOOK.get(word)
        self._family, self._icon_name = (look.family, look.icon) if look else (None, "circle-dashed")
        shown = tr_now(word) or tr("None")
        self.word_label.setText(marked(shown))
        self.word_label.setAccessibleDescription(marked(f"{shown}. {why}"))
        self._why.set_text(why)
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._family is None:
            paint_waiting(QPainter(self), self._theme, self.rect())

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        self._row.setContentsMargins(margins(px(16), 0, px(12), 0))
        self._row.setSpacing(px(14))
        restyle(self, plate=f"{self._family}-quiet" if self._family else "")
        restyle(self.word_label, type="quiet" if self._family else "waiting", ink=self._family or "text2")
        least = self.word_label.sizeHint().width() + px(16 + 28 + 14 + 12 + 4)
        self.setFixedSize(max(px(_OUTCOME_WIDTH), least), px(_HEIGHT))  # no word is cut, edges counted
        tint = theme.tokens.color(f"{self._family}.text" if self._family else "text3")
        self._icon.setPixmap(theme.icons.pixmap(self._icon_name, tint, px(28), self.devicePixelRatioF()))


class AnswerRow(QWidget):
    """The latest load outcome at the left, what the history says of the number at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.outcome = OutcomePlate(theme)
        # One height, loud or not, with the reasons under the word: there they have the whole width.
        self.assessment = Plate(theme, ASSESSMENT_CAPTION, height=_HEIGHT)
        self._theme = theme
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.assessment, 1, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Puts the answers below each other where the assessment's word would not be whole beside the outcome."""
        self._row.setSpacing(self._theme.px(6))
        beside = self.width() >= self._theme.px(_BESIDE)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def wait(self, word: str, why: str) -> None:
        """Shows that nothing is known yet, and why."""
        self.assessment.show_answer("neutral", "dashed", "circle-dashed", word, why)

    def say(self, words: Statement, *, aloud: bool) -> None:
        """Shows what the history says; `aloud` has a screen reader say it without moving the focus."""
        self.assessment.show_answer(
            words.family,
            words.grade,
            words.icon,
            words.word,
            words.why,
            notice=words.notice,
            description=words.description,
        )
        if aloud:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words.description))
