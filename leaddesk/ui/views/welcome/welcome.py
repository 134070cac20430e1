"""What a newcomer sees in the verdict's seat while there is no profile, and everybody from *Settings*.

It offers and does nothing by itself: whoever shows it starts practice mode and opens the editor.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

_WHAT = tr("Type one lead and read in a moment: was it loaded, may this number be called, is this person known to sue.")
_PRACTICE = tr(
    "A window of its own, with sample vendors on this computer. No account, no key; nothing leaves this computer "
    "and nothing is kept. Choose a practice number, press Send lead."
)
_PROFILE = tr(
    "A profile is the connection to your vendor: its address, and a key that stays in the keyring. Save it, add a "
    "destination, then type a number and press Send lead."
)
_HELP = tr("In a verdict, F1 explains what has the focus. Shift+F1 opens the guide.")
WORDS = ("SAN", "ttl", tr_later("Litigator"), tr_later("Destination"))
"""The words that are explained under `word.` in the explanations that come with LeadDesk."""
_WORD_WIDTH = 104


class Welcome(QFrame):
    """Two cards, each with one button, and a short list of words."""

    practice_wanted = Signal()
    """Practice mode is to be started beside this window."""
    profile_wanted = Signal()
    """The editor of a new profile is to be opened."""

    def __init__(self, theme: Theme, words: Sequence[tuple[str, str]], *, first: bool, practice: bool) -> None:
        """Builds it; `words` are words with their meanings, `first` says that there is no profile yet.

        In practice mode there is nothing to try: `practice` leaves that card out.
        """
        super().__init__()
        self._theme = theme
        self._announced = False
        self.setProperty("surface", "window")
        self.setAccessibleName(tr("Welcome"))
        self.practice_button = Button(
            theme, tr("Try in practice mode"), icon="graduation-cap", role="primary", main=True
        )
        label = tr("Add your first profile") if first else tr("Add a profile")
        self.profile_button = Button(theme, label, icon="plus", main=True)
        self._column = QVBoxLayout(self)
        self._inner: list[QVBoxLayout] = []
        self._words = QGridLayout()
        self._column.addWidget(_wrapped(tr("Welcome to LeadDesk"), "quiet", "text"))
        self._column.addWidget(_wrapped(_WHAT, "body", "text2"))
        cards = (
            (self.practice_button, tr("No account at hand, or new to the job"), _PRACTICE),
            (self.profile_button, tr("You have an account with a vendor"), _PROFILE),
        )
        for button, name, text in cards[practice:]:
            self._column.addWidget(self._card(button, name, text))
        self._add_words(words)
        self._column.addStretch(1)
        self.practice_button.clicked.connect(self.practice_wanted)
        self.profile_button.clicked.connect(self.profile_wanted)
        theme.changed.connect(self._fit)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Has a screen reader say once what there is beside the field that has the focus."""
        super().showEvent(event)
        if not self._announced:
            self._announced = True
            announce(self, f"{self.accessibleName()}. {_WHAT}")

    def _card(self, button: Button, name: str, text: str) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        column.addWidget(_wrapped(name, "heading", "text"))
        column.addWidget(_wrapped(text, "body", "text2"))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        button.setAccessibleDescription(text)
        self._inner.append(column)
        return card

    def _add_words(self, words: Sequence[tuple[str, str]]) -> None:
        if not words:
            return
        self._column.addWidget(_wrapped(tr("Words you will meet"), "heading", "text"))
        self._words.setColumnStretch(1, 1)
        for at, (key, meaning) in enumerate(words):
            word = tr_now(key)
            name, said = plain_label(word, use="name"), _wrapped(meaning, "hint", "text2")
            said.setAccessibleName(f"{word}: {meaning}")
            self._words.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._words.addWidget(said, at, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._words)
        self._column.addWidget(_wrapped(_HELP, "hint", "text2"))

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(20), px(24), px(20))
        self._column.setSpacing(px(12))
        for column in self._inner:
            column.setContentsMargins(px(16), px(12), px(16), px(12))
            column.setSpacing(px(8))
        self._words.setHorizontalSpacing(px(12))
        self._words.setVerticalSpacing(px(6))
        self._words.setColumnMinimumWidth(0, px(_WORD_WIDTH))


def _wrapped(text: str, use: str, ink: str) -> QLabel:
    label = plain_label(text, use=use, ink=ink)
    label.setWordWrap(True)
    return label
