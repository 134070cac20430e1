"""The destinations of a running route, one row each: where it stands, and what became of the lead there."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.language import tr, tr_now
from leaddesk.services.send_route import Leg, LegState
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, WordLook
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (tr("Destination"), tr("Load outcome"), tr("Assessment"), tr("Why"))
DESTINATION, OUTCOME, ASSESSMENT, WHY = range(len(COLUMNS))
_LEFT_OUT = OUTCOME_LOOK[LegState.LEFT_OUT.value]


class RouteModel(ListTable):
    """*Destinations of this route*."""

    headings = COLUMNS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._legs: tuple[Leg, ...] = ()

    def show_legs(self, legs: Sequence[Leg]) -> None:
        """Takes the route as it stands now; the chosen row stays where the route is the same."""
        if len(legs) != len(self._legs):
            self.beginResetModel()
            self._legs = tuple(legs)
            self.endResetModel()
            return
        before, self._legs = self._legs, tuple(legs)
        for row, (old, new) in enumerate(zip(before, legs, strict=True)):
            if old is not new:  # the others need no painting
                self.dataChanged.emit(self.index(row, 0), self.index(row, WHY))

    def leg(self, row: int) -> Leg:
        """Returns the destination in a row."""
        return self._legs[row]

    def _listed(self) -> Sized:
        return self._legs

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        leg, column = self._legs[index.row()], index.column()
        look = _look(leg, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return marked(_text(leg, column))
            case Qt.ItemDataRole.ToolTipRole if column == WHY:
                return plain_tip(_text(leg, column)) or None
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(f"{look.family}.text" if look else "text")
            case Qt.ItemDataRole.DecorationRole if look:
                tint = self._theme.tokens.color(f"{look.family}.text")
                return self._theme.icons.icon(look.icon, tint, self._theme.px(16))
            case Qt.ItemDataRole.FontRole:
                return self._theme.font("name" if look else "body")
        return None


def _text(leg: Leg, column: int) -> str:
    if column == DESTINATION:
        return leg.order.destination.name
    if leg.lead is None:
        return {OUTCOME: tr_now(leg.state.value), WHY: leg.why}.get(column, "")
    verdict = leg.lead.verdict
    words = {OUTCOME: tr_now(verdict.word), ASSESSMENT: tr_now(leg.lead.assessment.grade.value)}
    return words.get(column, verdict.explanation.title)


def _look(leg: Leg, column: int) -> WordLook | None:
    if column == OUTCOME:
        if leg.lead:
            return OUTCOME_LOOK[leg.lead.verdict.word]
        return _LEFT_OUT if leg.state is LegState.LEFT_OUT else None
    return ASSESSMENT_LOOK[leg.lead.assessment.grade] if column == ASSESSMENT and leg.lead else None
