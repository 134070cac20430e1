"""The practice dialer's lists, campaigns, do-not-call numbers and leads, and how it looks for a duplicate.

As in a stock server, looking and adding are two steps; here nothing comes between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

LIST, SECOND_LIST, OTHER_LIST, INACTIVE_LIST = "2001", "2002", "2101", "2201"
CUSTOM_LIST, EMPTY_CUSTOM_LIST = "2301", "2302"
DEFAULT_LIST = "999"
CAMPAIGN, OTHER_CAMPAIGN, SHARING_CAMPAIGN = "PRACTICE", "OTHER", "SHARING"
CALLBACK_USERS = ("1001", "1002")
CUSTOM_FIELDS = ("favorite_color", "quota", "notes")
BLOCKED_AREA = "900"
_DNC_LINE, _CAMPAIGN_DNC_LINE = "0101", "0103"
"""Those of the practice numbers for federal and state do-not-call, in every area code."""
_FIRST_ID = 700_001
_WINDOWS = (1, 2, 3, 7, 14, 15, 21, 28, 30, 60, 90, 180, 360)

Row = dict[str, str]


@dataclass(frozen=True)
class DialerList:
    """One list of leads."""

    id: str
    name: str
    campaign: str
    active: bool = True
    custom: tuple[str, ...] | None = None
    """The labels of its custom fields; None where it was never given any."""


LISTS = {
    one.id: one
    for one in (
        DialerList(DEFAULT_LIST, "Default list", CAMPAIGN),
        DialerList(LIST, "Practice", CAMPAIGN),
        DialerList(SECOND_LIST, "Practice, second", CAMPAIGN),
        DialerList(OTHER_LIST, "Other campaign's", OTHER_CAMPAIGN),
        DialerList(INACTIVE_LIST, "Not active", OTHER_CAMPAIGN, active=False),
        DialerList(CUSTOM_LIST, "With custom fields", CAMPAIGN, custom=CUSTOM_FIELDS),
        DialerList(EMPTY_CUSTOM_LIST, "With custom fields to come", CAMPAIGN, custom=()),
    )
}
CAMPAIGNS = {CAMPAIGN: "Practice", OTHER_CAMPAIGN: "Other", SHARING_CAMPAIGN: "Uses the list of Practice"}
_DNC_OF = {CAMPAIGN: CAMPAIGN, SHARING_CAMPAIGN: CAMPAIGN}
"""Whose do-not-call list a campaign uses."""


@dataclass(frozen=True)
class Duplicate:
    """A lead that is there, and the fields that the refusal tells."""

    message: str
    fields: tuple[str, ...]


class UndefinedListError(Exception):
    """A list without a campaign was to be looked through: a stock server builds a broken statement."""


class LeadBook:
    """All leads, oldest first; one is there to begin with."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.rows: list[Row] = []
        self.hopper: dict[str, int] = {}
        """The number in the hopper by lead id."""
        self.callbacks: list[tuple[str, ...]] = []
        self.alt_phones: dict[str, tuple[tuple[str, str, str], ...]] = {}
        self.custom: dict[str, dict[str, str]] = {}
        """The custom values by lead id."""
        self._entered: list[datetime] = []
        self._dnc: set[tuple[str, str]] = set()
        self.add(
            {
                "phone_number": "7205550198",
                "list_id": SECOND_LIST,
                "status": "NEW",
                "title": "Ms",
                "first_name": "Ada",
                "last_name": "Sample",
                "alt_phone": "7205550197",
            },
            self._clock() - timedelta(days=45),
        )

    def add(self, row: Row, entered: datetime | None = None) -> str:
        """Keeps a lead and returns its id."""
        lead_id = str(_FIRST_ID + len(self.rows))
        self.rows.append({**row, "lead_id": lead_id})
        self._entered.append(entered or self._clock())
        return lead_id

    def queue(self, lead_id: str) -> int:
        """Puts a lead into the hopper and returns its number there."""
        self.hopper[lead_id] = len(self.hopper) + 1
        return self.hopper[lead_id]

    def of_number(self, number: str) -> list[Row]:
        """Returns the leads of a number, the newest first."""
        return [row for row in reversed(self.rows) if row["phone_number"] == number]

    def by_id(self, lead_id: str) -> Row | None:
        """Returns a lead."""
        return next((row for row in self.rows if row["lead_id"] == lead_id), None)

    def forbid(self, number: str, campaign: str = "") -> bool:
        """Puts a number on the do-not-call list of all, or of a campaign; returns whether it was not there."""
        if (number, campaign) in self._dnc:
            return False
        self._dnc.add((number, campaign))
        return True

    def is_forbidden(self, number: str, check: str) -> bool:
        """Tells whether a number may not be called at all, for the value of a check; unknown values check nothing."""
        if check not in ("Y", "AREACODE"):
            return False
        listed = number.endswith(f"555{_DNC_LINE}") or (number, "") in self._dnc
        return listed or (check == "AREACODE" and number.startswith(BLOCKED_AREA))

    def is_forbidden_in(self, campaign: str, number: str, check: str) -> bool:
        """Tells whether a campaign may not call a number; one that does not exist forbids nothing."""
        owner = _DNC_OF.get(campaign, campaign)
        if check not in ("Y", "AREACODE") or campaign not in CAMPAIGNS:
            return False
        listed = number.endswith(f"555{_CAMPAIGN_DNC_LINE}") and owner == CAMPAIGN
        return listed or (number, owner) in self._dnc

    def duplicate(self, check: str, row: Row, *, tells_list: bool) -> Duplicate | None:
        """Returns the first lead that a check finds; words it does not know it passes over.

        `tells_list` is whether the refusal by name in one list repeats the list. Raises UndefinedListError.
        """
        since = _window(check)
        for match in _MATCHES:
            for scope, where in _SCOPES:
                if f"DUP{match}{scope}" not in check:
                    continue
                lists = self._lists(scope, row["list_id"])
                found = next((one for one in self._younger(since) if _fits(match, lists, one, row)), None)
                if found:
                    return _told(match, scope, where, found, row, tells_list=tells_list)
        return None

    def _lists(self, scope: str, sent: str) -> frozenset[str] | None:
        """Returns the lists that a scope looks through, None for all."""
        if scope == "SYS":
            return None
        if scope == "LIST":
            return frozenset((sent,))
        if sent not in LISTS:
            raise UndefinedListError(sent)
        return frozenset(one.id for one in LISTS.values() if one.campaign == LISTS[sent].campaign)

    def _younger(self, days: int) -> Iterator[Row]:
        for row, entered in zip(self.rows, self._entered, strict=True):
            if not days or self._clock() - entered <= timedelta(days=days):
                yield row


_MATCHES = ("", "PHONEALT", "TITLEALTPHONE", "NAMEPHONE")
_SCOPES = (("LIST", "IN LIST"), ("CAMP", "IN CAMPAIGN LISTS"), ("SYS", "IN SYSTEM"))


def _window(check: str) -> int:
    """Returns the days of the longest window in a check, 0 for none: it counts for every option."""
    return max((int(days) for days in re.findall(r"([0-9]+)DAY", check) if int(days) in _WINDOWS), default=0)


def _fits(match: str, lists: frozenset[str] | None, there: Row, new: Row) -> bool:
    if lists is not None and there["list_id"] not in lists:
        return False
    number = new["phone_number"]
    match match:
        case "":
            return there["phone_number"] == number
        case "PHONEALT":
            return number in (there["phone_number"], there["alt_phone"])
        case "TITLEALTPHONE":
            return all(there.get(name, "").casefold() == new[name].casefold() for name in ("title", "alt_phone"))
        case _:
            same = (there.get(name, "").casefold() == new[name].casefold() for name in ("first_name", "last_name"))
            return there["phone_number"] == number and all(same)


def _told(match: str, scope: str, where: str, found: Row, new: Row, *, tells_list: bool) -> Duplicate:
    place = (new["list_id"], found["lead_id"], *(() if scope == "LIST" else (found["list_id"],)))
    number = new["phone_number"]
    match match:
        case "":
            return Duplicate(f"DUPLICATE PHONE NUMBER {where}", (number, *place))
        case "PHONEALT":
            by = "PHONE" if found["phone_number"] == number else "ALT"
            return Duplicate(f"DUPLICATE PHONE NUMBER {where}", (number, *place, by))
        case "TITLEALTPHONE":
            return Duplicate(f"DUPLICATE TITLE ALT_PHONE {where}", (new["title"], new["alt_phone"], *place))
        case _:
            more = (found["list_id"],) if tells_list and scope == "LIST" else ()
            names = (new["first_name"], new["last_name"])
            return Duplicate(f"DUPLICATE NAME PHONE {where}", (*names, number, *place, *more))
