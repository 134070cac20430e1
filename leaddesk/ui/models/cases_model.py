"""The cases of a known litigator as a table, and one case as field and value.

Sorting is done here, in Python. `LastFour` leaves these models masked unless it was revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import CASE_FIELDS, LitigationCase
from leaddesk.language import tr
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.widgets.explained import Explain, tool_tip, unexplained
from leaddesk.ui.widgets.plaintext import marked

CASE_COLUMNS: tuple[tuple[str, Callable[[LitigationCase], str], str], ...] = (
    (tr("Case title"), lambda case: case.case_title, "case_title"),
    (tr("Court"), lambda case: case.court, "court"),
    (tr("Filed"), lambda case: case.filing_date, "filing_date"),
    (tr("Role"), lambda case: case.participant_type, "participant_type"),
    (tr("Actions"), lambda case: ", ".join(case.actions), "actions"),
)
"""Header, value and attribute of each column."""
FILED = 2


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One of the fifteen fields of a case."""

    label: str
    text: str
    silent: bool
    """Whether the text stands in the place of a value."""


def shown(case: LitigationCase, attribute: str) -> str:
    """Returns an attribute as plain text, marks for what is not seen, or why it is empty."""
    text = case.text(attribute)
    return marked(text) if getattr(case, attribute) else text


def case_details(case: LitigationCase, *, revealed: bool) -> tuple[CaseDetail, ...]:
    """Returns the fifteen fields of a case, `LastFour` masked unless revealed."""
    details = []
    for label, attribute in CASE_FIELDS:
        text = shown(case, attribute)
        silent = not getattr(case, attribute)
        if attribute == "last_four" and not silent and not revealed:
            text = MASK
        details.append(CaseDetail(label, text, silent))
    return tuple(details)


class CasesModel(ListTable):
    """*Litigation cases*, newest first until a header is pressed."""

    headings = tuple(header for header, _value, _attribute in CASE_COLUMNS)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cases: list[LitigationCase] = []

    def show_cases(self, cases: Sequence[LitigationCase]) -> None:
        """Takes another list of cases, newest first."""
        self.beginResetModel()
        self._cases = newest_first(cases)
        self.endResetModel()

    def case(self, row: int) -> LitigationCase:
        """Returns the case in a row."""
        return self._cases[row]

    def row_of(self, wanted: LitigationCase) -> int | None:
        """Returns where that very case stands, or None."""
        return next((row for row, case in enumerate(self._cases) if case is wanted), None)

    def _listed(self) -> Sized:
        return self._cases

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case, (_, value, attribute) = self._cases[index.row()], CASE_COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(case, attribute)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("text" if value(case) else "text3")
            case Qt.ItemDataRole.FontRole:
                font = self._theme.font("name" if index.column() == 0 else "body")
                return tabular(font) if index.column() == FILED else font
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; empty values come last either way, and the chosen case stays chosen."""
        if not 0 <= column < len(CASE_COLUMNS):
            return
        self.layoutAboutToBeChanged.emit()
        before = self._cases
        self._cases = _sorted(before, column, order)
        moved = {id(case): row for row, case in enumerate(self._cases)}
        for index in self.persistentIndexList():
            row = moved[id(before[index.row()])]
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()


def newest_first(cases: Sequence[LitigationCase]) -> list[LitigationCase]:
    """Returns the cases by filing date, those without one last."""
    return _sorted(cases, FILED, Qt.SortOrder.DescendingOrder)


def _sorted(cases: Sequence[LitigationCase], column: int, order: Qt.SortOrder) -> list[LitigationCase]:
    value = CASE_COLUMNS[column][1]
    filled = [case for case in cases if value(case)]
    filled.sort(key=lambda case: value(case).casefold(), reverse=order == Qt.SortOrder.DescendingOrder)
    return filled + [case for case in cases if not value(case)]


class CaseDetailsModel(ListTable):
    """*Case details*: field and value of the chosen case."""

    headings = (tr("Field"), tr("Value"))

    def __init__(self, theme: Theme, explain: Explain = unexplained) -> None:
        super().__init__()
        self._theme = theme
        self._explain = explain
        self._details: tuple[CaseDetail, ...] = ()

    def show_case(self, case: LitigationCase | None, *, revealed: bool) -> None:
        """Takes another case, or none."""
        self.beginResetModel()
        self._details = case_details(case, revealed=revealed) if case else ()
        self.endResetModel()

    def key(self, row: int) -> str:
        """Returns what the explanation of a row is found by."""
        return f"case.{CASE_FIELDS[row][1]}"

    def _listed(self) -> Sized:
        return self._details

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        detail, is_label = self._details[index.row()], index.column() == 0
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return detail.label if is_label else detail.text
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("text2" if is_label else "text3" if detail.silent else "text")
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._explain(self.key(index.row()))) or None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._explain(self.key(index.row())) or None
        return None
