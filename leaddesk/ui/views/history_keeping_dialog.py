"""*Keep the history*: retention, legal hold, backup, restore, recovery key and the remembered end, one section each.

One act at a time: its progress and *Cancel* stand at the foot, and a sentence says how it ended. It is opened, never
executed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr, tr_now
from leaddesk.services.export_table import DocumentFiles
from leaddesk.services.keep_history import KeepHistory
from leaddesk.services.ports import Clock
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.keeping.copies import BackupSection, RestoreSection
from leaddesk.ui.views.keeping.end import EndSection
from leaddesk.ui.views.keeping.hold import HoldSection
from leaddesk.ui.views.keeping.recovery import RecoverySection
from leaddesk.ui.views.keeping.retention import RetentionSection
from leaddesk.ui.views.keeping.section import KeepingDesk, Section, Work
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.reveal_button import RevealButton

_T = TypeVar("_T")
_WIDTH, _HEIGHT = 860, 660
_ROOM = 0.94
_LIST = 176
_ROW = 34


class HistoryKeepingDialog(QDialog):
    """Reads a section when a person comes to it."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        keep: KeepHistory,
        scope: TaskScope,
        times: LocalTimes,
        clock: Clock,
        tell: Tell,
        operator: Callable[[], str],
        documents: DocumentFiles,
        masking: Masking | None = None,
    ) -> None:
        """`scope` is the application's: what cannot be stopped goes on when the dialog is closed, and is told then."""
        super().__init__(parent)
        self._theme, self._scope, self._tell_outside = theme, scope, tell
        self._task: asyncio.Task[Any] | None = None
        self._can_stop, self._closed = True, False
        self._waiting: Callable[[], None] | None = None
        self.setWindowTitle(tr("Keep the history"))
        self.setAccessibleName(tr("Keep the history"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mask = (masking or Masking()).for_view(tr("Keep the history"), self)
        self._reveal = RevealButton(theme, mask)
        desk = KeepingDesk(keep, times, clock, operator, self.start, mask)
        self.sections: tuple[Section, ...] = (
            RetentionSection(theme, desk),
            HoldSection(theme, desk),
            BackupSection(theme, desk),
            RestoreSection(theme, desk),
            RecoverySection(theme, desk, documents),
            EndSection(theme, desk),
        )
        self.list = QListWidget()
        self._pages = QStackedWidget()
        self.said = ElidedLabel(use="hint", ink="text2", lines=3)
        self.said.setAccessibleName(tr("Result"))
        self._bar = QProgressBar()
        self.stop = Button(theme, tr("Cancel"))
        self.close_button = Button(theme, tr("Close"))
        self._fill()
        self._tint()
        self._lay_out(parent)
        theme.changed.connect(self._tint)
        self.list.currentRowChanged.connect(self._go_to)
        self.stop.clicked.connect(self._stop)
        self.close_button.clicked.connect(self.reject)
        self._set_busy(False)

    def open(self, section: str = "Retention") -> None:
        """Shows the dialog at a section."""
        super().open()
        names = [tr_now(item.name) for item in self.sections]
        self.list.setCurrentRow(names.index(tr_now(section)))
        self.list.setFocus()

    def done(self, result: int) -> None:
        """Closes; what can be stopped is."""
        self._closed = True
        for section in self.sections:
            section.leave()
        if self._task and self._can_stop:
            self._task.cancel()
        super().done(result)

    def start(self, words: str, work: Work[_T], on_done: Callable[[_T], str | None], *, can_stop: bool = True) -> None:
        """See `Start`; what is asked for while an act goes on comes after it, only the latest of it."""
        if self._task:
            self._waiting = lambda: self.start(words, work, on_done, can_stop=can_stop)
            return

        def finished(value: _T) -> None:
            self._ended()
            sentence = None if self._closed else on_done(value)
            if self._closed and not can_stop:
                self._tell_outside("result", tr("{act}: done.", act=words))
            if sentence:
                self._say(sentence)

        def failed(problem: LeadDeskError) -> None:
            self._ended()
            if self._closed:
                self._tell_outside("error", problem.title, problem.detail, problem.hint)
            else:
                self._say(problem.sentence(), "danger")

        self._can_stop = can_stop
        self._bar.setRange(0, 0)
        self._say(words)
        self._task = self._scope.run(work(self._progress), finished, failed)
        self._task.add_done_callback(self._cancelled)
        self._set_busy(True)

    def _progress(self, done: int, total: int) -> None:
        if not self._closed:
            self._bar.setRange(0, 1000)  # a file may have more bytes than the bar has numbers
            self._bar.setValue(min(1000, done * 1000 // max(1, total)))

    def _ended(self) -> None:
        self._task = None
        if self._closed:
            return
        self._say("")
        self._set_busy(False)
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def _cancelled(self, task: asyncio.Task[Any]) -> None:
        if task.cancelled() and task is self._task:
            self._ended()
            if not self._closed and self._task is None:
                self._say(tr("Cancelled. Nothing was changed."))

    def _stop(self) -> None:
        if self._task and self._can_stop:
            self._waiting = None
            self._task.cancel()

    def _say(self, text: str, ink: str = "text2") -> None:
        self.said.set_text(text)
        self.said.setAccessibleDescription(text)
        restyle(self.said, ink=ink)

    def _set_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self.stop.setVisible(busy and self._can_stop)
        for section in self.sections:
            section.set_busy(busy)

    def _go_to(self, row: int) -> None:
        for section in self.sections:
            section.leave()
        self._pages.setCurrentIndex(row)
        if not self._task:
            self._say("")
        self.sections[row].refresh()

    def _fill(self) -> None:
        self.list.setAccessibleName(tr("Sections"))
        for section in self.sections:
            item = QListWidgetItem(tr_now(section.name), self.list)
            item.setSizeHint(QSize(0, self._theme.px(_ROW)))
            page = QScrollArea()
            page.setWidgetResizable(True)
            page.setFrameShape(QFrame.Shape.NoFrame)
            page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            page.setWidget(section)
            self._pages.addWidget(page)

    def _tint(self) -> None:
        theme, dpr = self._theme, self.devicePixelRatioF()
        for row, section in enumerate(self.sections):
            pixmap = theme.icons.pixmap(section.icon, theme.tokens.color("text2"), theme.px(16), dpr)
            icon = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                icon.addPixmap(pixmap, mode)
            self.list.item(row).setIcon(icon)

    def _lay_out(self, parent: QWidget) -> None:
        px = self._theme.px
        self.resize(min(px(_WIDTH), int(parent.width() * _ROOM)), min(px(_HEIGHT), int(parent.height() * _ROOM)))
        self.list.setFixedWidth(px(_LIST))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("Keep the history"), use="title"))
        head.addStretch()
        head.addWidget(self._reveal)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.list)
        middle.addWidget(self._pages, 1)
        column.addLayout(middle, 1)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setFixedWidth(px(96))
        self.said.setMinimumHeight(px(36))
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.said, 1)
        for part in (self._bar, self.stop, self.close_button):
            foot.addWidget(part)
        column.addLayout(foot)
