"""Six weeks of a call center that never was: who was loaded, checked, settled and noted, for a history to learn on.

Everybody here is invented, and every number is one of those that belong to nobody. The list says what happened and
which practice number's answer came; the desk plays it, with its own code, against the practice server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum

TIME_HEADER = "X-Practice-Time"
"""The server's answer is dated so: ISO 8601 with its zone; now where the header is missing."""
LINE_HEADER = "X-Practice-Line"
"""The server answers as it does for this line, four digits; for that of the lead's phone where it is missing."""


class SampleAct(Enum):
    """What somebody did."""

    LOAD = "load a lead"
    CHECK = "check a number"
    CANCEL = "load a lead, and cancel before it left"
    LOADED = "settle the last load: it was loaded"
    NOT_LOADED = "settle the last load: it was not loaded"
    ASKED = "write down that the person asked not to be called"
    REVEAL = "reveal the last four digits of the last answer"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody who does not exist."""

    first_name: str
    last_name: str
    number: str
    """Ten digits, of the exchange 555-01xx."""
    city: str = ""
    state: str = ""
    zip_code: str = ""


@dataclass(frozen=True)
class SampleEvent:
    """One thing that was done, on one day."""

    days: int
    """Days before today."""
    clock: str
    """The time in UTC, `17:05`; for today the minutes before now, `-20`."""
    operator: str
    act: SampleAct
    person: SamplePerson
    line: str = ""
    """The last four digits of the practice number whose answer came; the person's own where it is empty."""
    dialer: str = "APN"
    text: str = ""
    """A reason, or what the person said."""

    def at(self, now: datetime) -> datetime:
        """Return the moment, in UTC, as seen from `now`."""
        now = now.astimezone(UTC)
        if not self.days:
            return now + timedelta(minutes=int(self.clock))
        day = now.date() - timedelta(days=self.days)
        return datetime.combine(day, time.fromisoformat(self.clock), UTC)


_NEW_YORK, _MIAMI = ("New York", "NY", "10001"), ("Miami", "FL", "33130")
_AUSTIN, _SEATTLE = ("Austin", "TX", "78701"), ("Seattle", "WA", "98101")
_DENVER, _PHOENIX = ("Denver", "CO", "80203"), ("Phoenix", "AZ", "85004")
_ATLANTA, _BOSTON = ("Atlanta", "GA", "30303"), ("Boston", "MA", "02108")
_CHICAGO, _OAKLAND = ("Chicago", "IL", "60601"), ("Oakland", "CA", "94612")

_AVERY = SamplePerson("Avery", "Person", "2125550104", *_NEW_YORK)
_BLAIR = SamplePerson("Blair", "Example", "3055550101", *_MIAMI)
_CASEY = SamplePerson("Casey", "Person", "5125550103", *_AUSTIN)
_DREW = SamplePerson("Drew", "Example", "2065550106", *_SEATTLE)
_EMERY = SamplePerson("Emery", "Person", "3035550100", *_DENVER)
_FINLEY = SamplePerson("Finley", "Example", "6025550107", *_PHOENIX)
_GRAY = SamplePerson("Gray", "Person", "4045550105", *_ATLANTA)
_HARPER = SamplePerson("Harper", "Example", "6175550102", *_BOSTON)
_JORDAN = SamplePerson("Jordan", "Person", "3125550108", *_CHICAGO)
_KAI = SamplePerson("Kai", "Example", "5105550109", *_OAKLAND)
_LANE = SamplePerson("Lane", "Person", "2125550110", *_NEW_YORK)
_MORGAN = SamplePerson("Morgan", "Example", "3035550132", *_DENVER)
_NOEL = SamplePerson("Noel", "Person", "5125550132", *_AUSTIN)
_OAKLEY = SamplePerson("Oakley", "Example", "6175550155", *_BOSTON)
_PARKER = SamplePerson("Parker", "Person", "3055550151", *_MIAMI)
_QUINN = SamplePerson("Quinn", "Example", "2065550171", *_SEATTLE)
_REESE = SamplePerson("Reese", "Person", "4045550111", *_ATLANTA)
_SAGE = SamplePerson("Sage", "Example", "6025550124", *_PHOENIX)
_TAYLOR = SamplePerson("Taylor", "Person", "3125550122", *_CHICAGO)
_VAL = SamplePerson("Val", "Example", "5105550123", *_OAKLAND)
_WREN = SamplePerson("Wren", "Person", "3035550140", *_DENVER)
_ELLIS = SamplePerson("Ellis", "Example", "2125550172", *_NEW_YORK)
_ROWAN = SamplePerson("Rowan", "Person", "4045550173", *_ATLANTA)
_LOU = SamplePerson("Lou", "Example", "6175550174", *_BOSTON)

_ROBIN, _SAM = "Robin Example", "Sam Person"
_A = SampleAct

SAMPLE_EVENTS: tuple[SampleEvent, ...] = (
    SampleEvent(45, "16:10", _ROBIN, _A.LOAD, _EMERY),
    SampleEvent(44, "18:20", _SAM, _A.LOAD, _LOU, dialer="Five9"),
    SampleEvent(41, "17:05", _ROBIN, _A.CHECK, _AVERY, "0100"),
    SampleEvent(38, "15:40", _SAM, _A.CHECK, _EMERY),
    SampleEvent(36, "19:15", _SAM, _A.LOAD, _BLAIR, "0100", "RingCX"),
    SampleEvent(33, "20:30", _ROBIN, _A.LOAD, _CASEY, "0100"),
    SampleEvent(30, "16:45", _SAM, _A.LOAD, _ROWAN),
    SampleEvent(28, "17:25", _ROBIN, _A.CHECK, _DREW),
    SampleEvent(26, "18:05", _SAM, _A.CHECK, _FINLEY),
    SampleEvent(25, "18:10", _SAM, _A.CHECK, _FINLEY, "0100"),
    SampleEvent(24, "15:20", _ROBIN, _A.LOAD, _GRAY, dialer="NICE CXone"),
    SampleEvent(24, "15:24", _ROBIN, _A.REVEAL, _GRAY),
    SampleEvent(22, "21:10", _SAM, _A.CHECK, _HARPER),
    SampleEvent(20, "16:00", _ROBIN, _A.CHECK, _AVERY, "0100"),
    SampleEvent(19, "17:40", _ROBIN, _A.LOAD, _JORDAN),
    SampleEvent(17, "19:35", _SAM, _A.LOAD, _KAI, dialer="Five9"),
    SampleEvent(16, "20:15", _SAM, _A.LOAD, _LANE),
    SampleEvent(15, "16:30", _ROBIN, _A.LOAD, _MORGAN),
    SampleEvent(15, "18:50", _ROBIN, _A.LOADED, _MORGAN, text="Found it in the dialer"),
    SampleEvent(14, "17:00", _SAM, _A.LOAD, _ROWAN),
    SampleEvent(12, "18:25", _SAM, _A.CHECK, _BLAIR),
    SampleEvent(10, "15:45", _ROBIN, _A.LOAD, _NOEL),
    SampleEvent(10, "19:05", _SAM, _A.LOAD, _NOEL, "0100", text="The dialer shows nothing"),
    SampleEvent(9, "16:55", _ROBIN, _A.CHECK, _DREW),
    SampleEvent(8, "20:40", _SAM, _A.LOAD, _PARKER, dialer="Generic"),
    SampleEvent(8, "21:15", _SAM, _A.NOT_LOADED, _PARKER, text="Not in the dialer"),
    SampleEvent(7, "17:10", _ROBIN, _A.LOAD, _QUINN),
    SampleEvent(6, "18:35", _SAM, _A.ASKED, _QUINN, text="On the phone, does not want to be called again"),
    SampleEvent(5, "15:30", _ROBIN, _A.LOAD, _REESE),
    SampleEvent(5, "19:50", _SAM, _A.LOAD, _SAGE, dialer="RingCX"),
    SampleEvent(4, "16:20", _ROBIN, _A.CHECK, _JORDAN, "0110"),
    SampleEvent(4, "20:05", _SAM, _A.LOAD, _TAYLOR),
    SampleEvent(3, "17:55", _ROBIN, _A.CHECK, _AVERY),
    SampleEvent(3, "18:15", _SAM, _A.LOAD, _VAL),
    SampleEvent(2, "15:35", _ROBIN, _A.LOAD, _WREN),
    SampleEvent(2, "16:05", _SAM, _A.CANCEL, _ELLIS),
    SampleEvent(2, "16:12", _SAM, _A.LOAD, _ELLIS),
    SampleEvent(2, "19:25", _ROBIN, _A.CHECK, _BLAIR),
    SampleEvent(1, "15:50", _SAM, _A.CHECK, _CASEY),
    SampleEvent(1, "17:20", _ROBIN, _A.LOAD, _OAKLEY),
    SampleEvent(1, "18:45", _SAM, _A.CHECK, _KAI, "0100"),
    SampleEvent(1, "20:10", _SAM, _A.CHECK, _LANE),
    SampleEvent(0, "-22", _ROBIN, _A.CHECK, _LOU, "0103"),
    SampleEvent(0, "-14", _SAM, _A.CHECK, _ROWAN),
    SampleEvent(0, "-6", _ROBIN, _A.LOAD, _FINLEY, "0100"),
)
"""What happened, the oldest first."""
