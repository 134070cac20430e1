"""The practice account for text campaigns: how many it has, how long an approval takes, and where events go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from leaddesk.practice.campaign_events import EventSender
from leaddesk.practice.lead_account import utc_now

if TYPE_CHECKING:
    from leaddesk.practice.campaign_book import CampaignBook

APPROVAL_SECONDS = 20.0


@dataclass
class BoardFault:
    """What the next reads of all campaigns come to."""

    name: str = ""
    """A name in `campaign_faults.FAULTS`; empty where they are answered."""
    times: int = 0
    """How many reads are left of it."""

    def begin(self, name: str, times: int) -> None:
        """Lets that many reads come to a fault; none of them leaves things as they are."""
        if times > 0:
            self.name, self.times = name, times

    def take(self) -> str:
        """Returns the fault of one read, empty for none."""
        if self.times <= 0:
            return ""
        self.times -= 1
        return self.name


@dataclass
class CampaignAccount:
    """What one server has of campaigns; their state is kept as long as the server object is."""

    plain: int | None = None
    """How many plain campaigns there are in place of the practice campaigns; None keeps these."""
    approval_seconds: float = APPROVAL_SECONDS
    """How long an approval takes, in seconds by the clock."""
    clock: Callable[[], datetime] = utc_now
    board_fault: BoardFault = field(default_factory=BoardFault)
    events: EventSender = field(default_factory=EventSender)
    """What carries the webhook events to whoever registered."""

    @cached_property
    def book(self) -> CampaignBook:
        """The campaigns, made with the first look, so that a start of practice mode does not pay for them."""
        from leaddesk.practice.campaign_book import CampaignBook

        return CampaignBook(self)
