"""Takes exchanges out of the record when their time has come; the chain keeps their entries and says that they went.

Notes stay: a wish not to be called outlives the exchange it was uttered in. Which exchanges may go (retention, legal
hold) is not decided here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from leaddesk.infra.history import chain, derived, rows

_INSERT = """
INSERT INTO purge (id, at, operator, reason, openings, settlements) VALUES (
    :id, :at, CAST(:operator AS TEXT), CAST(:reason AS TEXT), CAST(:openings AS TEXT), CAST(:settlements AS TEXT)
)
"""


def purge(
    connection: sqlite3.Connection, key: bytes, exchange_ids: Iterable[int], at: datetime, operator: str, reason: str
) -> int:
    """Takes exchanges out, within the caller's transaction, and returns how many there were.

    The newest rows stay whatever is asked, so that no id is ever given twice.
    """
    asked = json.dumps(sorted(set(exchange_ids) - newest_ids(connection)))
    of_opening = "SELECT id FROM opening WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    of_settlement = "SELECT id FROM settlement WHERE exchange_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    openings = [row["id"] for row in connection.execute(of_opening, (asked,))]
    settlements = [row["id"] for row in connection.execute(of_settlement, (asked,))]
    if not openings:
        return 0
    values = {
        "id": chain.next_id(connection, "purge"),
        "at": rows.to_iso(at),
        "operator": rows.to_bytes(operator),
        "reason": rows.to_bytes(reason),
        "openings": rows.to_json(ranges_of(openings)),
        "settlements": rows.to_json(ranges_of(settlements)),
    }
    connection.execute(_INSERT, values)
    row = connection.execute("SELECT * FROM purge WHERE id = ?", (values["id"],)).fetchone()
    chain.append(connection, key, "purge", row)
    connection.execute("PRAGMA secure_delete = ON")
    guards = "SELECT name, sql FROM sqlite_master WHERE name IN ('opening_kept', 'settlement_kept')"
    standing = connection.execute(guards).fetchall()
    for guard in standing:
        connection.execute(f"DROP TRIGGER {guard['name']}")
    for table, column in (("latest", "exchange_id"), ("settlement", "exchange_id"), ("opening", "id")):
        gone = f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        connection.execute(gone, (asked,))
    for guard in standing:
        connection.execute(guard["sql"])
    derived.forget_words(connection)
    return len(openings)


def ranges_of(ids: Sequence[int]) -> list[list[int]]:
    """Returns sorted ids as first and last of each run."""
    ranges: list[list[int]] = []
    for number in ids:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def newest_ids(connection: sqlite3.Connection) -> frozenset[int]:
    """Returns the exchanges that are never purged: those with the newest row of their table."""
    opening = "SELECT max(id) AS id FROM opening"
    settlement = "SELECT exchange_id AS id FROM settlement ORDER BY settlement.id DESC LIMIT 1"
    found = (connection.execute(query).fetchone() for query in (opening, settlement))
    return frozenset(row["id"] for row in found if row and row["id"] is not None)
