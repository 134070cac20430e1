"""A credential: what is kept of it in words, and a field to type another; never what it is.

A kept credential is not handed to this editor at all. What is typed leaves it as a `Secret`, never through `raw`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldSpec, misfit
from leaddesk.domain.secret import Secret
from leaddesk.language import tr
from leaddesk.ui.forms.editor import Editor, FieldLine
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel

Presence = Literal["missing", "kept", "unsure"]
"""Whether a credential is kept; unsure where the keyring was not asked or did not serve."""

_HEIGHT = 50


class SecretEditor(Editor):
    """Shows whether a credential is kept and takes a new one."""

    forget_asked = Signal(str)
    """*Forget* was pressed for the field of this key."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self._presence: Presence = "missing"
        self._replacing = False
        self._pages = QStackedWidget()
        self._pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pages.addWidget(self._typing_page())
        self._pages.addWidget(self._kept_page())
        self._control = self.line
        self._describe()
        self.column.addWidget(self._pages)
        theme.changed.connect(self._draw)
        self.show_state(tr("not set"), "missing")

    def _typing_page(self) -> QWidget:
        self.line = FieldLine()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMinimumWidth(self.theme.px(96))
        self.line.textChanged.connect(self.changed)
        self.line.left.connect(self.left)
        self._note = ElidedLabel(use="hint", ink="text3")
        self._note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._stay = Button(self.theme, tr("Keep the present one"))
        self._stay.clicked.connect(self._keep_present)
        return _card(self.theme, (self.line, 1), (self._note, 0), (self._stay, 0))

    def _kept_page(self) -> QWidget:
        self._icon = QLabel()
        self._title = ElidedLabel(use="name", lines=2)
        self._detail = ElidedLabel(use="hint", ink="text3")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        column.addStretch(1)
        self._replace = Button(self.theme, tr("Replace…"))
        self._replace.setAccessibleName(tr("Replace {label}", label=self.spec.label))
        self._replace.clicked.connect(self.start_replacing)
        self._forget = Button(self.theme, tr("Forget"))
        self._forget.setAccessibleName(tr("Forget {label}", label=self.spec.label))
        self._forget.clicked.connect(lambda: self.forget_asked.emit(self.spec.key))
        return _card(self.theme, (self._icon, 0), (words, 1), (self._replace, 0), (self._forget, 0))

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self._stay, self._replace, self._forget)

    def show_state(self, state: str, presence: Presence, detail: str = "") -> None:
        """Says what is kept, such as "in the keyring"; where nothing is, the field is there to be typed in."""
        self._presence = presence
        if presence == "kept":
            title = tr("{secret} is {state}", secret=self.spec.label, state=state)
        else:
            title = tr("{secret} was {state}", secret=self.spec.label, state=state)
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self._note.set_text(state)
        missing = presence == "missing"
        self._stay.setVisible(not missing)
        self._note.setVisible(missing)
        self._show_page(typing=missing or self._replacing or bool(self.line.text()))

    def start_replacing(self) -> None:
        """Opens the field for a new credential; the kept one stays until the form is saved."""
        self._replacing = True
        self._show_page(typing=True)
        self.line.setFocus()

    def secret(self) -> Secret | None:
        """Returns what was typed, or None."""
        return Secret(self.line.text()) if self.line.text() else None

    def put_secret(self, secret: Secret | None) -> None:
        """Puts back what was typed before, or empties the field."""
        self._replacing = False
        self.line.setText(secret.reveal() if secret else "")
        self._show_page(typing=self._presence == "missing" or secret is not None)

    def value(self) -> str:
        return ""

    def set_value(self, text: str) -> None:
        """Does nothing: a credential is never filled in from data."""

    def raw(self) -> dict[str, str]:
        return {}

    def load(self, raw: Mapping[str, str]) -> None:
        self.put_secret(None)

    def refusal(self) -> str:
        return ""

    def note(self) -> str:
        return misfit(self.spec, self.line.text())

    def focus(self) -> None:
        (self._replace if self._pages.currentIndex() else self.line).setFocus()

    def set_read_only(self, read_only: bool) -> None:
        for control in self.stops():
            control.setEnabled(not read_only)

    def _keep_present(self) -> None:
        self._replacing = False
        self.line.clear()
        self._show_page(typing=False)
        self._replace.setFocus()

    def _show_page(self, *, typing: bool) -> None:
        self._pages.setCurrentIndex(0 if typing else 1)
        self._draw()

    def _draw(self) -> None:
        px, tokens = self.theme.px, self.theme.tokens
        self._pages.setFixedHeight(px(_HEIGHT))
        color = tokens.color("ok.text" if self._presence == "kept" else "text3")
        self._icon.setPixmap(self.theme.icons.pixmap("lock", color, px(16), self.devicePixelRatioF()))
        restyle(self._title, ink="text" if self._presence == "kept" else "text2")


def _card(theme: Theme, *parts: tuple[QWidget, int]) -> QWidget:
    card = QFrame()
    card.setProperty("surface", "sunken")
    row = QHBoxLayout(card)
    row.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
    row.setSpacing(theme.px(10))
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return card
