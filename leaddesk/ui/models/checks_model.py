"""*Earlier checks*: what was asked about one number before, newest first, as it has to be read now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.assessment import Check
from leaddesk.domain.timeline import Answer
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, STATE_LOOK
from leaddesk.ui.times import LocalTimes, utc_text

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("When", "Age", "Assessment", *(check.value for check in Check), "Fresh")
WHEN, AGE, ASSESSMENT, FIRST_CHECK = range(4)
FRESH = len(COLUMNS) - 1
NO_CHECKS = "No checks"
_CHECKS = tuple(Check)


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
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._now is None:
            return None
        answer, column = self._answers[index.row()], index.column()
        icon, family = _look(answer, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(answer, column, self._now)
            case Qt.ItemDataRole.ToolTipRole:
                return _tool_tip(answer, column)
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
            return answer.now.grade.value
        if column == FRESH:
            return self._fresh(answer, now, self._times)
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


def _tool_tip(answer: Answer, column: int) -> str | None:
    """What stands behind a cell: the time in UTC, the outcome, and what was recorded where it reads worse now."""
    if column == WHEN:
        return utc_text(answer.at)
    if column == ASSESSMENT:
        then = f" Recorded as {answer.then.grade}." if answer.then.grade is not answer.now.grade else ""
        return f"Load outcome: {answer.outcome}.{then}"
    if FIRST_CHECK <= column < FRESH:
        check = _CHECKS[column - FIRST_CHECK]
        then_state, now_state = answer.then.state(check), answer.now.state(check)
        return f"Recorded as {then_state}." if then_state and then_state is not now_state else None
    return None
