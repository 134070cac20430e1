"""Keeps a calling clock up to date for a view: looks the places up when the fields change, judges anew each minute."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from leaddesk.domain.errors import LeadDeskError
from leaddesk.services.calling_clock import CallingClockService, Whereabouts
from leaddesk.ui.tasks import TaskScope

_PAUSE_MS = 150
"""A typist between two keys is not asked about."""
_MINUTE_MS = 60_000


class CallingWatch(QObject):
    """One view's clock. It is silent until asked, and again after `stop`."""

    judged = Signal(object)
    """A `CallingClock`, at once after a look-up and then on each minute; None while no place is named."""

    def __init__(
        self,
        service: CallingClockService,
        scope: TaskScope,
        on_problem: Callable[[LeadDeskError], None],
        parent: QObject | None = None,
    ) -> None:
        """Takes the view's scope for the look-ups, and who says that the tables or rules cannot be read."""
        super().__init__(parent)
        self._service = service
        self._scope = scope
        self._on_problem = on_problem
        self._asked = ("", "", "")
        self._where: Whereabouts | None = None
        self._task: asyncio.Task[Whereabouts] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setTimerType(Qt.TimerType.PreciseTimer)
        self._minute.timeout.connect(self._judge)

    def ask(self, phone: str, zip_code: str = "", state: str = "") -> None:
        """Asks about a lead's fields as typed; the same fields again cost nothing."""
        asked = (phone.strip(), zip_code.strip(), state.strip())
        if asked == self._asked:
            return
        self.stop()
        self._asked = asked
        if any(asked):
            self._pause.start()

    def stop(self) -> None:
        """Forgets what was asked, and says so."""
        shown = self._minute.isActive()
        self._asked, self._where = ("", "", ""), None
        self._pause.stop()
        self._minute.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if shown:
            self.judged.emit(None)

    def _look_up(self) -> None:
        work = self._service.places(*self._asked)
        self._task = self._scope.run(work, on_done=self._found, on_problem=self._on_problem)

    def _found(self, where: Whereabouts) -> None:
        self._where = where
        self._judge()

    def _judge(self) -> None:
        if self._where is None or not self._where.candidates:
            return  # half a number says nothing yet
        clock = self._service.judge(self._where)
        self._minute.start(_to_next_minute(clock.at))
        self.judged.emit(clock)


def _to_next_minute(at: datetime) -> int:
    """Returns the milliseconds until the clock shows another minute, one at least."""
    return max(1, _MINUTE_MS - at.second * 1000 - at.microsecond // 1000)
