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
_LET_GO_S = 0.2
"""How long cancelled work may take to end."""


class TaskScope:
    """Runs coroutines on the running loop and reports each end once."""

    def __init__(self, on_bug: Callable[[BaseException], None] | None = None) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._silent: set[asyncio.Task[Any]] = set()
        """Cancelled ones, whatever they make of it: their view may be gone."""
        self._on_bug = on_bug
        self._is_over = False

    def run(
        self,
        work: Coroutine[Any, Any, _T],
        on_done: Callable[[_T], None] | None = None,
        on_problem: Callable[[LeadDeskError], None] | None = None,
    ) -> asyncio.Task[_T]:
        """Starts the work; afterwards calls `on_done` with its value or `on_problem` with its operational error.

        After `finish` nothing is begun any more: what a timer still asks for then ends in silence.
        """
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(done, on_done, on_problem))
        if self._is_over:
            self._silent.add(task)
            task.cancel()
        return task

    def _ended(
        self,
        task: asyncio.Task[_T],
        on_done: Callable[[_T], None] | None,
        on_problem: Callable[[LeadDeskError], None] | None,
    ) -> None:
        silent = task in self._silent
        self._tasks.discard(task)
        self._silent.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        try:
            if error is None:
                if on_done and not silent:
                    on_done(task.result())
            elif not isinstance(error, LeadDeskError) or not (on_problem or silent):
                self._say_bug(error)
            elif on_problem and not silent:
                on_problem(error)
        except Exception as bug:  # noqa: BLE001 - the loop would only log it
            self._say_bug(bug)

    def _say_bug(self, bug: BaseException) -> None:
        if self._on_bug:
            self._on_bug(bug)
        else:
            log.error("A task failed", exc_info=bug)

    def cancel(self) -> None:
        """Cancels everything that still runs; nothing more is reported but bugs."""
        for task in tuple(self._tasks):
            self._silent.add(task)
            task.cancel()

    async def finish(self, timeout_s: float) -> None:
        """Waits for what still runs, then cancels the rest and lets go even of what does not end."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=timeout_s)
        self._is_over = True
        self.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=_LET_GO_S)
