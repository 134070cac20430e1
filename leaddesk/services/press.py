"""One press of a button that writes, as the screen sees it: where it stands, its first answer, and its cancelling.

It knows nothing of what is written: who carries it out says where it stands and what became of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

log = logging.getLogger(__name__)
_T = TypeVar("_T")
Phase = TypeVar("Phase")
Answer = TypeVar("Answer")


class Press(Generic[Phase, Answer]):
    """What one press became: one deed, one first answer, perhaps a late one."""

    def __init__(self, on_phase: Callable[[Phase], None], on_cancel: Callable[[], None]) -> None:
        self.phase: Phase | None = None
        self.cancelled = False
        self._on_phase = on_phase
        self._on_cancel = on_cancel
        self._first: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._preparing: asyncio.Future[Any] | None = None

    async def answer(self) -> Answer:
        """Returns the first answer: what came of it, or what cancelling means at that moment."""
        return await asyncio.shield(self._first)

    @property
    def answered(self) -> bool:
        """Whether the first answer is there."""
        return self._first.done()

    def cancel(self) -> None:
        """Stops the waiting and not the deed: *Not sent* before it left, *Outcome unknown* after.

        A late answer still settles what is on record.
        """
        if self.cancelled or self.answered:
            return
        self.cancelled = True
        self._on_cancel()
        if self._preparing:
            self._preparing.cancel()

    def enter(self, phase: Phase) -> None:
        """Notes where it stands and tells the screen."""
        self.phase = phase
        if not self.answered:
            show(self._on_phase, phase)

    async def prepare(self, work: Coroutine[Any, Any, _T]) -> _T | None:
        """Returns the work's value, or None when the person cancelled first, even if the work came to its end."""
        self._preparing = task = asyncio.ensure_future(work)
        if self.cancelled:
            task.cancel()
        try:
            value = await task
        except asyncio.CancelledError:
            if self.cancelled:
                return None
            raise
        finally:
            self._preparing = None
        return None if self.cancelled else value

    def resolve(self, answer: Answer) -> bool:
        """Sets the first answer; returns False when there was one already, so that this one is late."""
        if self._first.done():
            return False
        self._first.set_result(answer)
        return True


def show(screen: Callable[[_T], None], value: _T) -> None:
    """Tells the screen; one that has gone or fails stops nothing."""
    try:
        screen(value)
    except Exception:
        log.exception("The screen could not show how a lead or an act stands")
