"""A desk to send from: the real use-case and the real vendor between fakes, and one practice lead."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from leaddesk.domain.before_sending import Override
from leaddesk.domain.exchange import Settlement
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.submit_lead import LeadOrder, Phase, Submission, SubmitLead
from leaddesk.vendors.adapter import VendorAdapter
from leaddesk.vendors.registry import adapters
from tests.services.fakes import FakeClock, FakeJournal, FakeSecrets, FakeTransport

KEY = "kq7-canary/+key=Zz09"

DESTINATION = Destination(
    id="d1",
    name="Spring outreach",
    dialer="APN",
    settings={"campaign_id": "65f00000000000000000a001", "dialer_list_id": "4711"},
    mapping=(MappedField("phone", "phone_number", "Phone"), MappedField("first_name", "first_name")),
)
PROFILE = ConnectionProfile(
    id="p1",
    name="Northside",
    vendor="purecallerid",
    base_url="https://vendor.example.com/api/public",
    pace_per_s=0,
    options={},
    destinations=(DESTINATION,),
)
TYPED = {"phone": "(720) 555-0100", "first_name": "Testa"}
OTHERS = ("(720) 555-0102", "(720) 555-0103", "(720) 555-0104")
"""More numbers: the same one waits for the end of the lead before it."""

CLEAN = {
    "status": "Accepted",
    "reason": "",
    "message": "Lead loaded",
    "lead": {
        "phone": "7205550100",
        "validationResult": {"is_valid": True, "phone_number": "7205550100"},
        "doNotCallResult": {"blocked": False, "sanCoverage": True},
        "stateDoNotCallResult": {"blocked": False},
        "knownLitigatorCheck": {"Found": False, "NumHits": 0, "results": [], "ttl": "2026-12-21T00:00:00Z"},
    },
}


def answer(body: Mapping[str, object] | bytes | None = None, status: int = 200, **headers: str) -> HttpResponse:
    """Returns an answer of the vendor: a clean one, or this."""
    content = body if isinstance(body, bytes) else json.dumps(CLEAN if body is None else body).encode()
    named = ((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpResponse(status, (("Content-Type", "application/json"), *named), content, 0.2)


def rejected() -> HttpResponse:
    """Returns a refusal of the vendor."""
    return answer({"status": "Rejected", "reason": "Blocked", "message": "Not loaded"})


async def settle_down() -> None:
    """Lets everything that can go on go on; decoding happens on a thread, and is waited for however long it takes."""
    async with asyncio.timeout(20):
        for _ in range(3):
            for _ in range(20):
                await asyncio.sleep(0)
            while InThread.running:  # noqa: ASYNC110 - a thread tells nobody
                await asyncio.sleep(0.001)


async def until(condition: Callable[[], bool]) -> None:
    """Waits until a condition holds, or fails."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.001)


class InThread:
    """Runs background work on a thread, as the app does."""

    running = 0
    """Calls that have not returned."""

    async def do(self, fn, *args, **kwargs):
        InThread.running += 1
        try:
            return await asyncio.to_thread(fn, *args, **kwargs)
        finally:
            InThread.running -= 1


class Desk:
    """SubmitLead between fakes; it notes the phases and the late answers."""

    def __init__(self, known: Mapping[str, VendorAdapter] | None = None) -> None:
        self.secrets, self.journal, self.clock = FakeSecrets(), FakeJournal(), FakeClock()
        self.transport = FakeTransport(self.journal)
        self.known = adapters() if known is None else known
        self.submit = SubmitLead(
            adapters=self.known,
            secrets=self.secrets,
            journal=self.journal,
            transport=self.transport,
            clock=self.clock,
            background=InThread(),
        )
        self.browse = BrowseHistory(self.known, self.journal, self.clock, InThread())
        self.phases: list[Phase] = []
        self.late: list[AnsweredLead] = []
        self.secrets.held[PROFILE.secret_ref("api_key")] = Secret(KEY)

    def order(
        self, profile: ConnectionProfile = PROFILE, phone: str = TYPED["phone"], override: Override | None = None
    ) -> LeadOrder:
        """Returns one press of *Send lead*."""
        typed = {**TYPED, "phone": phone}
        draft = validate_lead(self.known[PROFILE.vendor].lead_schema(DESTINATION), typed)
        assert isinstance(draft, LeadDraft)
        return LeadOrder(
            profile=profile,
            destination=profile.destinations[0],
            draft=draft,
            typed=typed,
            operator="M. Reyes",
            override=override,
        )

    def start(
        self, profile: ConnectionProfile = PROFILE, phone: str = TYPED["phone"], override: Override | None = None
    ) -> Submission:
        """Presses *Send lead*."""
        return self.submit.start(self.order(profile, phone, override), self.phases.append, self.late.append)

    async def send(
        self,
        *script: HttpResponse | Exception,
        profile: ConnectionProfile = PROFILE,
        phone: str = TYPED["phone"],
        override: Override | None = None,
    ) -> AnsweredLead:
        """Sends a lead, to be answered by the script, and returns what it became."""
        self.transport.script += script
        return await asyncio.wait_for(self.start(profile, phone, override).answer(), 5)

    async def sending(
        self,
        profile: ConnectionProfile = PROFILE,
        phone: str = TYPED["phone"],
        override: Override | None = None,
    ) -> tuple[Submission, asyncio.Future[HttpResponse]]:
        """Sends a lead that stalls, and returns it with the answer that is still to come."""
        pending = self.transport.stall()
        count = len(self.transport.requests)
        submission = self.start(profile, phone, override)
        await until(lambda: len(self.transport.requests) > count)
        return submission, pending

    def last(self, exchange_id: int = 1) -> Settlement:
        """Returns the settlement that counts."""
        settled = self.journal.exchange(exchange_id).settled
        assert settled is not None
        return settled

    async def idle(self) -> None:
        """Waits until no deed runs any more."""
        await until(lambda: not self.submit._deeds)


def paced(per_second: float) -> ConnectionProfile:
    """Returns the profile with a pace."""
    return replace(PROFILE, pace_per_s=per_second)
