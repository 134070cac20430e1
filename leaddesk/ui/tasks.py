"""The one async boundary of the screens: a view hands over a coroutine and says what to do with its end.

A scope keeps strong references. Cancelling a scope is silence: neither callback runs. Deeds (a submit) belong into
the application's scope, questions into their view's, because cancelling a deed cannot un-send it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from leaddesk.domain.errors import LeadDeskError

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class TaskScope:
    """Runs coroutines on the running loop and reports each end once."""

    def __init__(self, on_bug: Callable[[BaseException], None] | None = None) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._on_bug = on_bug

    def run(
        self,
        work: Coroutine[Any, Any, _T],
        on_done: Callable[[_T], None] | None = None,
        on_problem: Callable[[LeadDeskError], None] | None = None,
    ) -> asyncio.Task[_T]:
        """Starts the work; afterwards calls `on_done` with its value or `on_problem` with its operational error."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(done, on_done, on_problem))
        return task

    def _ended(
        self,
        task: asyncio.Task[_T],
        on_done: Callable[[_T], None] | None,
        on_problem: Callable[[LeadDeskError], None] | None,
    ) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            if on_done:
                on_done(task.result())
        elif isinstance(error, LeadDeskError) and on_problem:
            on_problem(error)
        elif self._on_bug:
            self._on_bug(error)
        else:
            log.error("A task failed", exc_info=error)

    def cancel(self) -> None:
        """Cancels everything that still runs; nothing more is reported."""
        for task in tuple(self._tasks):
            task.cancel()

    async def finish(self, timeout_s: float) -> None:
        """Waits for what still runs, then cancels the rest."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=timeout_s)
        self.cancel()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
