"""How *Check number* is laid out: the head, the two answers, *Earlier checks*, the cards, and the acts at the foot."""

from __future__ import annotations

import itertools
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.timeline import changes_at
from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.check_number import NumberHistory
from leaddesk.ui.models.checks_model import ChecksModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.check_number.ask_bar import AskBar
from leaddesk.ui.views.check_number.cards import (
    NONE_CHOSEN,
    NOTHING_CHANGED,
    NOTHING_EARLIER,
    ChangesCard,
    NotesCard,
    StaleCard,
)
from leaddesk.ui.views.check_number.earlier_checks import NAME, EarlierChecks
from leaddesk.ui.views.check_number.found_leads import FoundLeadsCard
from leaddesk.ui.views.check_number.plates import AnswerRow
from leaddesk.ui.views.check_number.words import age_words, count_words, fresh_words, outcome_why, statement
from leaddesk.ui.views.verdict.parts import EmptyState, scrolling
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import plain_label

NO_ROWS = tr("Every earlier answer about the number stands here, the newest first.")
ASKED, UNDO_ASKED = tr("Asked not to be called"), tr("Undo asked not to be called…")
_ASKED_ICON, _UNDO_ICON = "phone-off", "phone"
_WIDE = 760
_CARD = 120
"""The least height of the cards below: most answers fill it, so nothing moves when one comes."""


class CheckPage(QWidget):
    """The place while no verdict is open; it shows what it is told."""

    def __init__(self, theme: Theme, times: LocalTimes) -> None:
        super().__init__()
        self._theme, self._times = theme, times
        self.bar = AskBar(theme)
        self.answers = AnswerRow(theme)
        self.problem = IconLine(theme, "circle-x", "danger", lines=2)
        self.model = ChecksModel(theme, times, lambda at, now: age_words(now - at), fresh_words)
        self.table = EarlierChecks(theme, self.model)
        self._count = plain_label(use="hint", ink="text2")
        self._empty = EmptyState(theme, NO_ROWS, framed=False)
        self.changes, self.stale, self.notes = ChangesCard(theme), StaleCard(theme), NotesCard(theme)
        self.leads = FoundLeadsCard(theme)
        self.open_button = Button(theme, tr("Open"), icon="eye")
        self.enter_button = Button(theme, tr("Enter as new lead"), icon="square-pen")
        self.proof_button = Button(theme, tr("Save proof…"), icon="file-check-2")
        self.copy_button = Button(theme, tr("Copy number"), icon="clipboard-copy")
        self.asked_button = Button(theme, ASKED, icon=_ASKED_ICON)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()
        self._order_tabs()

    def wait(self, word: str, why: str) -> None:
        """Shows that nothing is known yet, and why."""
        self.answers.wait(word, why)
        self.answers.outcome.show_word("", "")

    def clear(self) -> None:
        """Takes everything about the former number away."""
        self.problem.set_text("")
        self.model.show_nothing()
        self.show_count("", False)
        self.notes.hide()
        self._show_mark(False)
        self.changes.show_changes("", (), NONE_CHOSEN)
        self.stale.show_nothing()

    def show_history(self, history: NumberHistory, chosen: int | None, *, is_news: bool) -> None:
        """Shows what the history knows; the chosen exchange stays chosen unless there is news, which is announced."""
        answers = history.known.answers
        self.problem.set_text("")
        self.model.show_answers(answers, history.at)
        row = self.model.row_of(chosen) if chosen is not None and not is_news else None
        if answers:
            self.table.choose(row or 0)
        self.answers.say(statement(history, history.at, self._times), aloud=is_news)
        self.show_count(count_words(len(answers)), bool(answers))
        self.notes.show_notes(history.notes, history.at, self._times)
        self.show_row(history)
        self._show_mark(history.known.asked is not None)

    def show_row(self, history: NumberHistory) -> None:
        """Shows what changed at the chosen row, and when it goes stale."""
        row, answers, times = self.table.currentIndex().row(), history.known.answers, self._times
        if not 0 <= row < len(answers):
            return
        older, changes = changes_at(answers, row)
        instead = NOTHING_CHANGED if older else NOTHING_EARLIER
        self.changes.show_changes(times.brief(older.at, history.at) if older else "", changes, instead)
        self.stale.show_answer(answers[row], history.at, times)

    def show_outcome(self, lead: AnsweredLead | None, now: datetime) -> None:
        """Shows what became of the latest load of the number, or that there was none."""
        if lead is None:
            self.answers.outcome.show_word("", tr("Nothing was sent to this number."))
        else:
            self.answers.outcome.show_word(lead.verdict.word, outcome_why(lead, now, self._times))

    def show_count(self, words: str, any_rows: bool) -> None:
        """Says how many earlier checks there are, and shows the table or what will stand there."""
        self._count.setText(words)
        self.table.setVisible(any_rows)
        self._empty.setVisible(not any_rows)

    def say_problem(self, text: str) -> None:
        """Says why the history was not read."""
        self.problem.set_text(text)

    def allow_acts(self, number: bool, *, opens: bool) -> None:
        """Lets the acts on a number and on the chosen row be pressed."""
        for button in (self.enter_button, self.copy_button, self.asked_button):
            button.setEnabled(number)
        for button in (self.open_button, self.proof_button):
            button.setEnabled(opens)

    def _show_mark(self, marked: bool) -> None:
        """Has the button say what it does: mark the number, or take its mark back."""
        self.asked_button.set_label(UNDO_ASKED if marked else ASKED)
        self._theme.set_icon(self.asked_button, _UNDO_ICON if marked else _ASKED_ICON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(plain_label(NAME, use="heading"))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        card = QFrame()
        card.setProperty("surface", "card")
        self._rows = QVBoxLayout(card)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.addWidget(self.changes, 3)
        self._cards.addWidget(self.stale, 2)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        for part in (self.bar, self.answers, self.problem, card):
            self._column.addWidget(part)
        self._column.addLayout(self._cards)
        self._column.addWidget(self.leads)
        self._column.addWidget(self.notes)
        self._column.addStretch(1)
        foot = QFrame()
        foot.setProperty("surface", "footer")
        self._foot = flow_in(foot)
        for button in (self.open_button, self.enter_button, self.proof_button, self.copy_button):
            self._foot.add(button)
        self._foot.add_stretch()
        self._foot.add(self.asked_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolling(self._theme, inner), 1)
        whole.addWidget(foot)

    def _order_tabs(self) -> None:
        acts = (self.open_button, self.enter_button, self.proof_button, self.copy_button, self.asked_button)
        for one, other in itertools.pairwise((*self.bar.stops(), self.table, *acts)):
            QWidget.setTabOrder(one, other)

    def _fit(self) -> None:
        px = self._theme.px
        side = px(20)
        self._column.setContentsMargins(side, px(16), side, px(16))
        self._column.setSpacing(px(12))
        self._rows.setContentsMargins(px(2), px(8), px(2), px(2))
        self._rows.setSpacing(px(6))
        self._head.setContentsMargins(px(14), 0, px(14), 0)
        self._head.setSpacing(px(8))
        self._cards.setSpacing(px(12))
        self._empty.setFixedHeight(self.table.least_height())  # the answer takes the room that was kept for it
        for card in (self.changes, self.stale):
            card.setMinimumHeight(px(_CARD))
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.LeftToRight if self.width() >= px(_WIDE) else directions.TopToBottom)
        self._foot.setContentsMargins(side, px(8), side, px(8))
        self._foot.set_gap(px(8))
