"""A history that is not open yet: every call waits for it, so that the window can be there first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import Exchange, ExchangeRow, Opening, Settlement
from leaddesk.services.ports import DraftStore, Journal


class Store(Journal, DraftStore, Protocol):
    """A journal that keeps drafts too."""


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

    async def rows(self, text: str = "", limit: int = 500) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await (await self._open()).rows(text, limit)

    async def load(self, exchange_id: int) -> Exchange:
        """See `Journal`."""
        return await (await self._open()).load(exchange_id)

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        """See `DraftStore`."""
        await (await self._open()).save_draft(place, fields)

    async def load_draft(self, place: str) -> dict[str, str]:
        """See `DraftStore`."""
        return await (await self._open()).load_draft(place)
