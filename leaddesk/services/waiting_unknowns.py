"""Which open unknowns somebody is to be told of: all of them at the start, later each that has waited long enough."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.services.ports import Clock


class WaitingUnknowns:
    """The use-case behind the notice of an unknown outcome."""

    def __init__(self, queue: Callable[[], Awaitable[Sequence[ExchangeRow]]], clock: Clock) -> None:
        """`queue` returns the open unknowns, the oldest first, as `SettleUnknown.queue` does."""
        self._queue, self._clock = queue, clock
        self._told: set[int] | None = None

    async def to_tell(self, waited: timedelta) -> Sequence[ExchangeRow]:
        """Returns those nobody was told of yet, the oldest first: at the first look all. Raises StoreProblem."""
        queue, now = await self._queue(), self._clock.now()
        told = self._told
        due = [row for row in queue if told is None or (row.id not in told and now - row.at >= waited)]
        self._told = (told or set()) & {row.id for row in queue} | {row.id for row in due}
        return due
