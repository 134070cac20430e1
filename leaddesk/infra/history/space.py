"""Gives the space of what was purged back to the disk, in pieces that let writes through.

A file that was made to give pages back one by one (`PREPARE`) does so; one from before is made anew once, at one go.
"""

from __future__ import annotations

import sqlite3

PREPARE = "PRAGMA auto_vacuum = INCREMENTAL"
"""For a file without any table; in any other it waits for a VACUUM."""
_INCREMENTAL = 2
_PAGES = 200


def give_back(connection: sqlite3.Connection) -> bool:
    """Gives some pages back, and tells whether all that can be given back has been."""
    if _value(connection, "auto_vacuum") != _INCREMENTAL:
        connection.execute(PREPARE)
        connection.execute("VACUUM")
    elif _value(connection, "freelist_count"):
        connection.executescript(f"PRAGMA incremental_vacuum({_PAGES})")  # which has rows without columns
        return False
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


def _value(connection: sqlite3.Connection, pragma: str) -> int:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(next(iter(row.values())))
