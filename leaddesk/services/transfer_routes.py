"""Carries routes from one computer to another: by the names of profiles and destinations, for ids are this computer's.

A route whose destinations cannot all be told is left out and named: a lead must not go elsewhere for a name that two
destinations share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from leaddesk.domain.profile import ConnectionProfile, new_id
from leaddesk.domain.route import OnBlock, OnReview, Route, route_problems
from leaddesk.language import tr
from leaddesk.services.manage_profiles import free_name
from leaddesk.services.manage_routes import ManageRoutes


class Stop(NamedTuple):
    """A destination, by the names that people read."""

    profile: str
    destination: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRoute:
    """A route as a file holds it."""

    name: str
    stops: tuple[Stop, ...]
    on_block: OnBlock = OnBlock.STOP
    on_review: OnReview = OnReview.ASK


@dataclass(frozen=True, slots=True)
class RoutesToAdd:
    """Routes that are not here yet, and why others of a file are left out."""

    routes: tuple[CarriedRoute, ...] = ()
    left_out: tuple[str, ...] = ()


class TransferRoutes:
    """The use-case behind the routes of a setup."""

    def __init__(self, routes: ManageRoutes) -> None:
        self._routes = routes

    def carried(self, profiles: Sequence[ConnectionProfile]) -> tuple[CarriedRoute, ...]:
        """Returns the routes that lead through these profiles alone, and whose stops their names tell."""
        known = {profile.name: profile for profile in profiles}
        carried = (self._carried(route) for route in self._routes.routes)
        return tuple(one for one in carried if _ids(one, known))

    def _carried(self, route: Route) -> CarriedRoute:
        stops = tuple(Stop(profile.name, item.name) for profile, item in self._routes.stops(route))
        return CarriedRoute(name=route.name, stops=stops, on_block=route.on_block, on_review=route.on_review)

    def plan(self, carried: Sequence[CarriedRoute], profiles: Mapping[str, ConnectionProfile]) -> RoutesToAdd:
        """Returns what is to be added, under free names.

        `profiles` are those here and those to come, by their names in the file.
        """
        to_add, left_out = [], []
        taken = {route.name for route in self._routes.routes}
        for one in carried:
            if not (route := _route(one, profiles)):
                why = tr("route “{name}”: its destinations cannot all be found by their names", name=one.name)
                left_out.append(why)
            elif problems := route_problems(route, route.destination_ids):
                left_out.append(tr("route “{name}”: {why}", name=one.name, why=problems[0].text))
            elif not any(replace(route, id=known.id) == known for known in self._routes.routes):
                to_add.append(replace(one, name=_free(one.name, taken)))
        return RoutesToAdd(tuple(to_add), tuple(left_out))

    async def add(self, plan: RoutesToAdd, profiles: Mapping[str, ConnectionProfile]) -> None:
        """Adds what the plan says, all or nothing, under free names. Raises StoreProblem."""
        taken = {route.name for route in self._routes.routes}
        found = (route for one in plan.routes if (route := _route(one, profiles)))
        await self._routes.add([replace(route, name=_free(route.name, taken)) for route in found])


def _free(name: str, taken: set[str]) -> str:
    """Returns the name, or one like it where it is taken, and takes it."""
    free = free_name(name, "imported", taken) if name in taken else name
    taken.add(free)
    return free


def _route(carried: CarriedRoute, profiles: Mapping[str, ConnectionProfile]) -> Route | None:
    ids = _ids(carried, profiles)
    if not ids:
        return None
    return Route(
        id=new_id(),
        name=carried.name,
        destination_ids=ids,
        on_block=carried.on_block,
        on_review=carried.on_review,
    )


def _ids(carried: CarriedRoute, profiles: Mapping[str, ConnectionProfile]) -> tuple[str, ...]:
    """Returns the ids of all stops in their order; none where one stop is no single destination."""
    found: list[str] = []
    for stop in carried.stops:
        profile = profiles.get(stop.profile)
        named = [item.id for item in profile.destinations if item.name == stop.destination] if profile else []
        if len(named) != 1:
            return ()
        found += named
    return tuple(found)
