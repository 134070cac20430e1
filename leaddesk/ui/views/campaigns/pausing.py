"""*Pause all active* and *Restore*: asked once, followed in a panel, told in the message bar.

Closing the panel or leaving the place stops neither.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import is_active
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, trn
from leaddesk.services.change_campaign import ActResult
from leaddesk.services.pause_all import PauseAllReport, RestoreSet
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.desk import CampaignDesk
from leaddesk.ui.views.campaigns.pause_all_dialogs import PauseAllDialog, RestoreDialog
from leaddesk.ui.views.campaigns.report_panel import ReportPanel
from leaddesk.ui.views.campaigns.seen import SeenBoard

_TICK_MS = 250
_FIRST = 3
"""Results that the message itself says when all went well; the others stand behind *Details*."""


class PausingAll(QObject):
    """One press at a time."""

    result_came = Signal(object)
    """That `ActResult` of one campaign is there."""
    ended = Signal(object)
    """Everything of that `ConnectionProfile` is through: its campaigns should be read anew."""
    restorable_changed = Signal(object, bool)
    """Whether *Restore* has something to offer for that `ConnectionProfile`."""

    def __init__(
        self, theme: Theme, parent: QWidget, desk: CampaignDesk, words: CampaignWords, panel: ReportPanel
    ) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk, self._words, self._panel = theme, parent, desk, words, panel
        self._since = 0.0
        self._doing = ""
        self._count = 0
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._say)

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return bool(self._doing)

    def ask_to_pause(self, profile: ConnectionProfile, seen: SeenBoard) -> PauseAllDialog:
        """Opens the one question before *Pause all active*."""
        there = [row.campaign for row in seen.rows if row.gone_at is None]
        active = [one for one in there if is_active(one)] if seen.at else None
        seen_at = self._words.moment(seen.at) if seen.at else ""
        dialog = PauseAllDialog(self._theme, self._view.window(), profile, active, seen_at)
        dialog.accepted.connect(partial(self._pause, profile, there))
        dialog.open()
        return dialog

    def ask_to_restore(self, profile: ConnectionProfile) -> None:
        """Reads what was paused here and opens the one question before it is activated again."""
        self._desk.scope.run(self._desk.pause_all.restorable(profile), partial(self._offer, profile), self._tell)

    def look(self, profile: ConnectionProfile) -> None:
        """Finds out whether anything is kept to be restored, from before the last start too."""
        kept = self._desk.pause_all.has_paused(profile)
        self._desk.scope.run(kept, partial(self.restorable_changed.emit, profile), self._tell)

    # ------------------------------------------------------------ inside

    def _pause(self, profile: ConnectionProfile, known: Sequence[Campaign]) -> None:
        work = self._desk.pause_all.run(profile, self._desk.operator(), self._take_result, known)
        self._begin(tr("Pausing"), profile, work, self._paused)

    def _offer(self, profile: ConnectionProfile, found: RestoreSet | None) -> None:
        if found is None:
            self.restorable_changed.emit(profile, False)
            self._desk.tell(
                "info", tr("Nothing is kept to be restored."), "", tr("Only what was paused here all at once is.")
            )
            return
        if found.campaigns:
            self._desk.confirm_operator(profile, partial(self._ask_to_activate, profile, found))
        else:
            self._ask_to_activate(profile, found)

    def _ask_to_activate(self, profile: ConnectionProfile, found: RestoreSet) -> None:
        dialog = RestoreDialog(self._theme, self._view.window(), profile, found, self._words)
        dialog.accepted.connect(partial(self._agreed, profile, found))
        dialog.open()

    def _agreed(self, profile: ConnectionProfile, found: RestoreSet) -> None:
        if found.campaigns:
            self._restore(profile, found)
        else:
            forget = self._desk.pause_all.forget(profile)
            self._desk.scope.run(forget, lambda _none: self.restorable_changed.emit(profile, False), self._tell)

    def _restore(self, profile: ConnectionProfile, found: RestoreSet) -> None:
        work = self._desk.pause_all.restore(profile, found, self._desk.operator(), self._take_result)
        self._begin(tr("Activating"), profile, work, self._restored)

    def _begin(
        self,
        doing: str,
        profile: ConnectionProfile,
        work: Coroutine[Any, Any, PauseAllReport],
        on_done: Callable[[ConnectionProfile, PauseAllReport], None],
    ) -> None:
        self._doing, self._since, self._count = doing, self._desk.clock.monotonic(), 0
        self._panel.begin(tr("{doing}: reading the campaigns", doing=doing))
        self._tick.start()
        self._desk.scope.run(work, partial(on_done, profile), partial(self._failed, profile))

    def _take_result(self, result: ActResult) -> None:
        self._count += 1
        self._panel.add(result)
        self.result_came.emit(result)
        self._say()

    def _say(self) -> None:
        if self._doing:
            seconds = self._desk.clock.monotonic() - self._since
            self._panel.say(
                tr(
                    "{doing}: {campaigns} answered, {seconds} s",
                    doing=self._doing,
                    campaigns=say.campaigns(self._count),
                    seconds=f"{seconds:.0f}",
                )
            )

    def _paused(self, profile: ConnectionProfile, report: PauseAllReport) -> None:
        paused, total = len(report.done), len(report.results)
        if not total:
            title = tr("No campaign was active: there was nothing to pause.")
        elif paused == total:
            title = trn("Paused the only active campaign.", "Paused all {count} active campaigns.", total)
        else:
            names = say.still_active(report.results)
            still = f"{tr('May still be active: {names}.', names=names)} " if names else ""
            said = trn(
                "Paused {paused} of 1 active campaign.",
                "Paused {paused} of {count} active campaigns.",
                total,
                paused=paused,
            )
            title = f"{still}{said}"
        self._end(profile, title, report, may_restore=bool(paused), all_done=paused == total)

    def _restored(self, profile: ConnectionProfile, report: PauseAllReport) -> None:
        done, total = len(report.done), len(report.results)
        title = tr("Activated {done} of {campaigns} again.", done=done, campaigns=say.campaigns(total))
        self._end(profile, title, report, may_restore=False, all_done=done == total)

    def _end(
        self, profile: ConnectionProfile, title: str, report: PauseAllReport, *, may_restore: bool, all_done: bool
    ) -> None:
        self._stop()
        self._panel.finish(f"{title} {self._words.moment(self._desk.clock.now())}", report, may_restore=may_restore)
        lines = self._panel.lines()
        if all_done:
            first = f" {_sentences(['; '.join(lines[:_FIRST])])}" if lines else ""
            self._desk.tell("result", f"{title}{first}", _sentences(lines[_FIRST:]), "")
        else:
            self._desk.tell("error", title, _sentences(lines), "")
        self.ended.emit(profile)
        self.look(profile)

    def _failed(self, profile: ConnectionProfile, problem: LeadDeskError) -> None:
        self._stop()
        self._panel.say(tr("Nothing more is done: {problem}", problem=problem.sentence()))
        self._tell(problem)
        self.ended.emit(profile)

    def _stop(self) -> None:
        self._doing = ""
        self._tick.stop()

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)


def _sentences(lines: Sequence[str]) -> str:
    return " ".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in lines)
