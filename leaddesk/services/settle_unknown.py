"""*Settle*: a person says what became of a lead, or of an act on a list, of which no answer told.

Other acts on campaigns are settled by a read; a list cannot be read again.

*It was not loaded* goes on record as *Rejected*, never as *Not sent*: nobody knows whether the request arrived, and
*Not sent* would claim that nothing left this computer. A person's word changes the load outcome and nothing else:
checks that came back stay as they were, and where none came the assessment is *Review*. The vendor's own answer,
whenever it comes, stands over a person's word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from leaddesk.domain.act import OF_LISTS, ActOutcome
from leaddesk.domain.assessment_rules import AssessmentRules
from leaddesk.domain.before_sending import is_open
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, ExchangeRow, HistoryQuery, SettledBy, Settlement
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import unanswered
from leaddesk.services.ports import Clock, Journal
from leaddesk.vendors.adapter import VendorAdapter

_PAGE = 500
_OPEN = HistoryQuery(outcomes=(LoadOutcome.UNKNOWN, ABOUT_TO_SEND))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a person found in the dialer, or in the vendor's product."""

    exchange_id: int
    loaded: bool
    """Of an act on a list: whether it was done."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenUnknown:
    """An exchange to settle, with what helps to find out."""

    exchange: Exchange
    look_up: str
    """Where to look, in one sentence."""


class SettleUnknown:
    """The use-case behind the queue of open unknowns."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        journal: Journal,
        clock: Clock,
        on_its_way: Callable[[int], bool],
        rules: AssessmentRules | None = None,
    ) -> None:
        """`on_its_way` tells whether the first answer of an exchange is still waited for; `rules` judge silence."""
        self._rules = rules
        self._adapters = adapters
        self._journal = journal
        self._clock = clock
        self._on_its_way = on_its_way

    async def queue(self) -> tuple[ExchangeRow, ...]:
        """Returns the leads and acts on lists that are open unknowns, the oldest first. Raises StoreProblem."""
        found: list[ExchangeRow] = []
        before: int | None = None
        while page := await self._journal.find(_OPEN, limit=_PAGE, before=before):
            found += page
            before = page[-1].id
        asked = (row for row in reversed(found) if not row.is_act or row.act in OF_LISTS)
        return tuple(row for row in asked if not self._on_its_way(row.id))

    async def open(self, exchange_id: int) -> OpenUnknown:
        """Returns one of the queue. Raises LeadDeskError when there is nothing to settle, or StoreProblem."""
        exchange = await self._open_one(exchange_id)
        adapter = self._adapters.get(exchange.opening.vendor)
        vendor = adapter.info.name if adapter else tr("This vendor")
        look_up = tr(
            "{vendor} offers no look-up: look in the dialer ({dialer}).", vendor=vendor, dialer=exchange.opening.dialer
        )
        if exchange.is_act:
            look_up = tr(
                "A list cannot be read again: look at it in {vendor} ({destination_name}).",
                vendor=vendor,
                destination_name=exchange.opening.destination_name,
            )
        return OpenUnknown(exchange, look_up)

    async def settle(self, finding: Finding, operator: str) -> Exchange:
        """Writes down what the person found and returns the exchange as it then stands.

        Raises LeadDeskError when it is not an open unknown, or when the vendor's answer came in the same moment (that
        answer then counts), and StoreProblem.
        """
        before = await self._open_one(finding.exchange_id)
        await self._journal.settle(before.id, self._settlement(before, finding, operator))
        after = await self._journal.load(before.id)
        meanwhile = after.settlements[len(before.settlements) :]
        told = [s for s in meanwhile if s.by is not SettledBy.PERSON and s.outcome != LoadOutcome.UNKNOWN]
        if told:
            await self._journal.settle(before.id, told[-1])
            raise _not_open(
                before.id,
                tr("An answer came in the same moment: {outcome}. It counts.", outcome=tr_now(told[-1].outcome)),
            )
        return after

    async def _open_one(self, exchange_id: int) -> Exchange:
        exchange = await self._journal.load(exchange_id)
        if exchange.is_act and exchange.opening.act not in OF_LISTS:
            why = tr("It is an act on a campaign: reading the campaign again settles it, and nobody's word does.")
            raise _not_open(exchange_id, why)
        if self._on_its_way(exchange_id):
            raise _not_open(exchange_id, tr("It is being sent right now: wait for its answer."))
        if not is_open(exchange):
            outcome = exchange.settled.outcome if exchange.settled else ""
            raise _not_open(exchange_id, tr("It is settled already: {outcome}.", outcome=tr_now(outcome)))
        return exchange

    def _settlement(self, exchange: Exchange, finding: Finding, operator: str) -> Settlement:
        if exchange.is_act:
            return self._settled_act(exchange, finding, operator)
        outcome = LoadOutcome.LOADED if finding.loaded else LoadOutcome.REJECTED
        found = tr("It was loaded") if finding.loaded else tr("It was not loaded")
        said = (
            tr("Reason: {reason}.", reason=finding.reason.strip())
            if finding.reason.strip()
            else tr("No reason was given.")
        )
        settlement = Settlement(
            at=self._clock.now(),
            by=SettledBy.PERSON,
            outcome=outcome,
            explanation=Explanation(
                tr(
                    "{found}, says {operator}, who looked in the dialer.",
                    found=found,
                    operator=operator or tr("somebody"),
                ),
                said,
            ),
            assessment="",
            operator=operator,
        )
        if answer := next((item for item in reversed(exchange.settlements) if item.response), None):
            return replace(
                settlement,
                response=answer.response,
                assessment=answer.assessment,
                checks=answer.checks,
                rules=answer.rules,
            )
        adapter = self._adapters.get(exchange.opening.vendor)
        return unanswered(adapter.info if adapter else None, exchange.opening, settlement, self._rules).settlement

    def _settled_act(self, exchange: Exchange, finding: Finding, operator: str) -> Settlement:
        """Returns a person's word on an act on a list; it assesses nobody."""
        found = tr("It was done") if finding.loaded else tr("It was not done")
        adapter, reason = self._adapters.get(exchange.opening.vendor), finding.reason.strip()
        product = adapter.info.name if adapter else tr("the product")
        return Settlement(
            at=self._clock.now(),
            by=SettledBy.PERSON,
            outcome=ActOutcome.DONE if finding.loaded else ActOutcome.DID_NOT_CHANGE,
            explanation=Explanation(
                tr(
                    "{found}, says {operator}, who looked in {product}.",
                    found=found,
                    operator=operator or tr("somebody"),
                    product=product,
                ),
                tr("Reason: {reason}.", reason=reason) if reason else tr("No reason was given."),
            ),
            assessment="",
            operator=operator,
        )


def _not_open(exchange_id: int, why: str) -> LeadDeskError:
    return LeadDeskError(
        tr("Entry {exchange_id} is not open.", exchange_id=exchange_id), why, tr("Nothing else was changed.")
    )
