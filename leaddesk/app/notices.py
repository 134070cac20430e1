"""Notices in the tray: finds out what happened while nobody looked, and leads from a notice to its place.

Nothing of it is loaded before somebody turns it on, and nothing is read before the history is open. A place that is in
view in the window in front needs no notice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from leaddesk.app.listener import bring_forward
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.settle_unknown import SettleUnknown
from leaddesk.services.stale_verdicts import StaleVerdicts
from leaddesk.services.waiting_unknowns import WaitingUnknowns
from leaddesk.ui.masking import Reveal
from leaddesk.ui.notices.choice import NoticeChoice, NoticeKind
from leaddesk.ui.notices.gathering import Gathering
from leaddesk.ui.notices.tray import Tray
from leaddesk.ui.notices.words import Notice, quiet_name, quiet_number, told
from leaddesk.ui.window_icon import window_icon

if TYPE_CHECKING:
    from leaddesk.app.places import Common, Places
    from leaddesk.app.use_cases import UseCases
    from leaddesk.ui.views.campaigns.seen import CampaignNews

LOOK_MS = 3 * 60 * 1000
"""From one look at the history to the next."""
_CAMPAIGNS, _HISTORY, _CHECK = "Campaigns", "History", "Check number"


class Notices(QObject):
    """One tray icon, from when it is turned on to when it is turned off or the window closes."""

    def __init__(self, common: Common, use: UseCases, places: Places, choice: Callable[[], NoticeChoice]) -> None:
        super().__init__(common.window)
        self._common, self._use, self._places, self._choice = common, use, places, choice
        self._go: Callable[[], None] = lambda: None
        self._looking = False
        settling: SettleUnknown = use.settling
        self._unknowns = WaitingUnknowns(settling.queue, use.clock)
        self._stale = StaleVerdicts(use.adapters, use.deferred, use.clock, use.pages, use.judging.rules)
        self.tray = Tray(common.window, window_icon(common.paths.resources / "leaddesk.svg"))
        self.tray.window_wanted.connect(self._open_window)
        self.tray.message_pressed.connect(self._follow)
        self._gathering = Gathering(self, use.clock.monotonic)
        self._gathering.due.connect(self._tell)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        places.on_campaign_news = self.take_campaigns
        self.look()

    def close(self) -> None:
        """Takes the icon away and looks no more."""
        self._timer.stop()
        self._places.on_campaign_news = None
        self.tray.close()
        self.deleteLater()

    # ------------------------------------------------------------ what happened

    def look(self) -> None:
        """Looks at the history, unless a look is on its way; what keeps it from being read is said elsewhere."""
        if not self._looking:
            self._looking = True
            task = self._common.scope.run(self._look(), on_problem=lambda _problem: None)
            task.add_done_callback(self._looked)

    async def _look(self) -> None:
        choice = self._choice()
        if choice.unknowns:
            for row in await self._unknowns.to_tell(timedelta(minutes=choice.minutes)):
                self._add(NoticeKind.UNKNOWN, self._unknown_words(row), _HISTORY, self._show_unknowns)
        if choice.stale:
            for row in await self._stale.gone_stale():
                what = tr("{number}, checked {moment}", number=quiet_number(row.number), moment=self._moment(row))
                self._add(NoticeKind.STALE, what, _CHECK, partial(self._check, row.number))

    def _looked(self, _task: object) -> None:
        self._looking = False

    def take_campaigns(self, profile: ConnectionProfile, news: Sequence[CampaignNews]) -> None:
        """Takes what a quiet look, or a read after an event, found changed."""
        if self._choice().campaigns:
            for one in news:
                go = partial(self._show_campaign, profile.id, one.campaign_id)
                what = f"{quiet_name(one.name)}: {quiet_name(one.what)}"
                self._add(NoticeKind.CAMPAIGN, what, _CAMPAIGNS, go)

    def _add(self, kind: NoticeKind, what: str, place: str, go: Callable[[], None]) -> None:
        window = self._common.window
        if not (window.isActiveWindow() and window.place == place):
            self._gathering.add(Notice(kind=kind, what=what, go=go))

    def _unknown_words(self, row: ExchangeRow) -> str:
        what = tr_now(row.act) if row.is_act else quiet_number(row.number)
        return tr("{what}, sent {moment}", what=what, moment=self._moment(row))

    def _moment(self, row: ExchangeRow) -> str:
        return self._common.times.moment(row.at, self._use.clock.now())

    # ------------------------------------------------------------ telling, and where it leads

    def _tell(self, notices: list[Notice]) -> None:
        message = told(notices)
        self._go = message.go
        self.tray.say(message.title, message.text)

    def _open_window(self) -> None:
        bring_forward(self._common.window)

    def _follow(self) -> None:
        bring_forward(self._common.window)
        self._go()

    def _show_campaign(self, profile_id: str, campaign_id: str) -> None:
        self._common.window.go_to(_CAMPAIGNS)
        self._places.campaigns.choose(profile_id, campaign_id)

    def _show_unknowns(self) -> None:
        self._common.window.go_to(_HISTORY)
        self._places.history.show_outcomes((LoadOutcome.UNKNOWN, ABOUT_TO_SEND))

    def _check(self, number: str) -> None:
        reveal = Reveal(what=_CHECK, number=number)
        self._common.masking.hand_on(reveal, lambda: self._places.check(number))
