"""What every field editor can do, and the plain line of text most kinds use.

An editor knows its field and the look; it validates nothing and decides nothing about a lead.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldSpec, Refused, check_field
from leaddesk.ui.forms.seat import Seat
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.explained import plain_tip


class Editor(QWidget):
    """Edits one field. Subclasses add their control with `_add` and override `value` and `set_value`."""

    changed = Signal()
    """The value is another one, by hand or by `set_value`."""
    left = Signal()
    """The person is done with the field for now."""

    names_itself: ClassVar[bool] = False
    """Whether the control shows the label, so that the form puts none above it."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__()
        self.spec = spec
        self.theme = theme
        self.own_seat: Seat | None = None
        """Where the editor wants its problem said; None for the form's own place."""
        self._control: QWidget = self
        self._problem = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def control(self) -> QWidget:
        """The widget that takes the keys and carries the accessible name."""
        return self._control

    def stops(self) -> tuple[QWidget, ...]:
        """Returns the widgets that take the focus, in the order of Tab."""
        return (self._control,)

    @abstractmethod
    def value(self) -> str:
        """Returns the field's text as it stands in the form."""

    @abstractmethod
    def set_value(self, text: str) -> None:
        """Shows a text in the field."""

    def raw(self) -> dict[str, str]:
        """Returns what the form gathers from this editor, by key."""
        return {self.spec.key: self.value()}

    def load(self, raw: Mapping[str, str]) -> None:
        """Takes the field's text from a form; its default where the form has none."""
        self.set_value(raw.get(self.spec.key, self.spec.default))

    def set_spec(self, spec: FieldSpec) -> None:
        """Takes new rules for the same field; what was typed stays."""
        self.spec = spec
        self._describe()

    def refusal(self) -> str:
        """Returns why what was typed cannot stay; an empty text when it can, or when nothing was typed."""
        if not self.value().strip():
            return ""
        try:
            check_field(self.spec, self.value())
        except Refused as refusal:
            return str(refusal)
        return ""

    def note(self) -> str:
        """Returns what there is to say of a text that is not refused; empty for nothing."""
        return ""

    def show_problem(self, text: str) -> None:
        """Marks the field as refused; an empty text clears the mark."""
        self._problem = text
        restyle(self._control, problem=bool(text))
        self._describe()

    def problem(self) -> str:
        """Returns the sentence shown, or an empty text."""
        return self._problem

    def set_read_only(self, read_only: bool) -> None:
        """Lets the field be read and copied only."""
        self._control.setEnabled(not read_only)

    def focus(self) -> None:
        """Puts the cursor into the field."""
        self._control.setFocus()

    def _add(self, control: QWidget) -> None:
        self._control = control
        self.column.addWidget(control)
        self._describe()

    def _describe(self) -> None:
        self._control.setAccessibleName(self.spec.label)
        self._control.setAccessibleDescription(" ".join(part for part in (self._problem, self.spec.help) if part))
        self._control.setToolTip(plain_tip(self.spec.help))


_STILL_HERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Looking something up in another window, or opening a menu, is not the end of typing."""


class FieldLine(QLineEdit):
    """A line of text that says when the cursor leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()


class LineEditor(Editor):
    """A field of plain text; nothing is cut or corrected while it is typed."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.line = FieldLine()
        self.line.setPlaceholderText(spec.placeholder)
        self.line.setMinimumWidth(theme.px(48))
        self.line.textChanged.connect(self.changed)
        self.line.left.connect(self.left)
        self._add(self.line)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, text: str) -> None:
        # Setting a text forgets what could be undone, so the same text is left alone.
        if text != self.line.text():
            self.line.setText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
