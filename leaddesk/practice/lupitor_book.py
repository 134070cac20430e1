"""The leads of the practice campaign of Lupitor: invented ones to begin with, then those that were created.

A lead is refused that the campaign has: its external id is looked at first, then its number (contract section 6).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leaddesk.practice.lupitor_account import REQUESTS_A_MINUTE

Row = dict[str, Any]
_AREAS = (*range(205, 211), *range(212, 220), 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253)
"""Not those of the practice numbers: a trainee's first lead is no duplicate."""
_NAMES = ("Ada", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo")
_FAMILIES = ("Sample", "Person", "Example", "Placeholder", "Specimen", "Invented", "Nobody")
_COMPANIES = ("Sample Co", "Example & Sons", "Specimen Supply", "")
_STATUSES = ("raw", "raw", "attempting", "attempting", "exhausted", "concluded")


class DuplicateError(Exception):
    """The campaign has the lead; the text is the vendor's."""


@dataclass
class RateLimit:
    """How many requests the minute has room for."""

    clock: Callable[[], datetime]
    limit: int = REQUESTS_A_MINUTE
    _minute: int = 0
    _used: int = 0

    def take(self) -> tuple[bool, dict[str, str]]:
        """Counts a request; returns whether it is within the limit, and the headers that say so."""
        minute = int(self.clock().timestamp()) // 60
        if minute != self._minute:
            self._minute, self._used = minute, 0
        self._used += 1
        return self._used <= self.limit, {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - self._used)),
            "X-RateLimit-Reset": str((minute + 1) * 60),
        }


class LeadBook:
    """One campaign's leads, in the order they were created."""

    def __init__(self, leads: int, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.rows: list[Row] = list(_invented(leads, clock()))
        self._by_id = {row["externalId"] for row in self.rows if "externalId" in row}
        self._by_number = {row["phoneNumber"] for row in self.rows if "phoneNumber" in row}

    def create(self, lead: Row) -> Row:
        """Keeps a lead and returns its row; raises DuplicateError."""
        external_id, number = lead.get("externalId"), lead.get("phoneNumber")
        if external_id is not None and external_id in self._by_id:
            raise DuplicateError(f"Lead with externalId {external_id} already exists")
        if number is not None and number in self._by_number:
            raise DuplicateError(f"Lead with phone number {number} already exists")
        row = {"_id": _id(len(self.rows)), "status": "raw", "priority": 0, "attempts": 0, "metadata": {}, **lead}
        row["_creationTime"] = self._clock().timestamp() * 1000
        self.rows.append(row)
        self._by_id |= {external_id} - {None}
        self._by_number |= {number} - {None}
        return row

    def page(self, campaign: str, status: str, limit: int, cursor: str) -> tuple[list[Row], int, str]:
        """Returns the rows of a page, where it starts, and the next cursor, if any; raises ValueError for no cursor.

        The status is looked at after the rows were taken, so that a page may be short or empty and not the last.
        """
        start = _start(cursor) if cursor else 0
        part = self.rows[start : start + limit]
        more = start + limit < len(self.rows)
        rows = [{**row, "campaignId": campaign} for row in part if not status or row["status"] == status]
        return rows, start, _cursor(start + limit) if more else ""


def _invented(count: int, now: datetime) -> Iterator[Row]:
    for at in range(count):
        row: Row = {
            "_id": _id(at),
            "phoneNumber": f"+1{_AREAS[at // 100 % len(_AREAS)]}555{100 + at % 100:04}",
            "externalId": f"CRM-{10_000 + at}",
            "metadata": {
                "first_name": _NAMES[at % len(_NAMES)],
                "last_name": _FAMILIES[at % len(_FAMILIES)],
                "company": _COMPANIES[at % len(_COMPANIES)],
            },
            "status": _STATUSES[at % len(_STATUSES)],
            "priority": at % 5 * 10,
            "attempts": 0 if _STATUSES[at % len(_STATUSES)] == "raw" else at % 7 + 1,
            "_creationTime": (now - timedelta(minutes=7 * (count - at))).timestamp() * 1000,
        }
        if at % 9 == 0:
            row["scheduledFor"] = f"{now + timedelta(hours=at % 48):%Y-%m-%dT%H:00:00Z}"
        if at % 11 == 5:
            del row["phoneNumber"]  # its number is fetched before each call
        yield row


def _id(at: int) -> str:
    return f"k57practice{at:021}"


def _cursor(start: int) -> str:
    return base64.b64encode(f"from/{start}?".encode()).decode("ascii")


def _start(cursor: str) -> int:
    text = base64.b64decode(cursor, validate=True).decode("ascii")
    if not (text.startswith("from/") and text.endswith("?")):
        raise ValueError("no cursor of this list")
    return int(text[5:-1])
