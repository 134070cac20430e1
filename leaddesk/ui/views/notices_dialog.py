"""*Third-party notices*: whose work LeadDesk is built with, under which licences, with the licences' texts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

TITLE = tr("Third-party notices")
READING = tr("Reading the notices")
_ABOUT = tr("Every package that LeadDesk uses at work, with its version and licence; below them the licences' texts.")
_WIDTH, _HEIGHT = 760, 600
_ROOM = 0.94
"""So much of the window the dialog takes at most."""


class NoticesDialog(QDialog):
    """Opened, never executed; reads when it is opened."""

    def __init__(self, theme: Theme, parent: QWidget, read: Callable[[], Awaitable[str]]) -> None:
        """`read` returns the notices as plain text and raises LeadDeskError."""
        super().__init__(parent)
        self._theme, self._read = theme, read
        self._reading = TaskScope()
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlaceholderText(READING)
        self.text.setAccessibleName(TITLE)
        self.text.setProperty("type", "mono")
        # A keyboard can scroll and select, too.
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.problem = plain_label("", use="hint", ink="danger")
        self.problem.setAccessibleName(tr("Message"))
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.close_button = Button(theme, tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(lambda _code: self._reading.cancel())
        self._lay_out(parent.window())
        self._reading.run(self._take(), self.text.setPlainText, self._say)
        self.text.setFocus()

    async def _take(self) -> str:
        return await self._read()

    def _say(self, problem: LeadDeskError) -> None:
        self.text.hide()
        self.problem.setText(problem.sentence())
        self.problem.show()
        self.close_button.setFocus()

    def _lay_out(self, room: QWidget) -> None:
        px = self._theme.px
        self.resize(min(px(_WIDTH), int(room.width() * _ROOM)), min(px(_HEIGHT), int(room.height() * _ROOM)))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(plain_label(TITLE, use="title"))
        about = plain_label(_ABOUT, use="hint", ink="text2")
        about.setWordWrap(True)
        column.addWidget(about)
        column.addWidget(self.problem)
        column.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
