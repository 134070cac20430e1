"""Verifies many pauses by few reads: one read of the board tells of all campaigns whose pause was answered before it.

A board that was asked for earlier proves nothing, so whoever comes while one is on its way waits for the next.
"""

from __future__ import annotations

import asyncio

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_deed import ActRequest
from leaddesk.services.campaign_reads import CampaignReads, Secrets, by_id

_Board = CampaignBoard | CampaignProblem


class SharedReads:
    """Reads one profile's board for whoever waits; one read is on its way at a time."""

    def __init__(self, reads: CampaignReads, profile: ConnectionProfile) -> None:
        self._reads = reads
        self._profile = profile
        self._next: asyncio.Task[_Board] | None = None
        """The read that has not begun yet, so that it tells of everybody who waits for it."""
        self._one_at_a_time = asyncio.Lock()

    async def reread(self, request: ActRequest, secrets: Secrets) -> Campaign | CampaignProblem:
        """Returns a campaign as a read shows it that began after the call; alone where the board does not have it."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._read(secrets))
        board = await asyncio.shield(self._next)
        wanted = request.order.campaign_id
        if isinstance(board, CampaignBoard) and (found := by_id(board).get(wanted)):
            return found
        return await self._reads.anyhow(self._profile, wanted, secrets)

    async def _read(self, secrets: Secrets) -> _Board:
        async with self._one_at_a_time:
            self._next = None
            return await self._reads.board(self._profile, secrets, urgent=True)
