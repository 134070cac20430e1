"""How long what is on record is kept: the rule, what has had its time, and the legal holds that outweigh both.

Nothing here decides that something goes: only a person's act does, after a report. An open unknown and an exchange
under a legal hold have no time; a wish not to be called is no exchange and stays for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import IntEnum

from leaddesk.domain.before_sending import number_key
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now, trn

HOLD_KINDS = (NoteKind.HELD, NoteKind.RELEASED)
LEAST_YEARS, MOST_YEARS = 1, 50
"""What can be set; the rule may ask for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """The rule that ships, or an administrator's copy of it."""

    years: int
    source: str
    checked_on: date
    review_by: date
    note: str = ""

    def needs_review(self, today: date) -> bool:
        """Tells whether somebody should have looked at it again by now."""
        return today > self.review_by


def cutoff(now: datetime, years: int) -> datetime:
    """Returns the time before which records have had so many years, in UTC; of the 29th of February it is the 28th."""
    at = now.astimezone(UTC)
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)


@dataclass(frozen=True, slots=True)
class Holds:
    """The legal holds that stand."""

    notes: tuple[Note, ...] = ()
    """The newest first, one for each number and one without a number for the hold on everything."""

    @property
    def everything(self) -> bool:
        """Whether nothing at all may go."""
        return any(not note.number for note in self.notes)

    def cover(self, number: str) -> bool:
        """Tells whether exchanges about a number are held."""
        return self.everything or number_key(number) in {number_key(note.number) for note in self.notes}


def standing_holds(notes: Iterable[Note]) -> Holds:
    """Returns the holds that stand, of notes in the order of *newest first*; lifting one hold lifts no other."""
    latest: dict[str, Note] = {}
    for note in notes:
        if note.kind in HOLD_KINDS:
            latest.setdefault(number_key(note.number) if note.number else "", note)
    return Holds(tuple(note for note in latest.values() if note.kind is NoteKind.HELD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """What a purge has to know of one exchange."""

    id: int
    number: str
    opened: datetime
    last: datetime
    """When the last thing about it went on record: its opening, a settlement or a note."""
    outcome: str | None
    """Of the settlement that counts; None while it is open."""


class Standing(IntEnum):
    """Where an exchange stands when a purge looks at it."""

    YOUNG = 0
    HELD = 1
    OPEN = 2
    DUE = 3


def standing(exchange: Aged, before: datetime, holds: Holds) -> Standing:
    """Returns where an exchange stands; only what is due may go."""
    if exchange.last >= before or exchange.opened >= before:
        return Standing.YOUNG
    if holds.cover(exchange.number):
        return Standing.HELD
    if exchange.outcome is None or exchange.outcome == LoadOutcome.UNKNOWN:
        return Standing.OPEN
    return Standing.DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeReport:
    """What a purge would take out, and what it would leave although its time has passed."""

    before: datetime
    ids: tuple[int, ...] = ()
    """The exchanges that would go, in the order of writing."""
    oldest: datetime | None = None
    newest: datetime | None = None
    """When the first and the last of them were opened."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    held: int = 0
    open: int = 0
    """Outcome unknown: they are settled first, or stay."""
    digest: str = ""
    """SHA-256 over all rows that would go, so that a copy kept elsewhere can be compared; empty where there are none.
    """

    def words(self) -> str:
        """Returns what goes, for the record."""
        if not self.ids or self.oldest is None or self.newest is None:
            return tr("Nothing.")
        counts = ", ".join(f"{tr_now(outcome)} {count}" for outcome, count in sorted(self.outcomes.items()))
        left = tr(" Left out: {held} under legal hold, {open} with an open outcome.", held=self.held, open=self.open)
        left = left if self.held or self.open else ""
        exchanges = trn("1 exchange", "{count} exchanges", len(self.ids))
        return tr(
            "{exchanges} from {oldest} to {newest} (UTC): {counts}.{left} Everything about them is older "
            "than {before}. SHA-256 {digest}.",
            exchanges=exchanges,
            oldest=_day(self.oldest),
            newest=_day(self.newest),
            counts=counts,
            left=left,
            before=_day(self.before),
            digest=self.digest,
        )


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
