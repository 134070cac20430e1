"""How an exchange was settled, and what else people put on record about it, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from leaddesk.domain.exchange import SettledBy, Settlement
from leaddesk.domain.note import Note
from leaddesk.language import tr, tr_now
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import ACT_LOOK, OUTCOME_LOOK
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (tr("When"), tr("What"), tr("By"), tr("Who"), tr("Said"))
WHEN, WHAT, BY, WHO, SAID = range(len(COLUMNS))

_LOOK = OUTCOME_LOOK | ACT_LOOK
_BY = {
    SettledBy.ANSWER: tr("the vendor's answer"),
    SettledBy.NO_ANSWER: tr("no answer"),
    SettledBy.CANCEL: tr("Cancel sending"),
    SettledBy.RESTART: tr("a new start"),
    SettledBy.PERSON: tr("a person"),
    SettledBy.REREAD: tr("a later look at the campaign"),
}


class Step(NamedTuple):
    """One settlement or note."""

    at: datetime
    what: str
    by: str
    who: str
    said: str


class StoryModel(ListTable):
    """*How it was settled*."""

    headings = COLUMNS

    def __init__(self, theme: Theme, times: LocalTimes) -> None:
        super().__init__()
        self._theme, self._times = theme, times
        self._steps: tuple[Step, ...] = ()
        self._now: datetime | None = None

    def show_steps(self, steps: Sequence[Step], now: datetime) -> None:
        """Takes the steps of another exchange."""
        self.beginResetModel()
        self._steps, self._now = tuple(steps), now
        self.endResetModel()

    def _listed(self) -> Sized:
        return self._steps

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        step, column = self._steps[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(step, column)
            case Qt.ItemDataRole.ToolTipRole if column == WHEN:
                return utc_text(step.at)
            case Qt.ItemDataRole.ToolTipRole if column == SAID:
                return plain_tip(step.said)
            case Qt.ItemDataRole.ForegroundRole:
                look = _LOOK.get(step.what) if column == WHAT else None
                return self._theme.color(f"{look.family}.text" if look else "text2" if column == SAID else "text")
        return None

    def _display(self, step: Step, column: int) -> str:
        if column == WHEN:
            return self._times.moment(step.at, self._now or step.at, seconds=True)
        return marked((tr_now(step.what), step.by, step.who, step.said)[column - 1])


def steps(settlements: Sequence[Settlement], notes: Sequence[Note], sender: str) -> tuple[Step, ...]:
    """Returns all steps, in the order of time; of the same time, settlements first."""
    found = [_of_settlement(settlement, sender) for settlement in settlements]
    found += [_of_note(note) for note in notes]
    return tuple(sorted(found, key=lambda step: step.at))


def sentence(found: Sequence[Step], times: LocalTimes, now: datetime) -> str:
    """Returns a story of one step as one line."""
    if not found:
        return tr("Not settled yet: no answer has been written down.")
    step = found[-1]
    who = f" ({step.who})" if step.by == _BY[SettledBy.PERSON] and step.who else ""
    return tr(
        "{what}, settled by {by}{who}, {moment}",
        what=tr_now(step.what),
        by=step.by,
        who=who,
        moment=times.moment(step.at, now, seconds=True),
    )


def _of_settlement(settlement: Settlement, sender: str) -> Step:
    who = settlement.operator or (sender if settlement.by is SettledBy.CANCEL else "")
    return Step(settlement.at, settlement.word, _BY[settlement.by], who, settlement.explanation.sentence())


def _of_note(note: Note) -> Step:
    reason = tr("Reason: {reason}.", reason=note.reason) if note.reason else ""
    return Step(note.at, note.kind, tr("a person"), note.operator, " ".join(filter(None, (note.text, reason))))
