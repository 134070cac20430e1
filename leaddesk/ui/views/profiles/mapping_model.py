"""The field mapping of a destination as a table over a plain list, every cell editable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from leaddesk.domain.lead import LEAD_FIELDS
from leaddesk.domain.profile import MappedField
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (tr("Field"), tr("Dialer column"), tr("Type"))
FIELD, COLUMN, KIND = range(len(COLUMNS))
NO_KIND = tr_later("none")

_LABELS = {spec.key: spec.label for spec in LEAD_FIELDS}
_KEYS = {spec.label.casefold(): spec.key for spec in LEAD_FIELDS}
FIELD_LABELS = tuple(_LABELS.values())


def field_label(field: str) -> str:
    """Returns the label of a lead field; a custom field is its own label."""
    return _LABELS.get(field, field)


def field_key(label: str) -> str:
    """Returns the key of the lead field with that label; any other text names a custom field."""
    return _KEYS.get(label.strip().casefold(), label.strip())


class MappingModel(ListTable):
    """*Field mapping*."""

    headings = COLUMNS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[MappedField] = []
        self._problems: Mapping[str, str] = {}

    def mapping(self) -> tuple[MappedField, ...]:
        """Returns the rows that say anything."""
        return tuple(row for row in self._rows if row.field or row.column)

    def show_mapping(self, mapping: Sequence[MappedField]) -> None:
        """Takes other rows."""
        self.beginResetModel()
        self._rows = list(mapping)
        self._problems = {}
        self.endResetModel()

    def add_row(self) -> int:
        """Adds an empty row at the end and returns where it stands."""
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(MappedField("", ""))
        self.endInsertRows()
        return place

    def remove_row(self, row: int) -> None:
        """Removes a row."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Marks the rows of these fields as refused."""
        self._problems = problems
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, KIND))

    def row_of(self, field: str) -> int | None:
        """Returns the last row of a field, the one that a repetition is found at, or None."""
        return next((at for at in reversed(range(len(self._rows))) if self._rows[at].field == field), None)

    def _listed(self) -> Sized:
        return self._rows

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        problem = self._problems.get(row.field, "") if self.row_of(row.field) == index.row() else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = self._text(row, index.column())
            if role == Qt.ItemDataRole.EditRole:
                return text
            return tr_now(text) if text == NO_KIND else marked(text)
        if role == Qt.ItemDataRole.ForegroundRole:
            if problem and index.column() == COLUMN:
                return self._theme.color("danger.text")
            return self._theme.color("text3" if index.column() == KIND and not row.kind else "text")
        if role == Qt.ItemDataRole.DecorationRole and problem and index.column() == COLUMN:
            return self._theme.icons.icon("circle-x", self._theme.tokens.danger.text, self._theme.px(14))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and problem:
            return problem
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row, text = self._rows[index.row()], str(value).strip()
        match index.column():
            case 0:
                changed = replace(row, field=field_key(text))
            case 1:
                changed = replace(row, column=text)
            case _:
                changed = replace(row, kind="" if text == NO_KIND else text)
        if changed != row:
            self._rows[index.row()] = changed
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), KIND))
        return True

    def _text(self, row: MappedField, column: int) -> str:
        return (field_label(row.field), row.column, row.kind or NO_KIND)[column]
