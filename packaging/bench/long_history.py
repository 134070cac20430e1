"""Writes a history of any length in bulk: each row, line, word and seal is what the store itself would write.

One by one a million exchanges take minutes. Here values and digests are made in other processes, seals are put on in
order, and indexes and triggers come last. The file is no history until it is whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

from leaddesk.domain.chain import Anchor
from leaddesk.infra.history import chain, derived, rows, wording

from .leads import exchanges

_BATCH = 5_000
_Values = dict[str, object]
_LINE = (
    *("exchange_id", "at", "operator", "profile_id", "profile_name", "environment", "destination_id"),
    *("destination_name", "number", "act", "name", "digits", "digits_backwards", "person", "outcome", "assessment"),
)
_INSERT_LINE = f"INSERT INTO latest ({', '.join(_LINE)}) VALUES ({', '.join(f':{name}' for name in _LINE)})"
_INSERT_WORDS = "INSERT INTO words (rowid, name, operator, profile, destination, said) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_ENTRY = "INSERT INTO chain (seq, kind, row_id, digest, before, mac) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class _Batch:
    """What some exchanges put into the tables, and the digests of their rows."""

    openings: list[_Values] = field(default_factory=list)
    settlements: list[_Values] = field(default_factory=list)
    lines: list[_Values] = field(default_factory=list)
    words: list[tuple[object, ...]] = field(default_factory=list)
    digests: list[tuple[str, int, bytes]] = field(default_factory=list)
    """Of each row its table, its id and its digest, in the order of the chain."""


def write(connection: sqlite3.Connection, key: bytes, count: int, progress: Callable[[int], None]) -> None:
    """Writes so many answered exchanges into an empty history of the present form.

    `progress` is told how many are written.
    """
    rows.shape(connection)
    for setting in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute("BEGIN")
    done = 0
    with _without_indexes(connection):
        for batch in _batches(count):
            _put(connection, key, batch)
            done += len(batch.openings)
            progress(done)
    connection.execute("UPDATE worded SET seq = (SELECT max(seq) FROM chain)")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()


def _put(connection: sqlite3.Connection, key: bytes, batch: _Batch) -> None:
    connection.executemany(rows.INSERT_OPENING, batch.openings)
    connection.executemany(rows.INSERT_SETTLEMENT, batch.settlements)
    connection.executemany(_INSERT_LINE, batch.lines)
    connection.executemany(_INSERT_WORDS, batch.words)
    connection.executemany(_INSERT_ENTRY, _sealed(chain.head(connection), key, batch))


def _sealed(head: Anchor, key: bytes, batch: _Batch) -> Iterator[tuple[int, str, int, bytes, bytes, bytes]]:
    seq, mac = head.count, head.mac
    for kind, row_id, digest in batch.digests:
        seq, before = seq + 1, mac
        mac = chain.Entry(seq, kind, row_id, digest, before, b"").seal(key)
        yield seq, kind, row_id, digest, before, mac


@contextmanager
def _without_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Takes indexes and triggers away and brings them back: made at the end they cost a fraction."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    made = connection.execute(query).fetchall()
    for one in made:
        connection.execute(f"DROP {one['type']} {one['name']}")
    yield
    for one in made:
        connection.execute(one["sql"])


def _batches(count: int) -> Iterator[_Batch]:
    """Returns all exchanges in order; where they are many, other processes make them, a few batches ahead."""
    make = partial(_batch, of=count)
    firsts = range(0, count, _BATCH)
    if len(firsts) < 2:
        yield from map(make, firsts)
        return
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        ahead: deque[Future[_Batch]] = deque()
        for first in firsts:
            ahead.append(pool.submit(make, first))
            if len(ahead) > workers + 1:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _batch(first: int, of: int) -> _Batch:
    batch = _Batch()
    for exchange_id, (opening, settlement) in enumerate(exchanges(first, min(_BATCH, of - first), of), first + 1):
        opened = rows.opening_values(exchange_id, opening)
        settled = rows.settlement_values(exchange_id, exchange_id, settlement)
        row, after = _stored(opened), _stored(settled)
        line = derived.line_of(row)
        batch.openings.append(opened)
        batch.settlements.append(settled)
        batch.lines.append(
            line | {"exchange_id": exchange_id, "outcome": settlement.outcome, "assessment": settlement.assessment}
        )
        document = exchange_id * derived.PER_EXCHANGE
        typed = "\n".join(filter(None, (line["name"], wording.typed(row["lead"]))))
        named = [typed, *(line[column] for column in ("operator", "profile_name", "destination_name"))]
        batch.words.append((document, *map(str.casefold, (*named, "\n".join(opening.notes)))))
        title, detail, *_ = (*wording.texts(after["explanation"]), "", "")
        said = "\n".join((title, detail, wording.states(after["checks"])))
        batch.words.append((document + 1, "", after["operator"].casefold(), "", "", said.casefold()))
        batch.digests.append(("opening", exchange_id, _digest("opening", exchange_id, row)))
        batch.digests.append(("settlement", exchange_id, _digest("settlement", exchange_id, after)))
    return batch


def _digest(kind: str, row_id: int, row: rows.Row) -> bytes:
    return chain.row_digest(kind, row_id, chain.content_digest(kind, row))


def _stored(values: _Values) -> rows.Row:
    """Returns values that are bound as the file then holds them: all but an answer's body is text."""
    return {
        column: rows.from_bytes(value) if isinstance(value, bytes) and column != "body" else value
        for column, value in values.items()
    }
