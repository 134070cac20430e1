"""Blocking calls on daemon threads: a keyring prompt may wait for minutes and must not keep the process alive.

The standard executors join their threads at exit, which is why none of them is used. A cancelled wait abandons its
thread: the call itself cannot be stopped.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Job = Callable[[], None]


def _job(call: Callable[[], _T]) -> tuple[_Job, asyncio.Future[_T]]:
    """Returns the call as a job for a thread, and the future it settles on the running loop."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def settle(act: Callable[[], None]) -> None:
        if not future.done():
            act()

    def run() -> None:
        try:
            value = call()
        except BaseException as error:  # noqa: BLE001 - belongs to whoever waits, whatever it is
            failure = error
            act: Callable[[], None] = lambda: future.set_exception(failure)  # noqa: E731
        else:
            act = lambda: future.set_result(value)  # noqa: E731
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
            loop.call_soon_threadsafe(settle, act)

    return run, future


async def in_daemon_thread(fn: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Runs one blocking call on a thread of its own and returns or raises its end; cancelling abandons the thread."""
    run, future = _job(lambda: fn(*args, **kwargs))
    threading.Thread(target=run, name=f"leaddesk-{getattr(fn, '__name__', 'call')}", daemon=True).start()
    return await future


class Worker:
    """One daemon thread that runs blocking calls one after the other, in the order they came.

    A job whose waiter was cancelled still runs: it may be a write that others rely on.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._lock = threading.Lock()

    async def do(self, fn: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Runs the call after all earlier ones and returns or raises its end; RuntimeError once closed."""
        run, future = _job(lambda: fn(*args, **kwargs))
        with self._lock:
            if self._closed:
                raise RuntimeError(f"{self._name} is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._jobs.put(run)
        return await future

    def close(self, timeout_s: float) -> bool:
        """Takes no more jobs, blocks at most so many seconds and tells whether all earlier ones have ended."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
            thread = self._thread
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
