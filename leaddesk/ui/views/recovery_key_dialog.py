"""*Type the recovery key*: the way on when the keyring has lost the history's key, beside starting a new history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.recovery_key import RecoveryKeyMistake, read_recovery_key
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.keeping.section import Caution
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH = 560
_LINES = 5
_LARGE = 15
_TYPE = tr("Type the four lines from the paper: the key goes into the keyring of this computer, and the history opens.")


class RecoveryKeyDialog(ActDialog):
    """Opened, never executed; the verb waits until what was typed is a key, and a mistake is named with its line.

    Whoever gets the key says whether it is the right one: `say_problem` then lets a person try again.
    """

    typed = Signal(object)
    """A `Secret`: the key that was typed."""
    anew = Signal()
    """The file is to be set aside and a new history started."""

    def __init__(self, theme: Theme, parent: QWidget, problem: LeadDeskError) -> None:
        super().__init__(
            theme,
            parent,
            tr("Type the recovery key"),
            f"{marked(problem.title)} {marked(problem.detail)} {_TYPE}",
            (Fact(tr("No paper?"), tr("Set aside, start anew keeps the file and starts a new history beside it.")),),
            verb=tr("Open the history"),
            focus_way_out=False,
        )
        self.take_width(_WIDTH)
        self.key = QPlainTextEdit()
        self.key.setAccessibleName(tr("Recovery key"))
        self.key.setTabChangesFocus(True)
        font = theme.font("mono")
        font.setPixelSize(theme.px(_LARGE))
        self.key.setFont(font)
        self.key.setFixedHeight(self.key.fontMetrics().lineSpacing() * _LINES + theme.px(16))
        label = plain_label(tr("Recovery key"), use="label", ink="text2")
        label.setBuddy(self.key)
        self.mistake = Caution(theme)
        self.aside = Button(theme, tr("Set aside, start anew"), role="danger")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.aside)
        row.addStretch()
        self.add(label, self.key, self.mistake, beside)
        self.key.textChanged.connect(self._fit)
        self.aside.clicked.connect(self._start_anew)
        if self.verb:
            self.verb.clicked.disconnect()
            self.verb.clicked.connect(self._hand_on)
        self.finished.connect(lambda _code: self.key.clear())
        self.key.setFocus()
        self._fit()

    def say_problem(self, problem: LeadDeskError) -> None:
        """Says why the key that was typed does not serve; it can be corrected."""
        self.key.setEnabled(True)
        self.mistake.set_text(problem.sentence())
        self.key.setFocus()

    def _fit(self) -> None:
        text = self.key.toPlainText()
        mistake = ""
        try:
            read_recovery_key(text)
        except RecoveryKeyMistake as problem:
            mistake = problem.detail if text.strip() else ""
        self.mistake.set_text(mistake)
        if self.verb:
            self.verb.setEnabled(bool(text.strip()) and not mistake)

    def _hand_on(self) -> None:
        try:
            key = read_recovery_key(self.key.toPlainText())
        except RecoveryKeyMistake:
            return
        self.key.setEnabled(False)
        self.typed.emit(key)

    def _start_anew(self) -> None:
        self.accept()
        self.anew.emit()
