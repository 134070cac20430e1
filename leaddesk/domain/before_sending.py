"""What speaks against sending a lead, in the order of weight, and the word of a person that stands over it.

A concern asks, it never forbids, but for one: while it is open what became of an earlier load of the same number to
the same destination, nothing goes there again without an `Override` that names it and gives a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, ExchangeRow
from leaddesk.domain.note import Note
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, trn

MOST_MATCHES = 15
"""As many earlier sendings are shown (PRODUCT P04)."""

TRIED_AGAIN = tr_later("Tried again over an unknown outcome")
"""Begins the note of an exchange that an open one of the same number and destination stood before."""
_MAY_BE_LOADED = (LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.UNKNOWN, ABOUT_TO_SEND)
"""*Rejected* and *Not sent* loaded nothing: sending after them is a first load, and asks nothing."""


class ConcernKind(StrEnum):
    """A reason to ask, in the words of the screen."""

    ASKED = tr_later("Asked not to be called")
    OPEN_UNKNOWN = tr_later("Outcome unknown")
    SENT_BEFORE = tr_later("Sent before")
    CALLING = tr_later("Calling window")


@dataclass(frozen=True, slots=True)
class CallingDoubt:
    """Why it is no time to call, or why nobody knows."""

    sentence: str
    """With its zone, such as "Closed in Denver, CO until 8:00 am MST."."""
    is_closed: bool = True
    """False when the window is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's word that stands over what was said before sending; it goes on record before the first byte."""

    operator: str
    reason: str = ""
    text: str = ""
    """What was passed over, in words for the record."""
    exchange_ids: tuple[int, ...] = ()
    """The open unknowns that were seen; one that came up since is not overridden. They need a reason."""

    def __post_init__(self) -> None:
        """Raises ValueError when an open unknown would be overridden without a reason."""
        if self.exchange_ids and not self.reason.strip():
            raise ValueError("an open unknown is overridden with a reason or not at all")

    @property
    def notes(self) -> tuple[str, ...]:
        """What goes on record with the lead itself."""
        return (f"{TRIED_AGAIN}: {_entries(self.exchange_ids)}.",) if self.exchange_ids else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """What speaks against one sending; falsy when nothing does."""

    asked: Note | None = None
    """The standing mark *Asked not to be called*."""
    open_unknowns: tuple[Exchange, ...] = ()
    """Loads of this number to this destination of which nobody knows what became, the oldest first."""
    matches: tuple[ExchangeRow, ...] = ()
    """Other sendings of this number, or of this name and zip, that are or may be loaded; the newest first."""
    calling: CallingDoubt | None = None

    @property
    def kinds(self) -> tuple[ConcernKind, ...]:
        """What there is, the gravest first."""
        there = {
            ConcernKind.ASKED: self.asked is not None,
            ConcernKind.OPEN_UNKNOWN: bool(self.open_unknowns),
            ConcernKind.SENT_BEFORE: bool(self.matches),
            ConcernKind.CALLING: self.calling is not None,
        }
        return tuple(kind for kind, is_there in there.items() if is_there)

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def needs_reason(self) -> bool:
        """Whether sending anyway takes a reason: only over an open unknown (PRODUCT P20)."""
        return bool(self.open_unknowns)

    def text(self) -> str:
        """Returns what was asked, for the record."""
        said = {
            ConcernKind.ASKED: tr("asked not to be called"),
            ConcernKind.OPEN_UNKNOWN: tr(
                "outcome unknown of {entries}", entries=_entries(item.id for item in self.open_unknowns)
            ),
            ConcernKind.SENT_BEFORE: tr("sent before in {entries}", entries=_entries(row.id for row in self.matches)),
            ConcernKind.CALLING: tr(
                "calling window: {calling}", calling=self.calling.sentence.rstrip(".") if self.calling else ""
            ),
        }
        sentence = "; ".join(said[kind] for kind in self.kinds)
        return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""

    def override(self, operator: str, reason: str) -> Override:
        """Returns the person's word over all of it. Raises ValueError when it lacks the reason that it needs."""
        ids = tuple(item.id for item in self.open_unknowns)
        return Override(operator=operator, reason=reason.strip(), text=self.text(), exchange_ids=ids)


def is_open(exchange: Exchange) -> bool:
    """Tells whether nobody knows what became of an exchange: no settlement, or the last one is *Outcome unknown*."""
    return exchange.settled is None or exchange.settled.outcome == LoadOutcome.UNKNOWN


def open_unknowns(exchanges: Iterable[Exchange], destination_id: str) -> tuple[Exchange, ...]:
    """Returns those to a destination of which nobody knows what became, the oldest first."""
    there = [item for item in exchanges if item.opening.destination_id == destination_id and is_open(item)]
    return tuple(sorted(there, key=lambda item: item.id))


def concerns(
    *,
    destination_id: str,
    about_number: Iterable[Exchange],
    similar: Iterable[ExchangeRow],
    asked: Note | None = None,
    calling: CallingDoubt | None = None,
) -> Concerns:
    """Returns what speaks against sending to a destination; `similar` has the newest first."""
    unknown = open_unknowns(about_number, destination_id)
    named = {item.id for item in unknown}
    matches = [row for row in similar if row.outcome in _MAY_BE_LOADED and row.id not in named]
    return Concerns(asked=asked, open_unknowns=unknown, matches=tuple(matches[:MOST_MATCHES]), calling=calling)


def number_key(number: str) -> str:
    """Returns what two spellings of a number share: the digits, the country code of North America apart."""
    digits = "".join(character for character in number if character in "0123456789")
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits or number.casefold().strip()


def _entries(ids: Iterable[int]) -> str:
    numbers = [str(number) for number in ids]
    return trn("entry {numbers}", "entries {numbers}", len(numbers), numbers=", ".join(numbers))
