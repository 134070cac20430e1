"""The practice account for leads: its keys, how many leads it has and what time it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

LEADS = 5000


def utc_now() -> datetime:
    """Returns the time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class LeadAccount:
    """What one server serves to whom."""

    public_key: str = field(repr=False)
    private_key: str = field(repr=False)
    leads: int = LEADS
    """How many leads there are."""
    clock: Callable[[], datetime] = utc_now
    """Tells the labels of the created date what *now* is."""
    until: datetime = field(default_factory=utc_now)
    """When the newest lead was created."""
