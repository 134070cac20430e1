"""*Asked not to be called*: marks a number with an optional note, or takes the mark back with a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.note import Note
from leaddesk.language import tr
from leaddesk.services.ports import Clock
from leaddesk.ui.masking import Masking
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reason_field import MOST_LETTERS, ReasonField

REASONS = (tr("Marked by mistake"), tr("The person agreed to calls again"), tr("The number has another owner now"))


class AskedDialog(ActDialog):
    """Opened, never executed."""

    noted = Signal(str)
    """The number is to be marked, with this note; empty for none."""

    def __init__(self, theme: Theme, parent: QWidget, number: str, masking: Masking | None = None) -> None:
        """Builds the dialog; `masking` is that of the view it is opened from."""
        shown = (masking or Masking()).number(number)
        super().__init__(
            theme,
            parent,
            tr("Asked not to be called"),
            marked(
                tr(
                    "LeadDesk writes down that {number} asked not to be called, and warns before every later send. It "
                    "blocks nothing.",
                    number=shown,
                )
            ),
            verb=tr("Mark"),
            focus_way_out=False,
        )
        self.note = QLineEdit()
        self.note.setAccessibleName(tr("Note"))
        self.note.setMaxLength(MOST_LETTERS)
        self.note.setPlaceholderText(tr("Optional, such as: by letter"))
        label = plain_label(tr("Note"), use="label", ink="text2")
        label.setBuddy(self.note)
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label)
        column.addWidget(self.note)
        self.add(field)
        self.note.setFocus()
        self.accepted.connect(lambda: self.noted.emit(self.note.text().strip()))


class UndoAskedDialog(ActDialog):
    """Opened, never executed; the verb waits for a reason."""

    undone = Signal(str)
    """The mark is to be taken back, for this reason."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        mark: Note,
        times: LocalTimes,
        clock: Clock,
        masking: Masking | None = None,
    ) -> None:
        """Builds the dialog; `masking` is that of the view it is opened from."""
        masking = masking or Masking()
        super().__init__(
            theme,
            parent,
            tr("Undo Asked not to be called"),
            tr("LeadDesk no longer warns before a send to this number. The mark and your reason stay in the history."),
            (
                Fact(tr("Number"), masking.number(mark.number)),
                Fact(tr("Asked"), times.moment(mark.at, clock.now())),
                Fact(tr("Written down by"), mark.operator or tr("not named")),
                Fact(tr("Note"), masking.text(mark.text, numbers=(mark.number,)) or tr("none")),
            ),
            verb=tr("Undo"),
            role="danger",
        )
        self.reason = ReasonField(theme, REASONS, required=True)
        self.reason.changed.connect(self._fit_verb)
        self.reason.entered.connect(self._to_verb)
        self.add(self.reason)
        self.reason.setFocus()
        self.accepted.connect(lambda: self.undone.emit(self.reason.reason()))
        self._fit_verb()

    def _fit_verb(self) -> None:
        if self.verb:
            self.verb.setEnabled(bool(self.reason.reason()))

    def _to_verb(self) -> None:
        if self.verb and self.verb.isEnabled():
            self.verb.setFocus()
