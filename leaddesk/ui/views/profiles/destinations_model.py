"""The destinations of a profile as a table over a plain list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.profile import Destination
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.as_raw import telling_settings
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.plaintext import marked

Index = QModelIndex | QPersistentModelIndex

_SETTINGS_SHOWN = 2


class DestinationsModel(QAbstractTableModel):
    """*Destinations*: name, dialer, the settings that tell one destination of a campaign from another, and its use.

    The use has a column only where a destination is marked for number checks.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[Destination, ...] = ()
        self._unsaved: frozenset[str] = frozenset()
        self._settings: tuple[tuple[str, str], ...] = ()
        self._any_for_checks = False

    def show_destinations(self, rows: Sequence[Destination], settings: FormSchema, unsaved: Collection[str]) -> None:
        """Takes other rows, the vendor's settings as columns, and the ids of what is not saved."""
        texts = [(spec.key, spec.label) for spec in telling_settings(settings)]
        self.beginResetModel()
        self._rows = tuple(rows)
        self._settings = tuple(texts[-_SETTINGS_SHOWN:])
        self._unsaved = frozenset(unsaved)
        self._any_for_checks = any(row.for_checks for row in self._rows)
        self.endResetModel()

    def mark_unsaved(self, unsaved: Collection[str]) -> None:
        """Takes the ids of what is not saved."""
        if frozenset(unsaved) != self._unsaved:
            self._unsaved = frozenset(unsaved)
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def destination(self, row: int) -> Destination | None:
        """Returns the destination of a row, or None."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def use_column(self) -> int:
        """Returns the column that says what a destination is used for, or -1 while there is none."""
        return 2 + len(self._settings) if self._any_for_checks else -1

    def row_of(self, destination_id: str) -> int:
        """Returns the row of a destination, or -1."""
        return next((at for at, item in enumerate(self._rows) if item.id == destination_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2 + len(self._settings) + self._any_for_checks

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Destination"), tr("Dialer"), *(label for _key, label in self._settings), tr("Use"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, first = self._rows[index.row()], index.column() == 0
        if index.column() == self.use_column():
            return self._use(row, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return marked(self._text(row, index.column()))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("text")
        if role == Qt.ItemDataRole.DecorationRole and first and row.id in self._unsaved:
            return self._theme.icons.icon("square-pen", self._theme.tokens.warn.text, self._theme.px(14))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and row.id in self._unsaved:
            said = tr("{destination}, unsaved", destination=marked(self._text(row, index.column())))
            return (plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said) if first else None
        if role == Qt.ItemDataRole.FontRole and first:
            return self._theme.font("name")
        return None

    def _use(self, row: Destination, role: int) -> Any:
        if not row.for_checks:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("Checks")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("text")
        if role == Qt.ItemDataRole.DecorationRole:
            return self._theme.icons.icon("phone", self._theme.tokens.text2, self._theme.px(14))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tr("Used for number checks")
        return None

    def _text(self, row: Destination, column: int) -> str:
        if column == 0:
            return row.name
        if column == 1:
            return row.dialer
        return row.settings.get(self._settings[column - 2][0], "")
