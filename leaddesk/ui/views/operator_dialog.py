"""Asks once a shift on production who is at the desk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.labels import plain_label


class OperatorDialog(ActDialog):
    """Takes the operator's name for the history."""

    confirmed = Signal(str)
    """The name of the person at the desk."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, verb: str) -> None:
        super().__init__(
            theme,
            parent,
            tr("Who is at the desk?"),
            tr("Asked once a shift on production: the name is written into the history."),
            verb=verb,
            focus_way_out=False,
        )
        self._name = QLineEdit(name)
        self._name.setAccessibleName(tr("Operator"))
        self._name.setMaxLength(80)
        self._name.selectAll()
        self._name.textChanged.connect(self._fit)
        label = plain_label(tr("Operator"), use="label", ink="text2")
        label.setBuddy(self._name)
        self.add(label, self._name)
        self._name.setFocus()
        self.accepted.connect(lambda: self.confirmed.emit(self._name.text().strip()))
        self._fit()

    def _fit(self) -> None:
        if self.verb:
            self.verb.setEnabled(bool(self._name.text().strip()))
