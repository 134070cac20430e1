"""Reads the history a page at a time, opens an exchange with its whole story, and settles what was left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leaddesk.domain.assessment import AssessmentRules
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.note import Note
from leaddesk.language import tr
from leaddesk.services.act_record import ActOnRecord, act_left_open, on_record
from leaddesk.services.answered import AnsweredLead, reopened, still_open, unanswered
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.vendors.adapter import VendorAdapter

PAGE = 500
"""Exchanges in one page."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some of the exchanges that a query asks for."""

    rows: tuple[ExchangeRow, ...]
    """The newest first."""
    more: bool
    """Whether older ones follow."""


@dataclass(frozen=True, slots=True)
class Story:
    """One exchange with its verdict, and how it came to it."""

    lead: AnsweredLead
    settlements: tuple[Settlement, ...]
    """In the order of writing; the last one counts."""
    notes: tuple[Note, ...]
    """What people put on record about this exchange, the oldest first."""
    refused_again: bool = False
    """Whether the vendor itself would refuse the lead where it has landed, if it were sent once more."""


class BrowseHistory:
    """The use-case behind *History*."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        journal: Journal,
        clock: Clock,
        background: Background,
        rules: AssessmentRules | None = None,
    ) -> None:
        """`rules` are those in force: they judge what is settled now, and what names no rules that can be told."""
        self._adapters = adapters
        self._journal = journal
        self._clock = clock
        self._background = background
        self._rules = rules

    async def find(self, query: HistoryQuery = EVERYTHING, before: int | None = None) -> HistoryPage:
        """Returns the newest exchanges that the query asks for; `before` goes on from that entry. Raises StoreProblem.

        A page holds `PAGE` exchanges at most.
        """
        rows = tuple(await self._journal.find(query, limit=PAGE + 1, before=before))
        return HistoryPage(rows[:PAGE], len(rows) > PAGE)

    async def open(self, exchange_id: int) -> AnsweredLead:
        """Returns one exchange with its verdict as it was, of a vendor no longer known too.

        Raises StoreProblem, and LeadDeskError for an act on a campaign, which has no verdict: see `whole`.
        """
        exchange = await self._lead(exchange_id)
        return await self._background.do(reopened, self._adapters.get(exchange.opening.vendor), exchange, self._rules)

    async def story(self, exchange_id: int) -> Story:
        """Returns one exchange with its verdict as it was, and all that was written down about it since.

        Raises StoreProblem, and LeadDeskError for an act on a campaign, which has no verdict: see `whole`.
        """
        exchange = await self._lead(exchange_id)
        adapter, number = self._adapters.get(exchange.opening.vendor), exchange.opening.number
        about = await self._journal.notes(number=number if any(map(str.isdigit, number)) else "")
        lead = await self._background.do(reopened, adapter, exchange, self._rules)
        notes = tuple(note for note in reversed(about) if note.exchange_id == exchange_id)
        refused_again = adapter is not None and adapter.refuses_again(exchange.opening.request)
        return Story(lead, exchange.settlements, notes, refused_again)

    async def whole(self, exchange_id: int) -> Story | ActOnRecord:
        """Returns one exchange, whatever it is: see `story` and `ActOnRecord`. Raises StoreProblem."""
        exchange = await self._journal.load(exchange_id)
        return on_record(exchange) if exchange.is_act else await self.story(exchange_id)

    async def opening(self, exchange_id: int) -> Opening:
        """Returns what was sent, with the form as typed. Raises StoreProblem."""
        return (await self._journal.load(exchange_id)).opening

    async def settle_leftovers(self, journal: Journal) -> int:
        """Turns what an earlier run left open into *Outcome unknown* and returns how many leads there were.

        Acts on campaigns are settled by a read later, see `ChangeCampaign.settle_open`. Only the holder of the instance
        lock calls it, and before anybody else is given the journal: a lead that is being sent now is not a leftover.
        """
        left, leads = await journal.unsettled(), 0
        for exchange in left:
            if exchange.is_act:
                await journal.settle(exchange.id, act_left_open(self._clock.now()))
                continue
            adapter = self._adapters.get(exchange.opening.vendor)
            info = adapter.info if adapter else None
            lead = unanswered(info, exchange.opening, still_open(self._clock.now()), self._rules)
            await journal.settle(exchange.id, lead.settlement)
            leads += 1
        return leads

    async def _lead(self, exchange_id: int) -> Exchange:
        exchange = await self._journal.load(exchange_id)
        if exchange.is_act:
            raise LeadDeskError(
                tr("Entry {exchange_id} is an act on a campaign.", exchange_id=exchange_id),
                tr("Nobody was checked, so it has no verdict."),
            )
        return exchange
