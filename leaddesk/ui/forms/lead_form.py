"""The form of *Enter lead*: the phone first and large, a zip that offers its place, unmapped fields named, pins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.domain.lead import lead_schema, unmapped
from leaddesk.domain.profile import Destination
from leaddesk.language import tr
from leaddesk.ui.forms.editor import Editor
from leaddesk.ui.forms.editors import ZipEditor
from leaddesk.ui.forms.form_layout import FormLayout
from leaddesk.ui.forms.form_view import FormView
from leaddesk.ui.forms.keep_pin import KeepPin
from leaddesk.ui.forms.phone_editor import PhoneEditor
from leaddesk.ui.theme import Theme

LAYOUT = FormLayout(
    rows=(("phone",), ("first_name", "last_name"), ("email",), ("street",), ("city", "state", "zip")),
    widths={"first_name": 42, "last_name": 55, "city": 43, "state": 27, "zip": 30},
    pairs=True,
    longest_half=100,
    more_title=tr("More fields"),
)


class LeadForm(FormView):
    """The canonical lead and a destination's own fields."""

    command_pasted = Signal(str)
    """A cURL command was pasted into **Phone**; the form is as it was."""
    kept_changed = Signal()
    """Another set of fields is kept for the next lead."""
    zip_filled = Signal(str)
    """A zip's five digits are there; `offer_place` takes its place when it is known."""

    def __init__(self, theme: Theme) -> None:
        self._offered: dict[str, str] = {}
        """What the last zip filled in, by key; such a text may be filled anew, a typed one never is."""
        self._kept: set[str] = set()
        self._pins: dict[str, KeepPin] = {}
        super().__init__(theme, lead_schema(Destination(id="", name="", dialer="")), LAYOUT)
        self.hint_area = QWidget()
        """Under the phone: for what the place knows of the number. Empty as it comes."""
        hints = QVBoxLayout(self.hint_area)
        hints.setContentsMargins(0, 0, 0, 0)
        self.set_below("phone", self.hint_area)

    def notes(self) -> Mapping[str, str]:
        """Returns a note for each filled field that the destination has no column for."""
        if not self.schema.columns:
            return {}
        missing = unmapped(self.schema, self.to_raw())
        return {
            spec.key: tr("Not sent: this destination has no column for {label}.", label=spec.label) for spec in missing
        }

    def set_waiting(self, waits: bool) -> None:
        """Lets **Phone** take keys before the phone library is loaded, and make sense of them afterwards."""
        editor = self.editor("phone")
        if isinstance(editor, PhoneEditor):
            editor.set_waiting(waits)

    # ------------------------------------------------------------ what the next lead keeps

    def kept(self) -> tuple[str, ...]:
        """Returns the keys of the fields that are kept for the next lead, those that are away included."""
        return tuple(sorted(self._kept))

    def set_kept(self, keys: Iterable[str]) -> None:
        """Pins these fields and no others."""
        self._kept = set(keys)
        for key, pin in self._pins.items():
            pin.setChecked(key in self._kept)

    def pins(self) -> tuple[KeepPin, ...]:
        """Returns the pins in the order of the fields."""
        return tuple(self._pins[spec.key] for spec in self.schema.fields if spec.key in self._pins)

    def start_next(self) -> None:
        """Empties the form but for what is kept."""
        self.load({key: text for key, text in self.to_raw().items() if key in self._kept})

    def label_tool(self, spec: FieldSpec) -> QWidget | None:
        """Returns a pin; the number to dial is never kept."""
        if spec.kind is FieldKind.PHONE:
            return None
        pin = KeepPin(self.theme, spec.label)
        pin.setChecked(spec.key in self._kept)
        pin.toggled.connect(lambda kept: self._keep(spec.key, kept))
        self._pins[spec.key] = pin
        return pin

    def _lay_out(self) -> None:
        self._pins.clear()  # each row is built anew, its pins with it
        super()._lay_out()

    def _keep(self, key: str, kept: bool) -> None:
        if kept != (key in self._kept):
            self._kept ^= {key}
            self.kept_changed.emit()

    # ------------------------------------------------------------ the zip's place

    def _wire(self, editor: Editor) -> None:
        super()._wire(editor)
        if isinstance(editor, PhoneEditor):
            editor.command_pasted.connect(self.command_pasted)
        if isinstance(editor, ZipEditor):
            editor.zip_filled.connect(self.zip_filled)

    def offer_place(self, code: str, place: tuple[str, str] | None) -> None:
        """Fills in city and state of that zip where nothing else was typed; None when nobody knows the zip."""
        # Another zip may stand there by now; its own answer is on the way.
        if place is None or not self.to_raw().get("zip", "").strip().startswith(code):
            return
        for key, text in zip(("city", "state"), place, strict=True):
            if self.schema.field(key) and self.editor(key).value() in ("", self._offered.get(key, "")):
                self._offered[key] = text
                self.editor(key).set_value(text)
