"""One section of *Settings*: a heading, its rows, a search over their words, and *Reset section* where it has settings.

Resetting asks once, in its place and not in a dialog over a dialog, says what goes back, and can be taken back until
the dialog closes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.rows import wrapped
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

_AS_IT_CAME = tr("Everything here is as LeadDesk comes.")


class Resettable(Protocol):
    """The settings of a section, which know how LeadDesk comes."""

    def goes_back(self) -> Sequence[str]:
        """Returns what is not as LeadDesk comes, each with what it goes back to; nothing where all of it is."""
        ...

    def reset(self) -> Callable[[], None]:
        """Resets all of it at once and returns what takes that back."""
        ...


class Section(QWidget):
    """Rows under a heading; a row is hidden while a search finds nothing in it, the section when nothing is left."""

    def __init__(self, theme: Theme, title: str, settings: Resettable | None = None) -> None:
        super().__init__()
        self._theme, self.title, self._settings = theme, title, settings
        self._rows: list[tuple[QWidget, str]] = []
        self._undo: Callable[[], None] | None = None
        self._head, self._question, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self.reset_button = Button(theme, tr("Reset section"), role="quiet")
        self.said = wrapped("", "text")
        self.cancel_button, self.yes_button = Button(theme, tr("Cancel")), Button(theme, tr("Reset"))
        self.undo_button = Button(theme, tr("Undo reset"))
        self._lay_out()
        self.reset_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self._leave)
        self.yes_button.clicked.connect(self._reset)
        self.undo_button.clicked.connect(self._take_back)
        theme.changed.connect(self._fit)
        self._fit()

    def add(self, row: QWidget, also: str = "") -> None:
        """Brings a row; `also` are words it is found by besides those it shows."""
        self._rows.append((row, also))
        self._column.addWidget(row)

    def search(self, words: Sequence[str]) -> bool:
        """Shows the rows that hold every word, the heading's counted with each, and tells whether there are any."""
        found = [row for row, also in self._rows if _holds(f"{self.title} {also} {_text_of(row)}", words)]
        for row, _also in self._rows:
            row.setVisible(row in found)
        self.setVisible(bool(found))
        return bool(found)

    def first_control(self) -> QWidget | None:
        """Returns what takes the keys first in its rows, or None."""
        parts = [one for row, _also in self._rows for one in (row, *row.findChildren(QWidget))]
        in_turn = (one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next((one for one in in_turn if one.isVisibleTo(self)), None)

    # ------------------------------------------------------------ reset

    def _ask(self) -> None:
        back = self._settings.goes_back() if self._settings else ()
        self._undo = None
        self._say(f"{'; '.join(back)}." if back else _AS_IT_CAME, question=bool(back))
        if back:
            self.cancel_button.setFocus()

    def _leave(self) -> None:
        self._say("")
        self.reset_button.setFocus()

    def _reset(self) -> None:
        if self._settings:
            self._undo = self._settings.reset()
            self._say(tr("{title} is as LeadDesk comes.", title=self.title))
            self.undo_button.setFocus()

    def _take_back(self) -> None:
        if self._undo:
            self._undo()
            self._undo = None
            self._say(tr("{title} is as it was before.", title=self.title))
            self.reset_button.setFocus()

    def _say(self, text: str, *, question: bool = False) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.cancel_button.setVisible(question)
        self.yes_button.setVisible(question)
        self.undo_button.setVisible(self._undo is not None)
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, text))

    # ------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(plain_label(self.title, use="heading"))
        self._head.addStretch()
        self._head.addWidget(self.reset_button)
        self._column.addLayout(self._head)
        self._question.addWidget(self.said, 1)
        for button in (self.cancel_button, self.yes_button, self.undo_button):
            self._question.addWidget(button)
            button.hide()
        self._column.addLayout(self._question)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # every heading stands in a line of one height
        self.reset_button.setSizePolicy(policy)
        self.reset_button.setVisible(self._settings is not None)
        self.reset_button.setAccessibleDescription(
            tr("{title} goes back to how LeadDesk comes. It asks first.", title=self.title)
        )
        self.yes_button.setAccessibleDescription(self.title)
        self.said.setAccessibleName(tr("Reset {title}", title=self.title))
        self.said.hide()

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self._question.setSpacing(px(8))


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text.casefold() for word in words)


def _text_of(row: QWidget) -> str:
    """Returns all words of a row: labels, names, choices and hints; never what a person typed."""
    said: list[str] = []
    for one in (row, *row.findChildren(QWidget)):
        said.append(one.accessibleName())
        match one:
            case QLabel() | QAbstractButton():
                said.append(one.text())
            case QComboBox():
                said += [one.itemText(at) for at in range(one.count())]
            case QLineEdit():
                said.append(one.placeholderText())
    return " ".join(said)
