"""*Keep for this session*: types a profile's credentials into memory when the keyring does not serve."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked


class KeyDialog(ActDialog):
    """Asks for each credential of a profile; what is typed lives until LeadDesk ends."""

    typed = Signal(dict)
    """Secrets by slot."""

    def __init__(self, theme: Theme, parent: QWidget, profile: ConnectionProfile, vendor: VendorInfo) -> None:
        super().__init__(
            theme,
            parent,
            tr("Keep for this session"),
            tr(
                "For {profile} at {address}. LeadDesk keeps it in memory and forgets it when it ends.",
                profile=marked(profile.name),
                address=marked(profile.origin),
            ),
            verb=tr("Keep for this session"),
            focus_way_out=False,
        )
        self._fields: dict[str, QLineEdit] = {}
        for slot in vendor.secret_slots:
            label = plain_label(slot.label, use="label", ink="text2")
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(slot.label)
            field.textChanged.connect(self._fit)
            label.setBuddy(field)
            self.add(label, field)
            self._fields[slot.key] = field
        next(iter(self._fields.values())).setFocus()
        self.accepted.connect(self._tell)
        self.finished.connect(self._wipe)
        self._fit()

    def _fit(self) -> None:
        if self.verb:
            self.verb.setEnabled(all(field.text().strip() for field in self._fields.values()))

    def _tell(self) -> None:
        self.typed.emit({key: Secret(field.text().strip()) for key, field in self._fields.items()})

    def _wipe(self) -> None:
        for field in self._fields.values():
            field.clear()
