"""The cards under *Earlier checks*: what changed, when answers go stale, and what people put on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QWidget

from leaddesk.domain.note import Note
from leaddesk.domain.timeline import ARROW, Answer, Change
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, STATE_LOOK
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.check_number.words import stale_facts, without_expiry
from leaddesk.ui.views.verdict.parts import Card
from leaddesk.ui.widgets.fact_flow import Fact, FactFlow
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

NOTHING_CHANGED = tr("Nothing: every check said the same.")
NOTHING_EARLIER = tr("There is no earlier answer to compare with.")
NONE_CHOSEN = tr("No answer is chosen.")
_NOTES_SHOWN = 4
_LOOKS = {tr_now(word): look for word, look in (OUTCOME_LOOK | ASSESSMENT_LOOK | STATE_LOOK).items()}
"""By the words of the screen, in which a change is told."""


class ChangesCard(Card):
    """What changed between the chosen answer and the one before it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("What changed"))
        self._pairs = QWidget()
        self._grid = QGridLayout(self._pairs)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(3, 1)
        self._said = plain_label(use="hint", ink="text2")
        self._said.setWordWrap(True)
        self.body.addWidget(self._pairs)
        self.body.addWidget(self._said)
        self.body.addStretch(1)
        self._changes: tuple[Change, ...] = ()
        theme.changed.connect(self._draw)

    def show_changes(self, since: str, changes: Sequence[Change], instead: str) -> None:
        """Shows the changes since a time; `instead` is said where there is nothing to compare."""
        self.set_hint(tr("since {since}", since=since) if since else "")
        self._changes = tuple(changes)
        self.setAccessibleName(tr("What changed"))
        self.setAccessibleDescription(" ".join(f"{item.sentence()}." for item in changes) or instead)
        self._said.setText("" if changes else instead)
        self._said.setVisible(not changes)
        self._draw()

    def sentences(self) -> tuple[str, ...]:
        """Returns the changes as they are read."""
        return tuple(item.sentence() for item in self._changes)

    def _draw(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        px = self._theme.px
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        for row, change in enumerate(self._changes):
            self._grid.addWidget(plain_label(change.what, use="hint", ink="text2"), row, 0)
            self._add_word(change.before, row, 1)
            self._grid.addWidget(plain_label(ARROW, use="name", ink="text3"), row, 2)
            self._add_word(change.after, row, 3)
        self._pairs.setVisible(bool(self._changes))

    def _add_word(self, word: str, row: int, column: int) -> None:
        """Shows an outcome, an assessment or a state as it looks elsewhere, icon and word; others in plain words."""
        look, said = _LOOKS.get(word), f"{word[0].upper()}{word[1:]}"
        if look is None:
            self._grid.addWidget(plain_label(said, use="name", ink="text2"), row, column)
            return
        line = IconLine(self._theme, look.icon, look.family)
        self._grid.addWidget(line, row, column)
        line.set_text(said)  # which shows it, and without a parent that would be a window


class StaleCard(Card):
    """When the checks of the chosen answer go stale, the soonest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("When answers go stale"))
        self._facts = FactFlow(theme, tr("When answers go stale"))
        self._rest = plain_label(use="hint", ink="text2")
        self._rest.setWordWrap(True)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._rest)
        self.body.addStretch(1)

    def show_answer(self, answer: Answer, now: datetime, times: LocalTimes) -> None:
        """Shows the times of an answer."""
        facts = stale_facts(answer, now, times)
        self._facts.set_facts([Fact(*fact) for fact in facts])
        self._facts.setVisible(bool(facts))
        self._rest.setText(without_expiry(answer))

    def show_nothing(self) -> None:
        """Says that there is no answer to show the times of."""
        self._facts.set_facts(())
        self._facts.hide()
        self._rest.setText(NONE_CHOSEN)


class NotesCard(Card):
    """What people put on record about the number; hidden while there is nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("On record"))
        self._lines = [ElidedLabel(lines=2) for _ in range(_NOTES_SHOWN)]
        for line in self._lines:
            self.body.addWidget(line)
        self.hide()

    def show_notes(self, notes: Sequence[Note], now: datetime, times: LocalTimes) -> None:
        """Shows the newest notes."""
        left = len(notes) - _NOTES_SHOWN
        self.set_hint(tr("and {more} more in History", more=left) if left > 0 else "")
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(notes))
            line.set_text(_note_words(notes[at], now, times) if at < len(notes) else "")
        self.setVisible(bool(notes))


def _note_words(note: Note, now: datetime, times: LocalTimes) -> str:
    moment, kind, who = times.moment(note.at, now), tr_now(note.kind), note.operator or tr("somebody")
    line = (
        tr("{moment}, {kind}, entry {entry}, by {who}", moment=moment, kind=kind, entry=note.exchange_id, who=who)
        if note.exchange_id
        else tr("{moment}, {kind}, by {who}", moment=moment, kind=kind, who=who)
    )
    words = " ".join(part for part in (note.text, note.reason) if part)
    return f"{line}: {words}" if words else line
