"""Verifies many pauses by few reads: one read of the board tells of all campaigns whose pause was answered before it.

A board that was asked for earlier proves nothing, so whoever comes while one is on its way waits for the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_deed import ActRequest
from leaddesk.services.campaign_reads import CampaignReads, Secrets, by_id
from leaddesk.services.ports import Clock

GATHER_S = 0.15
"""So long a read waits for one more to be answered, unless there are none left to wait for."""
LONGEST_S = 1.0
"""So long it waits at most, however many are answered meanwhile."""
MOST_LAST = 8
"""The last so many are not waited for: while they are on their way, all the others are read."""
_Board = CampaignBoard | CampaignProblem


class SharedReads:
    """Reads one profile's board for whoever waits; one read is on its way at a time."""

    def __init__(
        self, reads: CampaignReads, profile: ConnectionProfile, clock: Clock, campaign_ids: Iterable[str]
    ) -> None:
        """`campaign_ids` are those that are going to be asked about, each until it was, or `leave` was called."""
        self._reads = reads
        self._profile = profile
        self._clock = clock
        self._asked_about = frozenset(campaign_ids)
        self._to_come = set(self._asked_about)
        self._last = min(MOST_LAST, len(self._to_come) // 4)
        self._enough = asyncio.Event()
        """Set when none is left to wait for but the last ones, and again when none is."""
        self._left_at = 0.0
        """When the last of them was answered, or left."""
        self._next: asyncio.Task[_Board] | None = None
        """The read that has not begun yet, so that it tells of everybody who waits for it."""
        self._one_at_a_time = asyncio.Lock()

    async def reread(self, request: ActRequest, secrets: Secrets) -> Campaign | CampaignProblem:
        """Returns a campaign as a read shows it that began after the call; alone where the board does not have it."""
        wanted = request.order.campaign_id
        self.leave(wanted)
        if self._next is None:
            self._next = asyncio.ensure_future(self._read(secrets))
        board = await asyncio.shield(self._next)
        if isinstance(board, CampaignBoard) and (found := by_id(board).get(wanted)):
            return found
        return await self._reads.anyhow(self._profile, wanted, secrets)

    def leave(self, campaign_id: str) -> None:
        """Lets no read wait for a campaign any longer."""
        self._left_at = self._clock.monotonic()
        if campaign_id in self._to_come:
            self._to_come.remove(campaign_id)
            if len(self._to_come) in (0, self._last):
                self._enough.set()

    async def _read(self, secrets: Secrets) -> _Board:
        async with self._one_at_a_time:
            await self._gather()
            self._next = None
            return await self._reads.board(
                self._profile, secrets, urgent=True, wanted=lambda key, _status: key in self._asked_about
            )

    async def _gather(self) -> None:
        end = self._clock.monotonic() + LONGEST_S
        while not self._enough.is_set() and (rest := min(end, self._left_at + GATHER_S) - self._clock.monotonic()) > 0:
            waits = [asyncio.ensure_future(wait) for wait in (self._clock.sleep(rest), self._enough.wait())]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
        if self._to_come:
            self._enough.clear()
