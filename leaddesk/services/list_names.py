"""Names of lists to offer: those used in acts before, and those that leads of the profile are loaded to.

The vendor has no call that lists the lists (contract section 2), so they are remembered in the encrypted store.
"""

from __future__ import annotations

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import DraftStore


class ListNames:
    """Remembers names by profile and campaign, exactly as they were typed."""

    def __init__(self, drafts: DraftStore) -> None:
        raise NotImplementedError

    async def names(self, profile: ConnectionProfile, campaign_id: str) -> tuple[str, ...]:
        """Returns the names for a campaign, the one used last first, then those of destinations. Raises StoreProblem."""
        raise NotImplementedError

    async def used(self, profile: ConnectionProfile, campaign_id: str, name: str) -> None:
        """Remembers a name that an act was done with. Raises StoreProblem."""
        raise NotImplementedError
