"""The practice account of Croco-Dial: who may log in and do what, how the server answers, and what time it is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from leaddesk.practice.lead_account import utc_now

if TYPE_CHECKING:
    from leaddesk.practice.croco_book import LeadBook

USER = "practice"
"""May add leads to every list."""
NO_RIGHT = "noright"
"""Logs in, and may not add leads."""
NO_FUNCTION = "nofunction"
"""Logs in, and may not use the function."""
ONE_LIST = "onelist"
"""May add leads to one list alone, see `croco_book`."""
ELSEWHERE = "elsewhere"
"""May log in from other addresses only."""
NO_GROUP = "nogroup"
"""Its user group does not exist."""
OTHER_USERS = (NO_RIGHT, NO_FUNCTION, ONE_LIST, ELSEWHERE, NO_GROUP)
"""All have the password of the first."""
MOST_FAILURES = 10
LOCK = timedelta(minutes=15)
ZONE = timezone(timedelta(hours=-5))
"""The server's local time, which callbacks are told in."""


class CrocoMode(StrEnum):
    """Which of the two the server is like."""

    OBSERVED = "observed"
    """A stock VICIdial: its script's field order, raw parts before a NOTICE, silent changes, broken statements."""
    DOCUMENTED = "documented"
    """The manual: the field order of its samples, one line each, values kept as sent, and add_lead alone."""


class Login(StrEnum):
    """What became of a login; the words are the server's."""

    GOOD = "GOOD"
    BAD = "BAD"
    LOCKED = "LOCK"


@dataclass
class CrocoAccount:
    """What one server has of Croco-Dial; leads are kept as long as the server object is."""

    user: str
    password: str = field(repr=False)
    mode: CrocoMode = CrocoMode.OBSERVED
    accents_kept: bool = False
    """Whether the server is in its non-Latin mode."""
    clock: Callable[[], datetime] = utc_now
    _failures: dict[str, tuple[int, datetime]] = field(default_factory=dict, repr=False)

    @cached_property
    def book(self) -> LeadBook:
        """The lists and leads, made with the first request, so that a start of practice mode does not pay for them."""
        from leaddesk.practice.croco_book import LeadBook

        return LeadBook(self.clock)

    @property
    def is_observed(self) -> bool:
        """Whether the server is like a stock VICIdial."""
        return self.mode is CrocoMode.OBSERVED

    def local_time(self) -> datetime:
        """Returns the time on the server's clock, without its zone."""
        return self.clock().astimezone(ZONE).replace(tzinfo=None)

    def log_in(self, user: str, password: str) -> Login:
        """Returns what becomes of a login; ten bad ones in a row lock the user, whatever comes in the next minutes."""
        now = self.clock()
        count, last = self._failures.get(user, (0, now))
        if count >= MOST_FAILURES and now - last < LOCK:
            return Login.LOCKED
        # A stock server compares without case.
        if user in (self.user, *OTHER_USERS) and password.casefold() == self.password.casefold():
            self._failures.pop(user, None)
            return Login.GOOD
        self._failures[user] = (count + 1, now)
        return Login.BAD


def credential(text: str) -> str:
    """Returns what the server reads of a user or a password: everything but these characters is dropped."""
    return re.sub(r"[^-_0-9a-zA-Z]", "", text)
