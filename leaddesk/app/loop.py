"""The event loop: Qt's and asyncio's in one (qasync), with signals that end it cleanly.

With `qt_loop` the one place that knows qasync (a single maintainer, so it stays replaceable here).
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from leaddesk.app.garbage import UiGarbage


def run(app: QApplication, main: Coroutine[Any, Any, int]) -> int:
    """Runs the application until its main coroutine ends, and returns its exit status."""
    from leaddesk.app.qt_loop import QtLoop

    app.setQuitOnLastWindowClosed(False)  # closing the last dialog must not stop the loop under the shutdown
    loop = QtLoop(app)
    asyncio.set_event_loop(loop)
    garbage = UiGarbage()
    garbage.start()
    try:
        with loop:
            return int(loop.run_until_complete(main))
    finally:
        garbage.stop()


@contextlib.contextmanager
def on_termination(quit_: Callable[[], None]) -> Iterator[None]:
    """Calls `quit_` on SIGTERM or SIGINT while Qt waits: the signal's number arrives through a socket Qt watches."""
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def arrived() -> None:
        with contextlib.suppress(BlockingIOError):
            reader.recv(64)
        quit_()

    notifier.activated.connect(arrived)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    old_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(old_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
