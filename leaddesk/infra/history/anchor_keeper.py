"""Remembers the end of the open history in the keyring: every few minutes when it has moved, and at close.

A keyring that does not serve costs the anchor and nothing else; that is said where the history is verified.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from leaddesk.domain.chain import Anchor
from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.infra.history.anchors import forget_end, remember_end, remembered_end
from leaddesk.infra.history_db import HistoryStore
from leaddesk.services.ports import Clock, SecretStore

if TYPE_CHECKING:  # loaded when *Keep the history* is opened
    from leaddesk.services.keep_history import RememberedEnd

EVERY_S = 180.0
LAST_S = 0.3
"""The most that a shutdown waits for the keyring."""


class AnchorKeeper:
    """One an open history; `start` after it was opened, `stop` before it is closed."""

    def __init__(self, store: HistoryStore, secrets: SecretStore, clock: Clock, every_s: float = EVERY_S) -> None:
        self._store = store
        self._secrets = secrets
        self._clock = clock
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None
        self._end: Anchor | None = None
        self._at: datetime | None = None
        self._trouble = ""
        self._torn = False

    def start(self) -> None:
        """Remembers the end now and goes on doing so."""
        if self._task is None:
            self._task = asyncio.ensure_future(self._go_on())

    async def stop(self) -> None:
        """Remembers the end once more, as far as the keyring answers within the time of a shutdown."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=LAST_S / 3)
        self._task = None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.remember(), LAST_S * 2 / 3)

    async def remember(self) -> None:
        """Remembers the end if it has moved; what keeps it from doing so stands in `standing` afterwards."""
        try:
            end = await self._store.head()
            if end == self._end and not self._trouble:
                return
            self._torn = not await remember_end(self._store, self._secrets)
        except (KeyringProblem, StoreProblem) as problem:
            self._trouble = problem.sentence()
            return
        self._trouble = ""
        if not self._torn:
            self._end, self._at = end, self._clock.now()

    async def accept(self) -> None:
        """Takes the present end for the right one, whatever was remembered. Raises StoreProblem and KeyringProblem."""
        await forget_end(self._secrets)
        await remember_end(self._store, self._secrets)
        self._end, self._at, self._torn, self._trouble = await self._store.head(), self._clock.now(), False, ""

    async def remembered(self) -> Anchor | None:
        """Returns the end that a look at the history is compared with. Raises KeyringProblem."""
        return await remembered_end(self._secrets)

    async def standing(self) -> RememberedEnd:
        """Returns what is remembered of the end, and what is not as it should be."""
        from leaddesk.services.keep_history import RememberedEnd

        head = await self._store.head()
        try:
            anchor = await self.remembered()
        except KeyringProblem as problem:
            return RememberedEnd(ends_at=head.count, at=self._at, trouble=problem.sentence())
        torn = anchor is not None and not await self._store.continues(anchor)
        return RememberedEnd(
            count=anchor.count if anchor else None,
            ends_at=head.count,
            at=self._at,
            goes_on=not torn,
            trouble=self._trouble,
        )

    async def _go_on(self) -> None:
        while True:
            await self.remember()
            await self._clock.sleep(self._every_s)
