"""The history and the drafts, in one SQLite file: encrypted, plain, or in memory.

One daemon thread owns the connection, so calls are done in the order they came and none of them blocks the UI. What
`open` and `settle` have returned from is on the disk and survives a loss of power. Rows are only ever added.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.secret import Secret
from leaddesk.infra.files import private_folder
from leaddesk.infra.history import rows
from leaddesk.infra.history.migrate import Migration, migrated, shipped_migrations
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, history_border, memory, plain_file
from leaddesk.infra.threads import Worker

_T = TypeVar("_T")

_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL loses the last commits when the power fails: a sent lead without its row
    "PRAGMA fullfsync = ON",  # the same promise on macOS, where a plain fsync stops at the drive's cache
    "PRAGMA foreign_keys = ON",
)

_NEWEST = """
SELECT o.id, o.at, o.operator, o.profile_name, o.environment, o.destination_name, o.number, l.outcome, l.assessment
FROM latest AS l CROSS JOIN opening AS o ON o.id = l.exchange_id
ORDER BY l.exchange_id DESC LIMIT :limit
"""
_BY_DIGITS = """
SELECT o.id, o.at, o.operator, o.profile_name, o.environment, o.destination_name, o.number, l.outcome, l.assessment
FROM latest AS l CROSS JOIN opening AS o ON o.id = l.exchange_id
WHERE l.exchange_id IN (
    SELECT exchange_id FROM latest INDEXED BY latest_digits
    WHERE instr(digits, :digits) ORDER BY exchange_id DESC LIMIT :limit
)
ORDER BY l.exchange_id DESC
"""
_BY_WORDS = """
SELECT o.id, o.at, o.operator, o.profile_name, o.environment, o.destination_name, o.number, l.outcome, l.assessment
FROM latest AS l CROSS JOIN opening AS o ON o.id = l.exchange_id
WHERE instr(l.words, CAST(:words AS TEXT))
    OR instr(lower(ifnull(l.outcome, :about_to_send)), CAST(:words AS TEXT))
    OR instr(lower(l.assessment), CAST(:words AS TEXT))
ORDER BY l.exchange_id DESC LIMIT :limit
"""
_OPEN_ONES = """
SELECT * FROM opening WHERE id IN (SELECT exchange_id FROM latest WHERE outcome IS NULL) ORDER BY id
"""
_NUMBER_MARKS = frozenset("0123456789 +-().")


class HistoryStore:
    """A `Journal` and a `DraftStore`; call `open_file` first and `close` last."""

    def __init__(self, file: StoreFile, migrations: Sequence[Migration] | None = None) -> None:
        self._file = file
        self._migrations = migrations
        self._worker = Worker("leaddesk-history")
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    @classmethod
    def encrypted(cls, path: Path, key: Secret) -> HistoryStore:
        """Returns a store only the holder of the key (64 hexadecimal digits) can read. Raises StoreProblem."""
        return cls(encrypted_file(path, key))

    @classmethod
    def plain(cls, path: Path) -> HistoryStore:
        """Returns a store without encryption."""
        return cls(plain_file(path))

    @classmethod
    def in_memory(cls) -> HistoryStore:
        """Returns a store that is forgotten when it is closed."""
        return cls(memory())

    async def open_file(self) -> None:
        """Opens the file, made or brought up to date as needed. Raises StoreProblem."""
        await self._do(self._connect)

    async def close(self, timeout_s: float = 1.0) -> bool:
        """Waits so many seconds for what was asked for, closes, and tells whether all of it was done."""
        if self._closed:
            return True
        self._closed = True
        last = asyncio.ensure_future(self._worker.do(self._disconnect))
        done, _ = await asyncio.wait({last}, timeout=timeout_s)
        if not done:
            last.cancel()
        return self._worker.close(timeout_s if done else 0.0)

    async def open(self, opening: Opening) -> int:
        """See `Journal`."""
        return await self._with(lambda connection: _open(connection, opening))

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        """See `Journal`."""
        await self._with(lambda connection: _settle(connection, exchange_id, settlement))

    async def unsettled(self) -> Sequence[Exchange]:
        """See `Journal`."""
        return await self._with(
            lambda connection: [Exchange(row["id"], rows.read_opening(row)) for row in connection.execute(_OPEN_ONES)]
        )

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await self._with(lambda connection: _rows(connection, query.text, limit))

    async def load(self, exchange_id: int) -> Exchange:
        """See `Journal`."""
        return await self._with(lambda connection: _load(connection, exchange_id))

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        """See `DraftStore`."""
        kept = dict(fields)
        await self._with(lambda connection: _save_draft(connection, place, kept))

    async def load_draft(self, place: str) -> dict[str, str]:
        """See `DraftStore`."""
        return await self._with(lambda connection: _load_draft(connection, place))

    async def _with(self, call: Callable[[sqlite3.Connection], _T]) -> _T:
        def run() -> _T:
            if self._connection is None:
                raise StoreProblem("The history is not open.", "Nothing can be written down or looked up.")
            return call(self._connection)

        return await self._do(run)

    async def _do(self, call: Callable[[], _T]) -> _T:
        def run() -> _T:
            with history_border(self._file):
                return call()

        if self._closed:
            raise StoreProblem("The history is closed.", "LeadDesk is ending.")
        return await self._worker.do(run)

    def _connect(self) -> None:
        if self._connection is not None:
            return
        path = self._file.path
        if path is not None:
            private_folder(path.parent)
            with contextlib.suppress(OSError):  # SQLite says better why it cannot
                path.touch(mode=0o600)
        connection = self._file.connect()
        try:
            connection = migrated(self._file, connection, self._migrations or shipped_migrations())
            for setting in _SETTINGS:
                connection.execute(setting)
        except BaseException:
            connection.close()
            raise
        connection.text_factory = rows.from_bytes
        connection.row_factory = _as_mapping
        self._connection = connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _as_mapping(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _open(connection: sqlite3.Connection, opening: Opening) -> int:
    values = rows.opening_values(opening)
    with _transaction(connection):
        exchange_id = connection.execute(rows.INSERT_OPENING, values).lastrowid
        assert exchange_id is not None  # noqa: S101 - the driver sets it on every INSERT
        connection.execute(rows.INSERT_LATEST, rows.latest_values(exchange_id, opening))
    return exchange_id


def _settle(connection: sqlite3.Connection, exchange_id: int, settlement: Settlement) -> None:
    values = rows.settlement_values(exchange_id, settlement)
    with _transaction(connection):
        if connection.execute("SELECT 1 FROM opening WHERE id = ?", (exchange_id,)).fetchone() is None:
            raise _no_such(exchange_id)
        connection.execute(rows.INSERT_SETTLEMENT, values)


def _rows(connection: sqlite3.Connection, text: str, limit: int) -> list[ExchangeRow]:
    wanted = " ".join(text.split())
    digits = rows.digits_of(wanted)
    if not wanted:
        found = connection.execute(_NEWEST, {"limit": limit})
    elif len(digits) >= 3 and _NUMBER_MARKS.issuperset(wanted):
        if len(digits) == 11:
            digits = digits.removeprefix("1")  # a number sent as typed may stand without its country code
        found = connection.execute(_BY_DIGITS, {"digits": digits, "limit": limit})
    else:
        values = {"words": rows.to_bytes(wanted.casefold()), "about_to_send": ABOUT_TO_SEND, "limit": limit}
        found = connection.execute(_BY_WORDS, values)
    return [rows.read_exchange_row(row) for row in found]


def _load(connection: sqlite3.Connection, exchange_id: int) -> Exchange:
    row = connection.execute("SELECT * FROM opening WHERE id = ?", (exchange_id,)).fetchone()
    if row is None:
        raise _no_such(exchange_id)
    settlements = connection.execute("SELECT * FROM settlement WHERE exchange_id = ? ORDER BY id", (exchange_id,))
    return Exchange(exchange_id, rows.read_opening(row), tuple(rows.read_settlement(item) for item in settlements))


def _no_such(exchange_id: int) -> StoreProblem:
    return StoreProblem("That exchange is not in the history.", f"There is no number {exchange_id} in this file.")


def _save_draft(connection: sqlite3.Connection, place: str, fields: Mapping[str, str]) -> None:
    if any(fields.values()):
        connection.execute(
            "INSERT INTO draft (place, fields) VALUES (CAST(? AS TEXT), CAST(? AS TEXT)) "
            "ON CONFLICT (place) DO UPDATE SET fields = excluded.fields",
            (rows.to_bytes(place), rows.to_json(dict(fields))),
        )
    else:
        connection.execute("DELETE FROM draft WHERE place = CAST(? AS TEXT)", (rows.to_bytes(place),))


def _load_draft(connection: sqlite3.Connection, place: str) -> dict[str, str]:
    values = (rows.to_bytes(place),)
    row = connection.execute("SELECT fields FROM draft WHERE place = CAST(? AS TEXT)", values).fetchone()
    fields: dict[str, str] = json.loads(row["fields"]) if row else {}
    return fields
