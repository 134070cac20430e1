"""The history and the drafts, in one SQLite file: encrypted, plain, or in memory.

One daemon thread owns the connection, so calls are done in the order they came and none of them blocks the UI. What
`open` and `settle` have returned from is on the disk and survives a loss of power. Rows are only ever added.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets as random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leaddesk.domain.chain import Anchor, ChainReport
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.secret import Secret
from leaddesk.infra.files import private_folder
from leaddesk.infra.history import chain, derived, drafts, queries, rewording, rows
from leaddesk.infra.history.migrate import Migration, check_form, migrated, shipped_migrations
from leaddesk.infra.history.reading import connected_to_read, has_content
from leaddesk.infra.history.store_file import (
    CannotWrite,
    StoreFile,
    code_of,
    damaged,
    encrypted_file,
    history_border,
    may_not_write,
    memory,
    plain_file,
)
from leaddesk.infra.history.together import Together
from leaddesk.infra.history.transaction import transaction
from leaddesk.infra.history.writing import write_note, write_opening, write_settlement
from leaddesk.infra.threads import Worker
from leaddesk.language import tr

if TYPE_CHECKING:  # what is done seldom is loaded when it is done
    from leaddesk.domain.proof import ChainPosition
    from leaddesk.domain.retention import PurgeReport

_T = TypeVar("_T")

_BETWEEN_SLICES_S = 0.02
"""How long the rewording of the search index leaves the thread to others between two slices."""
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL loses the last commits when the power fails: a sent lead without its row
    "PRAGMA fullfsync = ON",  # the same promise on macOS, where a plain fsync stops at the drive's cache
    "PRAGMA foreign_keys = ON",
)


class HistoryStore:
    """A `Journal` and a `DraftStore`; call `open_file` first and `close` last."""

    def __init__(
        self, file: StoreFile, chain_key: Secret = chain.NO_KEY, migrations: Sequence[Migration] | None = None
    ) -> None:
        self._file = file
        self._key = bytes.fromhex(chain_key.reveal())
        self._migrations = migrations
        self._worker = Worker("leaddesk-history")
        self._together = Together()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._rewording: asyncio.Task[None] | None = None
        self._fits = False
        self._damaged = False
        self.read_only: StoreProblem | None = None
        """Why the history can only be read for now; None where it can be written."""

    @classmethod
    def encrypted(cls, path: Path, key: Secret) -> HistoryStore:
        """Returns a store only the holder of the key (64 hexadecimal digits) can read. Raises StoreProblem."""
        return cls(encrypted_file(path, key), chain.chain_key(key))

    @classmethod
    def plain(cls, path: Path, chain_key: Secret = chain.NO_KEY) -> HistoryStore:
        """Returns a store without encryption; its chain proves little where no keyring holds a key for it."""
        return cls(plain_file(path), chain_key)

    @classmethod
    def in_memory(cls) -> HistoryStore:
        """Returns a store that is forgotten when it is closed."""
        return cls(memory(), Secret(random.token_hex(32)))

    @property
    def path(self) -> Path | None:
        """Where the file is; None in memory."""
        return self._file.path

    @property
    def is_encrypted(self) -> bool:
        """Whether only the holder of the key can read the file."""
        return self._file.encrypted

    async def open_file(self) -> None:
        """Opens the file, made or brought up to date as needed. Raises StoreProblem.

        A history that is there and cannot be written now is opened to be read, and `read_only` says why. The first
        write after the cause is gone goes through; until then every write raises what `read_only` says.
        """
        await self._do(self._connect)
        if self.read_only is None and self._rewording is None and await self._with(rewording.is_due):
            self._rewording = asyncio.create_task(self._reword())

    async def open_to_read(self) -> None:
        """Opens a file that is there and changes nothing in it, beside a LeadDesk that writes. Raises StoreProblem."""
        await self._do(self._connect_to_read)

    async def close(self, timeout_s: float = 1.0) -> bool:
        """Waits so many seconds for what was asked for, closes, and tells whether all of it was done."""
        if self._closed:
            return True
        self._closed = True
        if self._rewording:
            self._rewording.cancel()
        last = asyncio.ensure_future(self._worker.do(self._disconnect))
        done, _ = await asyncio.wait({last}, timeout=timeout_s)
        if not done:
            last.cancel()
        return self._worker.close(timeout_s if done else 0.0)

    async def open(self, opening: Opening) -> int:
        """See `Journal`; what waits at the same time is written at one go."""
        return await self._write_together(lambda c: write_opening(c, self._key, opening))

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        """See `Journal`; what waits at the same time is written at one go."""
        await self._write_together(lambda c: write_settlement(c, self._key, exchange_id, settlement))

    async def write_note(self, note: Note) -> int:
        """See `Journal`."""
        return await self._write(lambda c: write_note(c, self._key, note))

    async def position(self, exchange_id: int) -> ChainPosition | None:
        """Returns where an exchange stands in the chain; None where no secret key seals it. Raises StoreProblem."""
        if self._key == bytes.fromhex(chain.NO_KEY.reveal()):
            return None
        from leaddesk.infra.history.position import position

        return await self._with(lambda connection: position(connection, exchange_id))

    async def unsettled(self) -> Sequence[Exchange]:
        """See `Journal`."""
        return await self._with(queries.unsettled)

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await self._with(lambda c: queries.find(c, query, limit, before, words=_follow))

    async def with_number(self, number: str, limit: int = 200) -> Sequence[Exchange]:
        """See `Journal`."""
        return await self._with(lambda c: queries.with_number(c, number, limit))

    async def open_with_number(self, number: str) -> Sequence[Exchange]:
        """See `Journal`."""
        return await self._with(lambda c: queries.open_with_number(c, number))

    async def similar(self, number: str, name: str = "", zip_code: str = "", limit: int = 15) -> Sequence[ExchangeRow]:
        """See `Journal`."""
        return await self._with(lambda c: queries.similar(c, number, name, zip_code, limit))

    async def notes(
        self, *, kinds: Sequence[NoteKind] = (), number: str = "", limit: int = 500, since: datetime | None = None
    ) -> Sequence[Note]:
        """See `Journal`."""
        return await self._with(lambda c: queries.notes(c, kinds, number, limit, since))

    async def load(self, exchange_id: int) -> Exchange:
        """See `Journal`."""
        return await self._with(lambda c: queries.load(c, exchange_id))

    async def head(self) -> Anchor:
        """Returns where the chain ends now. Raises StoreProblem."""
        return await self._with(chain.head)

    async def continues(self, anchor: Anchor) -> bool:
        """Tells whether the chain goes on from there. Raises StoreProblem."""
        return await self._with(lambda c: chain.continues(c, anchor))

    async def verify(
        self, anchor: Anchor | None = None, progress: Callable[[int, int], None] | None = None
    ) -> ChainReport:
        """Returns what a look at every entry finds; what is written meanwhile is let through between two pieces.

        `progress` is told how much of how much was looked at. The anchor is the end that was remembered elsewhere.
        Cancelling ends the look. Raises StoreProblem.
        """
        from leaddesk.infra.history.verify import Look

        look = Look(self._key, anchor, _follow)
        while not await self._with(look.step):
            if progress:
                progress(look.done, look.total)
        return look.report()

    async def survey(self, before: datetime, progress: Callable[[int, int], None] | None = None) -> PurgeReport:
        """Returns what has had its time at that moment; what is written meanwhile is let through. Raises StoreProblem.

        `progress` is told how much of how much was looked at. Cancelling ends the look.
        """
        from leaddesk.infra.history import retiring

        look = retiring.Survey(before)
        while not await self._with(look.step):
            if progress:
                progress(look.done, look.total)
        return look.report()

    async def retire(self, report: PurgeReport, note: Note) -> int:
        """Writes the note and purges what the report names, all or nothing, and returns how many exchanges went.

        Raises StoreProblem, also when one of them is not due any more.
        """
        from leaddesk.infra.history import retiring

        return await self._write(lambda c: retiring.retire(c, self._key, report, note))

    async def give_space_back(self) -> None:
        """Gives the space of what was purged back to the disk. Raises StoreProblem."""
        from leaddesk.infra.history import space

        while not await self._with(space.give_back):
            pass

    async def span(self) -> tuple[datetime | None, datetime | None]:
        """Returns when the earliest and the latest exchange were opened. Raises StoreProblem."""
        return await self._with(queries.span)

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        """See `DraftStore`."""
        kept = dict(fields)
        await self._with(lambda connection: drafts.save(self._writable(connection), place, kept))

    async def load_draft(self, place: str) -> dict[str, str]:
        """See `DraftStore`."""
        return await self._with(lambda connection: drafts.load(connection, place))

    async def _reword(self) -> None:
        with contextlib.suppress(StoreProblem):  # it goes on at the next start; who writes or reads is told
            done = False
            while not done:
                done = await self._write(rewording.step)
                await asyncio.sleep(_BETWEEN_SLICES_S)

    async def _write_together(self, row: Callable[[sqlite3.Connection], _T]) -> _T:
        if self._closed:
            raise _closed()
        one = self._together.add(row)
        return await self._with(lambda c: self._together.write(self._writable(c), one))

    async def _write(self, call: Callable[[sqlite3.Connection], _T]) -> _T:
        def run(connection: sqlite3.Connection) -> _T:
            writable = self._writable(connection)
            with transaction(writable):
                return call(writable)

        return await self._with(run)

    async def _with(self, call: Callable[[sqlite3.Connection], _T]) -> _T:
        def run() -> _T:
            if self._connection is None:
                raise StoreProblem(tr("The history is not open."), tr("Nothing can be written down or looked up."))
            return call(self._connection)

        return await self._do(run)

    async def _do(self, call: Callable[[], _T]) -> _T:
        def run() -> _T:
            with self._damage_noted():
                return call()

        if self._closed:
            raise _closed()
        return await self._worker.do(run)

    @contextlib.contextmanager
    def _damage_noted(self) -> Iterator[None]:
        """Says damage of a file in which damage was met: SQLCipher lets nothing be written any more from then on."""
        try:
            with history_border(self._file, fits=self._fits):
                yield
        except StoreProblem as problem:
            code = code_of(problem.__cause__) if problem.__cause__ else None
            self._damaged |= code == sqlite3.SQLITE_CORRUPT or (self._fits and code == sqlite3.SQLITE_NOTADB)
            if self._damaged and isinstance(problem, CannotWrite):
                raise damaged(self._file) from problem
            raise

    def _connect(self) -> None:
        if self._connection is not None:
            return
        path = self._file.path
        if path is not None:
            private_folder(path.parent)
            with contextlib.suppress(OSError):  # SQLite says better why it cannot
                path.touch(mode=0o600)
        try:
            with self._damage_noted():
                self._connection = self._connected()
        except CannotWrite as problem:
            if not has_content(self._file):
                raise
            try:
                with self._damage_noted():
                    self._connect_to_read()
            except StoreProblem as unreadable:
                raise (unreadable if self._damaged else problem) from None
            self.read_only = problem

    def _connected(self) -> sqlite3.Connection:
        """Returns a connection to write with."""
        if has_content(self._file) and self._file.path and not os.access(self._file.path, os.W_OK):
            raise may_not_write(self._file)
        connection = self._file.connect()
        try:
            self._find_fit(connection)
            connection = migrated(self._file, connection, self._migrations or shipped_migrations(), self._key)
            for setting in _SETTINGS:
                connection.execute(setting)
            rows.shape(connection)
            _follow(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_to_read(self) -> None:
        connection = connected_to_read(self._file)
        try:
            self._find_fit(connection)
            check_form(self._file, connection, self._migrations or shipped_migrations())
            rows.shape(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _find_fit(self, connection: sqlite3.Connection) -> None:
        """Reads the first page: whatever is no database after that is damaged, and no fault of the key."""
        connection.execute("PRAGMA user_version").fetchone()
        self._fits = has_content(self._file)

    def _writable(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Returns the connection to write with: where there was none, the file is tried again."""
        if self.read_only is None:
            return connection
        writable = self._connected()
        connection.close()
        self._connection, self.read_only = writable, None
        return writable

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _closed() -> StoreProblem:
    return StoreProblem(tr("The history is closed."), tr("LeadDesk is ending."))


def _follow(connection: sqlite3.Connection) -> bool:
    """Brings the search index up to the record and tells whether it is there: a disk may be full, a file only read."""
    if not derived.is_behind(connection):
        return derived.has_words(connection)
    try:
        with transaction(connection):
            derived.catch_up(connection)
    except Exception as error:
        if code_of(error) in (None, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        return False
    return True
