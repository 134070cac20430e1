"""LeadDesk's icon in the tray and what it says there; it goes with the window, which closing ends as before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from leaddesk.language import tr

_SHOWN_MS = 10_000
"""As a wish: most desktops have times of their own."""
_PRESSES = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


def tray_is_there() -> bool:
    """Tells whether this desktop has a tray that shows messages."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


class Tray(QObject):
    """The icon, a menu of one line, and messages."""

    window_wanted = Signal()
    """The icon was pressed: the window is to come forward."""
    message_pressed = Signal()
    """The last message was pressed."""

    def __init__(self, parent: QWidget, icon: QIcon) -> None:
        """The icon appears at once, or with the first message after the desktop has got a tray."""
        super().__init__(parent)
        self._picture = icon
        self._menu = QMenu(parent)
        self._menu.addAction(tr("Open LeadDesk")).triggered.connect(self.window_wanted)
        self._icon: QSystemTrayIcon | None = None
        self._appear()

    def say(self, title: str, text: str) -> None:
        """Shows a message; nothing where the desktop has no tray."""
        self._appear()
        if self._icon and tray_is_there():
            self._icon.showMessage(title, text, self._picture, _SHOWN_MS)

    def close(self) -> None:
        """Takes the icon away."""
        if self._icon:
            self._icon.hide()
        self._menu.deleteLater()
        self.deleteLater()

    def _appear(self) -> None:
        if self._icon is None and tray_is_there():
            icon = self._icon = QSystemTrayIcon(self._picture, self)
            icon.setToolTip("LeadDesk")
            icon.setContextMenu(self._menu)
            icon.activated.connect(self._press)
            icon.messageClicked.connect(self.message_pressed)
            icon.show()

    def _press(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _PRESSES:
            self.window_wanted.emit()
