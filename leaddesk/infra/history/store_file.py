"""Where a history lives and how to connect to it, and the drivers' failures in sentences.

Both drivers speak DB-API and SQLite; only this module knows which one it is. Nothing here is called on the UI thread.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.language import tr

_LOCK_WAIT_S = 2.0
"""How long another program may hold the file before that is said."""
_SQLITE_MAGIC = b"SQLite format 3\x00"
_ROOM = 256 * 1024
"""With fewer bytes free than these, a failure to make or extend a file is that of a full disk."""
_KEEP = tr("Keep the file as it is and ask your administrator.")


class NoFittingKey(StoreProblem):
    """There is a history, and the keyring holds no key or another one; a recovery key may help."""


class CannotWrite(StoreProblem):
    """The disk is full, or the file or its folder may not be written: what is on record may still be read."""


@dataclass(frozen=True, slots=True)
class StoreFile:
    """A history's place with the way to connect to it."""

    path: Path | None
    """None in memory."""
    encrypted: bool
    connect: Callable[[], sqlite3.Connection]
    """Called on the store's own thread only; the connection is in autocommit mode."""
    connect_to_still: Callable[[], sqlite3.Connection]
    """The same to a file that nobody writes meanwhile: SQLite then needs no file beside it, nor a lock."""


def encrypted_file(path: Path, key: Secret) -> StoreFile:
    """Returns a file that only the holder of the key can read; the key is 32 bytes in hexadecimal."""
    if not re.fullmatch(r"[0-9a-f]{64}", key.reveal()):
        raise StoreProblem(
            tr("The key of the history is not one."),
            tr("What the keyring holds for LeadDesk's history was not made by LeadDesk."),
            tr("Put the right key back into the keyring, or start a new history."),
        )

    def connected(database: Path | str) -> sqlite3.Connection:
        try:
            from sqlcipher3 import dbapi2
        except ImportError as error:
            raise StoreProblem(
                tr("The history cannot be encrypted on this computer."),
                tr("The package sqlcipher3 is missing or does not fit."),
                tr("Install LeadDesk anew."),
            ) from error
        connection = dbapi2.connect(database, timeout=_LOCK_WAIT_S, isolation_level=None, uri=isinstance(database, str))
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr; failures are raised anyway
        connection.execute(f"PRAGMA key = \"x'{key.reveal()}'\"")
        return cast("sqlite3.Connection", connection)

    return StoreFile(path, True, lambda: connected(path), lambda: connected(_still(path)))


def plain_file(path: Path) -> StoreFile:
    """Returns a file that anybody with access to it can read."""

    def connected(database: Path | str) -> sqlite3.Connection:
        return sqlite3.connect(database, timeout=_LOCK_WAIT_S, isolation_level=None, uri=isinstance(database, str))

    return StoreFile(path, False, lambda: connected(path), lambda: connected(_still(path)))


def _still(path: Path) -> str:
    return f"{path.absolute().as_uri()}?immutable=1"


def memory() -> StoreFile:
    """Returns a place that is forgotten when it is closed."""

    def connected() -> sqlite3.Connection:
        return sqlite3.connect(":memory:", isolation_level=None)

    return StoreFile(None, False, connected, connected)


@contextlib.contextmanager
def history_border(file: StoreFile, *, fits: bool = False) -> Iterator[None]:
    """Turns a driver's error into a StoreProblem; an error that SQLite did not raise is a bug and passes.

    `fits` says that the file was read with its key before: what is no database any more is damaged then.
    """
    try:
        yield
    except Exception as error:
        code = code_of(error)
        if code is None:
            raise
        if fits and code == sqlite3.SQLITE_NOTADB:
            code = sqlite3.SQLITE_CORRUPT
        raise _problem(file, code, str(error)) from error


def code_of(error: BaseException) -> int | None:
    """Returns SQLite's primary result code; None for an error that SQLite did not raise."""
    # Both drivers' classes have this, and neither driver's errors are of the other's family.
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def damaged(file: StoreFile) -> StoreProblem:
    """Returns the problem of a file of which some pages are not as they were written."""
    return StoreProblem(
        tr("The history is damaged."),
        tr("Parts of the file cannot be read {where}.", where=_where(file)),
        tr("Restore a backup, or set the file aside and start a new history. Keep the file for your administrator."),
    )


def _where(file: StoreFile) -> str:
    return f"({file.path})" if file.path else tr("(in memory)")


def _is_disk_full(file: StoreFile, code: int) -> bool:
    """Tells whether an error is that of a full disk, which SQLite often names for what it could not do then."""
    if code == sqlite3.SQLITE_FULL:
        return True
    if file.path is None or code not in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return False
    try:
        return shutil.disk_usage(file.path.parent).free < _ROOM
    except OSError:
        return False


def _problem(file: StoreFile, code: int, text: str) -> StoreProblem:
    where = _where(file)
    if code == sqlite3.SQLITE_NOTADB:
        return _not_a_history(file, where)
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged(file)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreProblem(
            tr("The history is in use."),
            tr("Another program holds the file {where}.", where=where),
            tr("Close that program, then try again."),
            can_retry=True,
        )
    if _is_disk_full(file, code):
        return CannotWrite(
            tr("The history cannot be written."),
            tr("The disk is full {where}.", where=where),
            tr("Free some space, then try again."),
            can_retry=True,
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return may_not_write(file)
    if code == sqlite3.SQLITE_IOERR:
        return StoreProblem(
            tr("The history cannot be reached."),
            tr("The disk or network drive failed {where}.", where=where),
            tr("Look whether the drive is there, then try again."),
            can_retry=True,
        )
    return StoreProblem(
        tr("The history did not do its work."), tr("The database said: {text} {where}.", text=text, where=where), _KEEP
    )


def may_not_write(file: StoreFile) -> CannotWrite:
    """Returns the problem of a file or folder without the right to write."""
    return CannotWrite(
        tr("The history cannot be written."),
        tr("LeadDesk may not write to the file or its folder {where}.", where=_where(file)),
        tr("Ask your administrator for access to the folder."),
        can_retry=True,
    )


def _not_a_history(file: StoreFile, where: str) -> StoreProblem:
    if file.encrypted and not (file.path and is_plain_sqlite(file.path)):
        return NoFittingKey(
            tr("The history cannot be read with this key."),
            tr("The key in the keyring is another one, or the file is no history or is damaged {where}.", where=where),
            tr("Type the recovery key, put the right key back into the keyring, or set the file aside and start anew."),
        )
    what = (
        tr("It is a database without encryption")
        if file.encrypted
        else tr("It may be encrypted, or no database at all")
    )
    return StoreProblem(
        tr("The file is not this history."),
        f"{what} {where}.",
        tr("Set the file aside and start a new history, or ask your administrator."),
    )


def is_plain_sqlite(path: Path) -> bool:
    """Tells whether the file is a database without encryption."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
    except OSError:
        return False
