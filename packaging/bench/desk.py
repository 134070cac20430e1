"""LeadDesk itself, started through its own entry point, with a watch on its window.

`start` types a number at once and waits until LeadDesk idles, `idle` types nothing; any other word is the module of
this package that drives it when it idles, such as `sending`. What LeadDesk loads after its first paint is not imported
here before it, or the figures would flatter it.
"""

from __future__ import annotations

import gc
import importlib
import sys
import traceback
from typing import TYPE_CHECKING

from leaddesk import __main__ as entry
from leaddesk.app.plain_imports import import_plainly

gc.disable()  # both as a start does, which imports the window after them
import_plainly()

from PySide6.QtCore import QEvent, QTimer  # noqa: E402

from leaddesk.ui.views.main_window import MainWindow  # noqa: E402

from . import watch  # noqa: E402

if TYPE_CHECKING:
    from leaddesk.app.desk import Desk

_IDLE_S = 0.7
_POLL_MS = 20


def main() -> int:
    """Runs LeadDesk, drives it when it is up, reports after its window was closed."""
    watching = watch.Watch(types=sys.argv[1] != "idle")
    handle = MainWindow.event
    up = QTimer()

    def event(window: MainWindow, event: QEvent) -> bool:
        handled = handle(window, event)
        watching.saw(window, event)
        if event.type() == QEvent.Type.Show and not up.isActive():
            up.timeout.connect(lambda: _drive_when_up(window, watching, up))
            up.start(_POLL_MS)
        return handled

    MainWindow.event = event  # type: ignore[method-assign, assignment]
    status = entry.main([])
    watching.report()
    return status or watching.failed


def _drive_when_up(window: MainWindow, watching: watch.Watch, up: QTimer) -> None:
    import asyncio

    desk: Desk | None = getattr(window.may_close, "__self__", None)  # it decides whether the window may close
    if desk is None or not desk.use.deferred.ready or desk.enter.destination.target is None:
        return
    up.stop()
    watching.keep = asyncio.ensure_future(_drive(desk, watching, sys.argv[1]))


async def _drive(desk: Desk, watching: watch.Watch, what: str) -> None:
    import asyncio

    await asyncio.sleep(_IDLE_S)
    watching.take_memory()
    try:
        if what not in ("start", "idle"):
            watching.stalls.clear()
            driver = await asyncio.to_thread(importlib.import_module, f"{__package__}.{what}")
            watching.found |= await driver.drive(desk, watching)
    except BaseException:
        watching.failed = True
        traceback.print_exc()
        raise
    finally:
        watching.stop()
        desk.window.may_close = lambda: True
        desk.window.close()


if __name__ == "__main__":
    sys.exit(main())
