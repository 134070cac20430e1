"""Where to keep the history when no keyring can hold its key: asked once, answered by a person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import height_needed

_WIDTH = 560
MEMORY, PLAIN, LATER = "memory", "plain", "later"


class HistoryChoiceDialog(QDialog):
    """Offers memory (a crash then forgets), an unencrypted file (with a standing notice), or *Later*."""

    chosen = Signal(str)
    """`memory`, `plain` or `later`; the last is memory too, asked again at the next start."""

    def __init__(self, theme: Theme, parent: QWidget, why: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Where to keep the history")
        self.setModal(True)
        self.setFixedWidth(theme.px(_WIDTH))
        self._choice = LATER
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label("Where to keep the history", use="title"))
        for text in (
            why,
            "The history is encrypted with a key from the keyring. Without one, choose:",
            "In memory: nothing is written to disk, and everything is forgotten when LeadDesk ends. After a crash "
            "nobody can tell what was on its way.",
            "Unencrypted: kept on this computer, readable by anyone who can read your files. A notice stays in view.",
        ):
            label = plain_label(text, ink="text2")
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for words, choice in (("Keep unencrypted", PLAIN), ("Keep in memory", MEMORY), ("Later", LATER)):
            button = Button(theme, words)
            button.clicked.connect(lambda _checked=False, choice=choice: self._take(choice))
            button.setDefault(choice == LATER)
            row.addWidget(button)
        column.addLayout(row)
        self.finished.connect(lambda _result: self.chosen.emit(self._choice))
        self.finished.connect(self.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.width(), height_needed(self))
        super().showEvent(event)

    def _take(self, choice: str) -> None:
        self._choice = choice
        self.accept()
