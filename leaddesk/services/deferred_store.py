"""A history that is not open yet: every call waits for it, so that the window can be there first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.proof import ChainPosition
from leaddesk.services.ports import DraftStore, Journal


class Store(Journal, DraftStore, Protocol):
    """A journal that keeps drafts too, chained."""

    async def position(self, exchange_id: int) -> ChainPosition | None:
        """Returns where an exchange stands in the chain. Raises StoreProblem."""
        ...


class DeferredStore:
    """Stands in for the store until `provide` or `fail` says what came of opening it."""

    def __init__(self) -> None:
        self._store: asyncio.Future[Store] | None = None

    def _future(self) -> asyncio.Future[Store]:
        if self._store is None:
            self._store = asyncio.get_running_loop().create_future()
        return self._store

    @property
    def ready(self) -> bool:
        """Whether the store is open."""
        future = self._store
        return future is not None and future.done() and future.exception() is None

    def provide(self, store: Store) -> None:
        """Lets all calls through to the opened store."""
        if self._future().done():
            self._store = None
        self._future().set_result(store)

    def fail(self, problem: StoreProblem) -> None:
        """Makes all calls raise the problem: what cannot be written down is not sent."""
        if self._future().done():
            self._store = None
        self._future().set_exception(problem)
        self._future().exception()  # retrieved: a problem nobody waits for is no bug

    async def _open(self) -> Store:
        return await asyncio.shield(self._future())

    async def open(self, opening: Opening) -> int:
        """See `Journal`."""
        return await (await self._open()).open(opening)

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        """See `Journal`."""
        await (await self._open()).settle(exchange_id, settlement)

    async def unsettled(self) -> Sequence[Exchange]:
        """See `Journal`."""
        return await (await self._open()).unsettled()

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await (await self._open()).find(query, limit=limit, before=before)

    async def with_number(self, number: str, limit: int = 200) -> Sequence[Exchange]:
        """See `Journal`."""
        return await (await self._open()).with_number(number, limit)

    async def open_with_number(self, number: str) -> Sequence[Exchange]:
        """See `Journal`."""
        return await (await self._open()).open_with_number(number)

    async def similar(self, number: str, name: str = "", zip_code: str = "", limit: int = 15) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await (await self._open()).similar(number, name, zip_code, limit)

    async def write_note(self, note: Note) -> int:
        """See `Journal`."""
        return await (await self._open()).write_note(note)

    async def notes(
        self, *, kinds: Sequence[NoteKind] = (), number: str = "", limit: int = 500, since: datetime | None = None
    ) -> Sequence[Note]:
        """See `Journal`."""
        return await (await self._open()).notes(kinds=kinds, number=number, limit=limit, since=since)

    async def load(self, exchange_id: int) -> Exchange:
        """See `Journal`."""
        return await (await self._open()).load(exchange_id)

    async def position(self, exchange_id: int) -> ChainPosition | None:
        """Returns where an exchange stands in the hash chain; None where no secret key seals it."""
        return await (await self._open()).position(exchange_id)

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        """See `DraftStore`."""
        await (await self._open()).save_draft(place, fields)

    async def load_draft(self, place: str) -> dict[str, str]:
        """See `DraftStore`."""
        return await (await self._open()).load_draft(place)
