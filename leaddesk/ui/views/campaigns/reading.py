"""Reads the board: the latest look wins, quiet ones come by themselves and never while nobody can see them."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.campaign_board import BoardLook, WatchCampaigns
from leaddesk.services.ports import Clock
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.widgets.jobs_area import Job, JobsArea

_TICK_MS = 250
_SOON_S = 0.3
"""A look that comes sooner is not announced."""


class BoardReading(QObject):
    """One look at a time; a quiet one gives way to one that a person asks for."""

    looked = Signal(object, bool)
    """That `BoardLook` came; whether a person asked for it."""
    failed = Signal(object, bool)
    """That `LeadDeskError` came instead."""
    changed = Signal()
    """A look has begun, takes longer, or has ended."""
    due = Signal()
    """It is time for a quiet look."""

    def __init__(self, parent: QObject, watch: WatchCampaigns, clock: Clock, scope: TaskScope, jobs: JobsArea) -> None:
        super().__init__(parent)
        self._watch, self._clock, self._scope, self._jobs = watch, clock, scope, jobs
        self._task: asyncio.Task[BoardLook] | None = None
        self._asked = False
        self._since = 0.0
        self._last = float("-inf")
        """When the last look ended, by the clock that only goes forward."""
        self._job: Job | None = None
        self._seconds = 0
        self._awake = False
        self._tick, self._pause = QTimer(self), QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._announce)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.due)

    @property
    def busy(self) -> bool:
        """Whether a look is on its way."""
        return self._task is not None

    def seconds(self) -> float:
        """Returns the seconds since the look on its way was begun."""
        return self._clock.monotonic() - self._since

    def start(self, profile: ConnectionProfile, *, asked: bool) -> None:
        """Reads all campaigns; a quiet look leaves one that is on its way alone."""
        if self._task is not None and not asked:
            return
        self.cancel()
        self._pause.stop()
        self._asked, self._since = asked, self._clock.monotonic()
        task = self._task = self._scope.run(self._watch.read(profile), self._take, self._take_problem)
        task.add_done_callback(partial(self._over, task))
        self._tick.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Lets go of the look that is on its way."""
        if task := self._task:
            self._task = None
            task.cancel()
            self._end()

    def poll_every(self, seconds: int) -> None:
        """Sets how often it is read by itself; 0 for never."""
        self._seconds = seconds
        self._wait()

    def wake(self) -> None:
        """Goes on with quiet looks: somebody can see the board."""
        self._awake = True
        self._wait()

    def sleep(self) -> None:
        """Reads nothing by itself any more until `wake`."""
        self._awake = False
        self._pause.stop()

    # ------------------------------------------------------------ inside

    def _take(self, look: BoardLook) -> None:
        asked = self._asked
        self._end()
        self.looked.emit(look, asked)

    def _take_problem(self, problem: LeadDeskError) -> None:
        asked = self._asked
        self._end()
        self.failed.emit(problem, asked)

    def _over(self, task: asyncio.Task[BoardLook], _done: object) -> None:
        """Lets go of a look that a mistake or the end of LeadDesk has stopped."""
        if task is self._task:
            self._end()

    def _end(self) -> None:
        self._task = None
        self._last = self._clock.monotonic()
        self._tick.stop()
        if self._job:
            self._jobs.finish(self._job)
            self._job = None
        self.changed.emit()
        self._wait()

    def _announce(self) -> None:
        if self._job is None and self.seconds() >= _SOON_S:
            self._job = self._jobs.start(tr("Reading campaigns"), self.cancel)
        self.changed.emit()

    def _wait(self) -> None:
        """Waits for the next quiet look; one that fell due while nobody looked comes at once."""
        self._pause.stop()
        if self._awake and self._seconds and self._task is None:
            left = self._last + self._seconds - self._clock.monotonic()
            self._pause.start(round(1000 * min(max(0.0, left), self._seconds)))
