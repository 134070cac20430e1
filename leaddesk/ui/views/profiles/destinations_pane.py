"""The destinations of the profile in view: a table, and the editor of the chosen one.

What was typed and not saved is kept by destination until it is saved, also while another profile is in view.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.profile import FOR_CHECKS, ConnectionProfile, Destination
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.as_raw import DestinationDraft
from leaddesk.ui.views.profiles.destination_editor import DestinationEditor
from leaddesk.ui.views.profiles.destinations_model import DestinationsModel
from leaddesk.ui.views.profiles.mark_for_checks import ask_to_mark, calling_on_check
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.tables import LEAST_COLUMN, ROW_HEIGHT, choose_row, prepare_table

_NEW = ""
"""Stands for the id of a destination that was never saved."""
_NAME, _DIALER = 0, 1
_WIDEST = 200
"""Of a column by its contents, in pixels at 100 %."""
_LEAST_ROWS, _MOST_ROWS = 3, 8


class DestinationsPane(QFrame):
    """Everything at the right of *Profiles*."""

    save_asked = Signal(object)
    """A destination without problems is to be saved."""
    delete_asked = Signal(object)
    """A saved destination is to be deleted."""
    changed = Signal()
    """Something was typed."""

    def __init__(self, theme: Theme, profiles: ManageProfiles) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._theme = theme
        self._profiles = profiles
        self._profile: ConnectionProfile | None = None
        self._current: str | None = None
        self._drafts: dict[tuple[str, str], DestinationDraft] = {}
        self._model = DestinationsModel(theme)
        self.table = QTableView()
        self.table.setModel(self._model)
        prepare_table(self.table, theme, tr("Destinations"), least_column=LEAST_COLUMN)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.add = Button(theme, tr("Add destination"), icon="plus", role="link")
        self.add.clicked.connect(self.start_new)
        self.editor = DestinationEditor(theme, profiles.destination_schema)
        self.editor.changed.connect(self._edited)
        self.editor.save_asked.connect(self._save)
        self.editor.duplicate_asked.connect(self._duplicate)
        self.editor.delete_asked.connect(self._delete)
        self.editor.mark_asked.connect(self._ask_to_mark)
        self._note = plain_label(ink="text2")
        self._note.setWordWrap(True)
        self._build()
        theme.changed.connect(self._fit)

    def _build(self) -> None:
        px = self._theme.px
        title = plain_label(tr("Destinations"), use="heading")
        title.setBuddy(self.table)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(title)
        head.addWidget(ElidedLabel(tr("where leads of this profile go"), use="hint", ink="text2"), 1)
        head.addWidget(self.add)
        inner = QWidget()
        inner.setProperty("surface", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(10), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.table)
        self._empty = QFrame()
        self._empty.setProperty("plate", "dashed")
        QVBoxLayout(self._empty).addWidget(self._note)
        column.addWidget(self._empty)
        column.addWidget(self.editor)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.editor.acts)

    # ------------------------------------------------------------ what is shown

    def show_profile(self, profile: ConnectionProfile | None) -> None:
        """Shows a saved profile's destinations; None while the profile in view was never saved."""
        same = profile is not None and self._profile is not None and profile.id == self._profile.id
        self._stash()
        self._profile = profile
        if not same or not self._is_there(self._current):
            self._forget_draft(profile, self._current if same else None)
            self._current = None
        self._show_rows()
        if self._current is not None:
            shown = profile.destination(self._current) if profile else None
            if shown and not shown.for_checks:
                self.editor.drop_saved_mark()
            self._mark_row()
            return
        first = self._model.destination(0)
        self._show(first.id if first else (_NEW if self._has_draft(_NEW) else None))

    def _is_there(self, destination_id: str | None) -> bool:
        if not destination_id or self._profile is None:
            return destination_id == _NEW
        return self._profile.destination(destination_id) is not None

    def _forget_draft(self, profile: ConnectionProfile | None, destination_id: str | None) -> None:
        if profile is not None and destination_id is not None:
            self._drafts.pop((profile.id, destination_id), None)

    def has_unsaved(self, profile_id: str) -> bool:
        """Tells whether a destination of that profile was typed into and not saved."""
        self._stash()
        return any(owner == profile_id for owner, _destination in self._drafts)

    def start_new(self) -> None:
        """Opens an empty editor, or the new destination that was begun before."""
        if self._vendor_with_dialers():
            self._show(_NEW)
            self.editor.form.first_field().setFocus()

    def accept_saved(self, profile_id: str, destination: Destination, was: str, saved: DestinationDraft) -> None:
        """Takes note that this was saved: it is listed and, where it still is in view, current."""
        self._drafts.pop((profile_id, was), None)
        if self._profile is None or self._profile.id != profile_id or self._current != was:
            return
        typed_on = self.editor.draft() != saved
        self._current = destination.id
        self.editor.accept_saved(saved)
        if not typed_on:
            self._load()
        self._show_rows()
        self._mark_row()

    def forget(self, profile_id: str) -> None:
        """Drops what was typed for a profile that is no longer there."""
        self._drafts = {key: draft for key, draft in self._drafts.items() if key[0] != profile_id}
        if self._profile is not None and self._profile.id == profile_id:
            self._profile, self._current = None, None

    def saved_draft(self) -> tuple[str, DestinationDraft]:
        """Returns the id in view, empty for a new one, and its form as typed."""
        return self._current or _NEW, self.editor.draft()

    # ------------------------------------------------------------ inside

    def _vendor(self) -> VendorInfo | None:
        return self._profiles.vendor(self._profile.vendor) if self._profile else None

    def _vendor_with_dialers(self) -> VendorInfo | None:
        vendor = self._vendor()
        return vendor if vendor and vendor.dialers else None

    def _has_draft(self, destination_id: str) -> bool:
        return self._profile is not None and (self._profile.id, destination_id) in self._drafts

    def _stash(self) -> None:
        if self._profile is None or self._current is None:
            return
        key = (self._profile.id, self._current)
        if self.editor.is_changed():
            self._drafts[key] = self.editor.draft()
        else:
            self._drafts.pop(key, None)

    def _show(self, destination_id: str | None) -> None:
        self._stash()
        self._current = destination_id
        self._load()
        self._mark_row()

    def _load(self) -> None:
        vendor = self._vendor_with_dialers()
        shown = self._current is not None and vendor is not None
        self.editor.setVisible(shown)
        self.editor.acts.setVisible(shown)
        self._empty.setVisible(not shown)
        self._note.setText(self._why_empty())
        self.add.setEnabled(vendor is not None)
        if vendor is not None and self._profile is not None and self._current is not None:
            draft = self._drafts.get((self._profile.id, self._current))
            self.editor.show_destination(vendor, self._profile.destination(self._current), draft)

    def _why_empty(self) -> str:
        if self._profile is None:
            return tr("Save the profile first; then its destinations are added here.")
        if self._vendor_with_dialers() is None:
            return tr("Leads are not sent to this vendor.")
        return tr("No destination yet. A lead needs one: a campaign, its dialer, and which field goes where.")

    def _show_rows(self) -> None:
        vendor = self._vendor_with_dialers()
        profile = self._profile
        blocked = self.table.selectionModel().blockSignals(True)
        if profile and vendor:
            settings = self._profiles.destination_schema(vendor.key, vendor.dialers[0].name)
            unsaved = {item for owner, item in self._drafts if owner == profile.id}
            self._model.show_destinations(profile.destinations, settings, unsaved)
        else:
            self._model.show_destinations((), FormSchema(()), ())
        self.table.selectionModel().blockSignals(blocked)
        header = self.table.horizontalHeader()
        header.setMaximumSectionSize(self._theme.px(_WIDEST))  # a long name leaves room for what it is told apart by
        for column in (_NAME, _DIALER, self._model.use_column()):
            if column >= 0:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._fit()

    def _mark_row(self) -> None:
        """Chooses the row of the destination in view without choosing it anew."""
        selection = self.table.selectionModel()
        blocked = selection.blockSignals(True)
        row = self._model.row_of(self._current) if self._current else -1
        if row >= 0:
            choose_row(self.table, row)
        else:
            self.table.setCurrentIndex(self._model.index(-1, -1))
            self.table.clearSelection()
        selection.blockSignals(blocked)
        self.table.viewport().update()
        self._mark_unsaved()

    def _mark_unsaved(self) -> None:
        profile = self._profile
        if profile is not None:
            self._model.mark_unsaved({item for owner, item in self._drafts if owner == profile.id})

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        self.table.setFixedHeight(self._theme.px(ROW_HEIGHT) * (rows + 1) + 2 * self.table.frameWidth() + 2)

    def _row_chosen(self) -> None:
        destination = self._model.destination(self.table.currentIndex().row())
        if destination and destination.id != self._current:
            self._show(destination.id)
            self.changed.emit()

    def _edited(self) -> None:
        self._stash()
        self._mark_unsaved()
        self.changed.emit()

    def _save(self) -> None:
        vendor, profile = self._vendor(), self._profile
        if vendor is None or profile is None or self._current is None:
            return
        draft = self.editor.draft()
        read = self._profiles.read_destination(
            draft.raw, vendor.key, self.editor.dialer(), draft.mapping, profile.destination(self._current)
        )
        if not isinstance(read, Destination):
            self.editor.show_problems(read)
            return
        self.editor.show_problems(())
        if read.for_checks and not self.editor.is_mark_confirmed():
            self._ask_to_mark(saving=True)
        else:
            self.save_asked.emit(read)

    def _ask_to_mark(self, *, saving: bool = False) -> None:
        vendor, profile, current = self._vendor(), self._profile, self._current
        if vendor is None or profile is None:
            return
        dialer = self.editor.dialer()
        settings = self._profiles.destination_schema(vendor.key, dialer)

        def confirmed() -> None:
            if self._profile is None or (self._profile.id, self._current) != (profile.id, current):
                return
            # Nothing else would be saved with it, so there is nothing to wait for.
            alone = bool(current) and not self.editor.is_changed()
            self.editor.take_mark()
            if saving or alone:
                self._save()

        calling = calling_on_check(dialer, vendor.dialer(dialer), settings)
        ask_to_mark(self._theme, self.window(), self.editor.place(), calling, confirmed)

    def _duplicate(self) -> None:
        profile, draft = self._profile, self.editor.draft()
        if profile is not None:
            name = tr("{name} (copy)", name=draft.raw.get("name", ""))
            self._stash()
            unmarked = {key: text for key, text in draft.raw.items() if key != FOR_CHECKS.key}
            self._drafts[profile.id, _NEW] = DestinationDraft({**unmarked, "name": name}, draft.mapping)
            self._current = None
            self._show(_NEW)
            self.editor.form.first_field().setFocus()
            self._edited()

    def _delete(self) -> None:
        destination = self._profile.destination(self._current) if self._profile and self._current else None
        if destination:
            self.delete_asked.emit(destination)
