"""The welcome once more, for who asks for it; it closes before what it offers opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.parts import scrolling
from leaddesk.ui.views.welcome.welcome import Welcome
from leaddesk.ui.widgets.buttons import Button

_WIDTH, _HEIGHT = 640, 600
_ROOM = 0.94
"""So much of the window the dialog takes at most."""


class WelcomeDialog(QDialog):
    """Opened, never executed."""

    def __init__(self, theme: Theme, parent: QWidget, welcome: Welcome) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Welcome"))
        self.setAccessibleName(tr("Welcome"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.close_button = Button(theme, tr("Close"))
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), px(16))
        column.addWidget(scrolling(theme, welcome), 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, px(12), 0)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.resize(min(px(_WIDTH), int(parent.width() * _ROOM)), min(px(_HEIGHT), int(parent.height() * _ROOM)))
        for wish in (self.close_button.clicked, welcome.practice_wanted, welcome.profile_wanted):
            wish.connect(self.reject)
        self.close_button.setFocus()
