"""What a look at the chain comes upon, and what it means: changed, removed, moved or added by another program.

An entry is judged by its own seal, so that one that was touched does not make its neighbours look touched. Rows and
entries that were moved are recognised as long as there are not very many of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from leaddesk.domain.chain import ChainFault, ChainProblem
from leaddesk.infra.history.chain import Entry, row_digest
from leaddesk.language import tr

_T = TypeVar("_T")

LISTED = 200
"""How many problems are said one by one; the rest is counted."""
_PAIRED = 300
"""Up to how many are compared with each other."""


class Stray(NamedTuple):
    """A row that is not what its entry says, or that has none."""

    kind: str
    row_id: int
    content: bytes
    """Its content digest."""
    exchange_id: int | None


class Hole(NamedTuple):
    """A place in the chain whose entry is gone or touched, between what its neighbours say."""

    seq: int
    before: bytes | None
    mac: bytes | None


@dataclass
class Findings:
    """Collects while the chain is read, and says at the end what is wrong."""

    key: bytes
    broken: list[Entry] = field(default_factory=list)
    """Entries that their own seal does not fit."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """First and last of entries that are not there."""
    holes: list[Hole] = field(default_factory=list)
    missing: list[Entry] = field(default_factory=list)
    """Entries whose row is not there."""
    differing: list[tuple[Entry, Stray]] = field(default_factory=list)
    unknown: list[Stray] = field(default_factory=list)
    """Rows that stand in no entry."""
    other: list[ChainProblem] = field(default_factory=list)
    end: int = 0
    """The place of the last entry."""
    uncounted: int = 0
    """What was found beyond what is kept."""

    def keep(self, found: list[_T], item: _T) -> None:
        """Adds to one of the lists, or counts where it is long already."""
        if len(found) < 5 * LISTED:
            found.append(item)
        else:
            self.uncounted += 1

    def problems(self) -> tuple[tuple[ChainProblem, ...], int]:
        """Returns what is wrong in the order of the chain, and how many more there are."""
        found = [*self._of_entries(), *self._of_rows(), *self.other]
        found.sort(key=lambda problem: (problem.seq is None, problem.seq or 0, problem.exchange_id or 0))
        return tuple(found[:LISTED]), self.uncounted + max(0, len(found) - LISTED)

    def _of_entries(self) -> Iterator[ChainProblem]:
        places = {entry.seq for entry in self.broken[:_PAIRED]} | {self.end + 1}
        for first, last in self.gaps[:_PAIRED]:
            places |= {last, *range(first, min(last, first + _PAIRED))}
        filled = set()
        for entry in self.broken:
            here = _thing(entry.kind, entry.row_id, None)
            home = next((seq for seq in places if entry.seal(self.key, seq) == entry.mac), None)
            if home is None:
                text = tr("Entry {seq} of the chain ({here}) was changed.", seq=entry.seq, here=here)
                yield _problem(ChainFault.EDITED, entry.seq, _exchange(entry), text)
            else:
                filled.add(home)
                text = tr(
                    "Entry {home} of the chain ({here}) was moved to place {seq}.", home=home, here=here, seq=entry.seq
                )
                yield _problem(ChainFault.REORDERED, entry.seq, _exchange(entry), text)
        for first, last in self.gaps:
            if first == last and first in filled:
                continue
            text = (
                tr("Entry {first} of the chain was removed.", first=first)
                if first == last
                else tr("Entries {first} to {last} of the chain were removed.", first=first, last=last)
            )
            yield _problem(ChainFault.DELETED, first, None, text)

    def _of_rows(self) -> Iterator[ChainProblem]:
        strays = [*(stray for _, stray in self.differing), *self.unknown][:_PAIRED]
        used: set[Stray] = set()
        wanted = [*((entry, None) for entry in self.missing), *self.differing]
        for entry, stands in wanted:
            thing = _thing(entry.kind, entry.row_id, stands.exchange_id if stands else None)
            exchange = stands.exchange_id if stands else _exchange(entry)
            if source := self._moved_from(entry, strays):
                used.add(source)
                text = tr(
                    "{thing} was moved: what was written there stands at {row_id} now.",
                    thing=thing,
                    row_id=source.row_id,
                )
                yield _problem(ChainFault.REORDERED, entry.seq, exchange, text)
            elif stands:
                yield _problem(
                    ChainFault.EDITED, entry.seq, exchange, tr("{thing} is not as it was written.", thing=thing)
                )
            else:
                yield _problem(ChainFault.DELETED, entry.seq, exchange, tr("{thing} was removed.", thing=thing))
        for stray in self.unknown:
            if stray in used or self._fills_a_hole(stray):
                continue
            thing = _thing(stray.kind, stray.row_id, stray.exchange_id)
            text = tr(
                "{thing} stands in no entry of the chain: another program added it, or cut off the chain's end.",
                thing=thing,
            )
            yield _problem(ChainFault.INSERTED, None, stray.exchange_id, text)

    def _moved_from(self, entry: Entry, strays: list[Stray]) -> Stray | None:
        for stray in strays:
            elsewhere = stray.kind == entry.kind and stray.row_id != entry.row_id
            if elsewhere and row_digest(entry.kind, entry.row_id, stray.content) == entry.digest:
                return stray
        return None

    def _fills_a_hole(self, stray: Stray) -> bool:
        """Tells whether a row is the one whose entry was touched: then the row itself is as it was written."""
        digest = row_digest(stray.kind, stray.row_id, stray.content)
        return any(
            hole.mac is not None
            and hole.before is not None
            and Entry(hole.seq, stray.kind, stray.row_id, digest, hole.before, b"").seal(self.key) == hole.mac
            for hole in self.holes[:_PAIRED]
        )


def _problem(fault: ChainFault, seq: int | None, exchange_id: int | None, sentence: str) -> ChainProblem:
    return ChainProblem(fault=fault, seq=seq, exchange_id=exchange_id, sentence=sentence)


def _exchange(entry: Entry) -> int | None:
    return entry.row_id if entry.kind == "opening" else None


def _thing(kind: str, row_id: int, exchange_id: int | None) -> str:
    match kind:
        case "opening":
            return tr("Exchange {row_id}", row_id=row_id)
        case "settlement":
            if exchange_id is None:
                return tr("Settlement {row_id}", row_id=row_id)
            return tr("Settlement {row_id} of exchange {exchange_id}", row_id=row_id, exchange_id=exchange_id)
        case "note":
            return tr("Note {row_id}", row_id=row_id)
        case "purge":
            return tr("The record of purge {row_id}", row_id=row_id)
        case "chain_start":
            return tr("The record of when the chain began")
        case _:
            return tr("of no known kind")
