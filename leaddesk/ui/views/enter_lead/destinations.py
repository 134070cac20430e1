"""The combo **Destination**: every destination of every profile that leads can go to, then every route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.lead import lead_schema, unmapped
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, SafetyLevel
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.buttons import Environment as EnvironmentLook
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

if TYPE_CHECKING:  # the form does not wait for what it does not show
    from leaddesk.domain.route import Route
    from leaddesk.services.manage_profiles import ManageProfiles

_LOOKS: dict[Environment, EnvironmentLook] = {
    Environment.PRODUCTION: "production",
    Environment.TEST: "test",
    Environment.PRACTICE: "practice",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where the lead goes: a destination with the profile it belongs to, or a route, which begins there."""

    profile: ConnectionProfile
    destination: Destination
    route: Route | None = None
    further: tuple[Target, ...] = ()
    """The destinations of the route after the first."""
    problem: str = ""
    """Why the route cannot be taken now."""

    @property
    def legs(self) -> tuple[Target, ...]:
        """Every destination in order; the target itself where there is no route."""
        return (replace(self, route=None, further=()), *self.further) if self.route else (self,)

    @property
    def key(self) -> str:
        """What drafts remember it by."""
        return f"route {self.route.id}" if self.route else self.destination.id

    @property
    def name(self) -> str:
        """The destination's name; all of them in order for a route."""
        return tr(", then ").join(leg.destination.name for leg in self.legs)

    @property
    def shown(self) -> str:
        """The item's text: destination, then dialer and its list, then the profile; or the route and its way."""
        if self.route:
            return tr("Route {route}: {way}", route=self.route.name, way=self.name)
        detail = " ".join(part for part in (self.destination.dialer, self._dialer_list()) if part)
        return f"{self.destination.name}, {detail} ({self.profile.name})"

    @property
    def look(self) -> EnvironmentLook:
        """The colour family of its environment, of the gravest one along a route."""
        return _LOOKS[self.gravest.environment]

    @property
    def gravest(self) -> ConnectionProfile:
        """The profile whose environment a mistake would harm most: production before test before practice."""
        order = list(Environment)
        return min((leg.profile for leg in self.legs), key=lambda profile: order.index(profile.environment))

    @property
    def blocked(self) -> str:
        """Why nothing is sent there, or an empty text."""
        read_only = (leg.profile.name for leg in self.legs if leg.profile.safety is SafetyLevel.READ_ONLY)
        return self.problem or next((tr("{profile} is read only.", profile=name) for name in read_only), "")

    def _dialer_list(self) -> str:
        return self.destination.settings.get("dialer_list_id", "")


def lead_form(target: Target | None, profiles: ManageProfiles) -> FormSchema:
    """Returns the fields of a lead for a destination or a whole route; the canonical ones while there is none."""
    if target is None:
        return lead_schema(Destination(id="", name="", dialer=""))
    forms = [profiles.lead_schema(leg.profile, leg.destination) for leg in target.legs]
    if len(forms) == 1:
        return forms[0]
    from leaddesk.domain.route import union_form

    return union_form(forms, [leg.destination.name for leg in target.legs])


def what_sending_does(target: Target | None, profiles: ManageProfiles) -> str:
    """Returns what a send does there, or how to get a destination."""
    if target is None:
        return tr("Add a profile with a destination in Profiles (Ctrl+6) to send leads.")
    way, legs = target.route.rule() if target.route else "", target.legs
    if all(leg.profile.environment is Environment.PRACTICE for leg in legs):
        return f"{way} {tr('Goes to the practice server only. Nobody is called.')}".strip()
    hints = dict.fromkeys(profiles.sending_hint(leg.profile, leg.destination) for leg in legs)
    return " ".join(part for part in (way, *hints) if part)


def left_elsewhere(target: Target | None, profiles: ManageProfiles, raw: Mapping[str, str]) -> str:
    """Names what was typed for another destination and has no field here, or returns an empty text."""
    schema = lead_form(target, profiles)
    names = [spec.label for spec in unmapped(schema, raw) if schema.field(spec.key) is None]
    return tr("Typed for another destination, not sent here: {names}.", names=", ".join(names)) if names else ""


class DestinationCombo(QWidget):
    """Chooses where the lead goes; says what sending there does."""

    chosen = Signal()
    """The destination in use is another one, or was edited."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._targets: tuple[Target, ...] = ()
        label = plain_label(tr("Destination"), use="label", ink="text2")
        self.combo = QComboBox()
        self.combo.setObjectName("destination")
        self.combo.setAccessibleName(tr("Destination"))
        self.combo.setAccessibleDescription(tr("Where the lead goes"))
        self.combo.setPlaceholderText(tr("No destination yet"))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(14)
        label.setBuddy(self.combo)
        self.hint = plain_label(use="label", ink="warn")
        self.hint.setWordWrap(True)
        self.routes = Button(theme, tr("Routes…"), role="link")
        self.routes.setProperty("measure", "small")
        self.routes.setToolTip(tr("Several destinations in order, for one lead"))
        head = QHBoxLayout()
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self.routes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        for part in (self.combo, self.hint):
            column.addWidget(part)
        self.combo.currentTextChanged.connect(self._tell_whole)
        self.combo.currentIndexChanged.connect(lambda _index: self.chosen.emit())

    def stops(self) -> tuple[QWidget, ...]:
        """Returns the controls in the order of Tab."""
        return self.combo, self.routes

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that is offered, in its order."""
        return self._targets

    @property
    def target(self) -> Target | None:
        """The destination in use, or None while there is none."""
        index = self.combo.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def offer(self, targets: Sequence[Target], wanted: str = "") -> None:
        """Offers these and keeps the one in use, or takes the wanted one; both by their key."""
        keep = wanted or (self.target.key if self.target else "")
        self._targets = tuple(targets)
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([marked(target.shown) for target in self._targets])
        keys = [target.key for target in self._targets]
        self.combo.setCurrentIndex(keys.index(keep) if keep in keys else (0 if keys else -1))
        self.combo.blockSignals(False)
        self._tell_whole(self.combo.currentText())
        self.chosen.emit()

    def _tell_whole(self, text: str) -> None:
        """Says the chosen destination in full: a narrow field shows its beginning."""
        self.combo.setToolTip(plain_tip(text))

    def choose(self, key: str) -> None:
        """Takes the destination or the route with that key, if it is there."""
        for index, target in enumerate(self._targets):
            if target.key == key:
                self.combo.setCurrentIndex(index)
