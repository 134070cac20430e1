"""What an earlier run left half done: acts on campaigns are settled by a read, what was cut is told."""

from __future__ import annotations

from collections.abc import Callable

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.act import ActOutcome
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.paused_here import PausedStore
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
        seen = (f"{result.change}." if result.change else "", tr("The campaign was read again."))
        act, outcome = tr_now(order.act), tr_now(result.outcome)
        tell("result", f"{act}, {order.campaign_name}: {outcome}.", " ".join(filter(None, seen)))
    return bool(settled)


async def say_what_was_cut(use: UseCases, tell: Tell, masked: Callable[[str], str]) -> None:
    """Says what an earlier run was in the middle of when LeadDesk ended. Raises StoreProblem."""
    await _say_cut_routes(use.routes_begun, tell, masked)
    await _say_cut_pauses(use, tell)


async def _say_cut_pauses(use: UseCases, tell: Tell) -> None:
    """Says which campaigns an earlier run may not have paused, because LeadDesk ended during *Pause all active*."""
    kept = PausedStore(use.deferred)
    for profile in use.profiles.profiles:
        if missed := await kept.cut(profile):
            tell(
                "warn",
                trn(
                    "1 campaign is not known to be paused: LeadDesk ended during Pause all active.",
                    "{count} campaigns are not known to be paused: LeadDesk ended during Pause all active.",
                    len(missed),
                ),
                tr(
                    "In {profile}: {missed}.",
                    profile=profile.name,
                    missed=", ".join(one.name or one.campaign_id for one in missed),
                ),
                tr("Open Campaigns to see which still run, and press it again."),
            )
        await kept.end(profile)


async def _say_cut_routes(routes: RoutesBegun, tell: Tell, masked: Callable[[str], str]) -> None:
    """Says where the leads of an earlier run were not sent, because LeadDesk ended on their way along a route."""
    for cut in await routes.cut():
        number, stops = masked(cut.begun.number), ", ".join(cut.not_sent)
        came = [f"{name}: {tr_now(outcome)}." for name, outcome in zip(cut.begun.stops, cut.outcomes, strict=False)]
        tell(
            "warn",
            tr("Not sent to {stops}: LeadDesk ended.", stops=stops),
            " ".join((tr("{number} was on its way along route {route}.", number=number, route=cut.begun.route), *came)),
            tr("Read what came back first, then send it there, one destination at a time."),
        )
        await routes.forget(cut.begun.mark)
