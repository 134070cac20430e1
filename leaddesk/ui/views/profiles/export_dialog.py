"""Asks which profiles to export: all of them, unless a tick is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH = 480
_LIST_HEIGHT = 200


class ExportDialog(QDialog):
    """Opened, never executed; `chosen` brings the answer."""

    chosen = Signal(list)
    """The ids of the ticked profiles."""

    def __init__(self, theme: Theme, parent: QWidget, profiles: Sequence[ConnectionProfile], note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export profiles")
        self.setAccessibleName("Export profiles")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label("Export profiles", use="title"))
        text = plain_label(f"With their destinations, without keys and passwords.{note}", ink="text2")
        text.setWordWrap(True)
        column.addWidget(text)
        self.list = QListWidget()
        self.list.setAccessibleName("Profiles to export")
        self.list.setFixedHeight(theme.px(_LIST_HEIGHT))
        for profile in profiles:
            item = QListWidgetItem(marked(profile.name))
            item.setData(Qt.ItemDataRole.UserRole, profile.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._fit)
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        self.way_out = Button(theme, "Cancel")
        self.way_out.clicked.connect(self.reject)
        self.verb = Button(theme, "Export", role="primary")
        self.verb.setDefault(True)
        self.verb.clicked.connect(self.accept)
        row.addWidget(self.way_out)
        row.addWidget(self.verb)
        column.addLayout(row)
        self.accepted.connect(lambda: self.chosen.emit(self._ticked()))
        self.list.setFocus()

    def _ticked(self) -> list[str]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _fit(self) -> None:
        self.verb.setEnabled(bool(self._ticked()))
