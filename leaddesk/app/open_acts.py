"""Acts on campaigns that an earlier run left open: settled by a read, once the history is there."""

from __future__ import annotations

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.act import ActOutcome
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.ui.tell import Tell


async def settle_open_acts(use: UseCases, tell: Tell) -> bool:
    """Settles what an earlier run left open by reading its campaigns; tells whether it could settle any.

    Without an open act nothing is loaded and nobody is asked. Raises StoreProblem.
    """
    rows = await use.deferred.find(HistoryQuery(outcomes=(ActOutcome.UNKNOWN.value,)))
    if not any(row.is_act for row in rows):
        return False
    settled = await use.campaigns.change.settle_open(use.profiles.profiles)
    for result in settled:
        order = result.request.order
        seen = f"{result.change}. " if result.change else ""
        tell("result", f"{order.act}, {order.campaign_name}: {result.outcome}.", f"{seen}The campaign was read again.")
    return bool(settled)
