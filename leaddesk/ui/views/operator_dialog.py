"""Asks once a shift on production who is at the desk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

_WIDTH = 480


class OperatorDialog(QDialog):
    """Takes the operator's name for the history."""

    confirmed = Signal(str)
    """The name of the person at the desk."""

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is at the desk?")
        self.setModal(True)
        self.setFixedWidth(theme.px(_WIDTH))
        self._name = QLineEdit(name)
        self._name.setAccessibleName("Operator")
        self._name.setMaxLength(80)
        self._name.selectAll()
        self._name.textChanged.connect(self._fit)
        label = plain_label("Operator", use="label", ink="text2")
        label.setBuddy(self._name)
        text = plain_label("Asked once a shift on production: the name is written into the history.", ink="text2")
        text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label("Who is at the desk?", use="title"))
        for part in (text, label, self._name):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self._send = Button(theme, "Send", role="primary")
        self._send.setDefault(True)
        self._send.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._send)
        column.addLayout(row)
        self.accepted.connect(lambda: self.confirmed.emit(self._name.text().strip()))
        self.finished.connect(self.deleteLater)
        self._fit()

    def _fit(self) -> None:
        self._send.setEnabled(bool(self._name.text().strip()))
