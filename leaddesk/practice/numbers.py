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
    fault: str = ""
    """The name of the reply in `faults.FAULTS` that takes the place of the answer."""

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
    PracticeNumber("0140", "Bad request", "refused with 400", _F, fault="bad_request"),
    PracticeNumber("0141", "Key refused and echoed", "401, the key stays hidden", _F, fault="key_echoed"),
    PracticeNumber("0142", "Forbidden", "refused with 403", _F, fault="forbidden"),
    PracticeNumber("0143", "Not found", "refused with 404", _F, fault="not_found"),
    PracticeNumber("0144", "Conflict", "refused with 409", _F, fault="conflict"),
    PracticeNumber("0145", "Not processable", "refused with 422", _F, fault="not_processable"),
    PracticeNumber("0146", "Too many requests", "429, again after 20 s", _F, fault="throttled"),
    PracticeNumber("0147", "Too many requests until", "429, with a date", _F, fault="throttled_until"),
    PracticeNumber("0148", "Request time-out", "408, perhaps loaded", _F, fault="request_timeout"),
    PracticeNumber("0149", "Redirect to another host", "307, never followed", _F, fault="other_host"),
    PracticeNumber("0150", "Redirect on the same host", "307, never followed", _F, fault="same_host"),
    PracticeNumber("0151", "Server error", "500, perhaps loaded", _F, fault="server_error"),
    PracticeNumber("0152", "Bad gateway", "502, a web page", _F, fault="bad_gateway"),
    PracticeNumber("0153", "Failure that says Accepted", "503, perhaps loaded", _F, fault="failure_says_accepted"),
    PracticeNumber("0154", "Stalled after the headers", "try Cancel sending", _F, fault="stalled_after_headers"),
    PracticeNumber("0155", "Reset during the answer", "perhaps loaded", _F, fault="reset_during_answer"),
    PracticeNumber("0156", "Truncated answer", "half its length", _F, fault="truncated"),
    PracticeNumber("0157", "Truncated chunks", "without the last one", _F, fault="truncated_chunks"),
    PracticeNumber("0158", "Sign-in page", "200, but a web page", _F, fault="sign_in"),
    PracticeNumber("0159", "JSON labelled text/html", "read all the same", _F, fault="labelled_html"),
    PracticeNumber("0160", "JSON array", "not an object", _F, fault="array"),
    PracticeNumber("0161", "Not UTF-8", "cannot be read", _F, fault="not_utf_8"),
    PracticeNumber("0162", "Byte order mark", "read all the same", _F, fault="byte_order_mark"),
    PracticeNumber("0163", "Empty answer", "200, perhaps loaded", _F, fault="empty"),
    PracticeNumber("0164", "Drip", "try Cancel sending", _F, fault="drip"),
    PracticeNumber("0165", "30 MB", "8 MB of it are read", _F, fault="huge"),
    PracticeNumber("0166", "No content", "204, perhaps loaded", _F, fault="no_content"),
    PracticeNumber("0167", "Closed between two leads", "send the next one too", _F, fault="closed_afterwards"),
)

_BY_LINE = {entry.line: entry for entry in PRACTICE_NUMBERS}


def find(line: str) -> PracticeNumber:
    """Return the entry for the last four digits; lines the table does not list behave like 0100."""
    return _BY_LINE.get(line, PRACTICE_NUMBERS[0])
