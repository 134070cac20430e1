"""A desk to change campaigns from: the real use-cases and the real codec between fakes, and a vendor that can fault."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from leaddesk.domain.campaign import Act, ActOrder, Campaign
from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.change_campaign import ActPhase, ActRequest, ActResult, ChangeCampaign, Deed
from leaddesk.vendors.registry import campaign_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeSecrets, FakeStore

KEY = "kq7-canary/+key=Zz09"
PROFILE = ConnectionProfile(
    id="p1",
    name="Northside",
    vendor="purecallerid",
    base_url="https://vendor.example.com/api/public",
    pace_per_s=0,
)
ONE, TWO, THREE = (f"65f00000000000000000c00{number}" for number in (1, 2, 3))


class QuickClock(FakeClock):
    """A clock on which every wait is over at once, so that back-offs cost no time; it notes them all the same."""

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


class FakeEngage:
    """A vendor with campaigns. `acts` and `reads` say how the next ones go wrong; without a word they go right.

    `lost` does it and never answers, `lost before` neither does it nor answers, `nothing left` never arrives, `lie`
    answers as if, `soon` does it after one more read; a number is a status that refuses, `("late", number)` one that
    comes although it was done, `(number, headers)` one that refuses with headers. A future holds the answer back until
    it is settled.
    """

    def __init__(self) -> None:
        self.campaigns: dict[str, dict[str, Any]] = {}
        self.acts: deque[Any] = deque()
        self.reads: deque[Any] = deque()
        self.requests: list[HttpRequest] = []
        self.done: list[tuple[str, str]] = []
        """What was carried out: the act's path and the campaign's id."""
        self.answer: bytes | None = None
        """What an act is answered with, in the place of its campaign."""
        self.in_flight = self.most_in_flight = 0
        self._soon: Callable[[], None] = lambda: None
        self.paths: list[str] = []
        """`POST pause`, `GET campaigns` and so on, in the order in which they came."""

    def add(self, campaign_id: str, name: str, status: str = "READY", **more: Any) -> None:
        """Adds a campaign."""
        texts = {"outgoingMessage": f"Hello from {name}.", "helpMessage": "Help.", "stopMessage": "Stopped."}
        self.campaigns[campaign_id] = {
            "id": campaign_id,
            "name": name,
            "campaignStatus": status,
            "sendingStatus": "IDLE",
            "updated": "2026-11-20T10:00:00.000Z",
            "messages": texts,
            **more,
        }

    def touch(self, campaign_id: str, **changes: Any) -> None:
        """Changes a campaign, as the vendor or somebody else does: its `updated` moves on."""
        at = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=len(self.done) + len(self.requests))
        self.campaigns[campaign_id] |= {"updated": at.isoformat(timespec="milliseconds"), **changes}

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(0)
            return await self._answered(request)
        finally:
            self.in_flight -= 1

    @property
    def writes(self) -> list[HttpRequest]:
        """The acts that came, faulty ones too."""
        return [request for request in self.requests if request.writes]

    async def _answered(self, request: HttpRequest) -> HttpResponse:
        parts = urlsplit(request.url)
        names = [unquote(part) for part in parts.path.split("/engage/campaigns")[1].strip("/").split("/") if part]
        self.paths.append(f"{request.method} {'/'.join(names[1:]) if names[1:] else 'one' if names else 'campaigns'}")
        faults = self.acts if request.method == "POST" else self.reads
        fault = faults.popleft() if faults else ""
        held = fault if isinstance(fault, asyncio.Future) else None
        if fault == "nothing left":
            raise NothingLeft("vendor.example.com refused the connection.", "Nothing was sent.", can_retry=True)
        if fault == "lost before":
            raise AnswerLost("Nothing answered within 60 s.", can_retry=request.method == "GET")
        if isinstance(fault, int):
            return _answer({"message": "No."}, fault)
        if isinstance(fault, tuple) and isinstance(fault[0], int):
            status, headers = fault
            return replace(_answer({"message": "No."}, status), headers=tuple(headers.items()))
        if fault == "soon":
            self._soon = lambda: self._do(names[0], "/".join(names[1:]), request)
        elif request.method == "POST" and fault != "lie":
            self._do(names[0], "/".join(names[1:]), request)
        if fault == "lost":
            raise AnswerLost("The connection broke before an answer came.", can_retry=request.method == "GET")
        if isinstance(fault, tuple):
            return _answer({"message": "Later."}, fault[1])
        if held is not None:
            came: HttpResponse = await held
            return came
        if request.method == "POST":
            return HttpResponse(200, (), self.answer) if self.answer is not None else _answer(self.campaigns[names[0]])
        if not names:
            return _answer(list(self.campaigns.values()))
        found = self.campaigns.get(names[0])
        answer = _answer(found) if found else _answer({"message": "Not found."}, 404)
        self._soon()
        return answer

    def _do(self, campaign_id: str, act: str, request: HttpRequest) -> None:
        self.done.append((act, campaign_id))
        match act:
            case "pause":
                self.touch(campaign_id, campaignStatus="READY")
            case "activate":
                self.touch(campaign_id, campaignStatus="ACTIVE")
            case "messages":
                asked = json.loads(request.body)
                texts = self.campaigns[campaign_id]["messages"] | {key: text for key, text in asked.items() if text}
                status = {"campaignStatus": "PENDING_APPROVAL", "zendeskApprovalTicketId": "4711"}
                self.touch(campaign_id, messages=texts, **status)


class EngageDesk:
    """The use-cases of campaigns between fakes."""

    def __init__(self, store: Any = None) -> None:
        """`store` is where acts and drafts go, a fake one by default."""
        self.secrets, self.clock, self.vendor = FakeSecrets(), QuickClock(), FakeEngage()
        self.store = store or FakeStore()
        self.secrets.held[PROFILE.secret_ref("api_key")] = Secret(KEY)
        self.phases: list[ActPhase] = []
        self.late: list[ActResult] = []
        self.change = self.new_change()
        self.watch = WatchCampaigns(
            sources=campaign_sources(),
            secrets=self.secrets,
            transport=self.vendor,
            clock=self.clock,
            background=InThread(),
        )

    def new_change(self) -> ChangeCampaign:
        """Returns the use-case as a new start has it."""
        return ChangeCampaign(
            sources=campaign_sources(),
            secrets=self.secrets,
            journal=self.store,
            transport=self.vendor,
            clock=self.clock,
            background=InThread(),
        )

    async def campaign(self, campaign_id: str = ONE) -> Campaign:
        """Returns a campaign as it is read, without a trace of that."""
        faults, self.vendor.reads = self.vendor.reads, deque()
        try:
            return await self.watch.read_one(PROFILE, campaign_id)
        finally:
            self.vendor.reads = faults
            self.vendor.requests.pop()
            self.vendor.paths.pop()

    async def press(
        self, act: Act, campaign_id: str = ONE, *, profile: ConnectionProfile = PROFILE, **more: Any
    ) -> Deed:
        """Presses an act's button and confirms it."""
        before = await self.campaign(campaign_id)
        order = ActOrder(act=act, campaign_id=campaign_id, campaign_name=before.name, **more)
        return self.change.start(
            ActRequest(profile=profile, order=order, before=before, operator="M. Reyes"),
            self.phases.append,
            self.late.append,
        )

    async def do(self, act: Act, campaign_id: str = ONE, **more: Any) -> ActResult:
        """Presses an act's button and returns what it became."""
        return await asyncio.wait_for((await self.press(act, campaign_id, **more)).answer(), 5)

    def last(self, exchange_id: int = 1):
        """Returns the settlement that counts."""
        settled = self.store.exchange(exchange_id).settled
        assert settled is not None
        return settled

    async def idle(self) -> None:
        """Waits until no deed runs any more."""
        async with asyncio.timeout(5):
            while self.change._runs or self.change._writing:  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(0.001)


def two_campaigns() -> EngageDesk:
    """Returns a desk whose vendor has one campaign that is active and one that may be."""
    desk = EngageDesk()
    desk.vendor.add(ONE, "Spring outreach", "ACTIVE")
    desk.vendor.add(TWO, "Summer outreach", "READY")
    return desk


def paced(per_second: float) -> ConnectionProfile:
    """Returns the profile with a pace."""
    return replace(PROFILE, pace_per_s=per_second)


def _answer(body: object, status: int = 200) -> HttpResponse:
    headers = (("Content-Type", "application/json"),)
    return HttpResponse(status, headers, json.dumps(body).encode(), 0.1)
