"""*Verify history* as a job: progress and *Cancel* in the status bar, its end in a dialog."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.services.verify_history import Verified
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.history.verify_dialog import VerifyDialog
from leaddesk.ui.widgets.jobs_area import Job

_NAME = tr("Verify history")


class Verifying(QObject):
    """One look at a time; it goes on when the place is left."""

    running = Signal(bool)
    verified = Signal(object)
    """What was found, as a `Verified`."""
    open_wanted = Signal(int)
    """That exchange is to be opened."""

    def __init__(self, theme: Theme, parent: QWidget, desk: HistoryDesk) -> None:
        super().__init__(parent)
        self._theme, self._parent, self._desk = theme, parent, desk
        self._task: asyncio.Task[Verified] | None = None
        self._job: Job | None = None

    def start(self) -> None:
        """Begins to look at every entry."""
        if self._task:
            return
        self._job = self._desk.jobs.start(_NAME, self._cancel)
        self.running.emit(True)
        self._task = self._desk.scope.run(self._desk.verifying.verify(self._progress), self._show, self._say_problem)
        self._task.add_done_callback(lambda _task: self._ended())

    def _progress(self, done: int, total: int) -> None:
        if self._job:
            self._job.set_progress(done, total)

    def _cancel(self) -> None:
        """Lets the look go at once; it reads only, so nothing is left of it."""
        if self._task:
            self._task.cancel()
        self._desk.tell("info", tr("Verify history was stopped."), "", tr("The rest of the entries was not looked at."))
        self._ended()

    def _ended(self) -> None:
        self._task = None
        if self._job and isValid(self._desk.jobs):  # the last work may end after the window
            self._desk.jobs.finish(self._job)
            self.running.emit(False)
        self._job = None

    def _show(self, found: Verified) -> None:
        self.verified.emit(found)
        dialog = VerifyDialog(self._theme, self._parent.window(), found, self._desk.times, self._desk.clock)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.open()

    def _say_problem(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
