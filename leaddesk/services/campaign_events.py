"""Webhook events that somebody pasted or posted: noted in the history, never believed.

Events are unsigned (contract section 8): one about a campaign only asks for a read; one about a list is shown as
reported, for a list cannot be read; anything else is shown as what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leaddesk.domain.campaign import WebhookEvent
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import Clock, Journal
from leaddesk.vendors.campaign_source import CampaignSource


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEvent:
    """An event, and what is to be done about it."""

    event: WebhookEvent
    sentence: str
    """What it claims, in words that claim no more than that."""
    wants_read: bool = False
    """Whether its campaign is to be marked and read again."""
    notice: str = ""
    """Why the history does not hold it, where it does not."""


class CampaignEvents:
    """The use-case behind *Paste event* and the listener."""

    def __init__(self, sources: Mapping[str, CampaignSource], journal: Journal, clock: Clock) -> None:
        raise NotImplementedError

    def read_pasted(self, profile: ConnectionProfile, text: str, event_type: str = "") -> TakenEvent:
        """Returns what a text claims; nothing is written down. Any text whatever gives an event.

        `event_type` is the `x-event-type` header where there was one.
        """
        raise NotImplementedError

    async def take(
        self, profile: ConnectionProfile, text: str, operator: str, *, event_type: str = "", posted: bool = False
    ) -> TakenEvent:
        """Notes an event in the history and returns it; `posted` is one that reached the listener.

        A history that cannot be written is said with the event, not instead of it.
        """
        raise NotImplementedError
