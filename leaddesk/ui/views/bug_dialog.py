"""*LeadDesk made a mistake*: what it means, and a report to copy. It takes no keys away from what is being typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

TITLE = tr("LeadDesk made a mistake")
_MEANS = tr(
    "Something inside LeadDesk went wrong that should not. What you typed is saved and still there, and the rest "
    "goes on working. A lead that was being sent is in History with what became of it."
)
_REPORT = tr("The report names places in the program only: no key, no number, no name, nothing that was typed.")
_WIDTH, _HEIGHT = 640, 420
_ROOM = 0.94
"""So much of the window the dialog takes at most."""
_LONGEST = 60_000
"""Characters of a report: many mistakes in a row shall not fill the memory."""


class BugDialog(QDialog):
    """Shown beside the window and never executed: whoever types goes on typing."""

    def __init__(self, theme: Theme, parent: QWidget, report: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(tr("Report"))
        self.report.setProperty("type", "mono")
        self.copy = Button(theme, tr("Copy report"), icon="clipboard-copy")
        self.close_button = Button(theme, tr("Close"))
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self._lay_out(parent)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, f"{TITLE}. {_MEANS}", urgent=True)

    def add(self, report: str) -> None:
        """Puts one more mistake at the end."""
        if len(self.report.toPlainText()) < _LONGEST:
            self.report.appendPlainText(report)
            self.copy.setText(tr("Copy report"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(tr("Copied"))

    def _lay_out(self, parent: QWidget) -> None:
        px = self._theme.px
        self.resize(min(px(_WIDTH), int(parent.width() * _ROOM)), min(px(_HEIGHT), int(parent.height() * _ROOM)))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(plain_label(TITLE, use="title"))
        for words, use in ((_MEANS, "body"), (_REPORT, "hint")):
            label = plain_label(words, use=use, ink="text2" if use == "hint" else "text")
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.report, 1)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setDefault(True)
        self.close_button.setFocus()
