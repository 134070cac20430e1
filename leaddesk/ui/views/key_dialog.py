"""*Keep for this session*: types a profile's credentials into memory when the keyring does not serve."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH = 480


class KeyDialog(QDialog):
    """Asks for each credential of a profile; what is typed lives until LeadDesk ends."""

    typed = Signal(dict)
    """Secrets by slot."""

    def __init__(self, theme: Theme, parent: QWidget, profile: ConnectionProfile, vendor: VendorInfo) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keep for this session")
        self.setModal(True)
        self.setFixedWidth(theme.px(_WIDTH))
        self._fields: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label("Keep for this session", use="title"))
        text = plain_label(
            f"For {marked(profile.name)} at {marked(profile.origin)}. "
            "LeadDesk keeps it in memory and forgets it when it ends.",
            ink="text2",
        )
        text.setWordWrap(True)
        column.addWidget(text)
        for slot in vendor.secret_slots:
            label = plain_label(slot.label, use="label", ink="text2")
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(slot.label)
            field.textChanged.connect(self._fit)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            self._fields[slot.key] = field
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self._keep = Button(theme, "Keep for this session", role="primary")
        self._keep.setDefault(True)
        self._keep.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._keep)
        column.addLayout(row)
        self.accepted.connect(self._tell)
        self.finished.connect(self._wipe)
        self._fit()

    def _fit(self) -> None:
        self._keep.setEnabled(all(field.text().strip() for field in self._fields.values()))

    def _tell(self) -> None:
        self.typed.emit({key: Secret(field.text().strip()) for key, field in self._fields.items()})

    def _wipe(self) -> None:
        for field in self._fields.values():
            field.clear()
        self.deleteLater()
