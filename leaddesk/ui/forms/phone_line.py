"""The line of the phone field: a pasted cURL command never becomes its text, however it is pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)

from leaddesk.ui.forms.editor import FieldLine


class PhoneLine(FieldLine):
    """A line of text that hands a cURL command on: it holds a key, which no field may show or keep."""

    command_pasted = Signal(str)
    """What was pasted or dropped begins as a cURL command does; the text of the line is as it was."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.matches(QKeySequence.StandardKey.Paste) and self._took_clipboard()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self._paste)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._took(event.mimeData().text()):
            super().dropEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        middle = event.button() is Qt.MouseButton.MiddleButton
        if not (middle and self._took_clipboard(QClipboard.Mode.Selection)):
            super().mouseReleaseEvent(event)

    def _paste(self) -> None:
        if not self._took_clipboard():
            self.paste()

    def _took_clipboard(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> bool:
        return self._took(QGuiApplication.clipboard().text(mode))

    def _took(self, text: str) -> bool:
        """Hands a command on; returns False for any other text."""
        from leaddesk.domain.curl import looks_like_curl  # nobody pastes before the form is there

        if self.isReadOnly() or not looks_like_curl(text):
            return False
        self.command_pasted.emit(text)
        return True
