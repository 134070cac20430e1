"""The routes in `routes.toml`: readable, written whole or not at all, never over a file that could not be read."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.route import OnBlock, OnReview, Route
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

_UNREAD = tr("The routes could not be read.")


class RouteFile:
    """Implements `services.manage_routes.RouteStore` with one TOML file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._broken: StoreProblem | None = None
        """Why the file could not be read when it was last tried."""

    async def load(self) -> tuple[Route, ...]:
        """See `RouteStore`."""
        return await in_daemon_thread(self._load)

    async def save(self, routes: Sequence[Route]) -> None:
        """See `RouteStore`."""
        await in_daemon_thread(self._save, tuple(routes))

    def _load(self) -> tuple[Route, ...]:
        with self._turn:
            try:
                routes = self._read()
            except StoreProblem as problem:
                self._broken = problem
                raise
            self._broken = None
            return routes

    def _read(self) -> tuple[Route, ...]:
        with store_border(_UNREAD, self._path):
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return ()
        try:
            return tuple(_route(row) for row in tomllib.loads(data.decode()).get("route", ()))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            said = tr("{arg} is missing", arg=error.args[0]) if isinstance(error, KeyError) else str(error)
            hint = tr("Mend it with a text editor, or move it away and make the routes anew.")
            raise StoreProblem(_UNREAD, f"{said} ({self._path})", hint) from error

    def _save(self, routes: tuple[Route, ...]) -> None:
        import tomli_w

        with self._turn:
            if self._broken:
                raise StoreProblem(tr("The routes were not saved."), self._broken.detail, self._broken.hint)
            private_folder(self._path.parent)
            write_atomically(self._path, tomli_w.dumps({"route": [_table(route) for route in routes]}).encode())


class MemoryRoutes:
    """Implements `services.manage_routes.RouteStore` for practice mode: nothing is kept."""

    async def load(self) -> tuple[Route, ...]:
        """See `RouteStore`."""
        return ()

    async def save(self, routes: Sequence[Route]) -> None:
        """See `RouteStore`."""


def _table(route: Route) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": route.name,
        "destinations": list(route.destination_ids),
        "after_do_not_contact": route.on_block.value,
        "after_review": route.on_review.value,
    }


def _route(row: dict[str, Any]) -> Route:
    """Returns a route as it stands in the file. Raises KeyError, TypeError or ValueError."""
    texts = (row["id"], row["name"], *row["destinations"])
    if not all(isinstance(text, str) and text for text in texts):
        raise ValueError(f"Route {row['name']!r} has something other than text where a name or an id belongs")
    return Route(
        id=row["id"],
        name=row["name"],
        destination_ids=tuple(row["destinations"]),
        on_block=OnBlock(row.get("after_do_not_contact", OnBlock.STOP)),
        on_review=OnReview(row.get("after_review", OnReview.ASK)),
    )
