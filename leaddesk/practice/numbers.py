"""The practice numbers: one table that says which 555-01xx number answers in which way.

The table is data for the server and for the practice panel alike. It holds no answer bodies (see `answers`)
and only invented numbers: the exchange 555 with lines 0100 to 0199 belongs to nobody in any area code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

EXCHANGE = "555"
SLOW_SECONDS = 3.0


class Group(Enum):
    """The two headings the practice panel shows the numbers under."""

    VERDICTS = "Verdicts"
    FAULTS = "Faults"


class Delivery(Enum):
    """The way an answer travels back, or does not."""

    AT_ONCE = "at once"
    SLOW = "slow"
    STALLED = "stalled"
    RESET = "reset"


@dataclass(frozen=True)
class PracticeNumber:
    """One line of the table: the last four digits of a number and what the server does with it."""

    line: str
    """The last four digits, `0100` to `0199`."""
    title: str
    """A few words for the panel."""
    says: str
    """One line for the panel that says what to expect."""
    group: Group
    answer: str = "no_block_returned"
    """The name of the body in `answers.ANSWERS`."""
    delivery: Delivery = Delivery.AT_ONCE

    def number(self, area: str = "720") -> str:
        """Return the whole number in the given three-digit area code, as `720-555-0100`."""
        return f"{area}-{EXCHANGE}-{self.line}"


_V, _F = Group.VERDICTS, Group.FAULTS

PRACTICE_NUMBERS: tuple[PracticeNumber, ...] = (
    PracticeNumber("0100", "No block returned", "accepted, all four checks answer", _V),
    PracticeNumber("0101", "Federal do-not-call", "accepted, yet blocked", _V, "federal"),
    PracticeNumber("0102", "Not covered by SAN", "accepted, area code outside your SAN", _V, "san_gap"),
    PracticeNumber("0103", "State do-not-call", "accepted, yet blocked", _V, "state"),
    PracticeNumber("0104", "Known litigator, 1 case", "accepted all the same", _V, "litigator_one"),
    PracticeNumber("0105", "Known litigator, 12 cases", "rejected, two cases have gaps", _V, "litigator_twelve"),
    PracticeNumber("0106", "Stale litigator check", "accepted, its time has run out", _V, "stale"),
    PracticeNumber("0107", "Checks not returned", "accepted, without any check", _V, "not_returned"),
    PracticeNumber("0108", "Inactive, prepaid, low activity", "accepted, three cautions, no block", _V, "cautions"),
    PracticeNumber("0109", "Rejected, inactive", "reason INACTIVE, four checks answer", _V, "rejected"),
    PracticeNumber("0110", "Rejected, invalid number", "data quality blocked", _V, "invalid"),
    PracticeNumber("0111", "Held", "neither accepted nor rejected, not loaded", _V, "held"),
    PracticeNumber("0120", "Hostile texts", "markup, links and control marks in every text", _F, "hostile"),
    PracticeNumber("0121", "Unreadable checks", "accepted, the wrong types in every check", _F, "unreadable"),
    PracticeNumber("0122", "Another number", "accepted, the answer is about 555-0199", _F, "another_number"),
    PracticeNumber("0123", "New fields", "accepted, with fields nobody has documented", _F, "new_fields"),
    PracticeNumber(
        "0124",
        "Stored differently",
        "accepted, a field dropped, the city in capitals",
        _F,
        "stored_differently",
    ),
    PracticeNumber("0130", "Slow, 3 seconds", "accepted in the end", _F, delivery=Delivery.SLOW),
    PracticeNumber("0131", "Stalled", "never answers, try Cancel sending", _F, delivery=Delivery.STALLED),
    PracticeNumber("0132", "Break after sending", "leads to Outcome unknown", _F, delivery=Delivery.RESET),
)

_BY_LINE = {entry.line: entry for entry in PRACTICE_NUMBERS}


def find(line: str) -> PracticeNumber:
    """Return the entry for the last four digits; lines the table does not list behave like 0100."""
    return _BY_LINE.get(line, PRACTICE_NUMBERS[0])
