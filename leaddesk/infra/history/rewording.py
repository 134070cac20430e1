"""Brings the words that a later LeadDesk searches by into an index of before, in slices that let writes through.

The newest entries come first. What is found by the words of before is found meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from leaddesk.infra.history import derived, wording

VERSION = 2
"""Which words the index holds: 2 added what was typed beside the name, notes about the number, checks' states."""
_SLICE = 200
"""Entries in one slice: some milliseconds, for which a lead that is being sent may have to wait."""
_TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'rewording'"
_ENTRIES = "SELECT kind, row_id FROM chain WHERE seq > ? AND seq <= ? ORDER BY seq"


def is_due(connection: sqlite3.Connection) -> bool:
    """Tells whether there are entries with the words of before."""
    return derived.has_words(connection) and _left(connection) > 0


def step(connection: sqlite3.Connection) -> bool:
    """Brings a slice of them up to date within the caller's transaction, and tells whether none is left."""
    if not is_due(connection):
        return True
    left = _left(connection)
    first = max(left - _SLICE, 0)
    said: defaultdict[int, list[str]] = defaultdict(list)
    lead: defaultdict[int, list[str]] = defaultdict(list)
    for entry in connection.execute(_ENTRIES, (first, left)):
        row = derived.row_of(connection, entry)
        if row is None:
            continue
        if entry["kind"] == "opening":
            lead[row["id"]].append(wording.typed(row["lead"]))
            said[row["id"]] += derived.notes_about(connection, row)
        elif entry["kind"] == "settlement":
            said[row["exchange_id"]].append(wording.states(row["checks"]))
        elif row["exchange_id"] is not None:
            said[row["exchange_id"]].append(row["kind"])
    for exchange_id in sorted(lead.keys() | said.keys()):  # the index takes documents fastest in their order
        texts = "\n".join(filter(None, lead[exchange_id])), "\n".join(filter(None, said[exchange_id]))
        if any(texts):
            derived.add_more(connection, exchange_id, name=texts[0], said=texts[1])
    mark(connection, first)
    return first == 0


def mark(connection: sqlite3.Connection, left: int) -> None:
    """Writes down up to which entry the words are those of before."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS rewording "
        "(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT"
    )
    connection.execute("INSERT OR REPLACE INTO rewording (id, version, seq) VALUES (1, ?, ?)", (VERSION, left))


def _left(connection: sqlite3.Connection) -> int:
    if connection.execute(_TABLE).fetchone():
        row = connection.execute("SELECT version, seq FROM rewording").fetchone()
        if row and row["version"] >= VERSION:
            return int(row["seq"])
    return int(connection.execute("SELECT seq FROM worded").fetchone()["seq"])
