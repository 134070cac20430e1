"""Reads the history, and settles what an earlier run left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaddesk.domain.exchange import ExchangeRow, HistoryQuery
from leaddesk.services.answered import AnsweredLead, reopened, still_open, unanswered
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.vendors.adapter import VendorAdapter


class BrowseHistory:
    """The use-case behind *History*."""

    def __init__(
        self, adapters: Mapping[str, VendorAdapter], journal: Journal, clock: Clock, background: Background
    ) -> None:
        self._adapters = adapters
        self._journal = journal
        self._clock = clock
        self._background = background

    async def rows(self, text: str = "") -> Sequence[ExchangeRow]:
        """Returns the newest exchanges that hold the text. Raises StoreProblem."""
        return await self._journal.find(HistoryQuery(text=text))

    async def open(self, exchange_id: int) -> AnsweredLead:
        """Returns one exchange with its verdict as it was, of a vendor no longer known too. Raises StoreProblem."""
        exchange = await self._journal.load(exchange_id)
        return await self._background.do(reopened, self._adapters.get(exchange.opening.vendor), exchange)

    async def settle_leftovers(self, journal: Journal) -> int:
        """Turns what an earlier run left open into *Outcome unknown* and returns how many there were.

        Only the holder of the instance lock calls it, and before anybody else is given the journal: a lead that is
        being sent now is not a leftover.
        """
        left = await journal.unsettled()
        for exchange in left:
            adapter = self._adapters.get(exchange.opening.vendor)
            lead = unanswered(adapter.info if adapter else None, exchange.opening, still_open(self._clock.now()))
            await journal.settle(exchange.id, lead.settlement)
        return len(left)
