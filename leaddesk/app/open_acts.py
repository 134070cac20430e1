"""What an earlier run left half done: acts on campaigns are settled by a read, and routes that were cut are told of."""

from __future__ import annotations

from collections.abc import Callable

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.act import ActOutcome
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.services.routes_begun import RoutesBegun
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


async def say_cut_routes(routes: RoutesBegun, tell: Tell, masked: Callable[[str], str]) -> None:
    """Says where the leads of an earlier run were not sent, because LeadDesk ended on their way along a route.

    Raises StoreProblem.
    """
    for cut in await routes.cut():
        number, stops = masked(cut.begun.number), ", ".join(cut.not_sent)
        became = zip(cut.begun.stops, cut.outcomes, strict=False)
        tell(
            "warn",
            f"LeadDesk ended while {number} was on route {cut.begun.route}: not sent to {stops}.",
            " ".join(f"{name}: {outcome}." for name, outcome in became) or "It was sent to none of them.",
            "Read what came back first, then send it there, one destination at a time.",
        )
        await routes.forget(cut.begun.mark)
