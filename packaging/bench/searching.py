"""Exchanges searched and settled through the history and through the bare file, awaited from a loop, in turns.

Both files are read once before, so that what is measured is not which of their pages the system has dropped since.
`python -m bench.searching HOME COUNT` opens both as LeadDesk opens its history. What both find is the same, or it ends.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.secret import Secret
from leaddesk.infra.history import rows
from leaddesk.infra.history_db import HistoryStore
from leaddesk.services.browse_history import PAGE

from .bare_history import BareHistory, bare_file
from .home import history_of
from .leads import exchanges
from .memory_keyring import HISTORY_KEY

_FIRST = 6
"""Rounds not counted."""
_ROUNDS = 100
_LIMIT = PAGE + 1
_CHUNK = 1 << 24

_Ask = Callable[..., Awaitable[Any]]


@dataclass(slots=True)
class _Turns:
    """Milliseconds of both sides, who begins changing each round."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    rounds: int = 0

    async def take(self, ours: _Ask, theirs: _Ask) -> tuple[Any, Any]:
        """Awaits both and returns what came."""
        self.rounds += 1
        order = [(self.ours, ours), (self.theirs, theirs)]
        came = {}
        for times, ask in order if self.rounds % 2 else reversed(order):
            before = time.perf_counter()
            came[id(times)] = await ask()
            if self.rounds > _FIRST:
                times.append((time.perf_counter() - before) * 1000)
        return came[id(self.ours)], came[id(self.theirs)]

    def found(self) -> dict[str, list[float]]:
        """Returns both lists by their names."""
        return {"ours": self.ours, "theirs": self.theirs}


async def main(home: Path, count: int) -> None:
    """Prints the milliseconds of both sides by what was done, as JSON."""
    for file in (history_of(home), bare_file(home)):
        _read_through(file)
    store, bare = HistoryStore.encrypted(history_of(home), Secret(HISTORY_KEY)), BareHistory(home)
    await store.open_file()
    await bare.open_file()
    found = await _searches(store, bare, count)
    found["settle"] = await _settles(store, bare, count)
    await store.close(10)
    bare.close()
    print(json.dumps(found))


def _read_through(file: Path) -> None:
    with file.open("rb") as reading:
        while reading.read(_CHUNK):
            pass


async def _searches(store: HistoryStore, bare: BareHistory, count: int) -> dict[str, dict[str, list[float]]]:
    turns = {what: _Turns() for what in ("number", "start", "name", "phrase")}
    chance = random.Random(4)  # the same questions each time
    for _ in range(_FIRST + _ROUNDS):
        number, name = await bare.person(chance.randrange(count) + 1)
        asked: dict[str, tuple[str, _Ask]] = {
            "number": (f"{number[:3]}-{number[3:6]}-{number[6:]}", partial(bare.with_number, number)),
            "start": (number[:6], partial(bare.with_start, number[:6])),
            "name": (name.split()[-1], partial(bare.with_words, f'"{name.split()[-1]}" *')),
            "phrase": (name, partial(bare.with_words, f'"{name}" *')),
        }
        for what, (text, theirs) in asked.items():
            ours = partial(store.find, HistoryQuery(text=text), limit=_LIMIT)
            _compare(text, count, *await turns[what].take(ours, partial(theirs, _LIMIT)))
    return {what: one.found() for what, one in turns.items()}


def _compare(text: str, count: int, ours: Sequence[Any], theirs: Sequence[Any]) -> None:
    """Ends with a message unless both sides found the same; what earlier runs sent is in the history alone."""
    mine = [row.id for row in ours if row.id <= count]
    if mine != [row[0] for row in theirs][: len(mine)] or len(ours) < len(theirs):
        sys.exit(f"searching for {text!r}: {len(ours)} exchanges, and {len(theirs)} in the bare table")


async def _settles(store: HistoryStore, bare: BareHistory, count: int) -> dict[str, list[float]]:
    """Settles the newest exchanges once more, so that no run adds an exchange."""
    turns = _Turns()
    ((_, settlement),) = exchanges(0, 1, 1)
    for exchange_id in range(count - _FIRST - _ROUNDS, count):
        values = rows.settlement_values(exchange_id, exchange_id, settlement) | {"id": None}
        ours = partial(store.settle, exchange_id, settlement)
        await turns.take(ours, partial(bare.settle, rows.INSERT_SETTLEMENT, values))
    return turns.found()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
