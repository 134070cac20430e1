"""Fakes for the ports of the use-cases: each can be made to stall or fail, and says what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from leaddesk.domain.before_sending import is_open, number_key
from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, LeadDeskError, StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.proof import ChainPosition
from leaddesk.domain.route import Route
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.wire import HttpRequest, HttpResponse

START = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)


def keyring_problem(trouble: KeyringTrouble = KeyringTrouble.LOCKED) -> KeyringProblem:
    """Returns a problem as the real keyring store words it."""
    return KeyringProblem(trouble, f"The keyring is {trouble}.", "The key could not be read.", "Unlock it.")


class FakeClock:
    """A clock that stands still until `go_on`; who sleeps is woken when its time has come."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        waked = asyncio.Event()
        self._sleepers.append((self.seconds + seconds, waked))
        await waked.wait()

    def go_on(self, seconds: float) -> None:
        self.seconds += seconds
        for due, waked in self._sleepers:
            if due <= self.seconds:
                waked.set()


class FakeTransport:
    """Answers by script: each item is an answer, an exception, or a future that brings one later."""

    def __init__(self, journal: FakeJournal | None = None) -> None:
        self.script: list[HttpResponse | Exception | asyncio.Future[HttpResponse]] = []
        self.requests: list[HttpRequest] = []
        self.abandoned = 0
        """How many calls of `send` were cancelled."""
        self._journal = journal

    def stall(self) -> asyncio.Future[HttpResponse]:
        """Lets the next request hang until the future is settled."""
        future: asyncio.Future[HttpResponse] = asyncio.get_running_loop().create_future()
        self.script.append(future)
        return future

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        if self._journal:
            self._journal.calls.append("send")
        step = self.script.pop(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, HttpResponse):
            return step
        try:
            return await step
        except asyncio.CancelledError:
            self.abandoned += 1
            raise


class FakeSecrets:
    """A keyring in memory with the session over it, as the port says; it can be held and it can fail."""

    def __init__(self) -> None:
        self.held: dict[SecretRef, Secret] = {}
        self.session: dict[SecretRef, Secret] = {}
        self.trouble: KeyringTrouble | None = None
        self.gate = asyncio.Event()
        """Cleared: every call waits, as for an unlock prompt."""
        self.gate.set()
        self.deaf = False
        """Whether a wait at the gate goes on although its caller was cancelled."""
        self.calls: list[str] = []

    async def _serve(self) -> None:
        while not self.gate.is_set():
            try:
                await self.gate.wait()
            except asyncio.CancelledError:
                if not self.deaf:
                    raise
        if self.trouble:
            raise keyring_problem(self.trouble)

    async def get(self, ref: SecretRef) -> Secret | None:
        self.calls.append("get")
        if ref in self.session:
            return self.session[ref]
        await self._serve()
        return self.held.get(ref)

    async def put(self, ref: SecretRef, secret: Secret) -> None:
        self.calls.append("put")
        await self._serve()
        self.held[ref] = secret
        self.session.pop(ref, None)

    def keep_for_session(self, ref: SecretRef, secret: Secret) -> None:
        self.session[ref] = secret

    async def forget(self, ref: SecretRef) -> None:
        self.calls.append("forget")
        self.session.pop(ref, None)
        await self._serve()
        self.held.pop(ref, None)


class FakeJournal:
    """A history in memory that records its calls in order; a write commits only when its gate is open."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.openings: dict[int, Opening] = {}
        self.settlements: dict[int, list[Settlement]] = {}
        self.open_gate, self.settle_gate = asyncio.Event(), asyncio.Event()
        self.open_gate.set()
        self.settle_gate.set()
        self.open_fails: Exception | None = None
        self.settle_fails: Exception | None = None
        self.note_fails: Exception | None = None
        self.written: list[Note] = []

    async def open(self, opening: Opening) -> int:
        await self.open_gate.wait()
        if self.open_fails:
            raise self.open_fails
        number = len(self.openings) + 1
        self.openings[number] = opening
        self.settlements[number] = []
        self.calls.append("open")
        return number

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        await self.settle_gate.wait()
        if self.settle_fails:
            raise self.settle_fails
        self.settlements[exchange_id].append(settlement)
        self.calls.append(f"settle {settlement.by} {settlement.outcome}")

    async def unsettled(self) -> Sequence[Exchange]:
        return [Exchange(number, opening) for number, opening in self.openings.items() if not self.settlements[number]]

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        newest = sorted((number for number in self.openings if before is None or number < before), reverse=True)
        found = [row for row in map(self._row, newest) if query.text in row.number + row.outcome]
        return [row for row in found if not query.outcomes or row.outcome in query.outcomes][:limit]

    async def with_number(self, number: str, limit: int = 200) -> Sequence[Exchange]:
        newest = sorted(self.openings, reverse=True)
        return [self.exchange(item) for item in newest if _same_number(self.openings[item].number, number)][:limit]

    async def open_with_number(self, number: str) -> Sequence[Exchange]:
        return [item for item in reversed(await self.with_number(number, len(self.openings))) if is_open(item)]

    async def similar(self, number: str, name: str = "", zip_code: str = "", limit: int = 15) -> Sequence[ExchangeRow]:
        newest = map(self.exchange, sorted(self.openings, reverse=True))
        return [self._row(item.id) for item in newest if _is_similar(item.opening, number, name, zip_code)][:limit]

    async def write_note(self, note: Note) -> int:
        if self.note_fails:
            raise self.note_fails
        self.written.append(replace(note, id=len(self.written) + 1))
        return len(self.written)

    async def notes(
        self, *, kinds: Sequence[NoteKind] = (), number: str = "", limit: int = 500, since: datetime | None = None
    ) -> Sequence[Note]:
        return [
            note
            for note in reversed(self.written)
            if (not kinds or note.kind in kinds)
            and (not number or _same_number(note.number, number))
            and (since is None or note.at >= since)
        ][:limit]

    async def load(self, exchange_id: int) -> Exchange:
        return self.exchange(exchange_id)

    def exchange(self, exchange_id: int) -> Exchange:
        """Returns one exchange as it stands."""
        return Exchange(exchange_id, self.openings[exchange_id], tuple(self.settlements[exchange_id]))

    def _row(self, number: int) -> ExchangeRow:
        opening, settled = self.openings[number], self.exchange(number).settled
        return ExchangeRow(
            id=number,
            at=opening.at,
            operator=opening.operator,
            profile_name=opening.profile_name,
            environment=opening.environment,
            destination_name=opening.destination_name,
            number=opening.number,
            outcome=settled.outcome if settled else ABOUT_TO_SEND,
            assessment=settled.assessment if settled else "",
            act=opening.act,
            name=_name(opening),
        )

    def rewrite_vendor(self, exchange_id: int, vendor: str) -> None:
        """Makes an exchange one of another vendor."""
        self.openings[exchange_id] = replace(self.openings[exchange_id], vendor=vendor)


def _same_number(one: str, other: str) -> bool:
    """Tells it as the history does, which finds no number without a digit."""
    return any(character in "0123456789" for character in other) and number_key(one) == number_key(other)


def _name(opening: Opening) -> str:
    return f"{opening.lead.get('first_name', '')} {opening.lead.get('last_name', '')}".strip()


def _is_similar(opening: Opening, number: str, name: str, zip_code: str) -> bool:
    if _same_number(opening.number, number):
        return True
    return bool(name and zip_code) and (_name(opening), opening.lead.get("zip", "")) == (name, zip_code)


class FakeStore(FakeJournal):
    """A journal that keeps drafts too."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: dict[str, dict[str, str]] = {}

    async def position(self, exchange_id: int) -> ChainPosition | None:
        return None

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        self.drafts[place] = dict(fields)

    async def load_draft(self, place: str) -> dict[str, str]:
        return self.drafts.get(place, {})


class FakeProfileStore:
    """Profiles on a disk that can be slow and can fail."""

    def __init__(self, *profiles: ConnectionProfile) -> None:
        self.on_disk: tuple[ConnectionProfile, ...] = profiles
        self.left_out: tuple[str, ...] = ()
        self.fails: LeadDeskError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def load(self) -> tuple[ConnectionProfile, ...]:
        return self.on_disk

    async def save(self, profiles: Sequence[ConnectionProfile]) -> None:
        await self.gate.wait()
        if self.fails:
            raise self.fails
        self.on_disk = tuple(profiles)


class FakeRouteStore:
    """Routes on a disk that can be slow and can fail."""

    def __init__(self, *routes: Route) -> None:
        self.held: tuple[Route, ...] = routes
        self.left_out: tuple[str, ...] = ()
        self.problem: LeadDeskError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def load(self) -> tuple[Route, ...]:
        return self.held

    async def save(self, routes: Sequence[Route]) -> None:
        await self.gate.wait()
        if self.problem:
            raise self.problem
        self.held = tuple(routes)


def disk_full() -> StoreProblem:
    """Returns a problem of the history."""
    return StoreProblem("The history cannot be written.", "The disk is full.", "Make room, then send again.")
