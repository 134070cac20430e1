"""Fills the history of practice mode with six weeks of invented work, so that there is something to look through.

Nothing is made up on the side: each event goes through the use-cases that a person's press goes through, over HTTP to
the practice server, only that their clock shows the past.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from leaddesk.app.practice import PROFILE_ID
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.phone import parse_phone
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.infra.clock import SystemClock
from leaddesk.language import tr, trn
from leaddesk.practice.samples import LINE_HEADER, SAMPLE_EVENTS, TIME_HEADER, SampleAct, SampleEvent
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.services.before_sending import BeforeSending
from leaddesk.services.check_number import CheckNumber
from leaddesk.services.ports import Transport
from leaddesk.services.reveals import LAST_FOUR, Reveals
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from leaddesk.services.submit_lead import LeadOrder, Phase, SubmitLead
from leaddesk.ui.tell import Tell

_ANSWER_S = 10.0
"""How long one of them may take; the practice server answers in milliseconds."""
_TOLD_EVERY = 10
_SETTLED = {SampleAct.LOADED: True, SampleAct.NOT_LOADED: False}


class PastClock(SystemClock):
    """A clock that runs as fast as the real one, from wherever it was set to."""

    def __init__(self) -> None:
        self._set_at, self._since = datetime.now(UTC), time.monotonic()

    def set(self, at: datetime) -> None:
        """Shows that moment from now on."""
        self._set_at, self._since = at, time.monotonic()

    def now(self) -> datetime:
        """Returns the time it shows, in UTC."""
        return self._set_at + timedelta(seconds=time.monotonic() - self._since)


class _BackThen:
    """A `Transport` that asks the practice server for the answer of a past day."""

    def __init__(self, transport: Transport, clock: PastClock) -> None:
        self._transport, self._clock = transport, clock
        self.line = ""
        """The practice number whose answer is wanted; the lead's own where it is empty."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """See `Transport`."""
        asked = [(TIME_HEADER, self._clock.now().isoformat())]
        if self.line:
            asked.append((LINE_HEADER, self.line))
        return await self._transport.send(replace(request, headers=(*request.headers, *asked)))


class SampleHistory:
    """Plays the events in their order, each once, however often it is asked."""

    def __init__(self, use: UseCases, tell: Tell) -> None:
        """Takes the desk's own ports; progress and the end are said by `tell`."""
        self._use, self._tell = use, tell
        self._to_come = list(SAMPLE_EVENTS)
        self._is_playing = False
        self._last = 0
        """The exchange that was written last."""
        self._clock = PastClock()
        self._back_then = _BackThen(use.transport, self._clock)
        journal, rules = use.deferred, use.judging.rules
        self._submit = SubmitLead(
            adapters=use.adapters,
            secrets=use.secrets,
            journal=journal,
            transport=self._back_then,
            clock=self._clock,
            background=use.background,
            rules=rules,
        )
        self._check = CheckNumber(use.adapters, journal, self._clock, use.background, rules)
        self._asked = AskedNotToBeCalled(journal, self._clock)
        self._before = BeforeSending(journal, self._asked)
        self._settling = SettleUnknown(use.adapters, journal, self._clock, self._submit.on_its_way, rules)
        self._reveals = Reveals(journal, self._clock)

    async def add(self) -> None:
        """Adds what is not there yet and says so; after a failure the next call goes on from there.

        Raises LeadDeskError when the practice server or the history does not serve.
        """
        if self._is_playing:
            return
        if not self._to_come:
            self._tell("info", tr("The sample history is there already."))
            return
        self._is_playing = True
        try:
            await self._play(self._use.clock.now())
        finally:
            self._is_playing = False
        said = trn(
            "1 event of the last six weeks was added to the history.",
            "{count} events of the last six weeks were added to the history.",
            len(SAMPLE_EVENTS),
        )
        self._tell("result", said, tr("Everybody in them is invented."), tr("Look at Check number and History."))

    async def _play(self, now: datetime) -> None:
        profile = self._profile()
        while self._to_come:
            done = len(SAMPLE_EVENTS) - len(self._to_come)
            if done % _TOLD_EVERY == 0:
                self._tell(
                    "info",
                    tr("Adding sample history: {done} of {count}.", done=done, count=len(SAMPLE_EVENTS)),
                )
            event = self._to_come[0]
            self._clock.set(event.at(now))
            await self._do(event, profile)
            self._to_come.pop(0)

    def _profile(self) -> ConnectionProfile:
        for profile in self._use.profiles.profiles:
            if profile.id == PROFILE_ID:
                return profile
        raise LeadDeskError(
            tr("The practice server is not there yet."), tr("Nothing was added."), tr("Try again in a moment.")
        )

    async def _do(self, event: SampleEvent, profile: ConnectionProfile) -> None:
        number = parse_phone(event.person.number).e164
        match event.act:
            case SampleAct.LOAD | SampleAct.CANCEL:
                await self._send(event, self._lead(event, profile))
            case SampleAct.CHECK:
                await self._send(event, self._number(event, profile))
            case SampleAct.LOADED | SampleAct.NOT_LOADED:
                finding = Finding(exchange_id=self._last, loaded=_SETTLED[event.act], reason=event.text)
                await self._settling.settle(finding, event.operator)
            case SampleAct.ASKED:
                await self._asked.mark(number, event.text, event.operator)
            case SampleAct.REVEAL:
                await self._reveals.write(LAST_FOUR, event.operator, number=number, exchange_id=self._last)

    async def _send(self, event: SampleEvent, order: LeadOrder) -> None:
        if event.act is SampleAct.LOAD and (concerns := await self._before.look(order)):
            reason = event.text or ("Sample history" if concerns.needs_reason else "")
            order = replace(order, override=concerns.override(event.operator, reason))
        self._back_then.line = event.line

        def cancel_in_time(phase: Phase) -> None:
            if event.act is SampleAct.CANCEL and phase is Phase.WRITING:
                submission.cancel()

        submission = self._submit.start(order, cancel_in_time, lambda _late: None)
        lead = await submission.answer()
        await self._submit.finish(_ANSWER_S)
        if submission.problem:
            raise submission.problem
        self._last = lead.exchange_id or self._last

    def _lead(self, event: SampleEvent, profile: ConnectionProfile) -> LeadOrder:
        person = event.person
        destination = _one(profile, lambda item: item.dialer == event.dialer)
        typed = {
            "phone": person.number,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "city": person.city,
            "state": person.state,
            "zip": person.zip_code,
        }
        draft = validate_lead(self._use.adapters[profile.vendor].lead_schema(destination), typed)
        if not isinstance(draft, LeadDraft):
            raise LeadDeskError(tr("A sample does not fit its destination."), f"{destination.name}: {draft[0].text}")
        return LeadOrder(profile=profile, destination=destination, draft=draft, typed=typed, operator=event.operator)

    def _number(self, event: SampleEvent, profile: ConnectionProfile) -> LeadOrder:
        destination = _one(profile, lambda item: item.for_checks)
        number = event.person.number
        return self._check.order(profile, destination, parse_phone(number), event.operator, number)


def _one(profile: ConnectionProfile, fits: Callable[[Destination], bool]) -> Destination:
    """Returns the first destination that fits. Raises LeadDeskError where a person has deleted it."""
    for destination in profile.destinations:
        if fits(destination):
            return destination
    raise LeadDeskError(tr("A practice destination is missing."), "", tr("Start practice mode again."))
