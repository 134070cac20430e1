"""*Pause all active*, and *Restore*: activates again exactly what one pressed paused, where nobody changed it since.

What is to be paused is kept in the encrypted store before the first pause leaves, so that it survives the end of
LeadDesk. A campaign counts as changed when its status or its `updated` is not what it was right after our pause.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leaddesk.domain.campaign import Act, ActOrder, ActOutcome, Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.campaign_acts import is_active, may_still_send, says_active
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile, SafetyLevel
from leaddesk.domain.verdict import Explanation
from leaddesk.language import tr
from leaddesk.services.campaign_deed import ActRequest, ActResult
from leaddesk.services.campaign_reads import Secrets, as_error, by_id
from leaddesk.services.campaign_verify import SharedReads
from leaddesk.services.change_campaign import ChangeCampaign
from leaddesk.services.paused_here import PausedHere, PausedStore
from leaddesk.services.ports import Clock, DraftStore
from leaddesk.services.press import show
from leaddesk.services.press_record import PressRecord
from leaddesk.vendors.campaign_source import Wanted

log = logging.getLogger(__name__)
SIDE_BY_SIDE = 8
"""Pauses that are on their way at once at most (contract section 1)."""

_BOARD_PER_ACTIVE = 4
"""Where the board is longer than so many times the active campaigns, reading each of them alone is quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAllReport:
    """What one press of *Pause all active*, or of *Restore*, did."""

    results: tuple[ActResult, ...]
    """One for each campaign, in the order in which they came."""
    may_still_send: tuple[str, ...] = ()
    """What may still go out, one sentence for each campaign that says so."""
    notices: tuple[str, ...] = ()
    """Such as that the board could not be read, so that the campaigns last seen active were paused."""

    @property
    def done(self) -> tuple[ActResult, ...]:
        """Those that were read again and are as they were wanted."""
        return tuple(result for result in self.results if result.outcome is ActOutcome.DONE)


@dataclass(frozen=True, slots=True)
class Restorable:
    """A campaign that *Restore* would activate again."""

    campaign: Campaign
    """As it was read just now."""
    paused_at: datetime
    paused_by: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A campaign that was paused here and is not activated again."""

    campaign_id: str
    name: str
    why: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreSet:
    """What *Restore* would do, for its one confirmation."""

    campaigns: tuple[Restorable, ...]
    left_out: tuple[LeftOut, ...] = ()


class PauseAll:
    """The use-case behind both buttons."""

    def __init__(self, change: ChangeCampaign, drafts: DraftStore, clock: Clock) -> None:
        self._change = change
        self._reads = change.reads
        self._kept = PausedStore(drafts)
        self._clock = clock
        self._pausing: dict[str, asyncio.Task[PauseAllReport]] = {}
        """What is being paused, by the profile's id."""
        self._restoring: dict[str, asyncio.Task[PauseAllReport]] = {}
        self._presses: dict[str, int] = {}
        """How often *Pause all active* was pressed, by the profile's id: each press ends a *Restore* that runs."""

    async def run(
        self,
        profile: ConnectionProfile,
        operator: str,
        on_result: Callable[[ActResult], None] = lambda _result: None,
        known: Sequence[Campaign] = (),
    ) -> PauseAllReport:
        """Pauses every campaign that a fresh read shows as active, side by side; `on_result` gets each as it comes.

        Where they cannot be read, those of `known` (the last look) that were active are paused all the same, and that
        is said. Cancelling the caller stops no pause; a second press while one runs waits for its report. Raises
        LeadDeskError when there is nothing to go by, when the profile is read only, or when it cannot be written down
        what is paused.
        """
        _refuse_read_only(profile)
        self._presses[profile.id] = self._presses.get(profile.id, 0) + 1
        return await _owned(self._pausing, profile, self._pause(profile, operator, on_result, known))

    async def restorable(self, profile: ConnectionProfile) -> RestoreSet | None:
        """Returns what can be restored now, after reading the campaigns again; None when nothing was paused here.

        Raises LeadDeskError when they cannot be read, or StoreProblem.
        """
        entries = await self._kept.entries(profile)
        if not entries:
            return None
        board = await self._board(profile, await self._reads.secrets(profile))
        now = by_id(board)
        campaigns, left_out = [], []
        for key, entry in entries.items():
            why = entry.why_changed(now[key], self._change.moment) if key in now else tr("It is no longer there.")
            if why:
                left_out.append(LeftOut(key, entry.name, why))
            else:
                campaigns.append(Restorable(now[key], entry.at, entry.operator))
        return RestoreSet(campaigns=tuple(campaigns), left_out=tuple(left_out))

    async def has_paused(self, profile: ConnectionProfile) -> bool:
        """Tells whether anything is kept to be restored, without a look at the vendor. Raises StoreProblem."""
        return bool(await self._kept.entries(profile))

    async def restore(
        self,
        profile: ConnectionProfile,
        agreed: RestoreSet,
        operator: str,
        on_result: Callable[[ActResult], None] = lambda _result: None,
    ) -> PauseAllReport:
        """Activates the campaigns of a set that a person agreed to, once each, after reading them once more.

        One that changed in the meantime gives a result with *Not sent*, and so do all that are left when *Pause all
        active* is pressed. What was not activated can be restored later; what was left out of the set is forgotten: it
        has been said. Cancelling the caller stops nothing. Raises LeadDeskError.
        """
        _refuse_read_only(profile)
        return await _owned(self._restoring, profile, self._restore(profile, agreed, operator, on_result))

    async def forget(self, profile: ConnectionProfile) -> None:
        """Forgets what was paused here: nothing is offered any more. Raises StoreProblem."""
        await self._kept.forget(profile)

    # ------------------------------------------------------------ inside

    async def _pause(
        self,
        profile: ConnectionProfile,
        operator: str,
        on_result: Callable[[ActResult], None],
        known: Sequence[Campaign],
    ) -> PauseAllReport:
        at, notices = self._clock.now(), tuple[str, ...]()
        secrets: Secrets | None = None
        try:
            secrets = await self._reads.secrets(profile)
            board = await self._may_send(profile, secrets)
            campaigns, others = board.campaigns, board.others
        except LeadDeskError as problem:
            if not any(map(is_active, known)):
                raise
            campaigns, others = tuple(known), 0
            notices = (
                tr(
                    "The campaigns could not be read, so those last seen active were paused. {title}",
                    title=problem.title,
                ),
            )
        activating = self._change.activating(profile)
        active = [one for one in campaigns if one.id and (is_active(one) or one.id in activating)]
        await self._kept.begin(
            profile,
            at,
            [PausedHere(campaign_id=one.id, name=one.name, at=at, operator=operator) for one in active],
        )
        record = PressRecord(self._kept, profile, at)
        few_others = len(campaigns) + others <= _BOARD_PER_ACTIVE * len(active)
        shared = SharedReads(self._reads, profile, self._clock, [one.id for one in active]) if few_others else None
        line = _Line(self._change, secrets)
        results: list[ActResult] = []

        async def pause(campaign: Campaign) -> None:
            order = ActOrder(act=Act.PAUSE, campaign_id=campaign.id, campaign_name=campaign.name)
            request = ActRequest(profile=profile, order=order, before=campaign, operator=operator)
            result = await line.result(request, shared)
            results.append(result)
            record.note(result)
            show(on_result, result)

        await asyncio.gather(*map(pause, active))
        notices = (*notices, *await record.finish())
        still = tuple(
            said
            for result in results
            if result.campaign and (said := may_still_send(result.campaign, self._change.moment))
        )
        return PauseAllReport(results=tuple(results), may_still_send=still, notices=notices)

    async def _restore(
        self,
        profile: ConnectionProfile,
        agreed: RestoreSet,
        operator: str,
        on_result: Callable[[ActResult], None],
    ) -> PauseAllReport:
        press = self._presses.get(profile.id, 0)
        fresh = await self.restorable(profile)
        still = {item.campaign.id: item.campaign for item in fresh.campaigns} if fresh else {}
        why = {item.campaign_id: item.why for item in fresh.left_out} if fresh else {}
        results = list[ActResult]()
        for item in agreed.campaigns:
            key = item.campaign.id
            order = ActOrder(act=Act.ACTIVATE, campaign_id=key, campaign_name=item.campaign.name)
            request = ActRequest(profile=profile, order=order, before=still.get(key, item.campaign), operator=operator)
            if self._presses.get(profile.id, 0) != press:
                result = _not_restored(request, tr("Pause all active was pressed meanwhile."))
            elif key in still:
                result = await self._change.start(request).answer()
            else:
                result = _not_restored(request, why.get(key, tr("It was restored or forgotten meanwhile.")))
            results.append(result)
            show(on_result, result)
            if result.outcome is ActOutcome.DONE:
                await self._kept.drop(profile, [key])
        await self._kept.drop(profile, [item.campaign_id for item in agreed.left_out])
        return PauseAllReport(results=tuple(results))

    async def _may_send(self, profile: ConnectionProfile, secrets: Secrets) -> CampaignBoard:
        """Returns the campaigns that are active, or of which an activation is on its way, and perhaps others."""
        activating = self._change.activating(profile)
        board = await self._board(profile, secrets, lambda key, status: says_active(status) or key in activating)
        began_meanwhile = self._change.activating(profile) - activating
        return await self._board(profile, secrets) if began_meanwhile else board

    async def _board(self, profile: ConnectionProfile, secrets: Secrets, wanted: Wanted | None = None) -> CampaignBoard:
        board = await self._reads.board(profile, secrets, urgent=True, wanted=wanted)
        if isinstance(board, CampaignProblem):
            raise as_error(board)
        return board


class _Line:
    """Sends pauses side by side; few are made ready before their turn, so that the first ones leave at once."""

    def __init__(self, change: ChangeCampaign, secrets: Secrets | None) -> None:
        """`secrets` are what one question to the keyring brought; without them each pause asks it."""
        self._change = change
        self._secrets = secrets
        self._wire = asyncio.Semaphore(SIDE_BY_SIDE)
        self._ready = asyncio.Semaphore(2 * SIDE_BY_SIDE)

    async def result(self, request: ActRequest, shared: SharedReads | None) -> ActResult:
        """Returns what a pause became; the next one is made ready once this one is answered."""
        await self._ready.acquire()
        holds_place = True

        def go_on() -> None:
            nonlocal holds_place
            if holds_place:
                holds_place = False
                self._ready.release()

        async def reread(asked: ActRequest, secrets: Secrets) -> Campaign | CampaignProblem:
            go_on()
            if shared:
                return await shared.reread(asked, secrets)
            return await self._change.reads.anyhow(asked.profile, asked.order.campaign_id, secrets)

        try:
            deed = self._change.start(request, reread=reread, gate=self._wire, secrets=self._secrets)
            return await deed.answer()
        finally:
            go_on()
            if shared:
                shared.leave(request.order.campaign_id)


async def _owned(
    running: dict[str, asyncio.Task[PauseAllReport]],
    profile: ConnectionProfile,
    work: Coroutine[Any, Any, PauseAllReport],
) -> PauseAllReport:
    """Runs work that its caller's end does not stop; while it runs for a profile, a second call waits for the same."""
    if task := running.get(profile.id):
        work.close()
    else:
        task = running[profile.id] = asyncio.ensure_future(work)

        def ended(done: asyncio.Task[PauseAllReport]) -> None:
            del running[profile.id]
            if not done.cancelled() and (error := done.exception()) and not isinstance(error, LeadDeskError):
                log.error("Pausing or restoring failed inside LeadDesk", exc_info=error)

        task.add_done_callback(ended)
    return await asyncio.shield(task)


def _refuse_read_only(profile: ConnectionProfile) -> None:
    if profile.safety is SafetyLevel.READ_ONLY:
        raise LeadDeskError(
            tr("{profile} is read only.", profile=profile.name),
            tr("Nothing was sent."),
            tr("Change its safety level in Profiles."),
        )


def _not_restored(request: ActRequest, why: str) -> ActResult:
    name = request.order.campaign_name or request.order.campaign_id
    explanation = Explanation(tr("{name} was not activated.", name=name), why, tr("Nothing was sent."))
    before = request.before.status if request.before else ""
    return ActResult(request=request, outcome=ActOutcome.NOT_SENT, explanation=explanation, before=before)
