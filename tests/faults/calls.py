"""Every call of every vendor, each made through the use-case that the window uses, over real sockets."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import ActOrder, Campaign
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.lead_search import LeadFilter
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import BODY_CAP, HttpResponse, RequestRecord
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.threads import Worker
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.campaign_reads import BOARD_CAP
from leaddesk.services.change_campaign import ActRequest, ChangeCampaign
from leaddesk.services.did_it_land import DidItLand
from leaddesk.services.search_leads import SearchLeads
from leaddesk.services.submit_lead import LeadOrder, SubmitLead
from leaddesk.services.try_connection import TryConnection
from leaddesk.vendors.registry import adapters, campaign_sources, landing_sources, lead_sources
from tests.faults.wire import Good
from tests.services import desk as purecallerid
from tests.services.engage_desk import ONE, QuickClock
from tests.services.test_did_it_land import exchange as unknown_load
from tests.vendors.crocodial import samples as crocodial
from tests.vendors.lupitor import asking as lupitor
from tests.vendors.trackdrive import asking as trackdrive

CANARY = "kq7-canary_key-Zz09"


class Kind(StrEnum):
    """What calls have in common; each kind has its column of expectations."""

    LEAD = "lead"
    TEST = "test"
    READ = "read"
    LANDING = "landing"
    """Whether a lead landed, asked of a vendor that can be asked for a number alone."""
    PAUSE = "pause"
    ACT = "act"
    PAUSE_IN_VAIN = "pause in vain"
    """The vendor never carries it out, whatever it answers."""
    ACT_IN_VAIN = "act in vain"
    PAUSE_LIST = "pause list"
    ACT_LIST = "act on a list"


@dataclass(frozen=True)
class Ended:
    """What became of a call."""

    outcome: str
    says: str
    shown: str = ""
    """All of the result, as text: no secret may stand in it."""
    wait_s: float | None = None


@dataclass
class Below:
    """Everything below the window, for one profile."""

    profile: ConnectionProfile
    folder: Path
    history: HistoryStore
    secrets: MemorySecrets
    transport: HttpxTransport
    clock: QuickClock
    worker: Worker

    def bytes_kept(self) -> bytes:
        """Returns all that is on disk; nothing of it is encrypted."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Call:
    """One call: how it is made, and what it hopes for."""

    name: str
    kind: Kind
    profile: ConnectionProfile
    make: Callable[[Below], Awaitable[Ended]]
    good: Good
    meant: bytes = b"POST "
    """How its request begins, by which the server knows it among others of the same deed."""
    others: Callable[[bool], bytes] = lambda _done: b""
    cap: int = BODY_CAP

    @property
    def in_vain(self) -> bool:
        """Whether the vendor carries nothing out, whatever it answers."""
        return self.kind in (Kind.PAUSE_IN_VAIN, Kind.ACT_IN_VAIN)


@asynccontextmanager
async def below(folder: Path, profile: ConnectionProfile) -> AsyncIterator[Below]:
    """Builds the stack and takes it down."""
    secrets, transport, worker = MemorySecrets(), HttpxTransport(), Worker("matrix")
    for slot in adapters()[profile.vendor].info.secret_slots:
        await secrets.put(profile.secret_ref(slot.key), Secret(CANARY))
    history = HistoryStore.plain(folder / "history.db")
    await history.open_file()
    for urgent in (False, True):
        await transport._client(loopback=True, urgent=urgent)  # so that no short time-out is spent on it
    try:
        yield Below(profile, folder, history, secrets, transport, QuickClock(), worker)
    finally:
        await transport.aclose()
        await history.close()
        worker.close(1.0)


def _lead(destination: Destination, typed: dict[str, str]) -> Callable[[Below], Awaitable[Ended]]:
    async def send(at: Below) -> Ended:
        submit = SubmitLead(
            adapters=adapters(),
            secrets=at.secrets,
            journal=at.history,
            transport=at.transport,
            clock=at.clock,
            background=at.worker,
        )
        draft = validate_lead(adapters()[at.profile.vendor].lead_schema(destination), typed)
        assert isinstance(draft, LeadDraft)
        order = LeadOrder(profile=at.profile, destination=destination, draft=draft, typed=typed, operator="M. Reyes")
        lead = await submit.start(order, lambda _phase: None, lambda _late: None).answer()
        await submit.finish(1.0)
        why = lead.verdict.explanation
        says = " ".join((why.title, why.detail, why.hint))
        return Ended(lead.verdict.outcome, says, f"{lead!r} {lead.raw}", lead.verdict.retry_after_s)

    return send


async def _try(at: Below) -> Ended:
    test = TryConnection(
        adapters=adapters(), secrets=at.secrets, transport=at.transport, clock=at.clock, background=at.worker
    )
    finding = (await test.ask(at.profile, lambda _phase: None)).finding
    return Ended(finding.reach, finding.explanation.sentence(), repr(finding))


def _leads(at: Below) -> SearchLeads:
    return SearchLeads(
        sources=lead_sources(), secrets=at.secrets, transport=at.transport, clock=at.clock, background=at.worker
    )


def _load_on_record(profile: ConnectionProfile) -> Exchange:
    """Returns a load of which it is open what became of it."""
    one = unknown_load(vendor=profile.vendor)
    request = RequestRecord("POST", profile.base_url, (), f"user=apiuser&phone_number={_CROCO_NUMBER}")
    return replace(one, opening=replace(one.opening, profile_id=profile.id, request=request))


async def _did_it_land(at: Below) -> Ended:
    found = await DidItLand(_leads(at), lead_sources(), landing_sources()).look(_load_on_record(at.profile), at.profile)
    return Ended(found.landing.name.lower().replace("_", " "), found.problem, repr(found))


async def _search(at: Below) -> Ended:
    leads = _leads(at)
    query = leads.first_query(at.profile)
    if at.profile.vendor == "lupitor":
        query = replace(query, filters=(LeadFilter("campaignId", "camp_example_01"),))
    search = leads.start(at.profile, query)
    await search.next_page()
    if search.problem is None:
        return Ended("read", f"{search.rows} rows")
    assert not search.rows
    return Ended("not read", search.problem.sentence(), f"{search.problem!r} {search.raw}")


def _watch(at: Below) -> WatchCampaigns:
    return WatchCampaigns(
        sources=campaign_sources(), secrets=at.secrets, transport=at.transport, clock=at.clock, background=at.worker
    )


async def _board(at: Below) -> Ended:
    try:
        look = await _watch(at).read(at.profile)
    except LeadDeskError as problem:
        return Ended("not read", problem.sentence(), repr(vars(problem)))
    return Ended("read", f"{len(look.board.campaigns)} campaigns", repr(look))


async def _one(at: Below) -> Ended:
    try:
        campaign = await _watch(at).read_one(at.profile, ONE)
    except LeadDeskError as problem:
        return Ended("not read", problem.sentence(), repr(vars(problem)))
    return Ended("read", campaign.name, repr(campaign))


_TEXTS = {"outgoingMessage": "Hello.", "helpMessage": "Help.", "stopMessage": "Stopped."}
_NEW = "Hello again."


def _campaign(status: str, text: str = "Hello.", at: int = 0) -> bytes:
    texts = _TEXTS | {"outgoingMessage": text}
    updated = f"2026-11-20T10:00:0{at}.000Z"
    read = {"id": ONE, "name": "Spring", "campaignStatus": status, "sendingStatus": "IDLE", "updated": updated}
    return json.dumps({**read, "messages": texts}).encode()


def _act(act: Act, before: str) -> Callable[[Below], Awaitable[Ended]]:
    async def press(at: Below) -> Ended:
        read = campaign_sources()["purecallerid"].decode_campaign(HttpResponse(200, (), _campaign(before)))
        assert isinstance(read, Campaign)
        order = ActOrder(
            act=act,
            campaign_id=ONE,
            campaign_name="Spring",
            list_name="spring.csv" if "list" in act else "",
            messages={"outgoingMessage": _NEW} if act is Act.EDIT_MESSAGES else {},
        )
        change = ChangeCampaign(
            sources=campaign_sources(),
            secrets=at.secrets,
            journal=at.history,
            transport=at.transport,
            clock=at.clock,
            background=at.worker,
        )
        asked = ActRequest(profile=at.profile, order=order, before=read, operator="M. Reyes")
        result = await change.start(asked).answer()
        return Ended(result.outcome, f"{result.explanation.sentence()} {' '.join(result.notices)}", repr(result))

    return press


def _campaign_call(name: str, kind: Kind, act: Act, before: str, after: str, text: str = "Hello.") -> Call:
    def others(done: bool) -> bytes:
        return _campaign(after, text, 1) if done else _campaign(before)

    return Call(f"Pure CallerID: {name}", kind, _PURE, _act(act, before), Good(others(True)), others=others)


_PURE = replace(purecallerid.PROFILE, pace_per_s=0)
_CROCO = replace(crocodial.PROFILE, pace_per_s=0)
_LUPITOR = replace(lupitor.PROFILE, pace_per_s=0, options={"campaign_id": "camp_example_01"})
_TRACKDRIVE = replace(trackdrive.PROFILE, pace_per_s=0)
_CROCO_NUMBER = "2025550123"
_CROCO_FOUND = f"{_CROCO_NUMBER}|1|700001\n".encode()
_CROCO_ADDED = b"SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|12|-5|apiuser\n"
_CROCO_LOGGED_IN = b"ERROR: add_lead INVALID PHONE NUMBER LENGTH - 1|apiuser\n"
_LUPITOR_MADE = json.dumps(lupitor.envelope({"leadId": "k57000000000000000000001"})).encode()
_LUPITOR_LIST = json.dumps(
    lupitor.envelope({"leads": [lupitor.ROW], "count": 1, "cursor": None, "hasMore": False})
).encode()
_TRACKDRIVE_PAGE = json.dumps({"leads": [trackdrive.ROW], "metadata": {}}).encode()
_PLAIN = "text/html; charset=utf-8"

# fmt: off
CALLS = (
    Call("Pure CallerID: send lead", Kind.LEAD, _PURE, _lead(purecallerid.DESTINATION, purecallerid.TYPED),
         Good(json.dumps(purecallerid.CLEAN).encode())),
    Call("Croco-Dial: send lead", Kind.LEAD, _CROCO, _lead(crocodial.DESTINATION, crocodial.LEAD),
         Good(_CROCO_ADDED, _PLAIN)),
    Call("Lupitor: send lead", Kind.LEAD, _LUPITOR, _lead(lupitor.STANDARD, lupitor.LEAD), Good(_LUPITOR_MADE)),
    Call("Pure CallerID: test connection", Kind.TEST, _PURE, _try, Good(b"[]"), b"GET "),
    Call("Croco-Dial: test connection", Kind.TEST, _CROCO, _try, Good(_CROCO_LOGGED_IN, _PLAIN)),
    Call("Lupitor: test connection", Kind.TEST, _LUPITOR, _try, Good(_LUPITOR_LIST), b"GET "),
    Call("TrackDrive: test connection", Kind.TEST, _TRACKDRIVE, _try, Good(_TRACKDRIVE_PAGE), b"GET "),
    Call("TrackDrive: search leads", Kind.READ, _TRACKDRIVE, _search, Good(_TRACKDRIVE_PAGE), b"GET "),
    Call("Lupitor: search leads", Kind.READ, _LUPITOR, _search, Good(_LUPITOR_LIST), b"GET "),
    Call("Croco-Dial: look for a lead", Kind.LANDING, _CROCO, _did_it_land, Good(_CROCO_FOUND, _PLAIN)),
    Call("Pure CallerID: read campaigns", Kind.READ, _PURE, _board, Good(b"[" + _campaign("READY") + b"]"), b"GET ",
         cap=BOARD_CAP),
    Call("Pure CallerID: read one campaign", Kind.READ, _PURE, _one, Good(_campaign("READY")), b"GET "),
    _campaign_call("pause campaign", Kind.PAUSE, Act.PAUSE, "ACTIVE", "READY"),
    _campaign_call("activate campaign", Kind.ACT, Act.ACTIVATE, "READY", "ACTIVE"),
    _campaign_call("edit messages", Kind.ACT, Act.EDIT_MESSAGES, "READY", "PENDING_APPROVAL", _NEW),
    _campaign_call("pause campaign, in vain", Kind.PAUSE_IN_VAIN, Act.PAUSE, "ACTIVE", "READY"),
    _campaign_call("activate campaign, in vain", Kind.ACT_IN_VAIN, Act.ACTIVATE, "READY", "ACTIVE"),
    _campaign_call("pause list", Kind.PAUSE_LIST, Act.PAUSE_LIST, "ACTIVE", "ACTIVE"),
    _campaign_call("activate list", Kind.ACT_LIST, Act.ACTIVATE_LIST, "ACTIVE", "ACTIVE"),
)
# fmt: on
"""One column of the matrix each; *in vain* stands for a vendor that does not carry out what it is asked for."""
