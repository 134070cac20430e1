"""*Settings*: each change works at once and is kept at once; a section goes back to how LeadDesk comes by one button.

The dialog decides nothing but the look: what a change means elsewhere is done by whoever hands in the `SettingsDesk`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, Qt, qVersion
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.language import ENGLISH, tr, tr_later, tr_now
from leaddesk.ui.found_by import SETTINGS
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.choices import LOOKS
from leaddesk.ui.views.settings.desk import SettingsDesk
from leaddesk.ui.views.settings.key_store import KeyStoreSection
from leaddesk.ui.views.settings.network import NetworkSection
from leaddesk.ui.views.settings.resets import Choice, Choices, of_combo, of_tick
from leaddesk.ui.views.settings.rows import button_row, facts, field_row, wrapped
from leaddesk.ui.views.settings.rules import RulesSection
from leaddesk.ui.views.settings.search import SettingsSearch
from leaddesk.ui.views.settings.section import Resettable, Section
from leaddesk.ui.views.settings.setup import SetupSection
from leaddesk.ui.views.settings.tray import TraySection
from leaddesk.ui.views.verdict.parts import scrolling
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
_WIDTH, _HEIGHT = 640, 640
_ROOM = 0.94
"""So much of the window the dialog takes at most."""
_OF_SYSTEM = tr("That of the system")
_NEXT_START = tr("From the next start of LeadDesk on.")
_OPERATOR = tr("Written into the history, proofs and reports.")
_MASKS = tr("In tables, verdicts and dialogs. What you type is never masked. Revealing is logged with your name.")
_READS = tr("How often they are read anew is chosen beside them, at Read every.")
_CHANGES = tr("Fields of their answers that are new, missing or of another type than documented.")


class SettingsDialog(QDialog):
    """Opened, never executed."""

    def __init__(self, theme: Theme, parent: QWidget, desk: SettingsDesk) -> None:
        super().__init__(parent)
        self._theme, self._parent, self._desk = theme, parent, desk
        self._operator = desk.operator
        self._asking = TaskScope()
        self.setWindowTitle(tr("Settings"))
        self.setAccessibleName(tr("Settings"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SettingsSearch(theme, self)
        self.operator = QLineEdit(desk.operator)
        self.look, self.zoom, self.language = QComboBox(), QComboBox(), QComboBox(self)
        self.masked = QCheckBox(tr("Mask numbers and names"))
        self.keep_history = Button(theme, tr("Keep the history…"))
        self.vendor_changes = Button(theme, tr("Changes in vendors' answers…"))
        self.rules = RulesSection(theme, desk, self._asking)
        self.tray = TraySection(theme, desk.tray)
        self.network = NetworkSection(theme, desk.network, self._asking)
        self.key_store = KeyStoreSection(theme, desk.check_keys, self._asking)
        self.setup = SetupSection(theme, desk.setup, self._asking)
        self.notices = Button(theme, tr("Third-party notices…"))
        self.campaigns = Button(theme, tr("Go to Campaigns"))
        self.welcome = Button(theme, tr("Welcome…"))
        self.close_button = Button(theme, tr("Close"))
        self.sections: dict[str, Section] = {}
        """By their titles in English."""
        self._rows, self._column = QVBoxLayout(), QVBoxLayout(self)
        self._prepare()
        self._lay_out()
        self._bind()
        self._fit()
        self.search.field.setFocus()

    def go_to(self, name: str) -> None:
        """Has the focus at the setting of that name in English, or at the first one of that section, in view."""
        section = self.sections.get(name)
        called = (tr_now(name),)
        fields = (one for one in self._area.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        named = next((one for one in fields if one.accessibleName() in called), None)
        control = section.first_control() if section else named
        if control is not None:
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(section or control)

    # ------------------------------------------------------------ what changes at once

    def _keep_operator(self) -> None:
        self._put_operator(self.operator.text().strip())

    def _put_operator(self, name: str) -> None:
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

    def _speak(self) -> None:
        self._desk.keep(language=self.language.currentData())

    def _mask(self, on: bool) -> None:
        self._desk.masking.set_on(on)
        self._desk.keep(mask=on)

    # ------------------------------------------------------------ what else opens

    def _leave_for(self, what: Callable[[], None]) -> None:
        """Closes, and opens something else in its place."""
        self.finished.connect(lambda _code: what())
        self.reject()

    def _show_notices(self) -> None:
        from leaddesk.ui.views.notices_dialog import NoticesDialog

        NoticesDialog(self._theme, self, self._desk.notices).open()

    # ------------------------------------------------------------ building

    def _prepare(self) -> None:
        self.operator.setMaxLength(80)
        self.look.addItems(list(LOOKS))
        self.look.setCurrentText(next(label for label, choice in LOOKS.items() if choice == self._theme.choice))
        present = round(self._theme.zoom * 100)
        self.zoom.addItems([f"{percent} %" for percent in sorted({*ZOOMS, present})])
        self.zoom.setCurrentText(f"{present} %")
        self._fill_languages()
        self.masked.setAccessibleName(self.masked.text())
        self.masked.setAccessibleDescription(_MASKS)
        self.masked.setChecked(self._desk.masking.on)

    def _fill_languages(self) -> None:
        """Names every language in itself."""
        self.language.setVisible(bool(self._desk.languages))
        if not self._desk.languages:
            return
        self.language.addItem(_OF_SYSTEM, "")
        self.language.addItem("English", ENGLISH)
        for name in self._desk.languages:
            self.language.addItem(QLocale(name).nativeLanguageName() or name, name)
        self.language.setCurrentIndex(max(0, self.language.findData(self._desk.language)))

    def _bind(self) -> None:
        self.operator.editingFinished.connect(self._keep_operator)
        self.look.currentTextChanged.connect(self._wear)
        self.zoom.currentTextChanged.connect(self._zoom_to)
        self.language.currentIndexChanged.connect(self._speak)
        self.masked.toggled.connect(self._mask)
        for button, what in (
            (self.keep_history, self._desk.keep_history),
            (self.vendor_changes, self._desk.vendor_changes),
            (self.campaigns, self._desk.campaigns),
            (self.welcome, self._desk.welcome),
        ):
            button.clicked.connect(partial(self._leave_for, what))
        self.setup.imported.connect(lambda said: self._leave_for(partial(self._desk.setup.imported, said)))
        self.notices.clicked.connect(self._show_notices)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(lambda _code: self._keep_operator())
        self.finished.connect(lambda _code: self._asking.cancel())
        self._theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._fill_sections()
        page = QWidget()
        page.setLayout(self._rows)
        self.search.look_in(list(self.sections.values()), self._rows)
        self._rows.addStretch()
        self._column.addWidget(plain_label(tr("Settings"), use="title"))
        self._column.addWidget(self.search)
        self._area = scrolling(self._theme, page, steady=True)
        self._column.addWidget(self._area, 1)
        line = QFrame()
        line.setProperty("surface", "hairline")
        self._column.addWidget(line)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addWidget(self.close_button)
        self._column.addLayout(self._buttons)

    def _fill_sections(self) -> None:
        theme, desk = self._theme, self._desk
        account = Choice(tr("Operator"), self.operator.text, desk.account, self._put_operator)
        look: tuple[Choice, ...] = (
            of_combo(tr("Theme"), self.look, tr("System")),
            of_combo(tr("Zoom"), self.zoom, "100 %"),
        )
        operator = self._section(tr_later("Operator"), Choices([account]))
        operator.add(field_row(theme, tr("Operator"), self.operator, _OPERATOR), _also("Operator"))
        if desk.languages:
            look = *look, of_combo(tr("Language"), self.language, _OF_SYSTEM)
        looks = self._section(tr_later("Look"), Choices(look))
        looks.add(field_row(theme, tr("Theme"), self.look), _also("Theme"))
        looks.add(field_row(theme, tr("Zoom"), self.zoom), _also("Zoom"))
        if desk.languages:
            looks.add(field_row(theme, tr("Language"), self.language, _NEXT_START), _also("Language"))
        privacy = self._section(tr_later("Privacy"), Choices([of_tick(self.masked)]))
        privacy.add(self.masked, f"{_also('Mask numbers and names')} {_MASKS}")
        privacy.add(wrapped(_MASKS, "text2", "hint"), f"{_also('Mask numbers and names')} {self.masked.text()}")
        history = self._section(tr_later("History"))
        history.add(facts(theme, desk.history), _also("History"))
        history.add(button_row(self.keep_history), tr("retention backup recovery key purge years hold"))
        self._section(tr_later("Rules")).add(self.rules, _also("Rules"))
        self._section(tr_later("Network"), self.network).add(self.network, _also("Network"))
        self._section(tr_later("Key store")).add(self.key_store, _also("Key store"))
        campaigns = self._section(tr_later("Campaigns"))
        campaigns.add(wrapped(_READS, "text2", "hint"), _also("Campaigns"))
        campaigns.add(button_row(self.campaigns), f"{_also('Campaigns')} {_READS}")
        self._section(tr_later("Notices"), self.tray).add(self.tray, _also("Notices"))
        vendors = self._section(tr_later("Vendors"))
        vendors.add(wrapped(_CHANGES, "text2", "hint"), _also("Vendors"))
        vendors.add(button_row(self.vendor_changes), _also("Vendors"))
        self._section(tr_later("Export and import")).add(self.setup, _also("Export and import"))
        about = (
            ("LeadDesk", tr("version {version}, MIT license", version=desk.version)),
            ("Qt", tr("version {version}, used under the GNU LGPL, version 3", version=qVersion())),
            (tr("Advice"), tr("Nothing here is legal advice.")),
        )
        last = self._section(tr_later("About"))
        last.add(facts(theme, about), _also("About"))
        last.add(
            button_row(self.welcome, self.notices), tr("licence license open source help first steps practice words")
        )

    def _section(self, title: str, settings: Resettable | None = None) -> Section:
        section = self.sections[title] = Section(self._theme, tr_now(title), settings)
        return section

    def _fit(self) -> None:
        px = self._theme.px
        width, height = int(self._parent.width() * _ROOM), int(self._parent.height() * _ROOM)
        self.resize(min(px(_WIDTH), width), min(px(_HEIGHT), height))
        self._column.setContentsMargins(px(20), px(20), px(8), px(16))
        self._column.setSpacing(px(12))
        self.search.setContentsMargins(0, 0, px(12), 0)
        self._rows.setContentsMargins(0, 0, px(12), 0)
        self._rows.setSpacing(px(8))
        self._buttons.setContentsMargins(0, 0, px(12), 0)


def _also(name: str) -> str:
    """Returns the words by which a row is found besides those it shows."""
    return tr_now(SETTINGS[name])
