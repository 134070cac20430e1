"""Running jobs at the right of the status bar: name, progress, *Cancel*; three in view, then how many more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_SHOWN = 3
_BAR_WIDTH = 96


class Job(QWidget):
    """One running job."""

    def __init__(self, theme: Theme, name: str, on_cancel: Callable[[], None]) -> None:
        super().__init__()
        self._theme = theme
        self._label = plain_label(marked(name), use="hint", ink="text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("{label} progress", label=self._label.text()))
        self._bar.setRange(0, 0)
        self.go_on = Button(theme, tr("Go on"), role="link")
        self.go_on.setAccessibleDescription(tr("Go on: {label}", label=self._label.text()))
        self.go_on.clicked.connect(self._resume)
        self.go_on.hide()
        self._on_resume: Callable[[], None] | None = None
        cancel = Button(theme, tr("Cancel"), role="link")
        cancel.setAccessibleDescription(tr("Cancel: {label}", label=self._label.text()))
        self._on_cancel = on_cancel
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for part in (self._label, self._bar, self.go_on, cancel):
            row.addWidget(part)
        theme.changed.connect(self._fit)
        self._fit()

    def set_progress(self, done: int, total: int | None) -> None:
        """Show how much is done, or only that it goes on when the total is not known."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done if total else -1)

    def hold(self, on_resume: Callable[[], None] | None) -> None:
        """Offer *Go on* while the job waits for a person; None when it goes on."""
        self._on_resume = on_resume
        self.go_on.setVisible(on_resume is not None)

    def _resume(self) -> None:
        if self._on_resume:
            self._on_resume()

    def _cancel(self) -> None:
        self._on_cancel()

    def _fit(self) -> None:
        self._bar.setFixedWidth(self._theme.px(_BAR_WIDTH))


class JobsArea(QWidget):
    """The jobs of the whole window, oldest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._jobs: list[Job] = []
        self._more = plain_label(use="hint", ink="text2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        self._row.addWidget(self._more)
        self._draw()

    def start(self, name: str, on_cancel: Callable[[], None]) -> Job:
        """Show a job that has begun."""
        job = Job(self._theme, name, on_cancel)
        self._jobs.append(job)
        self._row.insertWidget(self._row.count() - 1, job)
        self._draw()
        return job

    def finish(self, job: Job) -> None:
        """Take a job away, however it ended."""
        self._jobs.remove(job)
        self._row.removeWidget(job)
        job.hide()
        job.deleteLater()
        self._draw()

    def _draw(self) -> None:
        for number, job in enumerate(self._jobs):
            job.setVisible(number < _SHOWN)
        hidden = len(self._jobs) - _SHOWN
        self._more.setText(tr("and {hidden} more", hidden=hidden) if hidden > 0 else "")
        self._more.setVisible(hidden > 0)
