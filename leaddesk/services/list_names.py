"""Names of lists to offer: those used in acts before, and those that leads of the profile are loaded to.

The vendor has no call that lists the lists (contract section 2), so they are remembered in the encrypted store.
"""

from __future__ import annotations

import asyncio
import json

from leaddesk.domain.exchange import CAMPAIGN_ID, LIST_NAME
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import DraftStore

MOST = 50
"""Names that are remembered for one campaign; the one used longest ago goes first."""


class ListNames:
    """Remembers names by profile and campaign, exactly as they were typed."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self._one_at_a_time = asyncio.Lock()

    async def names(self, profile: ConnectionProfile, campaign_id: str) -> tuple[str, ...]:
        """Returns the names for a campaign, the one used last first, then those of destinations.

        Raises StoreProblem.
        """
        used = _names((await self._drafts.load_draft(_place(profile))).get(campaign_id, ""))
        loaded = (
            item.settings.get(LIST_NAME, "")
            for item in profile.destinations
            if item.settings.get(CAMPAIGN_ID) == campaign_id
        )
        return tuple(dict.fromkeys(name for name in (*used, *loaded) if name.strip()))

    async def used(self, profile: ConnectionProfile, campaign_id: str, name: str) -> None:
        """Remembers a name that an act was done with. Raises StoreProblem."""
        async with self._one_at_a_time:
            texts = await self._drafts.load_draft(_place(profile))
            names = dict.fromkeys((name, *_names(texts.get(campaign_id, ""))))
            kept = json.dumps(list(names)[:MOST], ensure_ascii=False)
            await self._drafts.save_draft(_place(profile), {**texts, campaign_id: kept})


def _place(profile: ConnectionProfile) -> str:
    return f"list names {profile.id}"


def _names(text: str) -> tuple[str, ...]:
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    return tuple(name for name in found if isinstance(name, str)) if isinstance(found, list) else ()
