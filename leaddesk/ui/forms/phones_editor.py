"""Several phones in one field: the exact text in a line, and a dialog that builds it from phone, code and note."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from leaddesk.domain.alt_phones import AltPhone, read_phones, write_phones
from leaddesk.domain.fields import FieldSpec
from leaddesk.language import tr
from leaddesk.ui.forms.editor import LineEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_ROWS_HEIGHT = 200


class PhonesEditor(LineEditor):
    """The line takes the text as it goes out; the button beside it opens the rows."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.build = Button(theme, tr("Build {label}…", label=spec.label))
        self.build.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.column.removeWidget(self.line)
        row.addWidget(self.line, 1)
        row.addWidget(self.build)
        self.column.addLayout(row)

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self.build)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.build.setEnabled(not read_only)

    def _open(self) -> None:
        dialog = PhonesDialog(self.theme, self.window(), self.spec, self.value())
        dialog.built.connect(self._take)
        dialog.open()

    def _take(self, text: str) -> None:
        self.set_value(text)
        self.left.emit()


class PhonesDialog(ActDialog):
    """A row for each phone; what cannot go out is said, and nothing is taken over until all of it can."""

    built = Signal(str)
    """The text for the field."""

    def __init__(self, theme: Theme, parent: QWidget, spec: FieldSpec, text: str) -> None:
        """Builds the rows of a field's text, one empty row where it has none."""
        says = tr("A phone, its country code if it is not 1, and a note. A row without anything is left out.")
        super().__init__(theme, parent, spec.label, says, verb=tr("Use these phones"), focus_way_out=False)
        self._theme = theme
        self._text = ""
        self._rows: list[PhoneLine] = []
        holder = QWidget()
        holder.setProperty("surface", "clear")
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self._lines.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(theme.px(_ROWS_HEIGHT))
        scroll.setWidget(holder)
        self.more = Button(theme, tr("Add phone"), icon="plus")
        self.more.clicked.connect(self._add_empty)
        self.shown = plain_label(use="name")
        self.shown.setWordWrap(True)
        self.problem = plain_label(use="hint", ink="danger")
        self.problem.setWordWrap(True)
        self.add(scroll, self.more, self.shown, self.problem)
        for phone in read_phones(text) or (AltPhone(""),):
            self.add_phone(phone)
        self._rows[0].number.setFocus()
        self.accepted.connect(self._tell)

    def add_phone(self, phone: AltPhone) -> PhoneLine:
        """Adds a row with a phone."""
        line = PhoneLine(self._theme, phone)
        line.changed.connect(self._look)
        line.removed.connect(self._remove)
        self._rows.append(line)
        self._lines.insertWidget(self._lines.count() - 1, line)
        self._look()
        return line

    def _add_empty(self) -> None:
        self.add_phone(AltPhone("")).number.setFocus()

    def _tell(self) -> None:
        self.built.emit(self._text)

    def _remove(self, line: PhoneLine) -> None:
        self._rows.remove(line)
        line.hide()
        line.deleteLater()
        self._look()
        self.more.setFocus()

    def _look(self) -> None:
        """Shows the text that the rows make, or what stands against it."""
        for place, line in enumerate(self._rows, 1):
            line.set_place(place)
        self._text = ""
        tried = ((place, line.phone()) for place, line in enumerate(self._rows, 1))
        phones = {place: phone for place, phone in tried if phone != AltPhone("")}
        problem = next(
            (
                tr("Phone {place}: {problem}", place=place, problem=says)
                for place, one in phones.items()
                if (says := one.problem())
            ),
            "",
        )
        try:
            self._text = write_phones(phones.values())
        except ValueError as refusal:
            problem = problem or str(refusal)
        self.shown.setText(
            marked(tr("Sent as: {text}", text=self._text) if self._text else tr("Nothing is sent for it."))
        )
        self.shown.setVisible(not problem)
        self.problem.setText(marked(problem))
        self.problem.setVisible(bool(problem))
        if self.verb:
            self.verb.setEnabled(not problem)


class PhoneLine(QWidget):
    """The row of one phone."""

    changed = Signal()
    """Something was typed."""
    removed = Signal(object)
    """*Remove* was pressed in this row."""

    def __init__(self, theme: Theme, phone: AltPhone) -> None:
        super().__init__()
        self.number, self.code, self.note = (QLineEdit(text) for text in (phone.number, phone.code, phone.note))
        self.code.setFixedWidth(theme.px(64))
        self.remove = Button(theme, tr("Remove"))
        self.remove.clicked.connect(self._ask_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for part, share in ((self.number, 5), (self.code, 0), (self.note, 4), (self.remove, 0)):
            row.addWidget(part, share)
        for line, name in ((self.number, tr("Phone")), (self.code, tr("Code")), (self.note, tr("Note"))):
            line.setPlaceholderText(name)
            line.textChanged.connect(self.changed)

    def set_place(self, place: int) -> None:
        """Names the parts by where the row stands, for who does not see it."""
        self.number.setAccessibleName(tr("Phone {place}", place=place))
        self.code.setAccessibleName(tr("Code {place}", place=place))
        self.note.setAccessibleName(tr("Note {place}", place=place))
        self.remove.set_label(tr("Remove {place}", place=place))

    def _ask_away(self) -> None:
        self.removed.emit(self)

    def phone(self) -> AltPhone:
        """Returns what the row holds, a number without the marks that people write between its digits."""
        number = re.sub(r"[\s().-]", "", self.number.text())
        return AltPhone(number, self.code.text().strip(), self.note.text().strip())
