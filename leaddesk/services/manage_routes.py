"""Routes: kept on disk beside the profiles, looked at anew whenever a destination goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.route import Route, route_problems
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles


class RouteStore(Protocol):
    """Routes on disk; they hold ids and names of ours, and nothing about people."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was wrong with each route that the last `load` could not read; `save` keeps those as they stand."""
        ...

    async def load(self) -> tuple[Route, ...]:
        """Returns all routes; none when there is no file yet. Raises StoreProblem when it cannot be read."""
        ...

    async def save(self, routes: Sequence[Route]) -> None:
        """Writes all routes, whole or not at all. Raises StoreProblem, also after a file that could not be read."""
        ...


class ManageRoutes:
    """The one list of routes for all places."""

    def __init__(self, store: RouteStore, profiles: ManageProfiles) -> None:
        self._store, self._profiles = store, profiles
        self._listeners: list[Callable[[], None]] = []
        self._one_at_a_time = asyncio.Lock()
        self._loaded = False
        self.routes: tuple[Route, ...] = ()
        profiles.on_change(self._changed)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls the listener after every change of the list, and of what a route leads to."""
        self._listeners.append(listener)

    async def load(self) -> None:
        """Reads the routes from disk. Raises StoreProblem."""
        self.routes = await self._store.load()
        self._loaded = True
        self._changed()

    def left_out(self) -> tuple[str, ...]:
        """Returns why routes that are on disk are not listed, a sentence each that names the route."""
        return self._store.left_out

    def route(self, route_id: str) -> Route | None:
        """Returns the route with that id, or None."""
        return next((route for route in self.routes if route.id == route_id), None)

    def stops(self, route: Route) -> tuple[tuple[ConnectionProfile, Destination], ...]:
        """Returns the destinations of a route in its order, with their profiles; one that is gone is left out."""
        known = {item.id: (profile, item) for profile in self._profiles.profiles for item in profile.destinations}
        return tuple(known[key] for key in route.destination_ids if key in known)

    def problems(self, route: Route) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a route; keys are `name` and `destinations`."""
        known = [item.id for profile in self._profiles.profiles for item in profile.destinations]
        return route_problems(route, known, self.routes)

    async def save(self, route: Route) -> tuple[FieldProblem, ...]:
        """Keeps a route, a new one at the end, or returns what is wrong with it. Raises StoreProblem.

        Before the routes were read nothing is kept: the file would lose those that are in it.
        """
        async with self._one_at_a_time:
            if problems := self.problems(route):
                return problems
            known = self.route(route.id) is not None
            routes = tuple(route if item.id == route.id else item for item in self.routes)
            await self._keep(routes if known else (*routes, route))
            return ()

    async def add(self, routes: Sequence[Route]) -> None:
        """Keeps routes that are new and right, all or nothing. Raises StoreProblem."""
        async with self._one_at_a_time:
            await self._keep((*self.routes, *routes))

    async def delete(self, route_id: str) -> None:
        """Forgets a route; its destinations stay. Raises StoreProblem."""
        async with self._one_at_a_time:
            await self._keep(tuple(item for item in self.routes if item.id != route_id))

    async def _keep(self, routes: tuple[Route, ...]) -> None:
        if not self._loaded:
            raise StoreProblem(
                tr("The routes were not saved."), tr("They have not been read yet."), tr("Try again in a moment.")
            )
        await self._store.save(routes)
        self.routes = routes
        self._changed()

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()
