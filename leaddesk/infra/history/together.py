"""Rows that wait at the same time are written at one go: each alone would wait for the disk.

Whoever waits is told after all of them are on the disk. A row that cannot be written spoils no other one.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from leaddesk.infra.history.transaction import transaction

_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class Waiting(Generic[_T]):
    """One row to be written."""

    row: Callable[[sqlite3.Connection], _T]
    """Writes it within a transaction."""
    value: _T | None = None
    written: bool = False


class Together:
    """Those that have not been written; `add` is called on any thread, `write` on the one with the connection."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting[Any]] = deque()

    def add(self, row: Callable[[sqlite3.Connection], _T]) -> Waiting[_T]:
        """Lets a row wait for a call of `write`, its own or an earlier one."""
        self._waiting.append(one := Waiting(row))
        return one

    def write(self, connection: sqlite3.Connection, one: Waiting[_T]) -> _T:
        """Writes a row with all that wait, unless another one took it along, and returns what its own write does.

        Raises what its own write raises.
        """
        if not one.written:
            waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
            others = [other for other in waiting if other is not one]
            try:
                _write(connection, [one, *others])
            except Exception:
                if not others:
                    raise
                self._waiting.extendleft(reversed(others))
                _write(connection, [one])
        return cast("_T", one.value)


def _write(connection: sqlite3.Connection, together: list[Waiting[Any]]) -> None:
    with transaction(connection):
        for each in together:
            each.value = each.row(connection)
    for each in together:
        each.written = True
