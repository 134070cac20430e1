"""One table of a report as a model over its plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.widgets.explained import tool_tip

Index = QModelIndex | QPersistentModelIndex

_LONG = 30
"""Characters of a cell that are in view at any width; longer ones have their tool tip."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table of the report."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    """What is said in its place when there are no rows."""
    note: str = ""
    """What the rows do not say, such as how many more there are."""
    figures: frozenset[int] = frozenset()
    """Columns of counts."""
    words: int | None = None
    """The column of free text, which gives way first."""
    totals: bool = False
    """Whether the last row adds the others up."""


class ReportModel(QAbstractTableModel):
    """The rows as they are; counts stand right, and a row that adds up stands out."""

    def __init__(self, theme: Theme, table: ReportTable) -> None:
        super().__init__()
        self._theme = theme
        self._table = table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._table.columns[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case Qt.ItemDataRole.ToolTipRole if len(self._text(index)) > _LONG:
                return tool_tip(self._text(index))
            case Qt.ItemDataRole.AccessibleDescriptionRole if len(self._text(index)) > _LONG:
                return self._text(index)
            case Qt.ItemDataRole.FontRole:
                adds_up = self._table.totals and index.row() == len(self._table.rows) - 1
                return tabular(self._theme.font("heading" if adds_up else "body"))
        return None

    def _text(self, index: Index) -> str:
        return self._table.rows[index.row()][index.column()]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = column in self._table.figures
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
