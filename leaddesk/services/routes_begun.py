"""Routes on their way, kept in the encrypted store until they end: a start after a crash says what was not sent.

What became of each destination stands in the history; what is kept here is only which ones there were to be.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leaddesk.domain.exchange import ABOUT_TO_SEND
from leaddesk.services.ports import DraftStore, Journal

_PLACE = "routes begun"


@dataclass(frozen=True, slots=True)
class RouteBegun:
    """One press of *Send lead* along a route."""

    mark: str
    """Stands in the notes of each of its exchanges."""
    route: str
    number: str
    """As it goes on record."""
    stops: tuple[str, ...]
    """The names of the destinations, in their order."""


@dataclass(frozen=True, slots=True)
class CutRoute:
    """A route that ended because LeadDesk did."""

    begun: RouteBegun
    outcomes: tuple[str, ...]
    """What became of the first destinations, in the words of the history; nothing was sent to the others."""

    @property
    def not_sent(self) -> tuple[str, ...]:
        """The names of the destinations that nothing was sent to."""
        return self.begun.stops[len(self.outcomes) :]


class RoutesBegun:
    """Remembers routes while they run; every method raises StoreProblem when the store cannot."""

    def __init__(self, drafts: DraftStore, journal: Journal) -> None:
        self._drafts = drafts
        self._journal = journal
        self._one_at_a_time = asyncio.Lock()
        self._kept: dict[str, str] | None = None
        """What is in the store as far as it is known: nobody else writes there, and a lead waits for what is read."""

    async def keep(self, route: RouteBegun) -> None:
        """Remembers a route before anything of it is sent."""
        kept = {"route": route.route, "number": route.number, "stops": route.stops}
        await self._change(lambda texts: {**texts, route.mark: json.dumps(kept, ensure_ascii=False)})

    async def forget(self, mark: str) -> None:
        """Forgets a route that has ended, or of which was said where it was cut off."""
        await self._change(lambda texts: {key: text for key, text in texts.items() if key != mark})

    async def cut(self) -> tuple[CutRoute, ...]:
        """Returns what an earlier run left on its way; one that had reached its last destination is only forgotten.

        Only the holder of the instance lock calls it, before it sends anything: a route that runs now is not cut.
        """
        found = []
        for mark, text in (await self._drafts.load_draft(_PLACE)).items():
            route = _read(mark, text)
            cut = CutRoute(route, await self._outcomes(route)) if route else None
            if cut and cut.not_sent:
                found.append(cut)
            else:
                await self.forget(mark)
        return tuple(found)

    async def _outcomes(self, route: RouteBegun) -> tuple[str, ...]:
        """Returns what the exchanges of a route became, the first one first."""
        known = await self._journal.with_number(route.number)
        mine = [one for one in known if any(f", run {route.mark}, " in note for note in one.opening.notes)]
        return tuple(one.settled.outcome if one.settled else ABOUT_TO_SEND for one in reversed(mine))

    async def _change(self, change: Callable[[Mapping[str, str]], dict[str, str]]) -> None:
        async with self._one_at_a_time:
            texts = await self._drafts.load_draft(_PLACE) if self._kept is None else self._kept
            changed, self._kept = change(texts), None
            if changed != texts:
                await self._drafts.save_draft(_PLACE, changed)
            self._kept = changed


def _read(mark: str, text: str) -> RouteBegun | None:
    """Returns what was kept; None for what another version has written otherwise."""
    try:
        data = json.loads(text)
        return RouteBegun(mark, str(data["route"]), str(data["number"]), tuple(map(str, data["stops"])))
    except (ValueError, TypeError, KeyError):
        return None
