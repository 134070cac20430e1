"""What was sent beside what the vendor says it stored, joined by index."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.domain.verdict import StoredField
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import Explain, tool_tip, unexplained
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (
    tr_later("Column sent"),
    tr_later("Value sent"),
    tr_later("Column stored"),
    tr_later("Value stored"),
    tr_later("Difference"),
)
DIFFERENCE = 4


def difference(field: StoredField) -> str:
    """Returns in words how the stored field differs from what was sent."""
    if field.sent_value is None:
        return tr_later("not sent")
    return tr_later("value differs") if field.differs else tr_later("same")


class StoredModel(ListTable):
    """*As stored*."""

    headings = tuple(map(tr_now, COLUMNS))

    def __init__(self, theme: Theme, explain: Explain = unexplained) -> None:
        super().__init__()
        self._theme = theme
        self._explain = explain
        self._fields: tuple[StoredField, ...] = ()

    def show_fields(self, fields: Sequence[StoredField]) -> None:
        """Takes another answer's fields."""
        self.beginResetModel()
        self._fields = tuple(fields)
        self.endResetModel()

    def keys(self, row: int) -> tuple[tuple[str, str], ...]:
        """Returns word and key of everything to explain in a row."""
        cells = zip(COLUMNS, _display(self._fields[row]), strict=True)
        said = difference(self._fields[row])
        named = ((f"{tr_now(column)}: {text}", f"stored.{column}") for column, text in cells)
        return (*named, (tr_now(said), f"difference.{said}"))

    def _listed(self) -> Sized:
        return self._fields

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field, column = self._fields[index.row()], index.column()
        marks_difference = field.differs and column == DIFFERENCE
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _display(field)[column]
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("warn.text" if marks_difference else "text")
            case Qt.ItemDataRole.DecorationRole if marks_difference:
                tint = self._theme.tokens.warn.text
                return self._theme.icons.icon("triangle-alert", tint, self._theme.px(16))
            case Qt.ItemDataRole.ToolTipRole:
                # The text first: in a small window a column cuts off what this table is there to compare.
                return tool_tip(_display(field)[column], self._explain(self._key(field, column)))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._explain(self._key(field, column)) or None
        return None

    def _key(self, field: StoredField, column: int) -> str:
        return f"difference.{difference(field)}" if column == DIFFERENCE else f"stored.{COLUMNS[column]}"


def _display(field: StoredField) -> tuple[str, ...]:
    return (
        marked(field.sent_column) or tr("nothing sent"),
        tr("nothing sent") if field.sent_value is None else marked(field.sent_value),
        marked(field.column) or tr("not named"),
        marked(field.value),
        tr_now(difference(field)),
    )
