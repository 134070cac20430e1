"""Runs *Test connection* for the profile in the editor: one question at a time, the latest one wins."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import Clock
from leaddesk.services.try_connection import AskPhase, ConnectionResult, TryConnection
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.profiles.connection_card import ConnectionCard

_TICK_MS = 250


class ConnectionTester(QObject):
    """The question in flight, and the last result of each profile; results are forgotten when LeadDesk ends.

    Esc in the editor cancels.
    """

    def __init__(
        self,
        editor: QWidget,
        card: ConnectionCard,
        service: TryConnection,
        scope: TaskScope,
        times: LocalTimes,
        clock: Clock,
    ) -> None:
        super().__init__(editor)
        self._card = card
        self._service = service
        self._scope = scope
        self._times = times
        self._clock = clock
        self._shown = ""
        self._asked: ConnectionProfile | None = None
        self._task: asyncio.Task[ConnectionResult] | None = None
        self._phase = AskPhase.KEYRING
        self._results: dict[str, ConnectionResult] = {}
        self._since = QElapsedTimer()
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._show_waiting)
        card.cancel_asked.connect(self.cancel)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), editor)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.cancel)

    def test(self, profile: ConnectionProfile) -> None:
        """Asks with a saved profile; a question still in flight is dropped."""
        self._stop()
        self._results.pop(profile.id, None)
        self._asked, self._shown, self._phase = profile, profile.id, AskPhase.KEYRING
        self._since.start()
        self._ticker.start()
        task = self._scope.run(self._service.ask(profile, self._take_phase))
        self._task = task
        task.add_done_callback(self._ended)
        self._show_waiting()

    def cancel(self) -> None:
        """Stops the waiting; a read that is on its way changes nothing at the vendor."""
        if self._task:
            self._stop()
            self._card.show_stopped()

    def show_profile(self, profile_id: str) -> None:
        """Shows what is known of a profile; a question about another one is dropped."""
        self._shown = profile_id
        if self._asked and self._asked.id == profile_id:
            return
        self._stop()
        if result := self._results.get(profile_id):
            self._card.show_result(result, self._times, self._clock.now())
        else:
            self._card.show_idle()

    def forget(self, profile_id: str) -> None:
        """Drops what was shown of a profile: it was changed, so it proves nothing any more."""
        self._results.pop(profile_id, None)
        if self._shown == profile_id:
            self._stop()
            self._card.show_idle()

    def _take_phase(self, phase: AskPhase) -> None:
        self._phase = phase
        self._show_waiting()

    def _show_waiting(self) -> None:
        if self._asked:
            self._card.show_running(self._asked.host, self._phase, self._since.elapsed() // 1000)

    def _ended(self, task: asyncio.Task[ConnectionResult]) -> None:
        if task is not self._task or task.cancelled():  # cancelled from elsewhere, LeadDesk is closing
            return
        self._stop()
        if task.exception():
            self._card.show_idle()
            return
        result = task.result()
        self._results[result.profile_id] = result
        self._card.show_result(result, self._times, self._clock.now())
        self._card.announce_result()

    def _stop(self) -> None:
        task, self._task, self._asked = self._task, None, None
        self._ticker.stop()
        if task:
            task.cancel()
