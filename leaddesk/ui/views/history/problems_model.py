"""The places at which the history is not as it was written, in the order of its chain."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.domain.chain import ChainProblem
from leaddesk.language import tr, tr_now
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (tr("Place"), tr("Entry"), tr("What"), tr("What it means"))
PLACE, ENTRY, WHAT, MEANING = range(len(COLUMNS))


class ProblemsModel(ListTable):
    """*Problems found*."""

    headings = COLUMNS

    def __init__(self, theme: Theme, problems: Sequence[ChainProblem]) -> None:
        super().__init__()
        self._theme = theme
        self._problems = tuple(problems)

    def problem(self, row: int) -> ChainProblem:
        """Returns the problem in a row."""
        return self._problems[row]

    def _listed(self) -> Sized:
        return self._problems

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem, column = self._problems[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _display(problem, column)
            case Qt.ItemDataRole.ToolTipRole if column == MEANING:
                return plain_tip(problem.sentence)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("danger.text" if column == WHAT else "text")
        return None


def _display(problem: ChainProblem, column: int) -> str:
    match column:
        case 0:
            return "–" if problem.seq is None else str(problem.seq)
        case 1:
            return "–" if problem.exchange_id is None else str(problem.exchange_id)
        case 2:
            return tr_now(problem.fault)
        case _:
            return marked(problem.sentence)
