"""*Campaigns*: reads all campaigns of a profile or one of them, and says what changed since the last look.

Reading changes nothing: a read may be repeated and cancelled at any time. Only what a read brought is ever shown as a
campaign's state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leaddesk.domain.campaign import Campaign, CampaignBoard
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.vendors.campaign_source import CampaignSource


@dataclass(frozen=True, slots=True)
class Change:
    """One property of a campaign that is not as it was at the last look."""

    field: str
    """The name of the attribute of `Campaign`, such as `status`; `id` for a campaign that was not there before."""
    before: str
    after: str
    """Both as text: of a schedule or a list, that it changed shows in their being different."""
    at: datetime
    """When it was seen, in UTC with its zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLook:
    """All campaigns of a profile at a moment, beside those of the look before."""

    board: CampaignBoard
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """Changes by the campaign's id; empty at the first look."""
    gone: tuple[Campaign, ...] = ()
    """Campaigns of the last look that are no longer there, as they were."""

    @property
    def is_same(self) -> bool:
        """Whether nothing changed since the look before."""
        return not self.changed and not self.gone


class WatchCampaigns:
    """The use-case behind the board."""

    def __init__(
        self,
        *,
        sources: Mapping[str, CampaignSource],
        secrets: SecretStore,
        transport: Transport,
        clock: Clock,
        background: Background,
    ) -> None:
        """`sources` are the vendors with campaigns, by key."""
        raise NotImplementedError

    def sources_of(self, profiles: Iterable[ConnectionProfile]) -> tuple[ConnectionProfile, ...]:
        """Returns the profiles whose vendor has campaigns, in their order."""
        raise NotImplementedError

    async def read(self, profile: ConnectionProfile) -> BoardLook:
        """Returns all campaigns and what changed since the last look at that profile.

        Raises LeadDeskError when they cannot be read after three tries; the last look then stays the one to compare
        with.
        """
        raise NotImplementedError

    async def read_one(self, profile: ConnectionProfile, campaign_id: str) -> Campaign:
        """Returns one campaign as it is now. Raises LeadDeskError."""
        raise NotImplementedError

    def forget(self, profile: ConnectionProfile) -> None:
        """Makes the next look at a profile its first one."""
        raise NotImplementedError
