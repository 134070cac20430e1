"""*Earlier checks*: what was asked about one number before, newest first, as it has to be read now.

Where there is no room, the columns of checks say less; tool tip and accessible text say the whole all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.assessment import Check, CheckState
from leaddesk.domain.timeline import Answer
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, STATE_LOOK
from leaddesk.ui.times import LocalTimes, utc_text

Index = QModelIndex | QPersistentModelIndex

COLUMNS = (tr("When"), tr("Age"), tr("Assessment"), *(tr_now(check.value) for check in Check), tr("Fresh"))
WHEN, AGE, ASSESSMENT, FIRST_CHECK = range(4)
FRESH = len(COLUMNS) - 1
NO_CHECKS = tr("No checks")
_CHECKS = tuple(Check)
_BRIEF_NAMES = {
    Check.DATA_QUALITY: tr("Data"),
    Check.FEDERAL_DNC: tr("Federal"),
    Check.STATE_DNC: tr("State"),
    Check.LITIGATOR: tr("Litigator"),
}
"""*Known litigator* is always named in full: it is the check that is looked for first."""
_BRIEF_STATES: Mapping[CheckState | None, str] = {
    CheckState.NO_BLOCK: tr("No block"),
    CheckState.NOT_COVERED: tr("No SAN"),
    CheckState.NOT_RETURNED: tr("Missing"),
    None: tr("None"),
}


class ChecksModel(QAbstractTableModel):
    """The answers about one number."""

    def __init__(
        self,
        theme: Theme,
        times: LocalTimes,
        age: Callable[[datetime, datetime], str],
        fresh: Callable[[Answer, datetime, LocalTimes], str],
    ) -> None:
        """`age` words the time between two moments, `fresh` says until when an answer holds."""
        super().__init__()
        self._theme, self._times = theme, times
        self._age, self._fresh = age, fresh
        self._answers: tuple[Answer, ...] = ()
        self._now: datetime | None = None
        self._brief: frozenset[Check] = frozenset()
        self._icons: frozenset[Check] = frozenset()

    def shorten(self, brief: Collection[Check], icons: Collection[Check] = ()) -> None:
        """Says the columns of these checks in a word, those of `icons` by their icon, and all others in full."""
        was = self._brief, self._icons
        self._icons = frozenset(icons)
        self._brief = frozenset(brief) | self._icons
        changed = (was[0] ^ self._brief) | (was[1] ^ self._icons)
        for column in sorted(FIRST_CHECK + _CHECKS.index(check) for check in changed):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)
            if self._answers:
                self.dataChanged.emit(self.index(0, column), self.index(len(self._answers) - 1, column))

    def show_nothing(self) -> None:
        """Forgets the former number's answers."""
        self.beginResetModel()
        self._answers = ()
        self.endResetModel()

    def show_answers(self, answers: Sequence[Answer], now: datetime) -> None:
        """Takes the answers about a number, newest first, as judged at `now`."""
        same = [item.exchange_id for item in answers] == [item.exchange_id for item in self._answers]
        if same and answers:
            self._answers, self._now = tuple(answers), now
            self.dataChanged.emit(self.index(0, 0), self.index(len(answers) - 1, FRESH))
            return
        self.beginResetModel()
        self._answers, self._now = tuple(answers), now
        self.endResetModel()

    def answer(self, row: int) -> Answer:
        """Returns the answer in a row."""
        return self._answers[row]

    def row_of(self, exchange_id: int) -> int | None:
        """Returns where an exchange stands, or None."""
        return next((at for at, item in enumerate(self._answers) if item.exchange_id == exchange_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        full, check = COLUMNS[section], _check(section)
        brief = _BRIEF_NAMES.get(check, full) if check in self._brief else full
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return brief
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole if brief != full:
                return full
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._now is None:
            return None
        answer, column = self._answers[index.row()], index.column()
        icon, family = _look(answer, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(answer, column, self._now)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tool_tip(answer, column, self._now)
            case Qt.ItemDataRole.AccessibleTextRole if _check(column) in self._brief:
                return _state_words(answer, column)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(f"{family}.text" if family else "text2" if column == AGE else "text")
            case Qt.ItemDataRole.DecorationRole if icon:
                tint = self._theme.tokens.color(f"{family}.text")
                return self._theme.icons.icon(icon, tint, self._theme.px(16))
            case Qt.ItemDataRole.FontRole:
                font = self._theme.font("name" if column == ASSESSMENT else "body")
                return tabular(font) if column in (WHEN, AGE, FRESH) else font
        return None

    def _display(self, answer: Answer, column: int, now: datetime) -> str:
        if column == WHEN:
            return self._times.moment(answer.at, now)
        if column == AGE:
            return self._age(answer.at, now)
        if column == ASSESSMENT:
            return tr_now(answer.now.grade.value)
        if column == FRESH:
            return self._fresh(answer, now, self._times)
        check = _CHECKS[column - FIRST_CHECK]
        if check in self._icons:
            return ""
        full = _state_words(answer, column)
        return _BRIEF_STATES.get(answer.now.state(check), full) if check in self._brief else full

    def _tool_tip(self, answer: Answer, column: int, now: datetime) -> str | None:
        """Returns what stands behind a cell, with the words that it had no room for."""
        behind = _behind(answer, column)
        if _check(column) not in self._brief:
            return behind
        shown, full = self._display(answer, column, now), f"{COLUMNS[column]}: {_state_words(answer, column)}."
        return behind if shown == _state_words(answer, column) else f"{full} {behind}" if behind else full


def _check(column: int) -> Check | None:
    """Returns the check that a column is about, or None."""
    return _CHECKS[column - FIRST_CHECK] if FIRST_CHECK <= column < FRESH else None


def _state_words(answer: Answer, column: int) -> str:
    state = answer.now.state(_CHECKS[column - FIRST_CHECK])
    return state.shown if state else NO_CHECKS


def _look(answer: Answer, column: int) -> tuple[str, str]:
    """Returns icon and family of a cell; both empty for plain text."""
    if column == ASSESSMENT:
        word = ASSESSMENT_LOOK[answer.now.grade]
        return word.icon, word.family
    if column == FRESH:
        return "", "warn" if answer.stale_since else ""
    if column < FIRST_CHECK:
        return "", ""
    state = answer.now.state(_CHECKS[column - FIRST_CHECK])
    look = STATE_LOOK[state] if state else None
    return (look.icon, look.family) if look else ("circle-dashed", "unknown")


def _behind(answer: Answer, column: int) -> str | None:
    """What stands behind a cell: the time in UTC, the outcome, and what was recorded where it reads worse now."""
    if column == WHEN:
        return utc_text(answer.at)
    if column == ASSESSMENT:
        outcome = tr("Load outcome: {outcome}.", outcome=tr_now(answer.word))
        if answer.then.grade is answer.now.grade:
            return outcome
        return f"{outcome} {tr('Recorded as {word}.', word=tr_now(answer.then.grade))}"
    if FIRST_CHECK <= column < FRESH:
        check = _CHECKS[column - FIRST_CHECK]
        then_state, now_state = answer.then.state(check), answer.now.state(check)
        if then_state is None or then_state is now_state:
            return None
        return tr("Recorded as {word}.", word=tr_now(then_state))
    return None
