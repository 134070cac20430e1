"""The plate that carries one of the two answers, in a fixed height for each loudness."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import Family, PlateGrade
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import ElidedLabel, as_plain, plain_label
from leaddesk.ui.widgets.plaintext import marked

HEIGHTS: dict[PlateGrade, int] = {"loud": 116, "quiet": 60, "even": 88, "dashed": 88}
"""Height by grade, pixels at 100 %: loud and quiet, or two even ones, always fill the same space."""

_ICONS: dict[PlateGrade, int] = {"loud": 48, "quiet": 28, "even": 36, "dashed": 36}
_WORDS: dict[PlateGrade, str] = {"loud": "loud", "quiet": "quiet", "even": "even", "dashed": "waiting"}
_NARROW = 600
_FILL_STROKE = 2.25
_FOCUS_LINE = 3


class _Word(QLabel):
    """The word, underlined in its own ink while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        as_plain(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        width = min(self.width(), self.fontMetrics().horizontalAdvance(self.text()))
        line = self._theme.px(_FOCUS_LINE)
        ink = self.palette().color(self.foregroundRole())
        QPainter(self).fillRect(0, self.height() - line, width, line, ink)


class Plate(QFrame):
    """Icon, caption, the word, and why.

    The word's label is named after the caption (*Load outcome*, *Assessment*) and carries the full text as its
    accessible description.
    """

    def __init__(self, theme: Theme, caption: str) -> None:
        super().__init__()
        self._theme = theme
        self._family: Family = "neutral"
        self._grade: PlateGrade = "dashed"
        self._narrow = False
        self._icon_name = "circle-dashed"
        self._told: tuple[object, ...] = ()
        """What the plate says; it is told anew with every phase and every minute, mostly the same."""
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption = plain_label(caption, use="label", ink="text2")
        self.word_label = _Word(theme)
        self.word_label.setProperty("part", "word")
        self.word_label.setAccessibleName(caption)
        self._why = ElidedLabel(lines=2)
        self._notice = IconLine(theme, "triangle-alert", "warn")
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self._draw()

    def show_answer(
        self,
        family: Family,
        grade: PlateGrade,
        icon: str,
        word: str,
        why: str,
        *,
        notice: str = "",
        description: str | None = None,
    ) -> None:
        """Show an answer, or the wait for one on a ``dashed`` plate.

        ``notice`` is the line for an act that was only partly done. ``description`` is what a screen reader says,
        by default word, why and notice. ValueError for a loud plate in the family *ok*: good news is never a fill.
        """
        if grade == "loud" and family == "ok":
            raise ValueError("good news is never a solid fill")
        told = family, grade, icon, word, why, notice, description
        if told == self._told:
            return
        self._told = told
        self._family, self._grade, self._icon_name = family, grade, icon
        self.word_label.setText(marked(word))
        spoken = description if description is not None else ". ".join(filter(None, (word, why, notice)))
        self.word_label.setAccessibleDescription(marked(spoken))
        # The caption has the same name: whoever finds it first hears the same.
        self._caption.setAccessibleDescription(marked(spoken))
        self._why.set_text(why)
        self._notice.set_text(notice)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._draw()

    def _is_narrow(self) -> bool:
        return self.width() < self._theme.px(_NARROW)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.addLayout(self._body, 1)
        self._body.addStretch()
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch()
        self._words.addWidget(self._caption)
        self._words.addWidget(self.word_label)
        self._words.addStretch()
        self._body.addLayout(self._words)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(0)
        self._reasons.addStretch()
        self._reasons.addWidget(self._why)
        self._reasons.addWidget(self._notice)
        self._reasons.addStretch()
        self._body.addLayout(self._reasons)
        self._body.addStretch()

    def _draw(self) -> None:
        """Arrange and colour everything for the grade: why below the word when loud, beside it otherwise."""
        theme, grade, loud = self._theme, self._grade, self._grade == "loud"
        restyle(self, plate="dashed" if grade == "dashed" else f"{self._family}-{grade}")
        self._narrow = self._is_narrow()
        restyle(self.word_label, type="loud_narrow" if loud and self._narrow else _WORDS[grade])
        restyle(self.word_label, ink="text2" if grade == "dashed" else "")
        restyle(self._why, type="reason" if loud else "body", ink="text2" if grade == "dashed" else "text")
        restyle(self._caption, ink="" if loud else "text2")
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if loud else QBoxLayout.Direction.LeftToRight)
        # A quiet plate in a narrow view gives its reason the room: a number or a time in it must not be cut.
        tight = grade == "quiet" and self._narrow
        for place, stretch in enumerate((1, 0, 0, 1) if loud else (0, 0 if tight else 1, 1, 0)):
            self._body.setStretch(place, stretch)
        with_notice = bool(self._notice.text())
        self._why.set_lines((1 if with_notice else 2) if loud or grade == "quiet" else 3 - with_notice)
        self._notice.set_ink("" if loud else "warn", f"{self._family}.on" if loud else "warn.text")
        self.setFixedHeight(theme.px(HEIGHTS[grade]))
        self._row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self._row.setSpacing(theme.px(16))
        self._body.setSpacing(0 if loud else theme.px(24 if tight else 16))
        self._icon.setFixedWidth(theme.px(48))
        self._draw_icons()

    def _draw_icons(self) -> None:
        theme, loud = self._theme, self._grade == "loud"
        ink = f"{self._family}.{'on' if loud else 'text'}"
        color = "text3" if self._grade == "dashed" else ink
        draw, tint, dpr = theme.icons.pixmap, theme.tokens.color, self.devicePixelRatioF()
        stroke = _FILL_STROKE if loud else 2.0
        size = theme.px(_ICONS[self._grade])
        self._icon.setPixmap(draw(self._icon_name, tint(color), size, dpr, stroke))
