"""The foot of *Routes*: what was said last, the acts, and the one question some of them ask before they are done.

The question takes the place of message and acts: no dialog stands on a dialog, and nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.forms.seat import Seat, Tone
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button


class RoutesFoot(QWidget):
    """Message, buttons, question."""

    save_asked = Signal()
    delete_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._back_to: QWidget | None = None
        self._act: Callable[[], None] | None = None
        self._said = Seat(theme, lines=2)
        self.save = Button(theme, tr("Save route"), icon="save", role="primary", main=True)
        self.delete = Button(theme, tr("Delete route"), icon="trash-2", role="danger", main=True)
        self.close_button = Button(theme, tr("Close"), main=True)
        self.way_out = Button(theme, tr("Cancel"), main=True)
        self.verb = Button(theme, tr("Delete"), role="danger", main=True)
        self._pages = QStackedWidget()
        self._build()
        self.save.clicked.connect(self.save_asked)
        self.delete.clicked.connect(self.delete_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.way_out.clicked.connect(self.take_back)
        self.verb.clicked.connect(self._do)
        self._allow_question(False)

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._act is not None

    def show_acts(self, *, on_route: bool) -> None:
        """Offers the acts on a route where one is shown."""
        self.save.setVisible(on_route)
        self.delete.setVisible(on_route)

    def say(self, text: str, tone: Tone = "quiet") -> None:
        """Says how an act ended, to the eye and the ear; nothing with an empty text."""
        self._said.say(text, tone)
        if text:
            event = QAccessibleAnnouncementEvent(self, text)
            if tone == "problem":
                event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.save, self.delete, self.close_button, self.way_out, self.verb)

    def said(self) -> str:
        """Returns what was said last."""
        return self._said.text()

    def ask(self, text: str, way_out: str, verb: str, act: Callable[[], None]) -> None:
        """Asks once before an act; the way out has the focus."""
        self._back_to, self._act = self.window().focusWidget(), act
        self._said.say(text, "note")
        self.way_out.set_label(way_out)
        self.way_out.setAccessibleDescription(text)
        self.verb.set_label(verb)
        self._allow_question(True)
        self.way_out.setFocus()

    def take_back(self) -> None:
        """Takes the question back unanswered; the focus returns to where it was."""
        if self.is_asking:
            asked_inside = self.way_out.hasFocus() or self.verb.hasFocus()
            self._act = None
            self._said.say("")
            self._allow_question(False)
            if self._back_to and asked_inside:
                self._back_to.setFocus()

    def _do(self) -> None:
        act, self._act = self._act, None
        self._said.say("")
        self._allow_question(False)
        if act:
            act()

    def _allow_question(self, asking: bool) -> None:
        self._pages.setCurrentIndex(1 if asking else 0)
        (self.way_out if asking else self.save).setDefault(True)

    def _build(self) -> None:
        px = self._theme.px
        acts, question = QWidget(), QWidget()
        for page in (acts, question):
            row = QHBoxLayout(page)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(8))
            for part in (self.save, self.delete) if page is acts else ():
                row.addWidget(part)
            row.addStretch(1)
            for part in (self.close_button,) if page is acts else (self.way_out, self.verb):
                row.addWidget(part)
            self._pages.addWidget(page)
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._said)
        column.addWidget(self._pages)
