"""One verdict of *Check number*, whole and as it was, in the place's own pane."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.masking import Masking
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel


class OpenedVerdict(QWidget):
    """A heading with *Back*, and the verdict below it."""

    revealed = Signal(int, object)
    """The last four digits in the cases of that exchange are asked for; the callable with it shows them."""

    def __init__(self, theme: Theme, times: LocalTimes, masking: Masking | None = None) -> None:
        """Builds the heading; `masking` may mask what is opened."""
        super().__init__()
        self._theme, self._times = theme, times
        self._masking = masking or Masking()
        self._lead: AnsweredLead | None = None
        self._now: datetime | None = None
        self.back = Button(theme, tr("Back"), role="quiet")
        self.back.setToolTip("Esc")
        self._heading = ElidedLabel(use="heading")
        top = QFrame()
        top.setProperty("surface", "header")
        self._top = QHBoxLayout(top)
        self._top.addWidget(self.back)
        self._top.addWidget(self._heading, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(top)
        theme.changed.connect(self._fit)
        self._fit()

    @cached_property
    def verdict(self) -> VerdictView:
        """The verdict; made with the first one, as many a day opens none."""
        verdict = VerdictView(self._theme, self._times, masking=self._masking)
        verdict.revealed.connect(self.revealed)
        verdict.masking.changed.connect(self._say_which)
        self._column.addWidget(verdict, 1)
        return verdict

    def show_lead(self, lead: AnsweredLead, now: datetime) -> None:
        """Shows an exchange as it was, and what is no longer so."""
        self._lead, self._now = lead, now
        self.verdict.show_answered(lead, now)
        self.verdict.judge_now(now)
        self._say_which()

    def _say_which(self) -> None:
        if not (self._lead and self._now):
            return
        opening, entry = self._lead.opening, self._lead.exchange_id
        number, when = (
            self.verdict.masking.number(opening.number),
            self._times.moment(opening.at, self._now, seconds=True),
        )
        where = opening.destination_name
        self._heading.set_text(
            tr("{number} to {where}, {when}, entry {entry}", number=number, where=where, when=when, entry=entry)
            if entry
            else tr("{number} to {where}, {when}, not in the history", number=number, where=where, when=when)
        )

    def _fit(self) -> None:
        px = self._theme.px
        self._top.setContentsMargins(px(12), px(5), px(16), px(5))
        self._top.setSpacing(px(12))
