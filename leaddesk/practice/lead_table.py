"""The invented leads: row i is computed from i, so that any number of them takes no memory.

Rows stand newest first, as a grid would show them; the contract leaves the order open. The same serial number is
the same lead in a table of any size; only the moment it was created follows from its place in the table. Value types
are those of the contract's section 5, which no document settles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from leaddesk.practice.lead_values import (
    FIRST_NAMES,
    INTERESTS,
    LAST_NAMES,
    NETWORKS,
    PLACES,
    ROOFS,
    SOURCES,
    STATES,
    TRIGGERS,
    WAITS_FOR,
    Place,
    State,
)

FIRST_ID = 7001
FIRST_CONTACT_ID = 50001
_SPAN_MS = 800 * 24 * 3600 * 1000  # reaches into last year on any day of the year
_ACCOUNT_ZONE = timezone(timedelta(hours=-5))
_LINES = 100
_MASK = (1 << 64) - 1
_PEOPLE = tuple(f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES)
_MAILBOXES = tuple(person.lower().replace("'", "").replace(" ", ".") for person in _PEOPLE)
_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000


class Lead:
    """One invented lead; each value is worked out when it is asked for."""

    __slots__ = ("_bits", "_until", "created", "serial")

    def __init__(self, serial: int, created: int, until: int) -> None:
        self.serial = serial
        """1 for the oldest lead."""
        self.created = created
        """When it was created, in milliseconds since 1970."""
        self._until = until
        bits = (serial * 0x9E3779B97F4A7C15) & _MASK
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        self._bits = bits ^ (bits >> 27)

    def pick(self, shift: int, of: int) -> int:
        """Returns a number below `of` that is settled by the serial number alone."""
        return (self._bits >> shift) % of

    @property
    def id(self) -> int:
        return FIRST_ID - 1 + self.serial

    @property
    def state(self) -> State:
        return STATES[(self._bits >> 2) % len(STATES)]

    @property
    def place(self) -> Place:
        return PLACES[(self._bits >> 7) % len(PLACES)]

    @property
    def caller_id(self) -> str:
        return f"+1{self.place.area}55501{(self._bits >> 13) % _LINES:02d}"

    @property
    def contact_id(self) -> int:
        """The phone's own id: leads with the same phone share it. It is a filter and no column."""
        return FIRST_CONTACT_ID + (self._bits >> 7) % len(PLACES) * _LINES + (self._bits >> 13) % _LINES

    @property
    def _person(self) -> int:
        return (self._bits >> 19) % len(_PEOPLE)

    @property
    def full_name(self) -> str | None:
        return _PEOPLE[self._person] if self.pick(29, 25) else None

    @property
    def email(self) -> str | None:
        if self.pick(31, 12) == 0:
            return None
        return f"{_MAILBOXES[self._person]}{self.serial}@example.com"

    @property
    def sub_id(self) -> str:
        return f"{SOURCES[self.pick(33, len(SOURCES))]}-{self.pick(35, 40) + 1}"

    @property
    def interest(self) -> str:
        return INTERESTS[self.pick(37, len(INTERESTS))]

    @property
    def offer_id(self) -> int:
        return 401 + self.pick(11, 20)

    @property
    def schedule_id(self) -> int | None:
        return None if self.pick(17, 9) == 0 else 31 + self.pick(17, 12)

    @property
    def traffic_source_id(self) -> str:
        return f"00000000-0000-4000-9000-{self.pick(23, 8) + 1:012d}"

    @property
    def buyer_id(self) -> int | None:
        return 901 + self.pick(21, 15) if self.state.connected else None

    @property
    def status_wait(self) -> str | None:
        """What the lead waits for. It is a filter and no column."""
        return WAITS_FOR[self.pick(39, len(WAITS_FOR))] if self.state.status == "waiting" else None

    @property
    def opt_out(self) -> bool | None:
        if self.state.status == "opt_out":
            return True
        return None if self.pick(41, 40) == 0 else self.pick(41, 31) == 0

    @property
    def has_next_action(self) -> bool:
        return self.state.waits

    @property
    def offer_converted(self) -> bool | None:
        return self.state.offer_converted if self.state.connected else None

    @property
    def buyer_converted(self) -> bool | None:
        return self.state.buyer_converted if self.state.connected else None

    @property
    def either_converted(self) -> bool:
        """Whether the offer or the buyer converted. It is a filter and no column."""
        return self.state.offer_converted or self.state.buyer_converted

    @property
    def next_action(self) -> int | None:
        """When the next action is due, in milliseconds since 1970, on a whole second."""
        if not self.state.waits:
            return None
        due = self._until + (self.pick(9, 240) - 24) * _HOUR
        return max(due, self.created + _HOUR) // 1000 * 1000

    @property
    def first_call(self) -> int | None:
        """When it was first called, in milliseconds since 1970."""
        return self.later(_MINUTE * (1 + self.pick(14, 50))) if self.state.connected else None

    @property
    def updated(self) -> int:
        """When it was last changed, in milliseconds since 1970."""
        return self.later(_MINUTE * self.pick(27, 600))

    def later(self, milliseconds: int) -> int:
        """Returns the moment so long after it was created, which is never later than the table's own."""
        return min(self.created + milliseconds, self._until)

    @property
    def data(self) -> dict[str, Any] | None:
        """The tokens: nothing, few flat ones, or nested ones."""
        match self.pick(43, 8):
            case 0:
                return None
            case 1:
                return {}
            case 2 | 3:
                return {"interest": self.interest, "zip": self.zip_code}
            case _:
                return {
                    "interest": self.interest,
                    "roof": ROOFS[self.pick(45, len(ROOFS))],
                    "rooms": [1 + self.pick(47, 6), {"heated": self.pick(49, 2) == 1}],
                    "source": {"page": "/quote", "week": 1 + self.pick(46, 52), "campaign": None},
                }

    @property
    def zip_code(self) -> str:
        return f"{self.place.zip_start}{self.pick(15, 100):02d}"

    @property
    def words(self) -> str:
        """What a full text search looks through, in lower case."""
        state = self.state
        return (
            f"{self.id}\n{self.full_name or ''}\n{self.email or ''}\n{self.caller_id}\n{state.status}\n{state.human}\n"
            f"{self.sub_id}\n{self.interest}\n{self.place.state}"
        ).lower()


class LeadTable:
    """So many leads, created until a moment and denser towards it."""

    def __init__(self, count: int, until: datetime) -> None:
        self._count = count
        self._until = int(until.timestamp() * 1000)

    def __len__(self) -> int:
        return self._count

    def lead(self, row: int) -> Lead:
        """Returns the lead in a row; row 0 is the newest."""
        return Lead(self._count - row, self.created(row), self._until)

    def created(self, row: int) -> int:
        """Returns when the lead of a row was created, in milliseconds since 1970; never later than the row before."""
        return self._until - _SPAN_MS * (2 * row + 1) ** 2 // (2 * self._count) ** 2

    def between(self, first: datetime | None, last: datetime | None, *, open_end: bool = False) -> range:
        """Returns the rows of leads created from `first` to `last`; with `open_end` before `last`."""
        rows = range(self._count)
        begin, end = 0, self._count
        if last is not None:
            limit = int(last.timestamp() * 1000)
            begin = (bisect_right if open_end else bisect_left)(rows, -limit, key=lambda row: -self.created(row))
        if first is not None:
            limit = int(first.timestamp() * 1000)
            end = bisect_right(rows, -limit, key=lambda row: -self.created(row))
        return range(begin, max(begin, end))


def _iso(moment: int | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment / 1000, _ACCOUNT_ZONE).isoformat(timespec="milliseconds")


def _zulu(moment: int | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _spaced(moment: int) -> str:
    return datetime.fromtimestamp(moment // 1000, _ACCOUNT_ZONE).strftime("%Y-%m-%d %H:%M:%S %z")


def _uuid(lead: Lead) -> str:
    return f"00000000-0000-4000-8000-{lead.serial:012d}"


def _money(lead: Lead, shift: int, converted: bool) -> str | None:
    """Returns numeric text as `17.5`, `0.0` or, for a charge taken back, `-12.25`."""
    if lead.pick(shift, 30) == 0:
        return None
    cents = lead.pick(shift, 20_000) if converted else 0
    return f"{(-cents if lead.pick(shift, 17) == 3 and cents else cents) / 100}"


def _address(lead: Lead) -> str | None:
    network, host = lead.pick(20, len(NETWORKS) + 1), lead.pick(24, 254) + 1
    return None if network == len(NETWORKS) else f"{NETWORKS[network]}{host}"


def _sometimes(shift: int, of: int, first: int) -> Callable[[Lead], int | None]:
    """Makes a column of ids that are there in one row out of three."""
    return lambda lead: first + lead.pick(shift, of) if lead.pick(shift, 3) == 0 else None


def _of_a_call(first: int, *, connected: bool) -> Callable[[Lead], int | None]:
    return lambda lead: first + lead.serial if lead.state.connected or not connected else None


COLUMNS: dict[str, Callable[[Lead], Any]] = {
    "id": lambda lead: lead.id,
    "legacy_id": lambda lead: lead.serial if lead.pick(5, 4) else None,
    "type": lambda _lead: "Lead",
    "uuid": _uuid,
    "external_record_id": lambda lead: f"EX-{lead.serial:06d}" if lead.pick(6, 3) else None,
    "name": lambda lead: lead.full_name or lead.caller_id,
    "context_menu_name": lambda lead: f"{lead.full_name or 'Unnamed'} ({lead.caller_id})",
    "routes_show_path": lambda lead: f"/leads/{_uuid(lead)}",
    "routes_edit_path": lambda lead: f"/leads/{_uuid(lead)}/edit",
    "caller_id": lambda lead: lead.caller_id,
    "email": lambda lead: lead.email,
    "full_name": lambda lead: lead.full_name,
    "contact_field_type": lambda _lead: "caller_id",
    "country": lambda _lead: "US",
    "state_province": lambda lead: lead.place.state,
    "zip_postal_code": lambda lead: lead.zip_code if lead.pick(15, 20) else None,
    "time_zone": lambda lead: lead.place.zone,
    "remote_ip": _address,
    "sub_id": lambda lead: lead.sub_id,
    "offer_id": lambda lead: lead.offer_id,
    "schedule_id": lambda lead: lead.schedule_id,
    "traffic_source_id": lambda lead: lead.traffic_source_id,
    "buyer_id": lambda lead: lead.buyer_id,
    "lead_import_id": _sometimes(26, 60, 1201),
    "sms_number_id": _sometimes(28, 9, 61),
    "dial_number_id": _sometimes(30, 30, 71),
    "dial_tier": lambda lead: lead.pick(32, 4) or None,
    "status": lambda lead: lead.state.status,
    "human_status": lambda lead: lead.state.human,
    "css_status": lambda lead: lead.state.css,
    "has_next_action": lambda lead: lead.has_next_action,
    "opt_out": lambda lead: lead.opt_out,
    "blocked": lambda lead: lead.state.status == "blocked",
    "is_live": lambda lead: True if lead.state.status == "running" else (None, False)[lead.pick(34, 2)],
    "schedule_trigger_type": lambda lead: None if lead.schedule_id is None else TRIGGERS[lead.pick(36, len(TRIGGERS))],
    "expires_in": lambda lead: (None, 86400, 604800, "30 days")[lead.pick(38, 4)],
    "revenue": lambda lead: _money(lead, 8, lead.either_converted),
    "payout": lambda lead: _money(lead, 10, lead.state.buyer_converted),
    "offer_converted": lambda lead: lead.offer_converted,
    "buyer_converted": lambda lead: lead.buyer_converted,
    "attempted_call_id": _of_a_call(300_000, connected=False),
    "connected_call_id": _of_a_call(300_000, connected=True),
    "scheduled_callback_id": _sometimes(40, 500, 8001),
    "call_buyer_conversion_id": lambda lead: 500_000 + lead.serial if lead.state.buyer_converted else None,
    "call_offer_conversion_id": lambda lead: 600_000 + lead.serial if lead.state.offer_converted else None,
    "created_at": lambda lead: _iso(lead.created),
    "updated_at": lambda lead: _iso(lead.updated),
    "deleted_at": lambda lead: _iso(lead.later(_DAY)) if lead.pick(42, 200) == 0 else None,
    "user_updated_at": lambda lead: _spaced(lead.updated) if lead.pick(44, 3) else None,
    "last_action_at": lambda lead: _iso(lead.updated),
    "first_action_at": lambda lead: _iso(lead.later(_MINUTE)),
    "first_queued_at": lambda lead: _iso(lead.later(_MINUTE // 2)),
    "schedule_ended_at": lambda lead: None if lead.state.waits else _iso(lead.updated),
    "next_action_at": lambda lead: _iso(lead.next_action),
    "last_call_at": lambda lead: _zulu(lead.first_call),
    "data": lambda lead: lead.data,
}
"""The 56 columns of the contract's section 5, in its order → the value in a lead."""
EXTERNAL_COLUMNS = ("uuid", "caller_id", "email", "full_name", "status", "sub_id", "created_at", "data")
"""What the serializer `lead_external` returns unless columns are chosen: one plausible reading."""
GRID_COLUMNS: dict[str, Callable[[Lead], Any]] = {
    "offer_uuid": lambda lead: f"00000000-0000-4000-a000-{lead.offer_id:012d}",
    "buyer_uuid": lambda lead: None if lead.buyer_id is None else f"00000000-0000-4000-b000-{lead.buyer_id:012d}",
}
"""The foreign keys the serializer `lead_grid` adds, whatever columns are chosen, as it does on calls."""
