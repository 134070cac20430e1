"""*Raw*: the beginning of an answer that was no page of leads, as text to look at and to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.plaintext import marked

_HEIGHT = 260


class RawDialog(ActDialog):
    """Shows it and closes; control characters are shown as marks and copied as they came."""

    def __init__(self, theme: Theme, parent: QWidget, raw: str) -> None:
        super().__init__(
            theme, parent, tr("Raw"), tr("What came in the place of leads, from its beginning."), way_out=tr("Close")
        )
        self.text = QPlainTextEdit("\n".join(map(marked, raw.splitlines())))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Raw answer"))
        self.text.setFixedHeight(theme.px(_HEIGHT))
        self.text.setTabChangesFocus(True)
        self.copy_button = Button(theme, tr("Copy"), icon="copy")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(raw))
        self.add(self.text, self.copy_button)
        self.text.setFocus()
