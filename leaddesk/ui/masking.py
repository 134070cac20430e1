"""Masks numbers and names on the screen, for the eyes of passers-by; revealing goes on record first.

It changes what is shown and copied, nothing of what is kept: exports and proofs are records and hold full numbers.
`LastFour` has a mask of its own (`domain/last_four.py`), whatever stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.phone import show_number
from leaddesk.domain.secret import MASK
from leaddesk.language import tr
from leaddesk.ui.widgets.plaintext import marked

REVEALED_MS = 5 * 60 * 1000
"""How long a view stays revealed at most."""
REASONS = (
    tr("Checking the entry"),
    tr("Asked by the person called"),
    tr("Supervisor's review"),
    tr("Dispute or complaint"),
)
DOT = "•"
_TAIL = 2
_AREA = 3
_LEAST = 7
"""With fewer digits two of them say too much."""
_NUMBER = re.compile(r"(?<![\w+])(?:\+\d[\d\s().-]{6,18}\d|(?:1[\s.-]?)?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]?\d{4})(?!\w)")
"""A phone number in running text: with a plus, or in a North American spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """Who looked is known to the one who writes it down; this is at what."""

    what: str
    """The view, in words for the record, such as "History"."""
    number: str = ""
    """E.164 or as typed; empty where it is not about one number."""
    exchange_id: int | None = None
    reason: str = ""


LogReveal = Callable[[Reveal, Callable[[], None]], None]
"""Writes a reveal down and calls back once it stands; a problem is said elsewhere and nothing is revealed."""


class Masking(QObject):
    """The mask of the whole window."""

    changed = Signal()
    """Masked or revealed anew: what is shown has to be asked for again."""

    def __init__(self, log: LogReveal | None = None, *, on: bool = False) -> None:
        """Without `log` nothing can be revealed while the mask is on."""
        super().__init__()
        self._log = log
        self._on = on

    @property
    def on(self) -> bool:
        """Whether numbers and names are masked here and now."""
        return self._on

    @property
    def wanted(self) -> bool:
        """Whether they are masked unless somebody reveals them here."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Masks, or stops masking, in the whole window."""
        if on != self._on:
            self._on = on
            self.changed.emit()

    def number(self, text: str) -> str:
        """Returns a number for the eye: as `show_number` gives it, or masked."""
        return masked_number(text) if self.on else show_number(text)

    def name(self, text: str) -> str:
        """Returns a name as it is, or its initials."""
        return masked_name(text) if self.on else text

    def text(self, text: str, names: Collection[str] = (), numbers: Collection[str] = ()) -> str:
        """Returns running text as it is, or with these names and all phone numbers in it masked."""
        return masked_text(text, names, numbers) if self.on else text

    def hand_on(self, reveal: Reveal, then: Callable[[], None]) -> None:
        """Takes something to where it is not masked: while it is masked here, once that is on record."""
        if not self.on:
            then()
        elif self._log:
            self._log(reveal, then)

    def for_view(self, what: str, view: QWidget, about: Callable[[], tuple[str, int | None]] | None = None) -> ViewMask:
        """Returns the mask of one view, which can be revealed until it is left.

        `about` gives the number and the exchange that the view is about, where it is about one.
        """
        return ViewMask(self, self._log, what, view, about or (lambda: ("", None)))


class ViewMask(Masking):
    """The mask of one view: that of the window (or of the view around it), unless revealed."""

    def __init__(
        self,
        around: Masking,
        log: LogReveal | None,
        what: str,
        view: QWidget,
        about: Callable[[], tuple[str, int | None]],
    ) -> None:
        super().__init__(log)
        self.setParent(view)
        self._around, self._what, self._view, self._about = around, what, view, about
        self._revealed = False
        self._asked = 0
        """Counts what was masked again, so that a late record reveals nothing that is no longer looked at."""
        self._shown_on = around.on
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(REVEALED_MS)
        self._end.timeout.connect(self.mask_again)
        around.changed.connect(self._follow)
        view.installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether numbers and names are masked in the view."""
        return self._around.on and not self._revealed

    @property
    def wanted(self) -> bool:
        """Whether there is something to reveal, or to mask again."""
        return self._around.on

    def reveal(self, reason: str = "") -> None:
        """Has the reveal written down, and then shows numbers and names in this view for five minutes at most."""
        if not self.on or self._log is None:
            return
        number, exchange_id = self._about()
        asked = self._asked
        self._log(
            Reveal(what=self._what, number=number, exchange_id=exchange_id, reason=reason), lambda: self._unmask(asked)
        )

    def mask_again(self) -> None:
        """Ends a reveal, also one that is still being written down."""
        self._asked += 1
        self._end.stop()
        self._revealed = False
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Masks again when the view is left."""
        if event.type() == QEvent.Type.Hide:
            self.mask_again()
        return super().eventFilter(watched, event)

    def _unmask(self, asked: int) -> None:
        if not shiboken6.isValid(self) or asked != self._asked or not self._view.isVisible():
            return
        self._revealed = True
        self._end.start()
        self._follow()

    def _follow(self) -> None:
        if not self._around.on:
            self._revealed = False
            self._end.stop()
        if self.on != self._shown_on or self.sender() is self._around:
            self._shown_on = self.on
            self.changed.emit()


def masked_number(text: str) -> str:
    """Returns a number with its area or country code and its last two digits; other text hides as a whole."""
    if not text:
        return ""
    shown = marked(show_number(text))
    digits = sum(char.isdigit() for char in shown)
    if digits < _LEAST or any(char.isalpha() for char in shown):
        return MASK
    country = re.match(r"\+(\d{1,3}) ", shown)
    area = len(country[1]) if country else _AREA if digits == 10 else 0
    kept, at = [], 0
    for char in shown:
        at += char.isdigit()
        hidden = char.isdigit() and area < at <= digits - _TAIL
        kept.append(DOT if hidden else char)
    return "".join(kept)


def masked_name(text: str) -> str:
    """Returns the initials of a name."""
    first = (next((char for char in word if char.isalnum()), "") for word in marked(text).split())
    return " ".join(f"{char}." for char in first if char)


def masked_text(text: str, names: Collection[str] = (), numbers: Collection[str] = ()) -> str:
    """Returns running text with every phone number in it masked, and these names and numbers however they are spelled.

    What else names a person in somebody's prose cannot be told from other words and stays.
    """
    shown = text
    for digits in {"".join(char for char in number if char.isdigit())[-10:] for number in numbers}:
        if len(digits) >= _LEAST:
            spelled = r"[\s().\-]{0,3}".join(digits)
            shown = re.sub(rf"(?<!\d)(?:\+?1[\s.-]?)?\(?{spelled}(?!\d)", lambda found: masked_number(found[0]), shown)
    shown = _NUMBER.sub(lambda found: masked_number(found[0]), shown)
    if not (known := {name.strip() for name in names if len(name.strip()) > 1}):
        return shown
    either = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda found: masked_name(found[0]), shown, flags=re.IGNORECASE)
