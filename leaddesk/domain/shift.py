"""A shift, added up: who did what and what became of it, what is still open, what has grown old since.

Pure counting. It is fed one exchange after another and keeps counts and the first of each list only, so that a year
takes no more memory than a morning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from leaddesk.domain.exchange import ExchangeRow, SettledBy, Settlement
from leaddesk.domain.freshness import Age, Freshness
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr_later

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

LISTED = 200
"""Entries that each list names; the others are counted."""
NOT_CHECKED = tr_later("not checked")
"""Stands for the assessment of an exchange that has none."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a time on, up to but not with another; both carry their zone."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Returns whether a moment lies in it."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Counts:
    """What one person did, or all together; every exchange is counted once in `acts`."""

    acts: Mapping[str, int]
    """Exchanges by what was done, in the words of the screen, such as "Load lead" or "Pause campaign"."""
    outcomes: Mapping[str, int]
    """Of loads alone."""
    assessments: Mapping[str, int]
    """Of loads alone: an act on a campaign assesses nobody."""
    notes: Mapping[NoteKind, int]
    act_outcomes: Mapping[str, int] = field(default_factory=dict)
    """What became of acts on campaigns."""

    @property
    def exchanges(self) -> int:
        """How many exchanges there were."""
        return sum(self.acts.values())


@dataclass(frozen=True, slots=True)
class Listing(Generic[_T_co]):
    """The first entries of a list, and how many it has."""

    items: tuple[_T_co, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        """How many are counted and not named."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class StaleVerdict:
    """A verdict given in the shift, some of which no longer holds."""

    row: ExchangeRow
    stale: tuple[Freshness, ...]
    """The checks that have grown old, in the order of the cards."""


@dataclass(frozen=True, slots=True)
class SettledExchange:
    """An exchange of the shift that a person has settled."""

    row: ExchangeRow
    settlement: Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftReport:
    """What the report says, at the time it was made."""

    period: Period
    operator: str
    """The one person it is about; empty for everyone."""
    made_at: datetime
    people: Mapping[str, Counts]
    """By name, in its order."""
    together: Counts
    unknowns: Listing[ExchangeRow]
    """Outcomes that nobody has settled yet, the newest first."""
    older_unknowns: int
    """How many more there are from before the shift."""
    stale: Listing[StaleVerdict]
    settled: Listing[SettledExchange]
    """By a person, the newest exchange first; of exchanges of the shift only."""
    notes: Listing[Note]
    """What people put on record, the newest first."""
    campaign_acts: Listing[ExchangeRow] = Listing()
    """What was done to campaigns, the newest first; those of which nobody knows what became stand here alone."""
    notes_complete: bool = True
    """False when there were more notes than are read for one report."""


class ShiftTally:
    """Adds a shift up; exchanges and notes may come in any mixture, each kind the newest first."""

    def __init__(self) -> None:
        self._people: dict[str, _Person] = {}
        self._unknowns = _List[ExchangeRow]()
        self._stale = _List[StaleVerdict]()
        self._settled = _List[SettledExchange]()
        self._notes = _List[Note]()
        self._acts = _List[ExchangeRow]()

    def count(self, row: ExchangeRow) -> None:
        """Counts one exchange."""
        person = self._person(row.operator)
        person.acts[row.act] += 1
        if row.is_act:
            person.act_outcomes[row.outcome] += 1
            self._acts.add(row)
            return
        person.outcomes[row.outcome] += 1
        person.assessments[row.assessment or NOT_CHECKED] += 1
        if row.outcome == LoadOutcome.UNKNOWN:
            self._unknowns.add(row)

    def look_at(self, row: ExchangeRow, settlements: Sequence[Settlement], ages: Sequence[Freshness] = ()) -> None:
        """Takes note of what only the whole exchange tells: who settled it, and which of its checks are stale."""
        if stale := tuple(age for age in ages if age.age is Age.STALE):
            self._stale.add(StaleVerdict(row, stale))
        if last := next((item for item in reversed(settlements) if item.by is SettledBy.PERSON), None):
            self._settled.add(SettledExchange(row, last))

    def note(self, note: Note) -> None:
        """Counts one note."""
        self._person(note.operator).notes[note.kind] += 1
        self._notes.add(note)

    def report(
        self,
        period: Period,
        operator: str,
        made_at: datetime,
        *,
        older_unknowns: int = 0,
        notes_complete: bool = True,
    ) -> ShiftReport:
        """Returns the report on all that was counted."""
        together = _Person()
        for person in self._people.values():
            together.add(person)
        return ShiftReport(
            period=period,
            operator=operator,
            made_at=made_at,
            people={name: self._people[name].counts() for name in sorted(self._people, key=_by_name)},
            together=together.counts(),
            unknowns=self._unknowns.listing(),
            older_unknowns=older_unknowns,
            stale=self._stale.listing(),
            settled=self._settled.listing(),
            notes=self._notes.listing(),
            notes_complete=notes_complete,
            campaign_acts=self._acts.listing(),
        )

    def _person(self, name: str) -> _Person:
        return self._people.setdefault(name, _Person())


class _Person:
    def __init__(self) -> None:
        self.acts: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.assessments: Counter[str] = Counter()
        self.notes: Counter[NoteKind] = Counter()
        self.act_outcomes: Counter[str] = Counter()

    def add(self, other: _Person) -> None:
        self.acts += other.acts
        self.outcomes += other.outcomes
        self.assessments += other.assessments
        self.notes += other.notes
        self.act_outcomes += other.act_outcomes

    def counts(self) -> Counts:
        return Counts(
            acts=dict(self.acts),
            outcomes=dict(self.outcomes),
            assessments=dict(self.assessments),
            notes=dict(self.notes),
            act_outcomes=dict(self.act_outcomes),
        )


class _List(Generic[_T]):
    def __init__(self) -> None:
        self._items: list[_T] = []
        self._total = 0

    def add(self, item: _T) -> None:
        self._total += 1
        if self._total <= LISTED:
            self._items.append(item)

    def listing(self) -> Listing[_T]:
        return Listing(tuple(self._items), self._total)


def _by_name(name: str) -> tuple[str, str]:
    return name.casefold(), name
