"""The phone field: large, formatted while typed, with its region, or the reason for refusing it, under it.

Formatting only ever adds or moves marks between digits. What is pasted is left exactly as it was pasted.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from leaddesk.domain.fields import FieldSpec
from leaddesk.domain.phone import PhoneProblem, format_while_typing, parse_phone, region_name
from leaddesk.language import tr
from leaddesk.ui.forms.editor import Editor
from leaddesk.ui.forms.phone_line import PhoneLine
from leaddesk.ui.forms.seat import Seat
from leaddesk.ui.theme import Theme

_WAITING = tr("Type a number: its region appears here.")
_AS_TYPED = tr("The number goes out exactly as typed.")


class PhoneEditor(Editor):
    """A phone number; *Send as typed* appears once a number is refused, and its tick is kept beside the value."""

    command_pasted = Signal(str)
    """A cURL command was pasted into the field, whose text is as it was."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self._shown = ""
        self._waits = False
        self.line = PhoneLine()
        self.line.setProperty("type", "phone")
        self.line.setPlaceholderText(spec.placeholder or tr("Phone number"))
        self.line.textEdited.connect(self._format)
        self.line.textChanged.connect(self._text_changed)
        self.line.left.connect(self.left)
        self.line.command_pasted.connect(self.command_pasted)
        self._add(self.line)
        self._said = Seat(theme, lines=2)
        self.own_seat = self._said
        self.as_typed = QCheckBox(tr("Send as typed"))
        self.as_typed.setAccessibleName(tr("Send as typed"))
        self.as_typed.setAccessibleDescription(tr("Sends the number without a check; the history says so."))
        self.as_typed.toggled.connect(self._as_typed_toggled)
        self._below = QHBoxLayout()
        self._below.addWidget(self._said, 1)
        self._below.addWidget(self.as_typed)
        self.column.addLayout(self._below)
        keep = self.as_typed.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.as_typed.setSizePolicy(keep)
        self._offer()

    @property
    def flag_key(self) -> str:
        """The key under which the tick of *Send as typed* is gathered."""
        return f"{self.spec.key}.as_typed"

    def set_waiting(self, waits: bool) -> None:
        """While it waits for the phone library nothing typed is grouped or judged; afterwards all of it is."""
        self._waits = waits
        if not waits:
            self._group(self.line.text())
            self._offer()

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self.as_typed)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, text: str) -> None:
        if text != self.line.text():
            self._shown = text
            self.line.setText(text)

    def raw(self) -> dict[str, str]:
        return {self.spec.key: self.value(), self.flag_key: "yes" if self.as_typed.isChecked() else ""}

    def load(self, raw: Mapping[str, str]) -> None:
        self.as_typed.setChecked(raw.get(self.flag_key) == "yes")
        super().load(raw)
        self._offer()

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.as_typed.setEnabled(not read_only)

    def refusal(self) -> str:
        text = self.value()
        if not text.strip() or self.as_typed.isChecked() or self._waits:
            return ""
        try:
            parse_phone(text)
        except PhoneProblem as problem:
            return str(problem)
        return ""

    def show_problem(self, text: str) -> None:
        super().show_problem(text)
        self._offer()

    def _format(self, text: str) -> None:
        before, self._shown = self._shown, text
        one_key = abs(len(text) - len(before)) <= 1
        # Behind an undo stands something to redo; formatting there would undo the undo.
        if one_key and not self.line.isRedoAvailable():
            self._group(text)

    def _group(self, text: str) -> None:
        if self._waits:
            return
        formatted = format_while_typing(text)
        if formatted == text or _marks_out(formatted) != _marks_out(text):
            return
        cursor = self.line.cursorPosition()
        digits_left = len(_marks_out(text[:cursor]))
        at_end = cursor == len(text)
        # Replacing the selection, and not setText, keeps the way back open.
        self.line.selectAll()
        self._shown = formatted
        self.line.insert(formatted)
        self.line.setCursorPosition(len(formatted) if at_end else _after_digits(formatted, digits_left))

    def _text_changed(self) -> None:
        if not self.value().strip():
            self.as_typed.setChecked(False)
        self._offer()
        self.changed.emit()

    def _as_typed_toggled(self, ticked: bool) -> None:
        if ticked:
            super().show_problem("")
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """Says the problem, the region or what will come, and shows the tick where it has a meaning."""
        text, region = self.line.text().strip(), ""
        if text and not self._waits:
            try:
                region = region_name(parse_phone(text).region)
            except PhoneProblem:
                region = ""
        ticked = self.as_typed.isChecked()
        had_focus = self.as_typed.hasFocus()
        self.as_typed.setVisible(ticked or bool(self._problem and text))
        if had_focus and self.as_typed.isHidden():
            self.line.setFocus()
        if self._problem:
            self._said.say(self._problem, "problem")
        elif ticked and not region:
            self._said.say(_AS_TYPED, "note")
        else:
            self._said.say(region or ("" if text else _WAITING))


def _marks_out(text: str) -> str:
    """Returns the characters that carry meaning: digits and plus signs."""
    return "".join(char for char in text if char.isdigit() or char == "+")


def _after_digits(text: str, count: int) -> int:
    """Returns the place right after so many digits."""
    for place, char in enumerate(text):
        if count == 0:
            return place
        count -= char.isdigit() or char == "+"
    return len(text)
