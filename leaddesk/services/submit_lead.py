"""Sends one lead: look → secrets → pace → encode → write down → send → decode → settle (ARCHITECTURE, *The one flow*).

From the moment the transport is asked, a write is never taken back and never repeated: cancelling stops the waiting,
not the deed, and a late answer still settles the exchange.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leaddesk.domain.assessment_rules import AssessmentRules
from leaddesk.domain.before_sending import Override
from leaddesk.domain.errors import LeadDeskError, StoreProblem, TransportProblem
from leaddesk.domain.exchange import Opening, SettledBy, Settlement
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.profile import ConnectionProfile, Destination, SafetyLevel
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.language import tr, tr_later
from leaddesk.services.answered import AnsweredLead, answered, unanswered, unwritten, with_outcome
from leaddesk.services.credentials import credentials
from leaddesk.services.locks import Locks
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, Journal, SecretStore, Transport
from leaddesk.services.press import show
from leaddesk.services.ready_destination import require_ready
from leaddesk.services.send_once import Sending, SendOnce
from leaddesk.services.submission import Phase, Submission
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.adapter import VendorAdapter
from leaddesk.vendors.scrub import scrub_response

__all__ = ["LOAD_LEAD", "LeadOrder", "Phase", "Submission", "SubmitLead"]

log = logging.getLogger(__name__)
LOAD_LEAD = tr_later("Load lead")
_LET_GO_S = 0.2
"""How long a cancelled deed may take to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadOrder:
    """One press of *Send lead*."""

    profile: ConnectionProfile
    destination: Destination
    draft: LeadDraft
    typed: Mapping[str, str]
    """The form as it stood, for the history."""
    operator: str
    notes: tuple[str, ...] = ()
    act: str = LOAD_LEAD
    """What is done, in the words of the screen."""
    override: Override | None = None
    """The person's word over what was said before sending."""

    @property
    def number(self) -> str:
        """The number as it goes on record, or what stands in for it."""
        return self.draft.number


class SubmitLead:
    """The use-case; it owns the running deeds, so that no view's end can stop one."""

    def __init__(
        self,
        *,
        adapters: Mapping[str, VendorAdapter],
        secrets: SecretStore,
        journal: Journal,
        transport: Transport,
        clock: Clock,
        background: Background,
        rules: AssessmentRules | None = None,
        note_changes: NoteChanges = note_nothing,
    ) -> None:
        """`rules` judge the answers, the shipped ones by default; `note_changes` is told what is not as documented."""
        self._rules = rules
        self._note_changes = note_changes
        self._adapters = adapters
        self._secrets = secrets
        self._journal = journal
        self._transport = transport
        self._clock = clock
        self._background = background
        self._pace = Pace()
        self._once = SendOnce(journal)
        self._locks = Locks()
        self._deeds: dict[asyncio.Task[None], Submission | None] = {}

    def start(
        self,
        order: LeadOrder,
        on_phase: Callable[[Phase], None],
        on_late: Callable[[AnsweredLead], None],
        asked: dict[SecretRef, Secret] | None = None,
    ) -> Submission:
        """Starts sending and returns at once; `on_late` is called when an answer comes after *Cancel sending*.

        `asked` holds what the keyring has brought in this press, and takes what it is asked for now.
        """
        deed = _Deed(self, order, on_phase, on_late, {} if asked is None else asked)
        self._spawn(deed.run(), deed.submission)
        return deed.submission

    def on_its_way(self, exchange_id: int) -> bool:
        """Tells whether the first answer of an exchange is still waited for."""
        return self._once.on_its_way(exchange_id)

    def refuses_again(self, opening: Opening) -> bool:
        """Tells whether the vendor itself would refuse a lead on record that has landed, if it were sent once more."""
        return self._adapters[opening.vendor].refuses_again(opening.request)

    def _spawn(self, work: Coroutine[Any, Any, None], submission: Submission | None = None) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._deeds[task] = submission
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._deeds[task]
        if not task.cancelled() and (error := task.exception()):
            log.error("Sending a lead failed inside LeadDesk", exc_info=error)

    async def finish(self, timeout_s: float) -> None:
        """Lets nothing new leave, waits a moment for what is in flight, then lets go: the next start finds it."""
        for submission in tuple(self._deeds.values()):
            if submission and submission.phase is not Phase.SENDING:
                submission.cancel()
        if self._deeds:
            await asyncio.wait(tuple(self._deeds), timeout=timeout_s)
        for deed in tuple(self._deeds):
            deed.cancel()
        if self._deeds:
            await asyncio.wait(tuple(self._deeds), timeout=_LET_GO_S)


class _Deed:
    """Carries out one order from the press to the settled row."""

    def __init__(
        self,
        service: SubmitLead,
        order: LeadOrder,
        on_phase: Callable[[Phase], None],
        on_late: Callable[[AnsweredLead], None],
        asked: dict[SecretRef, Secret],
    ) -> None:
        self._s = service
        self._order, self._asked = order, asked
        self._on_late = on_late
        self._adapter = service._adapters[order.profile.vendor]
        self._opening = self._blank_opening()
        self._turn: float | None = None
        self._response: HttpResponse | None = None
        """The scrubbed answer, from the moment it came."""
        self._has_end = False
        """Whether the transport has brought an end, which no *Cancel sending* may stand over."""
        self._cancel_written: asyncio.Task[None] | None = None
        self.submission = Submission(on_phase, self._cancelled)
        server = order.profile.origin if self._adapter.info.serial_by_number else ""
        self._sending = Sending(order.number, order.destination.id, self.submission, server)

    async def run(self) -> None:
        """Goes the whole road; every way out resolves the submission, a bug of ours and the end of LeadDesk too."""
        try:
            await self._go()
        except asyncio.CancelledError:
            why = Explanation(tr("LeadDesk was closed while this lead was being sent."))
            self.submission.resolve(self._broken_off(why))
            raise
        except Exception as bug:
            why = Explanation(tr("LeadDesk made a mistake while sending this lead."), f"({type(bug).__name__})")
            if self.submission.phase is Phase.SENDING:
                await self._tell(self._broken_off(why))
            else:
                self.submission.resolve(self._broken_off(why))
            raise
        finally:
            self._s._once.give_back(self._sending)

    def _broken_off(self, why: Explanation) -> AnsweredLead:
        if self.submission.phase is not Phase.SENDING:
            why = replace(why, hint=tr("Nothing was sent."))
            return self._unanswered(LoadOutcome.NOT_SENT, SettledBy.NO_ANSWER, why)
        why = replace(why, hint=tr("It may be loaded: look in the dialer before you send it again."))
        lead = self._unanswered(LoadOutcome.UNKNOWN, SettledBy.ANSWER if self._response else SettledBy.NO_ANSWER, why)
        return replace(lead, settlement=replace(lead.settlement, response=self._response))

    async def _go(self) -> None:
        submission = self.submission
        try:
            request = await submission.prepare(self._prepare())
        except LeadDeskError as problem:
            submission.problem = problem
            self._not_sent(SettledBy.NO_ANSWER, Explanation(problem.title, problem.detail, problem.hint))
            return
        if request is None:
            if self._turn is not None:
                self._s._pace.give_back(self._family(), self._turn)
            return
        self._opening = replace(self._opening, at=self._s._clock.now(), request=request.redacted())
        submission.enter(Phase.WRITING)
        try:
            await self._write_override()
            self._sending.exchange_id = await self._s._journal.open(self._opening)
        except StoreProblem as problem:
            submission.problem = problem
            why = Explanation(problem.title, tr("What cannot be written down is not sent."), problem.hint)
            self._not_sent(SettledBy.NO_ANSWER, why)
            return
        if submission.cancelled:
            await self._write(self._cancelled_before())
            return
        submission.enter(Phase.SENDING)
        await self._tell(await self._exchange(request))

    async def _prepare(self) -> HttpRequest | None:
        order, submission = self._order, self.submission
        if order.profile.safety is SafetyLevel.READ_ONLY:
            raise LeadDeskError(
                tr("{profile} is read only.", profile=order.profile.name),
                "",
                tr("Change its safety level in Profiles to send leads through it."),
            )
        require_ready(self._adapter, order.destination)
        self._s._locks.look(order.profile, self._s._clock.monotonic())
        await self._s._once.take(self._sending, order.override)
        submission.enter(Phase.KEYRING)
        secrets = await credentials(self._adapter.info, order.profile, self._secret, tr("Nothing was sent."))
        if submission.cancelled:
            return None
        now = self._s._clock.monotonic()
        self._turn = self._s._pace.reserve(self._family(), order.profile.pace_per_s, now)
        if self._turn > now:
            submission.enter(Phase.PACE)
            await self._s._clock.sleep(self._turn - now)
        return self._adapter.encode_submit(order.draft, order.profile, order.destination, secrets)

    async def _write_override(self) -> None:
        """Puts on record what was passed over, before anything leaves."""
        override = self._order.override
        if override is None:
            return
        note = Note(
            at=self._s._clock.now(),
            operator=override.operator,
            kind=NoteKind.SENT_ANYWAY,
            number=self._opening.number,
            reason=override.reason,
            text=override.text,
        )
        for exchange_id in override.exchange_ids:
            over = tr("Sent again to {destination_name}.", destination_name=self._opening.destination_name)
            await self._s._journal.write_note(
                replace(note, kind=NoteKind.OVERRIDDEN, exchange_id=exchange_id, text=over)
            )
        await self._s._journal.write_note(note)

    async def _secret(self, ref: SecretRef) -> Secret | None:
        """Returns a secret that was asked for before along the same route, else what the keyring has."""
        secret = self._asked.get(ref) or await self._s._secrets.get(ref)
        if secret:
            self._asked[ref] = secret
        return secret

    async def _exchange(self, request: HttpRequest) -> AnsweredLead:
        """Sends once and reads what came; whatever goes wrong from here on is an outcome, not an exception."""
        try:
            response = await self._s._transport.send(request)
        except TransportProblem as problem:
            outcome = LoadOutcome.UNKNOWN if problem.left else LoadOutcome.NOT_SENT
            explanation = Explanation(problem.title, problem.detail, problem.hint)
            return self._unanswered(outcome, SettledBy.NO_ANSWER, explanation)
        lead = await self._s._background.do(self._read, request, response, self._sending.exchange_id)
        if lead.verdict.changes:
            self._s._note_changes(self._order.profile.vendor, LOAD_LEAD, lead.verdict.changes)
        if lead.verdict.locks:
            until = self._s._clock.monotonic() + (lead.verdict.retry_after_s or 0.0)
            self._s._locks.take(self._order.profile, until, lead.verdict.explanation.title)
        return lead

    def _read(self, request: HttpRequest, response: HttpResponse, exchange_id: int | None) -> AnsweredLead:
        self._response = self._adapter.scrub_answer(scrub_response(response, request.secrets()))
        return answered(self._adapter, self._opening, self._response, self._s._clock.now(), exchange_id, self._s._rules)

    async def _tell(self, lead: AnsweredLead) -> None:
        """Settles before anyone is told, and after a *Cancel sending*: the last settlement is the one that counts."""
        self._has_end = True
        if self._cancel_written:
            await asyncio.wait((self._cancel_written,))
        if said := await self._person_said(lead):
            if lead.settlement.response is None:
                return
            lead = with_outcome(lead, said)
        lead = await self._write(lead)
        if not self.submission.resolve(lead):
            show(self._on_late, lead)

    async def _person_said(self, lead: AnsweredLead) -> Settlement | None:
        """Returns a person's settlement of this exchange where a late end tells nothing better about the outcome."""
        exchange_id = self._sending.exchange_id
        if exchange_id is None or not self.submission.answered or lead.settlement.outcome is not LoadOutcome.UNKNOWN:
            return None
        try:
            settled = (await self._s._journal.load(exchange_id)).settled
        except StoreProblem:
            return None
        return settled if settled and settled.by is SettledBy.PERSON else None

    async def _write(self, lead: AnsweredLead) -> AnsweredLead:
        """Settles the row; a history that fails is said with the verdict, not instead of it."""
        if self._sending.exchange_id is None:
            return lead
        try:
            await self._s._journal.settle(self._sending.exchange_id, lead.settlement)
        except StoreProblem as problem:
            return unwritten(lead, problem.sentence())
        except Exception as bug:
            log.exception("What became of a lead could not be written into the history")
            return unwritten(lead, tr("LeadDesk made a mistake ({name}).", name=type(bug).__name__))
        return lead

    def _cancelled(self, submission: Submission) -> None:
        """Answers at once; what is in flight goes on by itself."""
        if submission.phase is not Phase.SENDING:
            submission.resolve(self._cancelled_before())
            return
        why = Explanation(
            tr("You stopped waiting after the lead was sent."),
            tr("It may be loaded; a late answer still settles this."),
            tr("Do not send it again: look in the dialer first."),
        )
        lead = self._unanswered(LoadOutcome.UNKNOWN, SettledBy.CANCEL, why)
        submission.resolve(lead)
        if not self._has_end:
            self._cancel_written = self._s._spawn(self._write_quietly(lead))

    async def _write_quietly(self, lead: AnsweredLead) -> None:
        await self._write(lead)

    def _cancelled_before(self) -> AnsweredLead:
        why = Explanation(
            tr("You cancelled before anything was sent."), tr("Nothing was loaded."), tr("Send it when you are ready.")
        )
        return self._unanswered(LoadOutcome.NOT_SENT, SettledBy.CANCEL, why)

    def _not_sent(self, by: SettledBy, why: Explanation) -> None:
        self.submission.resolve(self._unanswered(LoadOutcome.NOT_SENT, by, why))

    def _unanswered(self, outcome: LoadOutcome, by: SettledBy, why: Explanation) -> AnsweredLead:
        lead = unanswered(self._adapter.info, self._opening, self._settlement(outcome, by, why), self._s._rules)
        return replace(lead, exchange_id=self._sending.exchange_id)

    def _settlement(self, outcome: LoadOutcome, by: SettledBy, why: Explanation) -> Settlement:
        return Settlement(at=self._s._clock.now(), by=by, outcome=outcome, explanation=why, assessment="")

    def _family(self) -> str:
        return f"{self._order.profile.id} lead"

    def _blank_opening(self) -> Opening:
        order = self._order
        return Opening(
            at=self._s._clock.now(),
            operator=order.operator,
            vendor=order.profile.vendor,
            profile_id=order.profile.id,
            profile_name=order.profile.name,
            environment=order.profile.environment,
            destination_id=order.destination.id,
            destination_name=order.destination.name,
            dialer=order.destination.dialer,
            act=order.act,
            number=order.number,
            lead=dict(order.typed),
            request=RequestRecord("", "", (), ""),
            data_quality_counts=order.profile.options.get("data_quality") != "Not bought",
            notes=(*order.notes, *(order.override.notes if order.override else ())),
        )
