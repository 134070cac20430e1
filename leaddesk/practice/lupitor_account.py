"""The practice deployment of Lupitor: its keys, how many leads its campaign has, and what time it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from leaddesk.practice.lead_account import utc_now

if TYPE_CHECKING:
    from leaddesk.practice.lupitor_book import LeadBook

CAMPAIGN = "camp_practice_01"
"""The campaign that every key may use."""
LEADS = 2400
REQUESTS_A_MINUTE = 100


@dataclass
class LupitorAccount:
    """What one server has of Lupitor; created leads are kept as long as the server object is."""

    key: str = field(repr=False)
    """Has the scope write."""
    read_key: str = field(repr=False)
    """Has the scope read."""
    leads: int = LEADS
    """How many leads the campaign has to begin with."""
    clock: Callable[[], datetime] = utc_now

    @cached_property
    def book(self) -> LeadBook:
        """The leads, made with the first request, so that a start of practice mode does not pay for them."""
        from leaddesk.practice.lupitor_book import LeadBook

        return LeadBook(self.leads, self.clock)
