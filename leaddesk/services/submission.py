"""One press of *Send lead* as the screen sees it: where it stands, its first answer, and *Cancel sending*."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any, TypeVar

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr_later
from leaddesk.services.answered import AnsweredLead

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Phase(StrEnum):
    """Where a submission stands, in the words of the screen."""

    KEYRING = tr_later("Waiting for the keyring")
    PACE = tr_later("Waiting for the pace of this profile")
    WRITING = tr_later("Writing it down")
    SENDING = tr_later("Sending")


class Submission:
    """What one press became: at most one request, one first answer, perhaps a late one."""

    def __init__(self, on_phase: Callable[[Phase], None], on_cancel: Callable[[Submission], None]) -> None:
        self.phase: Phase | None = None
        self.cancelled = False
        self.problem: LeadDeskError | None = None
        """Why nothing was sent, when that was an operational problem."""
        self._on_phase = on_phase
        self._on_cancel = on_cancel
        self._first: asyncio.Future[AnsweredLead] = asyncio.get_running_loop().create_future()
        self._preparing: asyncio.Future[Any] | None = None

    async def answer(self) -> AnsweredLead:
        """Returns the first answer: the vendor's, or what cancelling means at that moment."""
        return await asyncio.shield(self._first)

    @property
    def answered(self) -> bool:
        """Whether the first answer is there."""
        return self._first.done()

    def cancel(self) -> None:
        """Stops the waiting: *Not sent* before the request left, *Outcome unknown* after."""
        if self.cancelled or self.answered:
            return
        self.cancelled = True
        self._on_cancel(self)
        if self._preparing:
            self._preparing.cancel()

    def enter(self, phase: Phase) -> None:
        """Notes where the submission stands and tells the screen."""
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

    def resolve(self, lead: AnsweredLead) -> bool:
        """Sets the first answer; returns False when there was one already, so that this one is late."""
        if self._first.done():
            return False
        self._first.set_result(lead)
        return True


def show(screen: Callable[[_T], None], value: _T) -> None:
    """Tells the screen; one that has gone or fails stops no lead."""
    try:
        screen(value)
    except Exception:
        log.exception("The screen could not show how a lead stands")
