"""Both answers in one low bar, above pages that show something else."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, Family, PlateGrade, grades
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

_HEIGHT = 40


class _Answer(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: tuple[Family, PlateGrade, str] = ("neutral", "dashed", "circle-dashed")
        self._icon = QLabel()
        self._word = plain_label(tr("No answer yet"), use="title")
        self._word.setProperty("part", "word")
        self._note = ElidedLabel()
        self._row = QHBoxLayout(self)
        for part in (self._icon, self._word):
            self._row.addWidget(part)
        self._row.addWidget(self._note, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def show_answer(self, family: Family, grade: PlateGrade, icon: str, word: str, note: str) -> None:
        self._look = family, grade, icon
        self._word.setText(word)
        self._note.set_text(note)
        self._note.setVisible(bool(note))
        self._draw()

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        family, grade, icon = self._look
        restyle(self, plate="dashed" if grade == "dashed" else f"{family}-{grade}")
        restyle(self._word, ink="text2" if grade == "dashed" else "")
        restyle(self._note, ink="" if grade == "loud" else "text")
        role = "text3" if grade == "dashed" else f"{family}.{'on' if grade == 'loud' else 'text'}"
        tint = theme.tokens.color(role)
        self._icon.setPixmap(theme.icons.pixmap(icon, tint, px(20), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(14), 0, px(14), 0)
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(_HEIGHT))


class AnswerBar(QWidget):
    """Load outcome first, then the assessment with a few words more, below it where there is no room beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._outcome = _Answer(theme)
        self._assessment = _Answer(theme)
        self._outcome.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = flow_in(self)
        row.set_gap(theme.px(6))
        row.add(self._outcome)
        row.add(self._assessment, grows=True)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows that there is no answer yet."""
        for answer in (self._outcome, self._assessment):
            answer.show_answer("neutral", "dashed", "circle-dashed", tr("No answer yet"), "")

    def show_answers(self, outcome: str, assessment: str, note: str) -> None:
        """Shows both words, as loud as their plates are, and a note beside the assessment."""
        quiet, loud = OUTCOME_LOOK[outcome], ASSESSMENT_LOOK[assessment]
        of_outcome, of_assessment = grades(outcome, assessment)
        self._outcome.show_answer(quiet.family, of_outcome, quiet.icon, tr_now(outcome), "")
        self._assessment.show_answer(loud.family, of_assessment, loud.icon, tr_now(assessment), note)
