"""One row of a form: labels, editors side by side, and the seat where the row's problem is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldKind
from leaddesk.language import tr
from leaddesk.ui.forms.editor import Editor
from leaddesk.ui.forms.seat import Seat
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.sides import from_right

_LABEL, _GAP = 17, 4
"""Height of a label and the space below it, in pixels at 100 %; a taller tool beside it takes of that space."""
_BEHIND_LABEL = 1
"""Where a label's line has the column's name, or the space for it."""
_LONG = 60
"""Letters of a note that one line of a narrow form holds."""


class ColumnHint(ElidedLabel):
    """The dialer column a field goes to; not drawn where it does not fit whole."""

    def __init__(self, column: str) -> None:
        super().__init__(use="mono", ink="text3")
        self.show_column(column)

    def show_column(self, column: str) -> None:
        """Names another column."""
        self.set_text(f"{'←' if from_right() else '→'} {column}")
        self.setAccessibleName(tr("goes to {column}", column=column))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fits():
            super().paintEvent(event)


class FormRow(QWidget):
    """Editors that share a row; the widths are shares."""

    def __init__(
        self,
        theme: Theme,
        editors: Sequence[Editor],
        columns: Mapping[str, str],
        widths: Mapping[str, int],
        tools: Mapping[str, QWidget],
    ) -> None:
        """Builds the row; `tools` stand at the end of a field's label, by key."""
        super().__init__()
        self._theme = theme
        self._tools = tools
        self._editors = tuple(editors)
        self._notes: Mapping[str, str] = {}
        self._labels: list[tuple[QLabel, QHBoxLayout, QVBoxLayout, QWidget | None]] = []
        """Each label with the line and the cell it stands in, and the tool beside it."""
        self._hints: dict[str, tuple[QHBoxLayout, ColumnHint | None]] = {}
        """The line of each label by key, and what names the column in it."""
        self._stack, self._line = QVBoxLayout(self), QHBoxLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        for editor in self._editors:
            self._line.addLayout(self._cell(editor), widths.get(editor.spec.key, 1))
            editor.left.connect(self.say)
        self._stack.addLayout(self._line)
        self._seat = Seat(theme, 2 if any(_says_much(editor) for editor in editors) else 1)
        self._stack.addWidget(self._seat)
        self._seat.setVisible(any(editor.own_seat is None for editor in self._editors))
        self.set_columns(columns)
        theme.changed.connect(self._fit)
        self._fit()

    def _cell(self, editor: Editor) -> QVBoxLayout:
        cell = QVBoxLayout()
        if editor.names_itself:
            # Beside fields with a label the box stands on their line.
            cell.addStretch(1)
        else:
            cell.addLayout(self._label_line(cell, editor))
        cell.addWidget(editor)
        return cell

    def _label_line(self, cell: QVBoxLayout, editor: Editor) -> QHBoxLayout:
        line = QHBoxLayout()
        tool = self._tools.get(editor.spec.key)
        label = plain_label(editor.spec.label.replace("&", "&&"), use="label", ink="text2")
        label.setAccessibleName(editor.spec.label)
        label.setBuddy(editor.control)
        line.addWidget(label)
        line.addStretch(1)
        if tool:
            line.addWidget(tool)
        self._labels.append((label, line, cell, tool))
        self._hints[editor.spec.key] = line, None
        return line

    def set_columns(self, columns: Mapping[str, str]) -> None:
        """Names beside each label the dialer's column that its field goes to, where it goes to one."""
        for key, (line, hint) in self._hints.items():
            column = columns.get(key, "")
            if hint and column:
                hint.show_column(column)
            elif hint:
                line.takeAt(_BEHIND_LABEL)
                line.insertStretch(_BEHIND_LABEL, 1)
                self._hints[key] = line, None
                hint.hide()
                hint.deleteLater()
            elif column:
                line.takeAt(_BEHIND_LABEL)
                self._hints[key] = line, (named := ColumnHint(column))
                line.insertWidget(_BEHIND_LABEL, named, 1)
                named.show()  # at once, as the row itself is

    def _fit(self) -> None:
        px = self._theme.px
        self._stack.setSpacing(px(2))
        self._line.setSpacing(px(12))
        for label, line, cell, tool in self._labels:
            label.setFixedHeight(px(_LABEL))
            line.setSpacing(px(8))
            cell.setSpacing(px(_GAP) - (tool.sizeHint().height() - px(_LABEL) if tool else 0))

    def holds(self, keys: Collection[str]) -> bool:
        """Tells whether one of these fields is in the row."""
        return any(editor.spec.key in keys for editor in self._editors)

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Takes notes by key; a note is said where there is no problem."""
        if notes != self._notes:
            self._notes = notes
            self.say()

    def say(self) -> None:
        """Says the problems of the row, that of the field in use first, or else its notes."""
        at_hand = sorted(self._editors, key=lambda editor: not editor.control.hasFocus())
        shared = [editor for editor in at_hand if editor.own_seat is None]
        if problems := [editor.problem() for editor in shared if editor.problem()]:
            self._seat.say(" ".join(problems), "problem")
        else:
            notes = [self._notes[editor.spec.key] for editor in self._editors if editor.spec.key in self._notes]
            self._seat.say(" ".join(notes), "note")

    def said(self) -> str:
        """Returns what stands in the row's seat."""
        return self._seat.text()


def _says_much(editor: Editor) -> bool:
    """Tells whether what there may be to say of a field needs a second line."""
    spec = editor.spec
    return spec.kind is FieldKind.URL or any(len(note.says) > _LONG for note in spec.notes)
