"""The other side of the history's figures: the same rows in a bare SQLCipher file, one table, one index, one FTS5.

It is asked on a thread of its own, through the same worker as the history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leaddesk.domain.secret import Secret
from leaddesk.infra.history.store_file import encrypted_file
from leaddesk.infra.threads import Worker

from .memory_keyring import HISTORY_KEY

_FILE = "bare.db"
_SHOWN = "at, operator, profile_name, environment, destination_name, number, outcome, assessment, act, name"
_MAKE = f"""
CREATE TABLE exchange (id INTEGER PRIMARY KEY, {_SHOWN}, digits);
INSERT INTO exchange SELECT exchange_id, {_SHOWN}, digits FROM history.latest;
CREATE INDEX exchange_digits ON exchange (digits);
CREATE VIRTUAL TABLE words USING fts5(names, people, profiles, places, said, content = '', prefix = '1 2 3');
INSERT INTO words (rowid, names, people, profiles, places, said)
SELECT id, l.name, l.operator, l.profile_name, l.destination_name, o.notes
FROM history.latest AS l JOIN history.opening AS o ON o.id = l.exchange_id ORDER BY id;
CREATE TABLE settlement (
    id INTEGER PRIMARY KEY, exchange_id, at, settled_by, outcome, assessment, explanation, checks, status, headers,
    body, elapsed_s, capped, operator, rules
);
CREATE INDEX settlement_exchange ON settlement (exchange_id);
"""
_SAME = f"SELECT id, {_SHOWN} FROM exchange WHERE digits = ? ORDER BY id DESC LIMIT ?"
_FROM = f"SELECT id, {_SHOWN} FROM exchange WHERE digits >= ? AND digits < ? ORDER BY id DESC LIMIT ?"
_WORDS = f"""
SELECT id, {_SHOWN} FROM words JOIN exchange ON id = words.rowid
WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT ?
"""


def bare_file(home: Path) -> Path:
    """Returns where the file is in a home."""
    return home / _FILE


def make(home: Path, history: Path) -> None:
    """Makes the file in the home from a history."""
    with_key = encrypted_file(bare_file(home), Secret(HISTORY_KEY))
    connection = with_key.connect()
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute(f"ATTACH ? AS history KEY \"x'{HISTORY_KEY}'\"", (str(history),))
    connection.executescript(f"BEGIN;{_MAKE}COMMIT")
    connection.close()


class BareHistory:
    """The file, asked and written as plainly as it can be."""

    def __init__(self, home: Path) -> None:
        self._worker = Worker("bench-bare")
        self._file = encrypted_file(bare_file(home), Secret(HISTORY_KEY))
        self._connection: sqlite3.Connection | None = None

    async def open_file(self) -> None:
        """Opens the file with the settings of the history."""
        await self._worker.do(self._connect)

    async def person(self, row_id: int) -> tuple[str, str]:
        """Returns the digits and the name in a row."""
        ((digits, name),) = await self._rows("SELECT digits, name FROM exchange WHERE id = ?", row_id)
        return digits, name

    async def with_number(self, digits: str, limit: int) -> list[Any]:
        """Returns the newest rows of that number."""
        return await self._rows(_SAME, digits, limit)

    async def with_start(self, digits: str, limit: int) -> list[Any]:
        """Returns the newest rows whose number begins so."""
        return await self._rows(_FROM, digits, f"{digits}:", limit)

    async def with_words(self, phrase: str, limit: int) -> list[Any]:
        """Returns the newest rows that the phrase of FTS5 finds."""
        return await self._rows(_WORDS, phrase, limit)

    async def settle(self, statement: str, values: Mapping[str, object]) -> None:
        """Commits one row."""
        await self._worker.do(self._commit, statement, values)

    def close(self) -> None:
        """Lets the thread end."""
        self._worker.close(1)

    async def _rows(self, query: str, *values: object) -> list[Any]:
        return await self._worker.do(self._fetch, query, values)

    def _connect(self) -> None:
        self._connection = self._file.connect()
        for setting in ("journal_mode = WAL", "synchronous = FULL"):
            self._connection.execute(f"PRAGMA {setting}").fetchall()

    def _fetch(self, query: str, values: tuple[object, ...]) -> list[Any]:
        assert self._connection
        return self._connection.execute(query, values).fetchall()

    def _commit(self, statement: str, values: Mapping[str, object]) -> None:
        assert self._connection
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(statement, values)
        self._connection.execute("COMMIT")
