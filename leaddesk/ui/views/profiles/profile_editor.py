"""The editor of one profile; it gathers what was typed and says what is asked, and saves nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr, tr_now
from leaddesk.services.manage_profiles import SecretState
from leaddesk.ui.forms.form_layout import FormLayout
from leaddesk.ui.forms.form_view import FormView
from leaddesk.ui.forms.secret_editor import SecretEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.as_raw import (
    VENDOR,
    ProfileDraft,
    profile_raw,
    profile_schema,
    secret_key,
    typed_origin,
)
from leaddesk.ui.views.profiles.connection_card import ConnectionCard
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

LAYOUT = FormLayout(rows=(("name",), (VENDOR, "environment"), ("base_url",)), pairs=True)
_KEPT = (SecretState.IN_KEYRING, SecretState.FOR_SESSION)


class ProfileEditor(QFrame):
    """Fields, secrets, what a test of the connection showed, and the acts on a profile."""

    changed = Signal()
    """Something was typed."""
    save_asked = Signal()
    test_asked = Signal()
    duplicate_asked = Signal()
    delete_asked = Signal()
    forget_asked = Signal(str)
    """*Forget* was pressed for the secret of this slot."""

    def __init__(self, theme: Theme, vendors: tuple[VendorInfo, ...]) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self._vendors = vendors
        self._vendor = vendors[0]
        self._base: ConnectionProfile | None = None
        self._before: dict[str, str] = {}
        self._states: Mapping[str, SecretState] = {}
        self._trouble = ""
        self._loading = False
        self.form = FormView(theme, profile_schema(vendors, self._vendor), LAYOUT)
        self.form.changed.connect(self._edited)
        self.form.left.connect(self._complete)
        self.form.forget_asked.connect(self._ask_to_forget)
        self._title = ElidedLabel(use="dossier")
        self._unsaved = plain_label(use="hint", ink="warn")
        self.save = Button(theme, tr("Save profile"), icon="save", role="primary", main=True)
        self.test = Button(theme, tr("Test connection"), main=True)
        self.test.setToolTip(tr("Saves what is typed, then asks the vendor. No lead is created."))
        self.connection = ConnectionCard(theme)
        self.duplicate = Button(theme, tr("Duplicate"), icon="copy-plus", role="link")
        self.duplicate.setAccessibleName(tr("Duplicate profile"))
        self.delete = Button(theme, tr("Delete profile"), icon="trash-2", role="danger", main=True)
        self.save.clicked.connect(self.save_asked)
        self.test.clicked.connect(self.test_asked)
        self.connection.cancel_asked.connect(self.test.setFocus)
        self.duplicate.clicked.connect(self.duplicate_asked)
        self.delete.clicked.connect(self.delete_asked)
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        px = theme.px
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._unsaved)
        head.addWidget(self.duplicate)
        inner = QWidget()
        inner.setProperty("surface", "clear")
        fields = QVBoxLayout(inner)
        fields.setContentsMargins(px(20), px(12), px(20), px(16))
        fields.setSpacing(px(10))
        fields.addLayout(head)
        fields.addWidget(self.form)
        fields.addWidget(self.connection)
        fields.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        footer = QFrame()
        footer.setProperty("surface", "footer")
        buttons = flow_in(footer)
        buttons.setContentsMargins(px(20), px(9), px(20), px(9))
        buttons.set_gap(px(8))
        buttons.add(self.save)
        buttons.add(self.test)
        buttons.add_stretch()
        buttons.add(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(footer)

    # ------------------------------------------------------------ what is shown

    @property
    def vendor(self) -> VendorInfo:
        """The vendor of the profile in the editor."""
        return self._vendor

    def show_profile(self, profile: ConnectionProfile | None, draft: ProfileDraft | None = None) -> None:
        """Shows a profile, or an empty editor for a new one; over it what was typed before."""
        self._loading = True
        self._base = profile
        self._states, self._trouble = {}, ""
        self._vendor = self._vendor_of(profile, draft)
        self.connection.take_question(self._vendor.test_asks)
        self.form.set_schema(profile_schema(self._vendors, self._vendor))
        self.form.load(self._saved_raw(profile))
        self._before = self.form.to_raw()
        if draft:
            self.form.load(draft.raw)
            self.form.put_secrets(draft.secrets)
        in_practice = profile is not None and profile.environment is Environment.PRACTICE
        self.form.editor("environment").set_read_only(in_practice)
        self.form.editor(VENDOR).set_read_only(profile is not None)
        self.duplicate.setEnabled(profile is not None)
        self.delete.setEnabled(profile is not None)
        self._loading = False
        self._show_head()
        self._show_secrets()

    def accept_saved(self, profile: ConnectionProfile, saved: ProfileDraft, *, secrets_kept: bool) -> None:
        """Takes note that this was saved; what was typed since then stays and is still unsaved."""
        typed = self.draft()
        if secrets_kept:
            since = {key: secret for key, secret in typed.secrets.items() if saved.secrets.get(key) != secret}
        else:
            since = dict(typed.secrets)
        still = ProfileDraft(typed.raw if typed.raw != saved.raw else profile_raw(profile, self._vendor), since)
        self.show_profile(profile, still)

    def draft(self) -> ProfileDraft:
        """Returns everything as typed."""
        return ProfileDraft(self.form.to_raw(), self.form.secrets())

    def is_changed(self) -> bool:
        """Tells whether something here is not saved."""
        return bool(self.form.secrets()) or self._filled(self.form.to_raw()) != self._filled(self._before)

    def typed_secrets(self) -> dict[str, Secret]:
        """Returns the typed secrets by the vendor's slot."""
        typed = self.form.secrets()
        keys = {slot.key: secret_key(self._vendor, slot.key) for slot in self._vendor.secret_slots}
        return {slot: typed[key] for slot, key in keys.items() if key in typed}

    def show_secret_states(self, states: Mapping[str, SecretState], trouble: str = "") -> None:
        """Says where each secret of the saved profile is; `trouble` says why it could not be looked up."""
        self._states, self._trouble = states, trouble
        self._show_secrets()

    def ask_for_secret(self, slot: str) -> None:
        """Opens the field of a secret that is not set and goes there."""
        editor = self.form.editor(secret_key(self._vendor, slot))
        if isinstance(editor, SecretEditor):
            editor.show_state(str(SecretState.MISSING), "missing")
            editor.focus()

    def stops(self) -> list[QWidget]:
        """Returns the controls in the order of Tab."""
        fields = (stop for field in self.form.editors() for stop in field.stops())
        return [self.duplicate, *fields, self.connection.cancel, self.save, self.test, self.delete]

    def show_connection(self) -> None:
        """Brings what the test says into view."""
        self._scroll.ensureWidgetVisible(self.connection, 0, 0)

    def _vendor_of(self, profile: ConnectionProfile | None, draft: ProfileDraft | None) -> VendorInfo:
        name = draft.raw.get(VENDOR, "") if draft else ""
        key = profile.vendor if profile else ""
        return next((info for info in self._vendors if info.key == key or info.name == name), self._vendors[0])

    def _saved_raw(self, profile: ConnectionProfile | None) -> dict[str, str]:
        if profile:
            return profile_raw(profile, self._vendor)
        return {VENDOR: self._vendor.name, "base_url": self._vendor.default_base_url}

    def _filled(self, raw: Mapping[str, str]) -> dict[str, str]:
        return {key: text for key, text in raw.items() if text}

    # ------------------------------------------------------------ changes

    def _edited(self) -> None:
        if self._loading:
            return
        name = self.form.to_raw()[VENDOR]
        if name != self._vendor.name:
            self._take_vendor(next(info for info in self._vendors if info.name == name))
        self._show_head()
        self._show_secrets()
        self.changed.emit()

    def _take_vendor(self, vendor: VendorInfo) -> None:
        before, self._vendor = self._vendor, vendor
        self.connection.take_question(vendor.test_asks)
        self.form.set_schema(profile_schema(self._vendors, vendor))
        address = self.form.editor("base_url")
        if address.value().strip() in ("", before.default_base_url):
            address.set_value(vendor.default_base_url)

    def _complete(self, key: str) -> None:
        """Writes out the address that a name alone stands for, so that nobody has to guess what is asked for."""
        if key == "base_url":
            address = self.form.editor(key)
            address.set_value(self._vendor.base_url(address.value()))

    def _ask_to_forget(self, key: str) -> None:
        for slot in self._vendor.secret_slots:
            if secret_key(self._vendor, slot.key) == key:
                self.forget_asked.emit(slot.key)

    def _show_head(self) -> None:
        name = self.form.to_raw()["name"].strip()
        self._title.set_text(name or (tr("New profile") if self._base is None else tr("Profile without a name")))
        self._unsaved.setText(tr("Unsaved changes") if self.is_changed() else "")

    def _show_secrets(self) -> None:
        elsewhere = self._base is not None and typed_origin(self.form.to_raw()["base_url"]) != self._base.origin
        for slot in self._vendor.secret_slots:
            editor = self.form.editor(secret_key(self._vendor, slot.key))
            if not isinstance(editor, SecretEditor):
                continue
            state = self._states.get(slot.key, SecretState.UNKNOWN)
            if self._base is None:
                editor.show_state(tr("not set"), "missing")
            elif elsewhere:
                editor.show_state(tr("not set for this address"), "missing")
            elif state is SecretState.MISSING:
                editor.show_state(tr_now(state), "missing")
            else:
                editor.show_state(tr_now(state), "kept" if state in _KEPT else "unsure", self._trouble)
