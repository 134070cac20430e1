"""What the history's hash chain says: where it ends, and which entries are not as they were written.

Every row of the history has an entry in the chain, sealed with a key and tied to the entry before it. What the chain
cannot say by itself, that its end is missing, an anchor kept elsewhere says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leaddesk.language import tr_later


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chain ended at some time: how many entries, and the seal of the last one."""

    count: int
    mac: bytes
    """32 bytes; empty for a chain without entries."""

    def text(self) -> str:
        """Returns the anchor as it is kept outside of the history: `count:hexadecimal seal`."""
        return f"{self.count}:{self.mac.hex()}"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """Returns the anchor of such a text. Raises ValueError for any other."""
        if not (match := re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})|0:", text)):
            raise ValueError("that is no anchor of a history")
        return cls(int(match[1] or 0), bytes.fromhex(match[2] or ""))


class ChainFault(StrEnum):
    """What is wrong with an entry, in the words of the screen."""

    EDITED = tr_later("Changed")
    DELETED = tr_later("Removed")
    REORDERED = tr_later("Moved")
    INSERTED = tr_later("Added by another program")
    TAIL_LOST = tr_later("End is missing")
    ROLLED_BACK = tr_later("Another history")
    DERIVED = tr_later("Search index")
    """Nothing on record is touched; a list or a search may show something else than the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainProblem:
    """One place at which the history is not as it was written."""

    fault: ChainFault
    seq: int | None
    """The place in the chain; None for a row that stands in no entry of it."""
    exchange_id: int | None
    """The exchange it is about, where that can be told."""
    sentence: str
    """What is wrong, for the eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a look at every entry found."""

    entries: int
    """How many entries were looked at."""
    exchanges: int
    notes: int
    since: datetime | None
    """From when on entries were chained as they were written; None where that is not on record."""
    taken_over: int
    """How many rows were there already then: they are held as they were found at that time."""
    purged: int
    """How many exchanges were taken out when their time had come; that is on record, and no problem."""
    sealed: bool
    """Whether the chain has a secret key; without one it shows accidents, not the work of somebody who knows how."""
    head: Anchor
    anchor: Anchor | None
    """What the end was compared with, if anything."""
    problems: tuple[ChainProblem, ...]
    """In the order of the chain; the first ones where there are very many."""
    more: int = 0
    """How many there are beyond those."""

    @property
    def intact(self) -> bool:
        """Whether nothing was found to be wrong."""
        return not self.problems
