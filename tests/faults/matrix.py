"""The matrix: every call of every vendor × every fault of the wire, and how each cell has to end.

What calls of a kind have in common stands in one row for faults of a group; what a vendor does otherwise is an
exception, in the open below it. `resources/FAULTS.md` is made of the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.faults.calls import Call, Kind
from tests.faults.wire import WireFault

NOT_SENT, REJECTED, UNKNOWN, LOADED = "Not sent", "Rejected", "Outcome unknown", "Loaded"
DONE, UNCHANGED = "Done", "Did not change"
PROVEN, UNPROVEN, FAILED = "proven", "unproven", "failed"
READ, NOT_READ = "read", "not read"
THERE, NOT_TOLD = "number there", "not told"


@dataclass(frozen=True)
class Expected:
    """How a cell ends."""

    outcome: str
    calls: int
    """How often the vendor reads the whole request."""

    def __str__(self) -> str:
        return f"{self.outcome} × {self.calls}"


class Group(StrEnum):
    """Faults that most calls end alike with."""

    NOTHING_LEFT = "nothing left"
    LOST = "lost"
    WELL = "well"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    PAGE = "page"
    REFUSED = "refused"
    THROTTLED = "throttled"
    FAILURE = "failure"
    REDIRECTED = "redirected"


_GROUPS = {
    Group.NOTHING_LEFT: ("Name not found", "Connection refused", "No TLS", "Untrusted certificate", "Proxy refuses"),
    Group.LOST: (
        "Stall before the headers",
        "Stall after the headers",
        "Reset before the answer",
        "Reset during the body",
        "Truncated",
        "Drip, not whole in time",
    ),
    Group.WELL: ("Reset after the body", "Chunked drip, whole in time", "Wrong type", "Closed while idle"),
    Group.UNREADABLE: ("Wrong charset", "Huge", "Deep JSON"),
    Group.EMPTY: ("Empty",),
    Group.PAGE: ("Web page",),
    Group.REFUSED: ("400", "403"),
    Group.THROTTLED: ("429, seconds", "429, date"),
    Group.FAILURE: ("500", "500 with a good answer"),
    Group.REDIRECTED: ("Redirect to another host",),
}
GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}

# fmt: off
_KINDS = (Kind.LEAD, Kind.TEST, Kind.READ, Kind.PAUSE, Kind.ACT, Kind.PAUSE_IN_VAIN, Kind.ACT_IN_VAIN,
          Kind.PAUSE_LIST, Kind.ACT_LIST, Kind.LANDING)
_ROWS = {
    Group.NOTHING_LEFT: ((NOT_SENT, 0), (FAILED, 0), (NOT_READ, 0), (NOT_SENT, 0), (NOT_SENT, 0), (NOT_SENT, 0),
                         (NOT_SENT, 0), (NOT_SENT, 0), (NOT_SENT, 0), (NOT_READ, 0)),
    Group.LOST: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 3), (DONE, 1), (DONE, 1), (UNCHANGED, 3),
                 (UNCHANGED, 1), (UNKNOWN, 3), (UNKNOWN, 1), (NOT_READ, 1)),
    Group.WELL: ((LOADED, 1), (PROVEN, 1), (READ, 1), (DONE, 1), (DONE, 1), (UNCHANGED, 1),
                 (UNCHANGED, 1), (DONE, 1), (DONE, 1), (THERE, 1)),
    Group.UNREADABLE: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 1), (DONE, 1), (DONE, 1), (UNCHANGED, 1),
                       (UNCHANGED, 1), (UNKNOWN, 1), (UNKNOWN, 1), (NOT_TOLD, 1)),
    Group.EMPTY: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 1), (DONE, 1), (DONE, 1), (UNCHANGED, 1),
                  (UNCHANGED, 1), (DONE, 1), (DONE, 1), (NOT_TOLD, 1)),
    Group.PAGE: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 1), (DONE, 1), (DONE, 1), (UNCHANGED, 3),
                 (UNCHANGED, 1), (UNKNOWN, 3), (UNKNOWN, 1), (NOT_TOLD, 1)),
    Group.REFUSED: ((REJECTED, 1), (FAILED, 1), (NOT_READ, 1), (REJECTED, 1), (REJECTED, 1), (REJECTED, 1),
                    (REJECTED, 1), (REJECTED, 1), (REJECTED, 1), (NOT_TOLD, 1)),
    Group.THROTTLED: ((REJECTED, 1), (UNPROVEN, 1), (NOT_READ, 3), (REJECTED, 3), (REJECTED, 1), (REJECTED, 3),
                      (REJECTED, 1), (REJECTED, 3), (REJECTED, 1), (NOT_TOLD, 1)),
    Group.FAILURE: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 3), (DONE, 1), (DONE, 1), (UNCHANGED, 3),
                    (UNCHANGED, 1), (UNKNOWN, 3), (UNKNOWN, 1), (NOT_TOLD, 1)),
    Group.REDIRECTED: ((UNKNOWN, 1), (FAILED, 1), (NOT_READ, 1), (UNCHANGED, 3), (UNCHANGED, 1), (UNCHANGED, 3),
                       (UNCHANGED, 1), (UNKNOWN, 3), (UNKNOWN, 1), (NOT_TOLD, 1)),
}
"""By kind, in the order of `_KINDS`: a lead's code decides nothing that its answer can tell, an act's answer decides
nothing but a refusal, a read is tried three times where a moment later may help, and Croco-Dial is asked for a number
once, because it counts failed logins."""

EXCEPTIONS = {
    # Their own words say that they loaded it: the code is the web server's (a stock dialer answers so).
    ("Croco-Dial: send lead", "500 with a good answer"): Expected(LOADED, 1),
    ("Lupitor: send lead", "500 with a good answer"): Expected(LOADED, 1),
    ("Croco-Dial: test connection", "500 with a good answer"): Expected(PROVEN, 1),
    # The address answers and knows the question; whether it knows the key did not show.
    ("Pure CallerID: test connection", "400"): Expected(UNPROVEN, 1),
    ("Lupitor: test connection", "400"): Expected(UNPROVEN, 1),
    ("TrackDrive: test connection", "400"): Expected(UNPROVEN, 1),
    # A list that is longer than a test reads may be a good one.
    ("Pure CallerID: test connection", "Huge"): Expected(UNPROVEN, 1),
    ("Lupitor: test connection", "Huge"): Expected(UNPROVEN, 1),
}
# fmt: on


def expected(call: Call, fault: WireFault) -> Expected:
    """Returns how a cell has to end."""
    usual = Expected(*_ROWS[GROUP_OF[fault.name]][_KINDS.index(call.kind)])
    return EXCEPTIONS.get((call.name, fault.name), usual)
