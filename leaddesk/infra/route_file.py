"""The routes in `routes.toml`: readable, written whole or not at all, never over a file that could not be read.

A route in it that cannot be read is left out and kept in the file as it stands.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.route import OnBlock, OnReview, Route
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

_UNREAD = tr("The routes could not be read.")
_Choice = TypeVar("_Choice", bound=StrEnum)


class RouteFile:
    """Implements `services.manage_routes.RouteStore` with one TOML file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._broken: StoreProblem | None = None
        """Why the file could not be read when it was last tried."""
        self._unread: tuple[tuple[Mapping[str, Any], str], ...] = ()
        """Routes that could not be read, as they stand in the file, each with what is wrong with it."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """See `RouteStore`."""
        return tuple(said for _, said in self._unread)

    async def load(self) -> tuple[Route, ...]:
        """See `RouteStore`."""
        return await in_daemon_thread(self._load)

    async def save(self, routes: Sequence[Route]) -> None:
        """See `RouteStore`."""
        await in_daemon_thread(self._save, tuple(routes))

    def _load(self) -> tuple[Route, ...]:
        with self._turn:
            try:
                rows = self._read()
            except StoreProblem as problem:
                self._broken = problem
                raise
            self._broken = None
            routes: list[Route] = []
            unread: list[tuple[Mapping[str, Any], str]] = []
            for number, row in enumerate(rows, start=1):
                try:
                    routes.append(_route(row))
                except _Wrong as wrong:
                    name = row.get("name")
                    title = f"“{name}”" if isinstance(name, str) and name.strip() else str(number)
                    unread.append((row, tr("route {title}: {why}", title=title, why=wrong)))
            self._unread = tuple(unread)
            return tuple(routes)

    def _read(self) -> list[Mapping[str, Any]]:
        with store_border(_UNREAD, self._path):
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return []
        hint = tr("Mend it with a text editor, or move it away and make the routes anew.")
        try:
            rows = tomllib.loads(data.decode()).get("route", [])
        except (ValueError, RecursionError) as error:
            raise StoreProblem(_UNREAD, f"{error} ({self._path})", hint) from error
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise StoreProblem(_UNREAD, tr("{path}: “route” is no list of tables.", path=self._path), hint)
        return rows

    def _save(self, routes: tuple[Route, ...]) -> None:
        import tomli_w

        with self._turn:
            if self._broken:
                raise StoreProblem(tr("The routes were not saved."), self._broken.detail, self._broken.hint)
            private_folder(self._path.parent)
            tables = [*map(_table, routes), *(row for row, _ in self._unread)]
            write_atomically(self._path, tomli_w.dumps({"route": tables}).encode())


class MemoryRoutes:
    """Implements `services.manage_routes.RouteStore` for practice mode: nothing is kept."""

    left_out: tuple[str, ...] = ()

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


class _Wrong(Exception):
    """A value that LeadDesk cannot use, in a sentence."""


def _route(row: Mapping[str, Any]) -> Route:
    """Returns a route as it stands in the file. Raises _Wrong."""
    destinations = row.get("destinations")
    if not isinstance(destinations, list):
        raise _Wrong(tr("key “{key}” has to be a list of ids.", key="destinations"))
    return Route(
        id=_text(row.get("id"), "id"),
        name=_text(row.get("name"), "name"),
        destination_ids=tuple(_text(one, "destinations") for one in destinations),
        on_block=_choice(OnBlock, row, "after_do_not_contact", OnBlock.STOP),
        on_review=_choice(OnReview, row, "after_review", OnReview.ASK),
    )


def _text(value: object, key: str) -> str:
    if not (isinstance(value, str) and value):
        raise _Wrong(tr("key “{key}” is missing, or something other than text.", key=key))
    return value


def _choice(kind: type[_Choice], row: Mapping[str, Any], key: str, default: _Choice) -> _Choice:
    value = row.get(key, default)
    if value not in list(kind):
        known = ", ".join(kind)
        raise _Wrong(
            tr("key “{key}” cannot be {value}; it is one of: {known}.", key=key, value=repr(value), known=known)
        )
    return kind(value)
