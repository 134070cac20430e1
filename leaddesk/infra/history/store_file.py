"""Where a history lives and how to connect to it, and the drivers' failures in sentences.

Both drivers speak DB-API and SQLite; only this module knows which one it is. Nothing here is called on the UI thread.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.secret import Secret

_LOCK_WAIT_S = 2.0
"""How long another program may hold the file before that is said."""
_SQLITE_MAGIC = b"SQLite format 3\x00"
_KEEP = "Keep the file as it is and ask your administrator."


class NoFittingKey(StoreProblem):
    """There is a history, and the keyring holds no key or another one; a recovery key may help."""


@dataclass(frozen=True, slots=True)
class StoreFile:
    """A history's place with the way to connect to it."""

    path: Path | None
    """None in memory."""
    encrypted: bool
    connect: Callable[[], sqlite3.Connection]
    """Called on the store's own thread only; the connection is in autocommit mode."""


def encrypted_file(path: Path, key: Secret) -> StoreFile:
    """Returns a file that only the holder of the key can read; the key is 32 bytes in hexadecimal."""
    if not re.fullmatch(r"[0-9a-f]{64}", key.reveal()):
        raise StoreProblem(
            "The key of the history is not one.",
            "What the keyring holds for LeadDesk's history was not made by LeadDesk.",
            "Put the right key back into the keyring, or start a new history.",
        )

    def connect() -> sqlite3.Connection:
        try:
            from sqlcipher3 import dbapi2
        except ImportError as error:
            raise StoreProblem(
                "The history cannot be encrypted on this computer.",
                "The package sqlcipher3 is missing or does not fit.",
                "Install LeadDesk anew.",
            ) from error
        connection = dbapi2.connect(path, timeout=_LOCK_WAIT_S, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr; failures are raised anyway
        connection.execute(f"PRAGMA key = \"x'{key.reveal()}'\"")
        return cast("sqlite3.Connection", connection)

    return StoreFile(path, True, connect)


def plain_file(path: Path) -> StoreFile:
    """Returns a file that anybody with access to it can read."""
    return StoreFile(path, False, lambda: sqlite3.connect(path, timeout=_LOCK_WAIT_S, isolation_level=None))


def memory() -> StoreFile:
    """Returns a place that is forgotten when it is closed."""
    return StoreFile(None, False, lambda: sqlite3.connect(":memory:", isolation_level=None))


@contextlib.contextmanager
def history_border(file: StoreFile) -> Iterator[None]:
    """Turns a driver's error into a StoreProblem; an error that SQLite did not raise is a bug and passes."""
    try:
        yield
    except Exception as error:
        # Both drivers' classes have this, and neither driver's errors are of the other's family.
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            raise
        raise _problem(file, code & 0xFF, str(error)) from error


def _problem(file: StoreFile, code: int, text: str) -> StoreProblem:
    where = f"({file.path})" if file.path else "(in memory)"
    if code == sqlite3.SQLITE_NOTADB:
        return _not_a_history(file, where)
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreProblem("The history is damaged.", f"Parts of the file cannot be read {where}.", _KEEP)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreProblem(
            "The history is in use.",
            f"Another program holds the file {where}.",
            "Close that program, then try again.",
            can_retry=True,
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreProblem(
            "The history cannot be written.",
            f"The disk is full {where}.",
            "Free some space, then try again.",
            can_retry=True,
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreProblem(
            "The history cannot be written.",
            f"LeadDesk may not write to the file or its folder {where}.",
            "Ask your administrator for access to the folder.",
            can_retry=True,
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreProblem(
            "The history cannot be reached.",
            f"The disk or network drive failed {where}.",
            "Look whether the drive is there, then try again.",
            can_retry=True,
        )
    return StoreProblem("The history did not do its work.", f"The database said: {text} {where}.", _KEEP)


def _not_a_history(file: StoreFile, where: str) -> StoreProblem:
    if file.encrypted and not (file.path and is_plain_sqlite(file.path)):
        return NoFittingKey(
            "The history cannot be read with this key.",
            f"The key in the keyring is another one, or the file is no history or is damaged {where}.",
            "Type the recovery key, put the right key back into the keyring, or set the file aside and start anew.",
        )
    what = "It is a database without encryption" if file.encrypted else "It may be encrypted, or no database at all"
    return StoreProblem(
        "The file is not this history.",
        f"{what} {where}.",
        "Set the file aside and start a new history, or ask your administrator.",
    )


def is_plain_sqlite(path: Path) -> bool:
    """Tells whether the file is a database without encryption."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
    except OSError:
        return False
