"""*Settings*: each change works at once and is kept at once; undoing one is choosing the former value again.

The dialog decides nothing but the look: what a change means elsewhere is done by whoever hands in the `SettingsDesk`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.key_store_report import KeyStoreReport
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.settings.key_store import KeyStoreSection
from leaddesk.ui.views.settings.network import NetworkSection
from leaddesk.ui.views.settings.network_choice import NetworkDesk
from leaddesk.ui.views.verdict.parts import scrolling
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

LOOKS = {"System": "system", "Light": "light", "Dark": "dark", "High contrast": "contrast"}
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
_WIDTH, _HEIGHT = 640, 640
_ROOM = 0.94
"""So much of the window the dialog takes at most."""
_LABELS = 128
_MASKS = "In tables, verdicts and dialogs. What you type is never masked. Revealing is logged with your name."
_CHANGES = "Fields of their answers that are new, missing or of another type than documented."
_RULES = "A copy in the configuration folder is used instead of what came with LeadDesk."


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInUse:
    """One file of rules, in words for the eye."""

    name: str
    """Such as "Calling windows"."""
    used: str
    """Which file it is."""
    version: str
    review: str = ""
    """By when somebody should look at it again."""
    notice: str = ""
    """What is wrong with it, or with the copy that is not used."""


class KeepSettings(Protocol):
    """Keeps what is named and leaves the rest."""

    def __call__(
        self,
        *,
        operator: str | None = None,
        theme: str | None = None,
        zoom: int | None = None,
        mask: bool | None = None,
    ) -> None:
        """Writes it; a problem is said in the window."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDesk:
    """What the dialog needs of the rest."""

    operator: str
    masking: Masking
    keep: KeepSettings
    history: Sequence[tuple[str, str]]
    """Where and how long the history is kept, as label and words."""
    keep_history: Callable[[], None]
    """Opens *Keep the history*, after this dialog has closed."""
    rules: Callable[[], Awaitable[Sequence[RulesInUse]]]
    copy_rules: Callable[[], Awaitable[str]]
    """Writes editable copies where there are none yet and returns their folder; raises LeadDeskError."""
    read_rules: Callable[[], Awaitable[Sequence[RulesInUse]]]
    """Reads the files again; raises LeadDeskError."""
    vendor_changes: Callable[[], None]
    """Opens *Changes in vendors' answers*, after this dialog has closed."""
    network: NetworkDesk
    check_keys: Callable[[], Awaitable[KeyStoreReport]]
    """Looks at the key store; trouble is a finding and not raised."""
    version: str
    """Of LeadDesk."""
    notices: Callable[[], Awaitable[str]]
    """Reads whose work LeadDesk is built with; raises LeadDeskError."""


class SettingsDialog(QDialog):
    """Opened, never executed."""

    def __init__(self, theme: Theme, parent: QWidget, desk: SettingsDesk) -> None:
        super().__init__(parent)
        self._theme, self._parent, self._desk = theme, parent, desk
        self._operator = desk.operator
        self._asking = TaskScope()
        self.setWindowTitle("Settings")
        self.setAccessibleName("Settings")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.operator = QLineEdit(desk.operator)
        self.look, self.zoom = QComboBox(), QComboBox()
        self.masked = QCheckBox("Mask numbers and names")
        self.keep_history = Button(theme, "Keep the history…")
        self.vendor_changes = Button(theme, "Changes in vendors' answers…")
        self.copy_rules = Button(theme, "Make an editable copy")
        self.read_rules = Button(theme, "Read again", icon="refresh-cw")
        self.said = _wrapped("", "text2")
        self.network = NetworkSection(theme, desk.network, self._asking)
        self.key_store = KeyStoreSection(theme, desk.check_keys, self._asking)
        self.notices = Button(theme, "Third-party notices…")
        self.close_button = Button(theme, "Close")
        self._rules = QVBoxLayout()
        self._grids: list[QGridLayout] = []
        self._sections = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._prepare()
        self._lay_out()
        self._bind()
        self._fit()
        self._ask(desk.rules())
        self.operator.setFocus()

    # ------------------------------------------------------------ what changes at once

    def _keep_operator(self) -> None:
        name = self.operator.text().strip()
        if name and name != self._operator:
            self._operator = name
            self._desk.keep(operator=name)
        self.operator.setText(self._operator)

    def _wear(self, label: str) -> None:
        choice = LOOKS[label]
        self._theme.set_choice(choice)
        self._desk.keep(theme=choice)

    def _zoom_to(self, label: str) -> None:
        percent = int(label.removesuffix(" %"))
        self._theme.set_zoom(percent / 100)
        self._desk.keep(zoom=percent)

    def _mask(self, on: bool) -> None:
        self._desk.masking.set_on(on)
        self._desk.keep(mask=on)

    # ------------------------------------------------------------ rules

    def _ask(self, reading: Awaitable[Sequence[RulesInUse]], said: str = "") -> None:
        async def read() -> Sequence[RulesInUse]:
            return await reading

        self._asking.run(read(), lambda rules: self._show_rules(rules, said), self._say_problem)

    def _show_rules(self, rules: Sequence[RulesInUse], said: str) -> None:
        self._allow(True)
        _empty(self._rules)
        for one in rules:
            facts = [("Used", one.used), ("Version", one.version)]
            facts += [("Review by", one.review)] if one.review else []
            self._rules.addWidget(plain_label(one.name, use="name"))
            self._rules.addLayout(self._facts(facts))
            if one.notice:
                self._rules.addWidget(_wrapped(marked(one.notice), "warn"))
        self._say(said)
        self._fit()

    def _copy(self) -> None:
        async def copy() -> str:
            return await self._desk.copy_rules()

        self._allow(False)
        self._asking.run(copy(), self._copied, self._say_problem)

    def _copied(self, folder: str) -> None:
        self._ask(
            self._desk.read_rules(), f"The editable copies are in {marked(folder)}. Change them, then read them again."
        )

    def _read_again(self) -> None:
        self._allow(False)
        self._ask(self._desk.read_rules(), "The files were read again.")

    def _allow(self, allowed: bool) -> None:
        for button in (self.copy_rules, self.read_rules):
            button.setEnabled(allowed)

    def _say(self, text: str, ink: str = "text2") -> None:
        restyle(self.said, ink=ink)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _say_problem(self, problem: LeadDeskError) -> None:
        self._allow(True)
        self._say(problem.sentence(), "danger")

    def _go_keep_history(self) -> None:
        self.finished.connect(lambda _code: self._desk.keep_history())
        self.reject()

    def _go_vendor_changes(self) -> None:
        self.finished.connect(lambda _code: self._desk.vendor_changes())
        self.reject()

    def _show_notices(self) -> None:
        from leaddesk.ui.views.notices_dialog import NoticesDialog

        NoticesDialog(self._theme, self, self._desk.notices).open()

    # ------------------------------------------------------------ building

    def _prepare(self) -> None:
        self.operator.setAccessibleName("Operator")
        self.operator.setMaxLength(80)
        self.look.setAccessibleName("Theme")
        self.look.addItems(list(LOOKS))
        self.look.setCurrentText(next(label for label, choice in LOOKS.items() if choice == self._theme.choice))
        self.zoom.setAccessibleName("Zoom")
        present = round(self._theme.zoom * 100)
        self.zoom.addItems([f"{percent} %" for percent in sorted({*ZOOMS, present})])
        self.zoom.setCurrentText(f"{present} %")
        self.masked.setAccessibleName(self.masked.text())
        self.masked.setAccessibleDescription(_MASKS)
        self.masked.setChecked(self._desk.masking.on)
        self.said.setAccessibleName("Message")
        self.said.hide()

    def _bind(self) -> None:
        self.operator.editingFinished.connect(self._keep_operator)
        self.look.currentTextChanged.connect(self._wear)
        self.zoom.currentTextChanged.connect(self._zoom_to)
        self.masked.toggled.connect(self._mask)
        self.keep_history.clicked.connect(self._go_keep_history)
        self.vendor_changes.clicked.connect(self._go_vendor_changes)
        self.copy_rules.clicked.connect(self._copy)
        self.read_rules.clicked.connect(self._read_again)
        self.notices.clicked.connect(self._show_notices)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(lambda _code: self._keep_operator())
        self.finished.connect(lambda _code: self._asking.cancel())
        self._theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setLayout(self._sections)
        self._section(
            "Operator", self._field("Operator", self.operator, "Written into the history, proofs and reports.")
        )
        self._section("Look", self._field("Theme", self.look), self._field("Zoom", self.zoom))
        self._section("Privacy", self.masked, _wrapped(_MASKS, "text2", "hint"))
        self._section("History", self._facts(self._desk.history), _row(self.keep_history))
        rules = _wrapped(_RULES, "text2", "hint")
        self._section("Rules", self._rules, self.said, _row(self.copy_rules, self.read_rules), rules)
        self._section("Network", self.network)
        self._section("Key store", self.key_store)
        self._section("Vendors", _wrapped(_CHANGES, "text2", "hint"), _row(self.vendor_changes))
        about = (
            ("LeadDesk", f"version {self._desk.version}, MIT license"),
            ("Qt", f"version {qVersion()}, used under the GNU LGPL, version 3"),
            ("Advice", "Nothing here is legal advice."),
        )
        self._section("About", self._facts(about), _row(self.notices))
        self._sections.addStretch()
        self._column.addWidget(plain_label("Settings", use="title"))
        self._column.addWidget(scrolling(self._theme, page), 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addWidget(self.close_button)
        self._column.addLayout(self._buttons)

    def _section(self, title: str, *parts: QWidget | QLayout) -> None:
        if self._sections.count():
            line = QFrame()
            line.setProperty("surface", "hairline")
            self._sections.addWidget(line)
        self._sections.addWidget(plain_label(title, use="heading"))
        for part in parts:
            if isinstance(part, QWidget):
                self._sections.addWidget(part)
            else:
                self._sections.addLayout(part)

    def _field(self, name: str, field: QWidget, hint: str = "") -> QGridLayout:
        label = plain_label(name, use="label", ink="text2")
        label.setBuddy(field)
        grid = self._grid()
        grid.addWidget(label, 0, 0)
        grid.addWidget(field, 0, 1)
        if hint:
            grid.addWidget(_wrapped(hint, "text2", "hint"), 1, 1)
        return grid

    def _facts(self, facts: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = self._grid()
        for at, (name, text) in enumerate(facts):
            label, value = plain_label(name, use="hint", ink="text2"), _wrapped(marked(text), "text")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            value.setAccessibleName(f"{name} {value.text()}")
            grid.addWidget(label, at, 0)
            grid.addWidget(value, at, 1)
        return grid

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self._grids.append(grid)
        return grid

    def _fit(self) -> None:
        px = self._theme.px
        width, height = int(self._parent.width() * _ROOM), int(self._parent.height() * _ROOM)
        self.resize(min(px(_WIDTH), width), min(px(_HEIGHT), height))
        self._column.setContentsMargins(px(20), px(20), px(8), px(16))
        self._column.setSpacing(px(12))
        self._sections.setContentsMargins(0, 0, px(12), 0)
        self._sections.setSpacing(px(8))
        self._rules.setSpacing(px(4))
        self._buttons.setContentsMargins(0, 0, px(12), 0)
        for grid in self._grids:
            grid.setHorizontalSpacing(px(8))
            grid.setVerticalSpacing(px(4))
            grid.setColumnMinimumWidth(0, px(_LABELS))


def _wrapped(text: str, ink: str, use: str = "body") -> QLabel:
    label = plain_label(text, use=use, ink=ink)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            _empty(inner)
            inner.deleteLater()
