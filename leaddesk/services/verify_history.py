"""*Verify history*: looks at every entry of the open history, and says what is not as it was written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from leaddesk.domain.chain import Anchor, ChainReport
from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.language import tr
from leaddesk.services.ports import Clock

Progress = Callable[[int, int], None]
"""Gets how many rows of how many were looked at."""


class ChainedStore(Protocol):
    """A history with a chain over its entries."""

    async def verify(self, anchor: Anchor | None = None, progress: Progress | None = None) -> ChainReport:
        """Returns what a look at every entry finds; what is written meanwhile is let through. Raises StoreProblem."""
        ...


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the history found, and when it ended."""

    at: datetime
    report: ChainReport
    no_anchor: KeyringProblem | None = None
    """Why the keyring could not give the end that it remembers."""


class VerifyHistory:
    """The use-case behind *Verify history*."""

    def __init__(
        self,
        store: Callable[[], ChainedStore | None],
        remembered: Callable[[], Awaitable[Anchor | None]],
        clock: Clock,
    ) -> None:
        """`store` returns the open history, or None; `remembered` its end as kept elsewhere, if it is kept at all."""
        self._store = store
        self._remembered = remembered
        self._clock = clock

    async def verify(self, progress: Progress | None = None) -> Verified:
        """Looks at every entry. Cancelling ends the look. Raises StoreProblem.

        A keyring that does not serve is no reason not to look: the report then says nothing of the end.
        """
        store = self._store()
        if store is None:
            raise StoreProblem(
                tr("The history was not verified."),
                tr("It is not open."),
                tr("Open it first: the message above says how."),
            )
        anchor, trouble = None, None
        try:
            anchor = await self._remembered()
        except KeyringProblem as problem:
            trouble = problem
        report = await store.verify(anchor, progress)
        return Verified(self._clock.now(), report, trouble)
