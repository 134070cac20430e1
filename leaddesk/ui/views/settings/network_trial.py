"""*Test* at *Network* in *Settings*: one harmless question, asked the way that stands in the fields, and its answer.

Nothing is kept by it. It may be cancelled at any time; closing the dialog cancels it too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.secret import Secret
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkDesk, NetworkTested
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.combos import holds_names
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

EVERY = tr("Every profile")
_WHAT = tr(
    "Asks the vendor of a profile one harmless question, by what stands here. Nothing is kept, no lead is created."
)
_NO_PROFILE = tr("There is no profile yet whose vendor could be asked: make one in Profiles.")
_TICK_MS = 250
_LABELS = 128


class NetworkTrial(QWidget):
    """The profile to ask with, the button, and what the last test showed."""

    def __init__(
        self,
        theme: Theme,
        desk: NetworkDesk,
        typed: Callable[[], tuple[NetworkChoice, Secret | None]],
        scope: TaskScope,
    ) -> None:
        super().__init__()
        self._theme, self._desk, self._typed, self._scope = theme, desk, typed, scope
        self.profile = QComboBox()
        holds_names(self.profile)
        self.test_button = Button(theme, tr("Test"), icon="plug")
        self.cancel_button = Button(theme, tr("Cancel"))
        self.said = plain_label(_WHAT, use="hint", ink="text2")
        self._task: asyncio.Task[NetworkTested] | None = None
        self._step = ""
        self._since, self._ticker = QElapsedTimer(), QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._show_waiting)
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._prepare()
        self.test_button.clicked.connect(self._test)
        self.cancel_button.clicked.connect(self._cancel)
        theme.changed.connect(self._fit)
        self._fit()

    def _test(self) -> None:
        choice, password = self._typed()
        profile_id, step = str(self.profile.currentData()), self._take_step

        async def test() -> NetworkTested:
            return await self._desk.test(choice, password, profile_id, step)

        self._since.start()
        self._take_step(tr("Testing"))
        self._run(True)
        self._task = self._scope.run(test(), self._show, self._fail)

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()
            self._end(tr("Test cancelled. Nothing is known about the network."), "text2")
            self.test_button.setFocus()

    def _show(self, tested: NetworkTested) -> None:
        self._end("\n".join(marked(line) for line in tested.lines), "ok" if tested.works else "danger")

    def _fail(self, problem: LeadDeskError) -> None:
        self._end(marked(problem.sentence()), "danger")

    def _end(self, text: str, ink: str) -> None:
        had_focus = self.cancel_button.hasFocus()
        self._task = None
        self._run(False)
        if had_focus:
            self.test_button.setFocus()
        self._say(text, ink)
        announcement = QAccessibleAnnouncementEvent(self.said, text)
        QAccessible.updateAccessibility(announcement)

    def _run(self, running: bool) -> None:
        self.test_button.setEnabled(not running)
        self.profile.setEnabled(not running)
        self.cancel_button.setVisible(running)
        if running:
            self._ticker.start()
        else:
            self._ticker.stop()

    def _take_step(self, step: str) -> None:
        self._step = step
        self._show_waiting()

    def _show_waiting(self) -> None:
        self._say(marked(tr("{phase}, {seconds} s", phase=self._step, seconds=self._since.elapsed() // 1000)), "text2")

    def _say(self, text: str, ink: str) -> None:
        restyle(self.said, ink=ink)
        self.said.setText(text)
        self.said.setAccessibleDescription(text)

    def _prepare(self) -> None:
        profiles = self._desk.profiles
        if len(profiles) > 1:
            self.profile.addItem(EVERY, "")
        for profile_id, name in profiles:
            self.profile.addItem(marked(name), profile_id)
        self.profile.setAccessibleName(tr("Test with"))
        self.label = plain_label(tr("Test with"), use="label", ink="text2")
        self.label.setBuddy(self.profile)
        self.said.setWordWrap(True)
        self.said.setAccessibleName(tr("Network test"))
        self.cancel_button.hide()
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.profile, self.test_button, self.cancel_button):
            self._row.addWidget(widget)
        self._row.addStretch()
        self._column.addLayout(self._row)
        self._column.addWidget(self.said)
        if not profiles:
            self.profile.setEnabled(False)
            self.test_button.setEnabled(False)
            self.said.setText(_NO_PROFILE)

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setSpacing(px(8))
        self._column.setSpacing(px(4))
        self.label.setMinimumWidth(px(_LABELS))
