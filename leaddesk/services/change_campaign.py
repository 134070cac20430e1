"""Does one act on a campaign: written down → sent → read again → settled.

An activation and an edit are sent once, whatever becomes of them; a pause three times at most, and again only after
an answer that did not come or was not clear. What the campaign says when it is read again is the outcome. Cancelling
stops the waiting, not the deed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any

from leaddesk.domain.act import OF_LISTS, PAUSES, Act, ActOutcome
from leaddesk.domain.campaign import ActOrder, CampaignProblem
from leaddesk.domain.campaign_acts import judge, utc_words
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import STATUS_BEFORE, Exchange, HistoryQuery, SettledBy
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_now
from leaddesk.services.act_record import is_open_act, order_of, settlement_of
from leaddesk.services.campaign_deed import ActPhase, ActRequest, ActResult, Deed
from leaddesk.services.campaign_reads import CampaignReads, Secrets
from leaddesk.services.carry_out_act import ActPorts, ActRun, Reread
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, Journal, SecretStore, Transport
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.campaign_source import CampaignSource

__all__ = ["ActPhase", "ActRequest", "ActResult", "ChangeCampaign", "Deed"]

log = logging.getLogger(__name__)
_LET_GO_S = 0.2
"""How long a cancelled deed may take to end."""
_PAGE = 500


class ChangeCampaign:
    """The use-case; it owns the running deeds, so that no view's end can stop one."""

    def __init__(
        self,
        *,
        sources: Mapping[str, CampaignSource],
        secrets: SecretStore,
        journal: Journal,
        transport: Transport,
        clock: Clock,
        background: Background,
        note_changes: NoteChanges = note_nothing,
        moment: Callable[[datetime], str] = utc_words,
    ) -> None:
        """`sources` are the vendors with campaigns, by key; `note_changes` is told what is not as documented.

        `moment` puts a time in words with its day and zone: what is said of an act is kept and read on other days.
        """
        self.moment = moment
        self.reads = CampaignReads(sources, secrets, transport, clock, background, note_changes)
        self._ports = ActPorts(
            reads=self.reads,
            journal=journal,
            transport=transport,
            clock=clock,
            background=background,
            pace=Pace(),
            moment=moment,
        )
        self._runs: dict[asyncio.Task[None], ActRun] = {}
        self._writing: set[asyncio.Task[None]] = set()

    def start(
        self,
        request: ActRequest,
        on_phase: Callable[[ActPhase], None] = lambda _phase: None,
        on_late: Callable[[ActResult], None] = lambda _result: None,
        *,
        reread: Reread | None = None,
        gate: asyncio.Semaphore | None = None,
        secrets: Secrets | None = None,
    ) -> Deed:
        """Starts an act and returns at once; the same act on the same campaign that still runs is returned instead.

        What speaks against it (a read-only profile, an unfit status, another act on the same campaign that runs)
        comes as a result with *Not sent*. `on_late` is called when a result comes after `Deed.cancel`. `reread` stands
        in for the read of the one campaign that follows the act; `gate` bounds how many are on the wire at once;
        `secrets` are the profile's credentials, where the keyring has just been asked for them.
        """
        order = request.order
        beside = self.running(request.profile, order.campaign_id)
        if same := next((deed for deed in beside if deed.request.order == order and not deed.cancelled), None):
            return same
        against = next((deed for deed in beside if _in_the_way(deed.request.order, order)), None)
        run = ActRun(
            request,
            self._ports,
            self._spawn,
            on_phase=on_phase,
            on_late=on_late,
            against=tr("{act} runs on this campaign: wait for its end.", act=tr_now(against.request.order.act))
            if against
            else "",
            reread=reread,
            gate=gate,
            secrets=secrets,
        )
        self._runs[task := asyncio.ensure_future(run.run())] = run
        task.add_done_callback(self._ended)
        return run.deed

    def running(self, profile: ConnectionProfile, campaign_id: str) -> tuple[Deed, ...]:
        """Returns the deeds on a campaign whose end has not come."""
        deeds = (run.deed for run in self._runs.values())
        return tuple(
            deed
            for deed in deeds
            if (deed.request.profile.id, deed.request.order.campaign_id) == (profile.id, campaign_id)
        )

    def activating(self, profile: ConnectionProfile) -> frozenset[str]:
        """Returns the ids of campaigns of which an activation is on its way."""
        deeds = (run.deed for run in self._runs.values() if run.deed.request.order.act is Act.ACTIVATE)
        return frozenset(deed.request.order.campaign_id for deed in deeds if deed.request.profile.id == profile.id)

    def on_its_way(self, exchange_id: int) -> bool:
        """Tells whether an act on record is still running in this process."""
        return any(run.deed.exchange_id == exchange_id for run in self._runs.values())

    async def settle_open(self, profiles: Sequence[ConnectionProfile]) -> tuple[ActResult, ...]:
        """Settles acts whose outcome is unknown by reading their campaigns again, and returns what was settled.

        Nothing is sent again. What cannot be read stays open, and so does an act on a list, which cannot be read.
        Raises StoreProblem.
        """
        by_id = {profile.id: profile for profile in profiles}
        settled = []
        for exchange in await self._open_acts():
            profile = by_id.get(exchange.opening.profile_id)
            if profile and (result := await self._settled(exchange, profile)):
                settled.append(result)
        return tuple(settled)

    async def finish(self, timeout_s: float) -> None:
        """Lets nothing new leave, waits a moment for what is in flight, then lets go: the next start finds it."""
        for run in tuple(self._runs.values()):
            if not run.deed.left:
                run.deed.cancel()
        for patience in (timeout_s, _LET_GO_S):
            tasks = {*self._runs, *self._writing}
            if tasks:
                await asyncio.wait(tasks, timeout=patience)
            for task in tuple(self._runs):
                task.cancel()

    # ------------------------------------------------------------ inside

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._runs[task]
        if not task.cancelled() and (error := task.exception()):
            log.error("An act on a campaign failed inside LeadDesk", exc_info=error)

    async def _open_acts(self) -> list[Exchange]:
        """Returns the acts that are open and not on their way, the oldest first."""
        found: list[int] = []
        before: int | None = None
        query = HistoryQuery(outcomes=(ActOutcome.UNKNOWN.value,))
        while rows := await self._ports.journal.find(query, limit=_PAGE, before=before):
            before = rows[-1].id
            found += [row.id for row in rows if row.is_act and not self.on_its_way(row.id)]
        exchanges = [await self._ports.journal.load(number) for number in reversed(found)]
        return [exchange for exchange in exchanges if is_open_act(exchange)]

    async def _settled(self, exchange: Exchange, profile: ConnectionProfile) -> ActResult | None:
        """Returns an open act settled by a read of its campaign, or None where that tells nothing."""
        order = order_of(exchange.opening)
        if order.act in OF_LISTS:
            return None
        try:
            found = await self.reads.one(profile, order.campaign_id, await self.reads.secrets(profile))
        except LeadDeskError:
            return None
        if isinstance(found, CampaignProblem):
            return None
        before = exchange.opening.lead.get(STATUS_BEFORE, "")
        judged = judge(order, before, found, self.moment)
        if judged.outcome is ActOutcome.UNKNOWN:
            return None
        request = ActRequest(profile=profile, order=order, before=None, operator=exchange.opening.operator)
        result = ActResult(
            request=request,
            outcome=judged.outcome,
            explanation=judged.explanation,
            before=before,
            after=found.status,
            campaign=found,
            exchange_id=exchange.id,
            notices=(tr("It was read again later: somebody else may have changed it since."),),
        )
        settlement = settlement_of(result, self._ports.clock.now(), SettledBy.REREAD, None)
        await self._ports.journal.settle(exchange.id, settlement)
        return result


def _in_the_way(running: ActOrder, wanted: ActOrder) -> bool:
    """Tells whether an act has to wait for the end of another one; nothing stands in the way of a pause."""
    if wanted.act in PAUSES:
        return False
    both_lists = running.act in OF_LISTS and wanted.act in OF_LISTS
    return not (both_lists and running.list_name != wanted.list_name)
