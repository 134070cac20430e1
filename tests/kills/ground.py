"""Where lives are lived and lost: homes made once and copied, the vendor, a look into a home in which nobody lives."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from phonenumbers import is_valid_number, parse

from leaddesk.domain.chain import ChainReport
from leaddesk.domain.exchange import Exchange, Opening, SettledBy
from leaddesk.domain.note import Note
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import opening, settlement
from tests.kills.nursery import Life, Nursery, Word
from tests.kills.vendor import Vendor

_ANSWERED_LINES = tuple(f"01{line}" for line in (*range(12, 20), *range(25, 30), *range(33, 40), *range(90, 100)))
"""Lines that no vendor of the practice server answers in a way of their own."""
_KILLED_STARTS = 0.2
_AREAS = tuple(area for area in map(str, range(201, 990)) if is_valid_number(parse(f"+1{area}5552368")))
_T = TypeVar("_T")
_NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Peek:
    """What the history of a home holds while nobody lives there."""

    exchanges: tuple[Exchange, ...]
    """The oldest first."""
    open: frozenset[int]
    """Those without any settlement."""
    notes: tuple[Note, ...]
    report: ChainReport


@dataclass
class Ground:
    """Everything a scenario needs."""

    root: Path
    nursery: Nursery
    vendor: Vendor
    chance: random.Random
    met: Counter[str] = field(default_factory=Counter)
    """What the kills came to, in words."""
    _homes: int = 0
    _given: Counter[str] = field(default_factory=Counter)
    _takes: dict[str, float] = field(default_factory=dict)
    """How many seconds each act takes, as far as the kills have told."""

    def home(self, template: str, make: Callable[[Path], None]) -> Path:
        """Returns a home of its own; the first one of that name is made, and the others are copies of it."""
        kept = self.root / "templates" / template
        if not kept.exists():
            self.born(kept)
            make(kept)
        self._homes += 1
        home = self.root / f"home{self._homes}"
        shutil.copytree(kept, home)
        return home

    def born(self, home: Path) -> None:
        """Makes a home with a profile of each vendor that takes leads."""
        (home / "config").mkdir(parents=True)
        (home / "config" / "settings.toml").write_text('history_mode = "encrypted"\noperator = "M. Reyes"\n')
        server = self.vendor.server
        self.nursery.begin(
            home,
            "prepare",
            vendors={
                "purecallerid": [server.base_url, {"api_key": server.api_key}, {}],
                "crocodial": [server.croco_base_url, {"pass": server.croco_password}, {"user": server.croco_user}],
                "lupitor": [server.lupitor_base_url, {"api_key": server.lupitor_key}, {}],
            },
        ).end()

    def next_start(self, home: Path, job: str = "nothing", **more: object) -> tuple[Word, Life]:
        """Starts LeadDesk again and returns what it shows, and the life, which has ended well.

        Now and then a start before it is killed too: what that one has said, `found` need not say again (`repeated`).
        """
        if repeated := self.chance.random() < _KILLED_STARTS:
            self.nursery.begin(home, "nothing").kill(self.instant("start", 0.3))
            self.met["a start was killed too"] += 1
        life = self.nursery.begin(home, job, **more)
        found = life.until("found") | {"repeated": repeated}
        life.end()
        assert not life.mistakes(), life.mistakes()
        return found, life

    def number(self, line: str = "") -> str:
        """Returns a number that no lead had yet: one that is answered at once, or that of a practice line."""
        nth, lines = self._given[line], (line,) if line else _ANSWERED_LINES
        self._given[line] += 1
        return f"{_AREAS[nth % len(_AREAS)]}555{lines[nth // len(_AREAS)]}"

    def instant(self, act: str, takes_s: float) -> float:
        """Returns a random moment in an act, in seconds from its begin; `takes_s` is a first guess of its length."""
        return self.chance.uniform(0, self._takes.setdefault(act, takes_s))

    def learn(self, act: str, *, over: bool) -> None:
        """Takes note whether an act was over when it was killed: half of the kills are to come before that."""
        self._takes[act] = self._takes[act] * (0.9 if over else 1.15)

    def gone(self, home: Path) -> None:
        """Removes a home that is no longer needed."""
        shutil.rmtree(home)


def key_of(home: Path) -> Secret:
    """Returns the key of a home's history."""
    return Secret(json.loads((home / "keyring.json").read_text())[_KEY_ENTRY])


_KEY_ENTRY = "LeadDesk history\nkey at local"


def with_history(home: Path, do: Callable[[HistoryStore], Awaitable[_T]]) -> _T:
    """Opens the history of a home in which nobody lives, and returns what is done with it."""

    async def go() -> _T:
        store = HistoryStore.encrypted(home / "data" / "history.db", key_of(home))
        await store.open_file()
        try:
            return await do(store)
        finally:
            await store.close()

    return asyncio.run(go())


def peek(home: Path) -> Peek:
    """Returns what is in the history, read from a copy: the next start meets what the kill has left."""

    async def look(store: HistoryStore) -> Peek:
        rows = [row.id for row in await store.find(limit=100_000)]
        return Peek(
            exchanges=tuple([await store.load(number) for number in reversed(rows)]),
            open=frozenset(exchange.id for exchange in await store.unsettled()),
            notes=tuple(await store.notes(limit=100_000)),
            report=await store.verify(),
        )

    copy = home / "peek"
    (copy / "data").mkdir(parents=True)
    shutil.copyfile(home / "keyring.json", copy / "keyring.json")
    for path in (home / "data").glob("history.db*"):
        shutil.copyfile(path, copy / "data" / path.name)
    try:
        return with_history(copy, look)
    finally:
        shutil.rmtree(copy)


def unknown_leads(home: Path, number: int) -> None:
    """Brings leads into a home's history of which nobody knows what became."""

    async def write(store: HistoryStore) -> None:
        ids = await asyncio.gather(*(store.open(_nth(one)) for one in range(number)))
        unknown = settlement(by=SettledBy.NO_ANSWER, outcome=LoadOutcome.UNKNOWN, response=None, checks={})
        await asyncio.gather(*(store.settle(one, unknown) for one in ids))

    with_history(home, write)


def _nth(number: int, **changes: object) -> Opening:
    digits = f"720555{100 + number % 100:04d}"
    return opening(
        vendor="purecallerid",
        profile_id="purecallerid",
        number=f"+1{digits}",
        lead={"phone": digits, "first_name": "Testa", "last_name": f"Exampleton {number}"},
        **changes,
    )


def answered_leads(home: Path, old: int, new: int) -> None:
    """Brings leads into a home's history that were loaded, some of them seven years ago."""

    async def write(store: HistoryStore) -> None:
        for number, at in ((old, _NOW - timedelta(days=7 * 366)), (new, _NOW)):
            ids = await asyncio.gather(*(store.open(_nth(one, at=at)) for one in range(number)))
            await asyncio.gather(*(store.settle(one, settlement(at=at)) for one in ids))

    with_history(home, write)
