"""One shift added up, for the tests of its words, its dialog and its paper."""

from __future__ import annotations

from datetime import timedelta

from leaddesk.domain.assessment import Check
from leaddesk.domain.exchange import ExchangeRow, SettledBy, Settlement
from leaddesk.domain.freshness import Age, Freshness
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.shift import Period, ShiftReport, ShiftTally
from leaddesk.domain.verdict import Explanation, LoadOutcome
from tests.services.fakes import START

PERIOD = Period(START - timedelta(hours=14), START)


def row(entry: int, **changes: object) -> ExchangeRow:
    """Returns one exchange of the shift, with these differences."""
    values: dict[str, object] = {
        "id": entry,
        "at": START - timedelta(minutes=entry),
        "operator": "M. Reyes",
        "profile_name": "Northside",
        "environment": "Production",
        "destination_name": "Spring outreach",
        "number": "+12025550142",
        "outcome": "Loaded",
        "assessment": "Review",
        "act": "Load lead",
    }
    return ExchangeRow(**(values | changes))  # type: ignore[arg-type]


def empty_report(operator: str = "") -> ShiftReport:
    """Returns the report on a shift in which nothing happened."""
    return ShiftTally().report(PERIOD, operator, START)


def shift_report(operator: str = "") -> ShiftReport:
    """Returns the report on a short shift in which everything happened once."""
    tally = ShiftTally()
    for item in (
        row(1),
        row(2, act="Check number", assessment=""),
        row(3, operator="A. Okafor", act="Pause campaign", outcome="Rejected", number="", assessment=""),
        row(4, operator="A. Okafor", outcome="Outcome unknown", number="+12025550177"),
        row(5, operator="A. Okafor", outcome="About to send", assessment=""),
    ):
        tally.count(item)
    stale = Freshness(Check.LITIGATOR, Age.STALE, START - timedelta(hours=1), "ttl")
    tally.look_at(row(1), (), (stale,))
    said = Settlement(
        at=START,
        by=SettledBy.PERSON,
        outcome=LoadOutcome.LOADED,
        explanation=Explanation("It was loaded, says A. Okafor."),
        assessment="",
        operator="A. Okafor",
    )
    tally.look_at(row(2), (said,))
    at = START - timedelta(minutes=20)
    tally.note(Note(at=at, operator="M. Reyes", kind=NoteKind.DO_NOT_CALL, number="+12025550142", reason="<b>no</b>"))
    tally.note(Note(at=at, operator="", kind=NoteKind.EXPORTED, text="x" * 500))
    return tally.report(PERIOD, operator, START, older_unknowns=3)
