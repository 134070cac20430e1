"""*Reason*: a list to pick from, with room for own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label

MOST_LETTERS = 200


class ReasonField(QWidget):
    """An editable combo under its label; empty to begin with, so that no preset is ever given by accident."""

    changed = Signal()
    """Another reason stands there, or none."""
    entered = Signal()
    """Enter was pressed in it."""

    def __init__(self, theme: Theme, presets: Sequence[str], *, required: bool = False) -> None:
        """Builds it empty; ``required`` only says so beside the label, the dialog holds its verb back."""
        super().__init__()
        self.combo = _ReasonCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.addItems(list(presets))
        self.combo.setCurrentIndex(-1)
        self.combo.setAccessibleName(tr("Reason"))
        self.setFocusProxy(self.combo)
        if line := self.combo.lineEdit():
            line.setMaxLength(MOST_LETTERS)
            line.setAccessibleName(tr("Reason"))
            line.setCompleter(None)  # type: ignore[arg-type]  # Qt takes None, the stubs do not know it
            line.setPlaceholderText(tr("Pick one or type your own"))
        self.combo.editTextChanged.connect(lambda _text: self.changed.emit())
        self.combo.entered.connect(self.entered)
        label = plain_label(tr("Reason"), use="label", ink="text2")
        label.setBuddy(self.combo)
        self.need = plain_label(
            tr("needed, goes into the history") if required else tr("optional"), use="hint", ink="text2"
        )
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(label)
        head.addWidget(self.need)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.combo)

    def reason(self) -> str:
        """Returns the reason as it stands, without blanks around it."""
        return self.combo.currentText().strip()


class _ReasonCombo(QComboBox):
    """Keeps Enter for itself: in a dialog it would press the way out, and what was typed would be gone."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)
