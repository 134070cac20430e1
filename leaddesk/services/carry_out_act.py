"""Carries out one act on a campaign, from the press to the settled row.

From the moment the transport is asked, the act is never taken back. The vendor's answer is kept and decides nothing
but a refusal: the outcome is what the campaign says when it is read again. A list cannot be read again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leaddesk.domain.act import OF_LISTS, PAUSES, Act
from leaddesk.domain.campaign import ActAnswer, ActOutcome, Campaign, CampaignProblem
from leaddesk.domain.campaign_acts import (
    Judgement,
    judge,
    judge_list,
    status_change,
)
from leaddesk.domain.errors import LeadDeskError, StoreProblem, TransportProblem
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr, tr_now
from leaddesk.services.act_record import opening_of, settlement_of
from leaddesk.services.before_act import why_not, with_changed_texts
from leaddesk.services.campaign_deed import ActPhase, ActRequest, ActResult, Deed
from leaddesk.services.campaign_reads import CampaignReads, Secrets
from leaddesk.services.campaign_repeats import may_repeat, most_sends, pause_before
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, Journal, Transport
from leaddesk.services.press import show
from leaddesk.vendors.scrub_page import scrub_page

log = logging.getLogger(__name__)

SECOND_LOOK_S = 1.0
"""A campaign that is not yet as it was wanted is looked at once more after so long: a vendor may take a moment."""
PAUSE_TIMEOUT_S = 20.0
"""A pause that is not answered by then is looked at and sent again: waiting for it longer helps nobody."""

Reread = Callable[[ActRequest, Secrets], Awaitable[Campaign | CampaignProblem]]
"""Reads a campaign again after an act, for an answer that is younger than the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPorts:
    """What an act needs of the world."""

    reads: CampaignReads
    journal: Journal
    transport: Transport
    clock: Clock
    background: Background
    pace: Pace
    moment: Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class _Unclear:
    """An act that may have been carried out, and of which no clear answer came."""

    why: Explanation
    retry_after_s: float = 0.0


class ActRun:
    """One act on its way; `deed` is what the screen holds of it."""

    def __init__(
        self,
        request: ActRequest,
        ports: ActPorts,
        spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
        *,
        on_phase: Callable[[ActPhase], None],
        on_late: Callable[[ActResult], None],
        against: str = "",
        reread: Reread | None = None,
        gate: asyncio.Semaphore | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        """`against` is what the service knows to speak against it; `reread` stands in for the read of one campaign.

        `gate` bounds how many of those that share it are on the wire at once; with `secrets` no keyring is asked.
        """
        self.request = request
        self.deed = Deed(request, on_phase, self._cancelled)
        self._order = request.order
        self._before = request.before.status if request.before else ""
        self._ports = ports
        self._spawn = spawn
        self._on_late = on_late
        self._against = against
        self._reread = reread or self._read_one
        self._gate = gate or asyncio.Semaphore()
        self._secrets: Secrets = secrets or {}
        self._turn: float | None = None
        self._sends = 0
        self._answer: ActAnswer | None = None
        self._response: HttpResponse | None = None
        """The scrubbed answer to the act that came last."""
        self._has_end = False
        self._cancel_written: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Goes the whole road; every way out resolves the deed, a bug of ours and the end of LeadDesk too."""
        try:
            await self._go()
        except asyncio.CancelledError:
            self.deed.resolve(self._broken_off(Explanation(tr("LeadDesk was closed during this act."))))
            raise
        except Exception as bug:
            why = Explanation(tr("LeadDesk made a mistake during this act."), f"({type(bug).__name__})")
            if self.deed.left:
                await self._tell(self._broken_off(why), SettledBy.NO_ANSWER)
            else:
                self.deed.resolve(self._broken_off(why))
            raise

    async def _go(self) -> None:
        deed = self.deed
        try:
            request = await deed.prepare(self._prepare())
        except LeadDeskError as problem:
            self._not_sent(Explanation(problem.title, problem.detail, problem.hint))
            return
        if request is None:
            if self._turn is not None:
                self._ports.pace.give_back(self._family(), self._turn)
            return
        deed.enter(ActPhase.WRITING)
        try:
            now, asked = self._ports.clock.now(), self.request
            opening = opening_of(self._order, asked.profile, asked.operator, self._before, request, now)
            deed.exchange_id = await self._ports.journal.open(opening)
        except StoreProblem as problem:
            self._not_sent(Explanation(problem.title, tr("What cannot be written down is not sent."), problem.hint))
            return
        if deed.cancelled:
            await self._write(self._cancelled_before(), SettledBy.CANCEL)
            return
        deed.enter(ActPhase.SENDING)
        result, by = await self._carried_out(request)
        await self._tell(result, by)

    # ------------------------------------------------------------ before it is sent

    async def _prepare(self) -> HttpRequest:
        profile, reads = self.request.profile, self._ports.reads
        if why := why_not(self.request, self._against):
            raise LeadDeskError(tr("{act}: nothing was sent.", act=tr_now(self._order.act)), why)
        source = reads.source(profile)
        if not self._secrets:
            self.deed.enter(ActPhase.KEYRING)
            self._secrets = await reads.secrets(profile)
        if self._order.act not in PAUSES:
            await self._take_turn()
        if self._order.act is Act.EDIT_MESSAGES:
            await self._look_first()
        request = source.encode_act(self._order, profile, self._secrets)
        if self._order.act not in PAUSES:
            return replace(request, writes=True)
        return replace(request, writes=True, urgent=True, timeout_s=min(request.timeout_s, PAUSE_TIMEOUT_S))

    async def _take_turn(self) -> None:
        clock, now = self._ports.clock, self._ports.clock.monotonic()
        self._turn = self._ports.pace.reserve(self._family(), self.request.profile.pace_per_s, now)
        if self._turn > now:
            self.deed.enter(ActPhase.PACE)
            await clock.sleep(self._turn - now)

    async def _look_first(self) -> None:
        """Reads the campaign before its messages are changed: a running one is paused first (contract section 5)."""
        self.deed.enter(ActPhase.LOOKING)
        found = await self._ports.reads.one(self.request.profile, self._order.campaign_id, self._secrets)
        if isinstance(found, Campaign):
            self._before = found.status
        self._order = with_changed_texts(self._order, found)

    # ------------------------------------------------------------ sending and looking

    async def _carried_out(self, request: HttpRequest) -> tuple[ActResult, SettledBy]:
        """Sends, a pause perhaps again, and reads the campaign; whatever goes wrong is an outcome, no exception."""
        most, unclear = most_sends(self._order.act), None
        while True:
            try:
                end = await self._sent(request)
            except TransportProblem as problem:
                why = Explanation(problem.title, problem.detail, problem.hint)
                if not problem.left and unclear is None:
                    return self._result(Judgement(ActOutcome.NOT_SENT, why)), SettledBy.NO_ANSWER
                end, most = _Unclear(why), most if problem.left else self._sends
            if isinstance(end, ActAnswer):
                return await self._accepted(end), SettledBy.ANSWER
            if isinstance(end, CampaignProblem):
                if self._sends < most and may_repeat(end):
                    await self._send_again_after(end.retry_after_s)
                    continue
                return await self._refused(end, tried_before=unclear is not None), SettledBy.ANSWER
            unclear = end
            is_last = self._sends >= most
            result = await self._without_answer(unclear, is_last=is_last)
            if is_last or result.outcome is ActOutcome.DONE:
                return result, SettledBy.ANSWER if self._response else SettledBy.NO_ANSWER
            await self._send_again_after(unclear.retry_after_s)

    async def _send_again_after(self, seconds: float | None) -> None:
        await self._ports.clock.sleep(pause_before(self._sends, seconds))
        self.deed.enter(ActPhase.REPEATING)

    async def _sent(self, request: HttpRequest) -> ActAnswer | CampaignProblem | _Unclear:
        """Sends once and reads the answer; a problem that is returned is a clear refusal. Raises TransportProblem."""
        self._sends += 1
        async with self._gate:
            response = await self._ports.transport.send(request)
        read = await self._ports.background.do(self._decoded, request, response)
        if isinstance(read, CampaignProblem) and read.unclear:
            return _Unclear(read.explanation, read.retry_after_s or 0.0)
        return read

    def _decoded(self, request: HttpRequest, response: HttpResponse) -> ActAnswer | CampaignProblem:
        self._response = scrub_page(response, (*request.secrets(), *self._secrets.values()))
        return self._ports.reads.source(self.request.profile).decode_act(self._response, self._order)

    async def _accepted(self, answer: ActAnswer) -> ActResult:
        self._answer = answer
        if self._order.act in OF_LISTS:
            return self._result(judge_list(self._order, answer))
        after = await self._looked_at(again=True)
        if isinstance(after, CampaignProblem):
            return self._unread(Explanation(tr("The vendor took the act.")), after)
        return self._result(judge(self._order, self._before, after, self._ports.moment), after)

    async def _refused(self, problem: CampaignProblem, *, tried_before: bool) -> ActResult:
        """Returns a refusal with the campaign's true state; an earlier try that worked stands over it."""
        why = problem.explanation
        if self._order.act in OF_LISTS:
            return self._result(Judgement(ActOutcome.UNKNOWN if tried_before else ActOutcome.REJECTED, why))
        after = await self._looked_at()
        if isinstance(after, CampaignProblem):
            state = tr("What state it is in could not be read.")
            outcome = ActOutcome.UNKNOWN if tried_before else ActOutcome.REJECTED
            return self._result(Judgement(outcome, replace(why, detail=_join(why.detail, state))))
        judged = judge(self._order, self._before, after, self._ports.moment)
        if tried_before and judged.outcome is ActOutcome.DONE:
            return self._result(judged, after, tr("The last answer was a refusal: {title}", title=why.title))
        state = tr("Read again: {status_change}.", status_change=status_change(self._before, after.status))
        return self._result(Judgement(ActOutcome.REJECTED, replace(why, detail=_join(why.detail, state))), after)

    async def _without_answer(self, unclear: _Unclear, *, is_last: bool) -> ActResult:
        """Returns what the campaign says where no clear answer came."""
        if self._order.act in OF_LISTS:
            hint = tr("A list cannot be re-read: look in the product.")
            return self._result(Judgement(ActOutcome.UNKNOWN, replace(unclear.why, hint=hint)))
        after = await self._looked_at(again=is_last)
        if isinstance(after, CampaignProblem):
            return self._unread(unclear.why, after)
        judged = judge(self._order, self._before, after, self._ports.moment)
        if judged.outcome is ActOutcome.DID_NOT_CHANGE:
            late = tr("It may still be carried out: refresh before you press again.")
            judged = replace(judged, explanation=replace(judged.explanation, hint=late))
        return self._result(judged, after, tr("No clear answer came: {title}", title=unclear.why.title))

    async def _looked_at(self, *, again: bool = False) -> Campaign | CampaignProblem:
        """Returns the campaign, with `again` after a second look where the first shows no change yet."""
        self.deed.enter(ActPhase.REREADING)
        found = await self._reread(replace(self.request, order=self._order), self._secrets)
        if not again or isinstance(found, CampaignProblem):
            return found
        if judge(self._order, self._before, found).outcome is ActOutcome.DONE:
            return found
        await self._ports.clock.sleep(SECOND_LOOK_S)
        later = await self._read_one(self.request, self._secrets)
        return found if isinstance(later, CampaignProblem) else later

    async def _read_one(self, request: ActRequest, secrets: Secrets) -> Campaign | CampaignProblem:
        return await self._ports.reads.anyhow(request.profile, request.order.campaign_id, secrets)

    # ------------------------------------------------------------ telling

    async def _tell(self, result: ActResult, by: SettledBy) -> None:
        """Settles before anyone is told, and after a *Cancel*: the last settlement is the one that counts."""
        self._has_end = True
        if self._cancel_written:
            await asyncio.wait((self._cancel_written,))
        result = await self._write(result, by)
        if not self.deed.resolve(result):
            show(self._on_late, result)

    async def _write(self, result: ActResult, by: SettledBy) -> ActResult:
        """Settles the row; a history that fails is said with the result, not instead of it."""
        if self.deed.exchange_id is None:
            return result
        response = None if by is SettledBy.CANCEL else self._response
        settlement = settlement_of(result, self._ports.clock.now(), by, response)
        try:
            await self._ports.journal.settle(self.deed.exchange_id, settlement)
        except StoreProblem as problem:
            return _unwritten(result, problem.sentence())
        except Exception as bug:
            log.exception("What became of an act could not be written into the history")
            return _unwritten(result, tr("LeadDesk made a mistake ({name}).", name=type(bug).__name__))
        return result

    async def _write_quietly(self, result: ActResult) -> None:
        await self._write(result, SettledBy.CANCEL)

    def _cancelled(self) -> None:
        """Answers at once; what is in flight goes on by itself."""
        if not self.deed.left:
            self.deed.resolve(self._cancelled_before())
            return
        why = Explanation(
            tr("You stopped waiting after the act was sent."),
            tr("It may be carried out; what the campaign says still settles this."),
            tr("Refresh before you press again."),
        )
        result = self._result(Judgement(ActOutcome.UNKNOWN, why))
        self.deed.resolve(result)
        if not self._has_end:
            self._cancel_written = self._spawn(self._write_quietly(result))

    def _cancelled_before(self) -> ActResult:
        why = Explanation(tr("You cancelled before anything was sent."), tr("Nothing was changed."))
        return self._result(Judgement(ActOutcome.NOT_SENT, why))

    def _not_sent(self, why: Explanation) -> None:
        self.deed.resolve(self._result(Judgement(ActOutcome.NOT_SENT, why)))

    def _broken_off(self, why: Explanation) -> ActResult:
        if not self.deed.left:
            return self._result(Judgement(ActOutcome.NOT_SENT, replace(why, hint=tr("Nothing was sent."))))
        hint = tr("It may be carried out: refresh before you press again.")
        return self._result(Judgement(ActOutcome.UNKNOWN, replace(why, hint=hint)))

    def _unread(self, said: Explanation, problem: CampaignProblem) -> ActResult:
        why = Explanation(
            tr("{title} The campaign could not be read again.", title=said.title),
            problem.explanation.sentence(),
            tr("Refresh before you press again."),
        )
        return self._result(Judgement(ActOutcome.UNKNOWN, why))

    def _result(self, judged: Judgement, after: Campaign | None = None, *notices: str) -> ActResult:
        repeats = (tr("It was sent {sends} times.", sends=self._sends),) if self._sends > 1 else ()
        return ActResult(
            request=replace(self.request, order=self._order),
            outcome=judged.outcome,
            explanation=judged.explanation,
            before=self._before,
            after=after.status if after else "",
            campaign=after,
            answer=self._answer,
            exchange_id=self.deed.exchange_id,
            notices=(*notices, *repeats),
        )

    def _family(self) -> str:
        return f"{self.request.profile.id} engage"


def _unwritten(result: ActResult, why: str) -> ActResult:
    notice = tr("This is not in the history: {why} The next start shows it as unknown.", why=why)
    return replace(result, notices=(*result.notices, notice))


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
