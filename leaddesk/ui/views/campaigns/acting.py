"""Acts on campaigns and lists: asked once, begun, followed with seconds and *Cancel*, told when the result is there.

Deeds belong to the use-case: leaving the place, or closing a dialog, stops none. A pause waits for no question but
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.act import PAUSES, Act, ActOutcome
from leaddesk.domain.campaign import ActOrder, Campaign
from leaddesk.domain.campaign_acts import reasons_against
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.change_campaign import ActRequest, ActResult, Deed
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.act_dialog import CampaignActDialog
from leaddesk.ui.views.campaigns.desk import CampaignDesk

_TICK_MS = 250


@dataclass(frozen=True, slots=True)
class Running:
    """An act whose result is not there yet."""

    deed: Deed
    since: float
    """By the clock that only goes forward."""


class CampaignActs(QObject):
    """Asks, begins, follows."""

    changed = Signal()
    """An act has begun, takes longer, or has ended."""
    ended = Signal(object)
    """That `ActResult` is there: the first one, or a late one."""

    def __init__(self, theme: Theme, parent: QWidget, desk: CampaignDesk, words: CampaignWords) -> None:
        super().__init__(parent)
        self._theme, self._view, self._desk, self._words = theme, parent, desk, words
        self.running: list[Running] = []
        """The acts whose results are not there yet, oldest first."""
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.changed)

    def ask(self, act: Act, campaign: Campaign, profile: ConnectionProfile, list_name: str = "") -> None:
        """Opens the one question before an act, after who is at the desk; says what speaks against the act instead."""
        if why := reasons_against(act, campaign, profile):
            self._desk.tell("warn", why)
            return
        order = ActOrder(act=act, campaign_id=campaign.id, campaign_name=campaign.name, list_name=list_name)
        question = partial(self._open_question, order, campaign, profile)
        if act in PAUSES:
            question()
        else:
            self._desk.confirm_operator(profile, question)

    def edit(
        self,
        campaign: Campaign,
        profile: ConnectionProfile,
        texts: Mapping[str, str],
        on_end: Callable[[ActResult], None],
    ) -> None:
        """Sends changed texts, which a person has agreed to; `on_end` gets the result too."""
        order = ActOrder(
            act=Act.EDIT_MESSAGES, campaign_id=campaign.id, campaign_name=campaign.name, messages=dict(texts)
        )
        self._begin(profile, order, campaign, on_end)

    def tell(self, result: ActResult) -> None:
        """Says before and after, the vendor's refusal, or that nobody knows; offers to take a pause back."""
        kind, title, detail, hint = say.message(result, self._words.moment(self._desk.clock.now()))
        after, profile = result.campaign, result.request.profile
        paused = result.outcome is ActOutcome.DONE and result.request.order.act is Act.PAUSE
        if paused and after and not reasons_against(Act.ACTIVATE, after, profile):
            again = partial(self._again, after, profile)
            self._desk.tell(kind, title, detail, hint, tr("Activate again"), again)
        else:
            self._desk.tell(kind, title, detail, hint)

    def cancel(self) -> None:
        """Stops the waiting for the latest act; the deed itself cannot be stopped once it has left."""
        if self.running:
            self.running[-1].deed.cancel()

    def seconds(self, one: Running) -> float:
        """Returns the seconds since an act was begun."""
        return self._desk.clock.monotonic() - one.since

    # ------------------------------------------------------------ inside

    def _again(self, campaign: Campaign, profile: ConnectionProfile) -> None:
        self.ask(Act.ACTIVATE, campaign, profile)

    def _open_question(self, order: ActOrder, campaign: Campaign, profile: ConnectionProfile) -> None:
        window, name = self._view.window(), order.list_name
        dialog = CampaignActDialog(self._theme, window, order.act, campaign, profile, self._words, name)
        dialog.accepted.connect(partial(self._begin, profile, order, campaign))
        dialog.open()

    def _begin(
        self,
        profile: ConnectionProfile,
        order: ActOrder,
        campaign: Campaign,
        on_end: Callable[[ActResult], None] = lambda _result: None,
    ) -> None:
        request = ActRequest(profile=profile, order=order, before=campaign, operator=self._desk.operator())
        deed = self._desk.change.start(request, lambda _phase: self.changed.emit(), self.ended.emit)
        if any(one.deed is deed for one in self.running):
            return
        one = Running(deed, self._desk.clock.monotonic())
        self.running.append(one)
        self._tick.start()
        self._desk.scope.run(
            deed.answer(), partial(self._take, one, on_end), partial(self._take_problem, one)
        ).add_done_callback(lambda _task: self._forget(one))
        self.changed.emit()

    def _take(self, one: Running, on_end: Callable[[ActResult], None], result: ActResult) -> None:
        self._forget(one)
        self.ended.emit(result)
        on_end(result)

    def _take_problem(self, one: Running, problem: LeadDeskError) -> None:
        self._forget(one)
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    def _forget(self, one: Running) -> None:
        if one in self.running:
            self.running.remove(one)
            if not self.running:
                self._tick.stop()
            self.changed.emit()
