"""The editor of one destination: its fields, those of its dialer, and the mapping; it saves nothing itself.

*Use for number checks* stays unticked until `take_mark` says that a person has confirmed it for the list as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldProblem, FormSchema
from leaddesk.domain.profile import FOR_CHECKS, Destination, MappedField
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.ui.forms.form_layout import FormLayout
from leaddesk.ui.forms.form_view import FormView
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.as_raw import (
    DIALER,
    DestinationDraft,
    destination_raw,
    destination_schema,
    dialled_place,
)
from leaddesk.ui.views.profiles.mapping_table import MappingEditor
from leaddesk.ui.views.profiles.settings_filter import SettingsFilter
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel

NOT_SAVED = tr("Not saved yet: Save destination.")
_MAPPING = "mapping."
_LAYOUT = FormLayout(rows=(("name", DIALER), (FOR_CHECKS.key,)), pairs=True)


class DestinationForm(FormView):
    """The fields of a destination; each may have something to say of what it holds."""

    _saved_mark = ""

    def take_saved_mark(self, mark: str) -> None:
        """Takes note of what *Use for number checks* is on disk: beside the box stands whether that is another."""
        self._saved_mark = mark
        self._settle()

    def notes(self) -> Mapping[str, str]:
        """Returns what the fields say of their present texts, by key."""
        raw = self.to_raw()
        said = {spec.key: spec.notes_on(raw.get(spec.key, "")) for spec in self.schema.fields}
        words = {key: " ".join(note.says for note in notes) for key, notes in said.items() if notes}
        if raw.get(FOR_CHECKS.key, "") != self._saved_mark:
            words[FOR_CHECKS.key] = NOT_SAVED
        return words


class DestinationEditor(QFrame):
    """Fields, *Field mapping* and the three acts on a destination."""

    changed = Signal()
    """Something was typed."""
    save_asked = Signal()
    duplicate_asked = Signal()
    delete_asked = Signal()
    mark_asked = Signal()
    """*Use for number checks* was ticked; it is not yet."""

    def __init__(self, theme: Theme, settings: Callable[[str, str], FormSchema]) -> None:
        """Builds the editor; `settings` gives the fields of a vendor's dialer by their names."""
        super().__init__()
        self.setProperty("surface", "card")
        self._settings = settings
        self._vendor: VendorInfo | None = None
        self._dialer = ""
        self._before = DestinationDraft({}, ())
        self._loading = False
        self._confirmed: tuple[tuple[str, str], ...] | None = None
        """The campaign, list and dialer that a mark was last confirmed for."""
        self._marked = False
        self.form = DestinationForm(theme, FormSchema(()), _LAYOUT)
        self.filter = SettingsFilter(theme)
        self.form.set_below(DIALER, self.filter)
        self.mapping = MappingEditor(theme)
        self.acts = QFrame()
        """The buttons and whether something is unsaved; the pane keeps it in view below a long form."""
        self.acts.setProperty("surface", "footer")
        self._unsaved = ElidedLabel(use="hint", ink="warn")
        self._unsaved.setMinimumWidth(1)
        self.save = Button(theme, tr("Save destination"), icon="save", role="primary", main=True)
        self.duplicate = Button(theme, tr("Duplicate"), main=True)
        self.duplicate.setAccessibleName(tr("Duplicate destination"))
        self.delete = Button(theme, tr("Delete"), main=True)
        self.delete.setAccessibleName(tr("Delete destination"))
        self._build(theme)
        self.form.changed.connect(self._edited)
        self.filter.changed.connect(self._show_asked)
        self.mapping.changed.connect(self._edited)
        self.mapping.preset_asked.connect(self._reset_mapping)
        self.save.clicked.connect(self.save_asked)
        self.duplicate.clicked.connect(self.duplicate_asked)
        self.delete.clicked.connect(self.delete_asked)

    def _build(self, theme: Theme) -> None:
        px = theme.px
        buttons = flow_in(self.acts)
        buttons.setContentsMargins(px(20), px(8), px(16), px(8))
        buttons.set_gap(px(8))
        buttons.add(self.save)
        buttons.add(self.duplicate)
        buttons.add(self._unsaved, grows=True)
        buttons.add(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(6))
        for part in (self.form, self.mapping):
            column.addWidget(part)

    def stops(self) -> list[QWidget]:
        """Returns what takes the focus, in the order of Tab: the search for settings stands after the dialer."""
        fields: list[QWidget] = []
        for field in self.form.editors():
            fields += (*field.stops(), *(self.filter.stops() if field.spec.key == DIALER else ()))
        return [*fields, *self.mapping.stops(), self.save, self.duplicate, self.delete]

    # ------------------------------------------------------------ what is shown

    def show_destination(
        self, vendor: VendorInfo, destination: Destination | None, draft: DestinationDraft | None = None
    ) -> None:
        """Shows a destination, or an empty editor with the first dialer's preset; over it what was typed before."""
        self._loading = True
        self.filter.clear()
        self._vendor = vendor
        self.mapping.set_kinds(vendor.kinds)
        saved = self._saved(vendor, destination)
        self._load(saved)
        self._before = self.draft()
        self._confirmed = self.place() if destination and destination.for_checks else None
        self._show_mark()
        if draft:
            self._load(draft)
        self.duplicate.setEnabled(destination is not None)
        self.delete.setEnabled(destination is not None)
        self._loading = False
        self._show_unsaved()

    def accept_saved(self, saved: DestinationDraft) -> None:
        """Takes note that this was saved; what was typed since then is still unsaved."""
        self._before = saved
        self._show_mark()
        self.duplicate.setEnabled(True)
        self.delete.setEnabled(True)
        self._show_unsaved()

    def place(self) -> tuple[tuple[str, str], ...]:
        """Returns the campaign, list and dialer as typed, each with its label."""
        if self._vendor is None:
            return ()
        return dialled_place(self._dialer, self.form.to_raw(), self._settings(self._vendor.key, self._dialer))

    def is_mark_confirmed(self) -> bool:
        """Tells whether a mark for number checks was confirmed for the list as it is typed now."""
        return self._confirmed == self.place()

    def take_mark(self) -> None:
        """Ticks *Use for number checks*: a person has confirmed it for the list as it is typed now."""
        self._confirmed, self._marked = self.place(), True
        self.form.editor(FOR_CHECKS.key).set_value("yes")

    def drop_saved_mark(self) -> None:
        """Takes the saved mark off, here too: it was taken off elsewhere. One that is not saved yet stays."""
        if self._before.raw.get(FOR_CHECKS.key):
            self._before = DestinationDraft({**self._before.raw, FOR_CHECKS.key: ""}, self._before.mapping)
            self._confirmed = None
            self._show_mark()
            self.form.editor(FOR_CHECKS.key).set_value("")

    def _show_mark(self) -> None:
        self.form.take_saved_mark(self._before.raw.get(FOR_CHECKS.key, ""))

    def draft(self) -> DestinationDraft:
        """Returns everything as typed."""
        return DestinationDraft(self.form.to_raw(), self.mapping.mapping())

    def dialer(self) -> str:
        """Returns the dialer chosen."""
        return self._dialer

    def is_changed(self) -> bool:
        """Tells whether something here is not saved."""
        now, before = self.draft(), self._before
        if now.mapping != before.mapping:
            return True
        # What is kept of another dialer's fields is not saved, so it is no change.
        keys = [spec.key for spec in self.form.schema.fields]
        return any(now.raw.get(key, "") != before.raw.get(key, "") for key in keys)

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Says each problem beside its field or row and goes to the first."""
        found = tuple(problems)
        rows = {p.key.removeprefix(_MAPPING): p.text for p in found if p.key.startswith(_MAPPING)}
        fields = tuple(p for p in found if not p.key.startswith(_MAPPING))
        if fields:
            self.filter.clear()
        self.form.show_problems(fields)
        self.mapping.show_problems(rows, focus=not fields)

    def _saved(self, vendor: VendorInfo, destination: Destination | None) -> DestinationDraft:
        if destination:
            return DestinationDraft(destination_raw(destination), destination.mapping)
        first = vendor.dialers[0]
        return DestinationDraft({DIALER: first.name}, first.preset)

    def _load(self, draft: DestinationDraft) -> None:
        self._dialer = draft.raw.get(DIALER, "")
        self._show_fields()
        self.form.load(draft.raw)
        self._marked = self._is_ticked()
        self.mapping.show_mapping(draft.mapping)

    def _is_ticked(self) -> bool:
        return bool(self.form.editor(FOR_CHECKS.key).value())

    def _show_fields(self) -> None:
        """Shows the fields of the dialer; those that are new take their place in the order of Tab."""
        self.form.set_schema(self._schema())
        schema = self.form.schema
        self.filter.setVisible(any(spec.section for spec in schema.fields))
        self._show_asked()
        for one, other in pairwise(self.stops()):
            QWidget.setTabOrder(one, other)

    def _show_asked(self) -> None:
        keys = self.filter.keys(self.form.schema, self.form.to_raw())
        self.form.show_only(keys)
        self.filter.tell(self.form.schema, keys)

    def _schema(self) -> FormSchema:
        if self._vendor is None:
            return FormSchema(())
        return destination_schema(self._vendor, self._settings(self._vendor.key, self._dialer))

    # ------------------------------------------------------------ changes

    def _edited(self) -> None:
        if self._loading:
            return
        before, self._marked = self._marked, self._is_ticked()
        if self._marked and not before:
            self.form.editor(FOR_CHECKS.key).set_value("")
            self.mark_asked.emit()
            return
        dialer = self.form.to_raw().get(DIALER, "")
        if dialer != self._dialer:
            self._take_dialer(dialer)
        self._show_unsaved()
        self.changed.emit()

    def _take_dialer(self, dialer: str) -> None:
        untouched = self.mapping.mapping() in ((), self._preset(self._dialer))
        self._dialer = dialer
        self._show_fields()
        if untouched:
            self.mapping.show_mapping(self._preset(dialer))

    def _reset_mapping(self) -> None:
        self.mapping.show_mapping(self._preset(self._dialer))
        self._edited()

    def _preset(self, dialer: str) -> tuple[MappedField, ...]:
        known = self._vendor.dialer(dialer) if self._vendor else None
        return known.preset if known else ()

    def _show_unsaved(self) -> None:
        self._unsaved.set_text(tr("Unsaved changes") if self.is_changed() else "")
