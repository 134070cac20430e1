"""Connects to a history that is only read: beside a LeadDesk that writes, in a closed folder, on a full disk."""

from __future__ import annotations

import os
import sqlite3

from leaddesk.infra.history.store_file import StoreFile, code_of

_NO_ROOM_BESIDE = (
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR),
    sqlite3.SQLITE_FULL,
)


def connected_to_read(file: StoreFile) -> sqlite3.Connection:
    """Returns a connection through which nothing is written. Raises the driver's error.

    Where SQLite cannot make the files it wants beside a history, that is read as it stands: unless some of what was
    written last is still in the journal file, which would be missing then.
    """
    if _is_still(file):  # SQLite would leave files beside it that cannot be written later, when the history can
        return _looked_at(file.connect_to_still())
    try:
        return _looked_at(file.connect())
    except Exception as error:
        if code_of(error) not in _NO_ROOM_BESIDE or not has_content(file) or _has_journal(file):
            raise
        return _looked_at(file.connect_to_still())


def has_content(file: StoreFile) -> bool:
    """Tells whether there is anything to read; an empty file is what a start leaves that ended early."""
    return _size(file) > 0


def _looked_at(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _is_still(file: StoreFile) -> bool:
    """Tells whether this account may not write a history, and nobody else is about to."""
    if file.path is None or not has_content(file) or os.access(file.path, os.W_OK):
        return False
    return not any(file.path.with_name(file.path.name + suffix).exists() for suffix in ("-wal", "-shm"))


def _has_journal(file: StoreFile) -> bool:
    return _size(file, "-wal") > 0


def _size(file: StoreFile, suffix: str = "") -> int:
    if file.path is None:
        return 0
    try:
        return file.path.with_name(file.path.name + suffix).stat().st_size
    except OSError:
        return 0
