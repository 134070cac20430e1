"""Which verdicts have gone stale while LeadDesk was open: checks that had not blocked, and that hold no longer.

It looks at the numbers last sent or checked and no further, however long the history is, and decodes each answer once.
What went stale before the first look is told by *Check number*, whenever somebody looks at the number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from leaddesk.domain.assessment import Grade
from leaddesk.domain.assessment_rules import AssessmentRules
from leaddesk.domain.exchange import Exchange, ExchangeRow
from leaddesk.services.answered import reopened
from leaddesk.services.check_number import answer_of
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.services.recent_numbers import RecentNumbers
from leaddesk.vendors.adapter import VendorAdapter

NUMBERS = 100
"""Of so many numbers the newest verdict is watched."""


class StaleVerdicts:
    """The use-case behind the notice of a stale verdict."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        journal: Journal,
        clock: Clock,
        background: Background,
        rules: AssessmentRules | None = None,
    ) -> None:
        """`rules` are the present ones; the shipped ones by default."""
        self._adapters, self._journal, self._clock = adapters, journal, clock
        self._background, self._rules = background, rules
        self._until: dict[int, datetime | None] = {}
        """The last moment at which all checks of an exchange hold; None where none grows old."""
        self._looked_at: datetime | None = None

    async def gone_stale(self) -> Sequence[ExchangeRow]:
        """Returns the entries whose first check went stale since the last look; none at the first one.

        Raises StoreProblem.
        """
        newest = await RecentNumbers(self._journal).newest(NUMBERS)
        watched = [row for row in newest if row.assessment == Grade.NO_BLOCK]
        for row in watched:
            if row.id not in self._until:
                exchange = await self._journal.load(row.id)
                self._until[row.id] = await self._background.do(self._holds_until, exchange)
        self._until = {row.id: self._until[row.id] for row in watched}
        since, now = self._looked_at, self._clock.now()
        self._looked_at = now
        return [row for row in watched if since and _is_between(since, self._until[row.id], now)]

    def _holds_until(self, exchange: Exchange) -> datetime | None:
        lead = reopened(self._adapters.get(exchange.opening.vendor), exchange, self._rules)
        ages = answer_of(exchange, lead, self._clock.now(), self._rules).ages
        return min((age.until for age in ages if age.until), default=None)


def _is_between(since: datetime, until: datetime | None, now: datetime) -> bool:
    return until is not None and since <= until < now
