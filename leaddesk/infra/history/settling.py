"""Settlements that wait at the same time are written at one go: each alone would wait for the disk.

A settlement that cannot be written spoils no other one.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from dataclasses import dataclass

from leaddesk.domain.exchange import Settlement
from leaddesk.infra.history.transaction import transaction
from leaddesk.infra.history.writing import write_settlement


@dataclass(slots=True, eq=False)
class Waiting:
    """One settlement."""

    exchange_id: int
    settlement: Settlement
    written: bool = False


class Settlements:
    """Those that have not been written; `add` is called on any thread, `write` on the one with the connection."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._waiting: deque[Waiting] = deque()

    def add(self, exchange_id: int, settlement: Settlement) -> Waiting:
        """Lets a settlement wait for a call of `write`, its own or an earlier one."""
        self._waiting.append(one := Waiting(exchange_id, settlement))
        return one

    def write(self, connection: sqlite3.Connection, one: Waiting) -> None:
        """Writes a settlement with all that wait, unless another one took it along. Raises what its own write does."""
        if one.written:
            return
        waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
        others = [other for other in waiting if other is not one]
        try:
            self._write(connection, [one, *others])
        except Exception:
            if not others:
                raise
            self._waiting.extendleft(reversed(others))
            self._write(connection, [one])

    def _write(self, connection: sqlite3.Connection, together: list[Waiting]) -> None:
        with transaction(connection):
            for each in together:
                write_settlement(connection, self._key, each.exchange_id, each.settlement)
        for each in together:
            each.written = True
