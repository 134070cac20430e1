"""Writes the table of faults as the page `resources/FAULTS.md`."""

from __future__ import annotations

from pathlib import Path

from leaddesk.practice import PRACTICE_NUMBERS
from tests.faults.calls import CALLS, Kind
from tests.faults.fault import LOADED, NOT_SENT, REJECTED, UNKNOWN, Fault
from tests.faults.matrix import expected
from tests.faults.reading import READING
from tests.faults.table import FAULTS
from tests.faults.wire import WIRE

PAGE = Path(__file__).parents[2] / "resources" / "FAULTS.md"

_INTRO = """\
# Faults, and how each one ends

What can go wrong between *Send lead* and the verdict, what LeadDesk says then, and what it has kept. This page is
made by `packaging/faults_doc.py` from `tests/faults/table.py`, whose every row the tests act out over real sockets.

Whatever happens: the form stays as it was, the window answers, the lead was written down before anything left and is
settled before anyone is told, at most one request leaves and none is ever repeated, and the API key stands in nothing
that is kept or shown. Where no check came back the assessment is *Review*, never better.

⟨host⟩ is the host of the profile's base URL, ⟨time-out⟩ its time-out. *Requests* counts the whole requests that the
vendor reads. Numbers are practice numbers: type one in practice mode (`leaddesk --practice`) to see the fault.
"""

_READING = """\
## Reading leads

What can go wrong while *Search leads* reads page after page (`tests/faults/reading.py`). Reading changes nothing at the
vendor, so what may come a moment later is asked for again by itself, three times in all, after the pause that the
vendor names or a few seconds. What is loaded stays, the last row offers *Retry*, and *Cancel search* ends it at once.
*Pages* counts those of four that are read and stay. Type the practice word into *Search text* in practice mode.

"""

_MATRIX = """\
## Every call of every vendor

Each call of `tests/faults/calls.py` meets each fault of `tests/faults/wire.py`; a cell is the outcome × how often the
vendor reads the whole request (`tests/faults/matrix.py`). A lead, an activation and an edit are sent once at most; a
pause three times, a read three times, the question whether a number is in Croco-Dial once. The history keeps one
settled row, with the answer where one came, of every write that got as far as the network, and nothing of a question.
"""

TABLES = {
    "Sending a lead": (Kind.LEAD,),
    "Testing a connection": (Kind.TEST,),
    "Reading leads and campaigns": (Kind.READ,),
    "Looking whether a lead landed": (Kind.LANDING,),
    "Acts on campaigns: what a read proves afterwards": (Kind.PAUSE, Kind.ACT),
    "Acts that the vendor never carries out": (Kind.PAUSE_IN_VAIN, Kind.ACT_IN_VAIN),
    "Acts on lists, which cannot be read again": (Kind.PAUSE_LIST, Kind.ACT_LIST),
}
"""What stands in one table of the matrix."""

_ABOUT = {
    NOT_SENT: """\
Nothing has reached the vendor: sending again is fine. None of these can be practised: the practice server answers on
this computer, and here the lead never gets as far as a server.
""",
    REJECTED: "The vendor refused the request: nothing was loaded. Correct what it names, then send again.\n",
    UNKNOWN: """\
The lead may be loaded, or not, and LeadDesk never sends it again by itself: look in the dialer first. What waits for
the time-out is practised quickest with *Cancel sending*, which is *Outcome unknown* too.
""",
    LOADED: "Odd, but readable: the answer counts.\n",
}


def page() -> str:
    """Returns the whole page."""
    return "\n".join([_INTRO, *(_section(outcome) for outcome in _ABOUT), _reading(), _matrix()])


def _reading() -> str:
    head = ["Fault", "What happens", "What LeadDesk says", "Requests", "Pages", "Practise"]
    rows = [
        [one.search.title, one.search.says, one.says, str(one.requests), str(one.pages), one.practice]
        for one in READING
    ]
    return _READING + "\n".join([_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]) + "\n"


def _matrix() -> str:
    return "\n".join([_MATRIX, *(_cells(title, kinds) for title, kinds in TABLES.items())])


def _cells(title: str, kinds: tuple[Kind, ...]) -> str:
    calls = [call for call in CALLS if call.kind in kinds]
    head = ["Fault", *(call.name for call in calls)]
    rows = [[fault.name, *(str(expected(call, fault)) for call in calls)] for fault in WIRE]
    lines = [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]
    return f"### {title}\n\n" + "\n".join(lines) + "\n"


def _section(outcome: str) -> str:
    practised = outcome != NOT_SENT
    head = ["Fault", "What happens", "What LeadDesk says", "Requests", "History keeps"]
    head += ["Practise"] * practised
    rows = [_row(fault, practised) for fault in FAULTS if fault.outcome == outcome]
    lines = [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]
    return f"## {outcome}\n\n{_ABOUT[outcome]}\n" + "\n".join(lines) + "\n"


def _row(fault: Fault, practised: bool) -> list[str]:
    words = f"{fault.title} {fault.hint}".format(host="⟨host⟩", seconds="⟨time-out⟩")
    row = [fault.name, fault.network, words, str(fault.requests), fault.kept]
    return [*row, _number(fault.practice)] if practised else row


def _number(line: str) -> str:
    return next((entry.number() for entry in PRACTICE_NUMBERS if entry.line == line), "–")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
