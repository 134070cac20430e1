"""The combo **Destination**: every destination of every profile that leads can go to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.lead import lead_schema, unmapped
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, SafetyLevel
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Environment as EnvironmentLook
from leaddesk.ui.widgets.labels import plain_label

if TYPE_CHECKING:  # the form does not wait for what it does not show
    from leaddesk.services.manage_profiles import ManageProfiles

_LOOKS: dict[Environment, EnvironmentLook] = {
    Environment.PRODUCTION: "production",
    Environment.TEST: "test",
    Environment.PRACTICE: "practice",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A destination with the profile it belongs to."""

    profile: ConnectionProfile
    destination: Destination

    @property
    def shown(self) -> str:
        """The item's text: destination, then dialer and its list, then the profile."""
        detail = " ".join(part for part in (self.destination.dialer, self._dialer_list()) if part)
        return f"{self.destination.name}, {detail} ({self.profile.name})"

    @property
    def look(self) -> EnvironmentLook:
        """The colour family of its environment."""
        return _LOOKS[self.profile.environment]

    @property
    def blocked(self) -> str:
        """Why nothing is sent there, or an empty text."""
        return f"{self.profile.name} is read only." if self.profile.safety is SafetyLevel.READ_ONLY else ""

    def _dialer_list(self) -> str:
        return self.destination.settings.get("dialer_list_id", "")


def lead_form(target: Target | None, profiles: ManageProfiles) -> FormSchema:
    """Returns the fields of a lead for a destination; the canonical ones while there is none."""
    if target is None:
        return lead_schema(Destination(id="", name="", dialer=""))
    return profiles.lead_schema(target.profile, target.destination)


def what_sending_does(target: Target | None, profiles: ManageProfiles) -> str:
    """Returns what a send does there, or how to get a destination."""
    if target is None:
        return "Add a profile with a destination in Profiles (Ctrl+6) to send leads."
    if target.profile.environment is Environment.PRACTICE:
        return "Goes to the practice server only. Nobody is called."
    return profiles.sending_hint(target.profile, target.destination)


def left_elsewhere(target: Target | None, profiles: ManageProfiles, raw: Mapping[str, str]) -> str:
    """Names what was typed for another destination and has no field here, or returns an empty text."""
    schema = lead_form(target, profiles)
    names = [spec.label for spec in unmapped(schema, raw) if schema.field(spec.key) is None]
    return f"Typed for another destination, not sent here: {', '.join(names)}." if names else ""


class DestinationCombo(QWidget):
    """Chooses where the lead goes; says what sending there does."""

    chosen = Signal()
    """The destination in use is another one, or was edited."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._targets: tuple[Target, ...] = ()
        label = plain_label("Destination", use="label", ink="text2")
        self.combo = QComboBox()
        self.combo.setObjectName("destination")
        self.combo.setAccessibleName("Destination")
        self.combo.setAccessibleDescription("Where the lead goes")
        self.combo.setPlaceholderText("No destination yet")
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(14)
        label.setBuddy(self.combo)
        self.hint = plain_label(use="label", ink="warn")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for part in (label, self.combo, self.hint):
            column.addWidget(part)
        self.combo.currentIndexChanged.connect(lambda _index: self.chosen.emit())

    @property
    def target(self) -> Target | None:
        """The destination in use, or None while there is none."""
        index = self.combo.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def offer(self, profiles: Sequence[ConnectionProfile], wanted: str = "") -> None:
        """Offers the destinations of these profiles and keeps the one in use, or takes the wanted one."""
        keep = wanted or (self.target.destination.id if self.target else "")
        self._targets = tuple(Target(profile, item) for profile in profiles for item in profile.destinations)
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([target.shown for target in self._targets])
        ids = [target.destination.id for target in self._targets]
        self.combo.setCurrentIndex(ids.index(keep) if keep in ids else (0 if ids else -1))
        self.combo.blockSignals(False)
        self.chosen.emit()

    def choose(self, destination_id: str) -> None:
        """Takes the destination with that id, if it is there."""
        for index, target in enumerate(self._targets):
            if target.destination.id == destination_id:
                self.combo.setCurrentIndex(index)
