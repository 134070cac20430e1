"""The field **Phone** of *Check number*: large, formatted while typed, with its region or its problem under it.

A pasted text that holds one number becomes that number. Nothing is ever sent as typed here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.domain.phone import Phone, PhoneProblem, parse_phone, region_name
from leaddesk.language import tr
from leaddesk.services.check_number import phone_in
from leaddesk.ui.forms.phone_editor import PhoneEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.announce import announce

_SPEC = FieldSpec(
    key="phone",
    label=tr("Phone"),
    kind=FieldKind.PHONE,
    help=tr("Reads the history at once. No lead is sent before Check now."),
    placeholder=tr("Phone number"),
)
_WAITING = tr("The history is read as you type. No lead is sent.")
_PASTED = 2
"""Characters that appear at once when a text was pasted and not typed."""


class NumberField(PhoneEditor):
    """A phone number to look up."""

    entered = Signal()
    """Enter was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_SPEC, theme)
        self._before = ""
        self.line.setProperty("type", "phone_check")
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self._take_pasted)
        keep = self.as_typed.sizePolicy()
        keep.setRetainSizeWhenHidden(False)
        self.as_typed.setSizePolicy(keep)
        self.as_typed.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def phone(self) -> Phone | None:
        """Returns the number in the field, or None while it is none."""
        try:
            return parse_phone(self.value())
        except PhoneProblem:
            return None

    def say_refusal(self) -> None:
        """Says beside the field why what was typed is no number, or that it is one."""
        self.show_problem(self.refusal())

    def go_to_problem(self) -> None:
        """Goes to the field, and says its problem where the field has the focus already."""
        has_focus = self.line.hasFocus()
        self.focus()
        if has_focus:
            announce(self, self.problem())

    def set_value(self, text: str) -> None:
        """Shows a text; one that holds a single number is shown as that number."""
        super().set_value(_number_of(text))
        self._before = self.value()

    def _take_pasted(self, text: str) -> None:
        grown, self._before = len(text) - len(self._before), text
        if grown >= _PASTED and (number := _number_of(text)) != text:
            self.line.selectAll()  # replacing the selection keeps the way back open
            self.line.insert(number)
            self._before = number

    def _offer(self) -> None:
        """Says the problem, the region, or what the field does; there is no *Send as typed* here."""
        self.as_typed.hide()
        phone = self.phone()
        if self._problem:
            self._said.say(self._problem, "problem")
        else:
            self._said.say(region_name(phone.region) if phone else ("" if self.value().strip() else _WAITING))


def _number_of(text: str) -> str:
    """Returns the one number a text holds, for the eye; the text itself where it holds none or several."""
    try:
        return phone_in(text).shown()
    except PhoneProblem:
        return text
