"""Which editor a kind of field gets; a kind without one fails when its form is built, never at submit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.language import tr, tr_now
from leaddesk.ui.forms.editor import Editor, LineEditor
from leaddesk.ui.forms.phone_editor import PhoneEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import plain_tip

_FIVE_DIGITS = re.compile(r"\d{5}(-?\d{4})?")


class UnknownKindError(LookupError):
    """A schema has a field of a kind that no editor is for."""


class ZipEditor(LineEditor):
    """A zip; says when a person has typed a whole one."""

    zip_filled = Signal(str)
    """Five digits are there, typed by hand: the place they belong to may be looked up."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.line.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        if _FIVE_DIGITS.fullmatch(text.strip()):
            self.zip_filled.emit(text.strip()[:5])


class Combo(QComboBox):
    """A combo the mouse wheel passes by, so that scrolling a form never changes a value."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """A choice among words; a value that is none of them is shown and kept until another is chosen."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.combo = Combo()
        self.combo.setPlaceholderText(spec.placeholder or tr("Choose…"))
        if not (spec.required or spec.default or spec.vendor_default):
            self.combo.addItem(tr("not set"), "")
        for choice in spec.choices:
            self._offer(choice)
        self.combo.setCurrentIndex(self.combo.findData(spec.default))
        self.combo.currentIndexChanged.connect(self.changed)
        self._add(self.combo)
        self.combo.view().setAccessibleName(spec.label)

    def _offer(self, choice: str) -> None:
        if choice == self.spec.vendor_default:
            self.combo.addItem(tr("{choice} (vendor default)", choice=tr_now(choice)), "")
        else:
            self.combo.addItem(tr_now(choice), str(choice))
        meaning = " ".join(note.says for note in self.spec.notes_on(choice))
        self.combo.setItemData(self.combo.count() - 1, plain_tip(meaning), Qt.ItemDataRole.ToolTipRole)

    def value(self) -> str:
        return self.combo.currentData() or ""

    def set_value(self, text: str) -> None:
        text = "" if text == self.spec.vendor_default else text
        place = self.combo.findData(text)
        if place < 0 and text:
            self.combo.addItem(tr_now(text), text)
            place = self.combo.findData(text)
        self.combo.setCurrentIndex(place)
        for other in reversed(range(self.combo.count())):
            word = self.combo.itemData(other)
            if other != place and word and word not in self.spec.choices:
                self.combo.removeItem(other)


class FlagEditor(Editor):
    """A check box; "yes" when ticked."""

    names_itself = True

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.box = QCheckBox(spec.label.replace("&", "&&"))
        self.box.setChecked(spec.default == "yes")
        self.box.toggled.connect(self.changed)
        self._add(self.box)

    def value(self) -> str:
        return "yes" if self.box.isChecked() else ""

    def set_value(self, text: str) -> None:
        self.box.setChecked(text == "yes")


def _secret(spec: FieldSpec, theme: Theme) -> Editor:
    from leaddesk.ui.forms.secret_editor import SecretEditor

    return SecretEditor(spec, theme)


def _phones(spec: FieldSpec, theme: Theme) -> Editor:
    from leaddesk.ui.forms.phones_editor import PhonesEditor

    return PhonesEditor(spec, theme)


def _call_time(spec: FieldSpec, theme: Theme) -> Editor:
    from leaddesk.ui.forms.call_time_editor import CallTimeEditor

    return CallTimeEditor(spec, theme)


EDITORS: Mapping[FieldKind, Callable[[FieldSpec, Theme], Editor]] = {
    FieldKind.TEXT: LineEditor,
    FieldKind.PHONE: PhoneEditor,
    FieldKind.EMAIL: LineEditor,
    FieldKind.ZIP: ZipEditor,
    FieldKind.STATE: LineEditor,
    FieldKind.URL: LineEditor,
    FieldKind.NUMBER: LineEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.FLAG: FlagEditor,
    FieldKind.NAMES: LineEditor,
    FieldKind.SECRET: _secret,
    FieldKind.LEADID: LineEditor,
    FieldKind.TRUSTEDFORM: LineEditor,
    FieldKind.MOMENT: LineEditor,
    FieldKind.PHONES: _phones,
    FieldKind.CALL_TIME: _call_time,
}
"""What few forms have is loaded with the first of them: the first form of all is waited for."""


def make_editor(spec: FieldSpec, theme: Theme) -> Editor:
    """Returns the editor for a field, holding its default. Raises UnknownKindError."""
    if spec.kind not in EDITORS:
        raise UnknownKindError(f"{spec.key}: there is no editor for the kind {spec.kind!r}")
    editor = EDITORS[spec.kind](spec, theme)
    editor.load({})
    return editor
