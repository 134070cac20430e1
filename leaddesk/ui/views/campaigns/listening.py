"""*Listen on this computer*: off until a person turns it on, and off again when LeadDesk ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout
from shiboken6 import isValid

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

_HELP = tr(
    "A vendor cannot reach this address: it is for a program on this computer that hands events on. "
    "Each time it is a new one that nobody can guess. What comes is believed no more than what is pasted."
)


class Listener(Protocol):
    """Takes events on this computer alone, while it is on."""

    @property
    def address(self) -> str:
        """Where to post to; empty while it is off."""
        ...

    async def start(self) -> str:
        """Listens and returns the address. Raises LeadDeskError."""
        ...

    async def stop(self) -> None:
        """Stops listening."""
        ...


class ListenBox(QFrame):
    """The switch with its address."""

    turned = Signal(bool)
    """A person has turned it on, or off."""

    def __init__(
        self,
        theme: Theme,
        listener: Listener,
        scope: TaskScope,
        tell: Callable[[LeadDeskError], None],
        whose: Callable[[], str],
    ) -> None:
        """`tell` says why it cannot listen; `scope` is the application's; `whose` names the profile of what comes."""
        super().__init__()
        self._listener, self._scope, self._tell, self._whose = listener, scope, tell, whose
        self.switch = QCheckBox(tr("Listen on this computer"))
        self.switch.setAccessibleName(tr("Listen on this computer"))
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(tr("Address for events"))
        self.address.setPlaceholderText(tr("No address while it is off"))
        self.copy = Button(theme, tr("Copy address"), icon="clipboard-copy")
        self._about = plain_label(_HELP, use="hint", ink="text2")
        self._about.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.address, 1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.switch)
        column.addLayout(row)
        column.addWidget(self._about)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.address.text()))
        self._show()
        self.switch.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:
        self.turned.emit(on)
        self.switch.setEnabled(False)
        turning = self._on() if on else self._listener.stop()
        self._scope.run(turning, lambda _none: self._show(), self._fail)

    async def _on(self) -> None:
        await self._listener.start()

    def _fail(self, problem: LeadDeskError) -> None:
        self._show()
        self._tell(problem)

    def _show(self) -> None:
        if not isValid(self):  # the dialog may have been closed meanwhile
            return
        address, about = self._listener.address, tr("{help} It is taken for {whose}.", help=_HELP, whose=self._whose())
        self._about.setText(about)
        self.switch.setAccessibleDescription(about)
        self.switch.blockSignals(True)
        self.switch.setChecked(bool(address))
        self.switch.blockSignals(False)
        self.switch.setEnabled(True)
        self.address.setText(address)
        self.copy.setEnabled(bool(address))
