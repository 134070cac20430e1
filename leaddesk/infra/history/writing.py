"""What puts rows on record: the row, what lists and searches need of it, and its entry in the chain, together.

Every function here runs within a transaction of its caller's; none of them changes or deletes a row.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import Opening, Settlement
from leaddesk.domain.note import Note
from leaddesk.infra.history import chain, derived, rows
from leaddesk.language import tr


def write_opening(connection: sqlite3.Connection, key: bytes, opening: Opening) -> int:
    """Puts an exchange on record and returns its number."""
    exchange_id = chain.next_id(connection, "opening")
    connection.execute(rows.INSERT_OPENING, rows.opening_values(exchange_id, opening))
    row = _stored(connection, "opening", exchange_id)
    derived.list_opening(connection, row)
    chain.append(connection, key, "opening", row)
    return exchange_id


def write_settlement(connection: sqlite3.Connection, key: bytes, exchange_id: int, settlement: Settlement) -> None:
    """Puts on record what became of an exchange. Raises StoreProblem when there is no such exchange."""
    check_exchange(connection, exchange_id)
    row_id = chain.next_id(connection, "settlement")
    connection.execute(rows.INSERT_SETTLEMENT, rows.settlement_values(row_id, exchange_id, settlement))
    row = _stored(connection, "settlement", row_id)
    derived.list_settlement(connection, row)
    chain.append(connection, key, "settlement", row)


def write_note(connection: sqlite3.Connection, key: bytes, note: Note) -> int:
    """Puts a note on record and returns its number. Raises StoreProblem when its exchange is not there."""
    if note.exchange_id is not None:
        check_exchange(connection, note.exchange_id)
    note_id = chain.next_id(connection, "note")
    connection.execute(rows.INSERT_NOTE, rows.note_values(note_id, note))
    row = _stored(connection, "note", note_id)
    chain.append(connection, key, "note", row)
    return note_id


def take_over(connection: sqlite3.Connection, key: bytes) -> None:
    """Starts the chain with what is on record already, as it is found now, and makes what is derived from it."""
    query = "SELECT (SELECT count(*) FROM opening) + (SELECT count(*) FROM settlement) AS rows"
    found = connection.execute(query).fetchone()["rows"]
    at = rows.to_iso(datetime.now(UTC))
    connection.execute("INSERT INTO chain_start (id, at, taken_over) VALUES (1, ?, ?)", (at, found))
    chain.append(connection, key, "chain_start", _stored(connection, "chain_start", 1))
    for kind in ("opening", "settlement"):
        for row in connection.execute(f"SELECT * FROM {kind} ORDER BY id"):  # noqa: S608 - one of the two
            chain.append(connection, key, kind, row)
    derived.list_all(connection)
    derived.forget_words(connection)


def check_exchange(connection: sqlite3.Connection, exchange_id: int) -> None:
    """Raises StoreProblem when there is no such exchange."""
    if connection.execute("SELECT 1 FROM opening WHERE id = ?", (exchange_id,)).fetchone() is None:
        raise no_such(exchange_id)


def no_such(exchange_id: int) -> StoreProblem:
    """Returns the problem of an exchange that is not there."""
    return StoreProblem(
        tr("That exchange is not in the history."),
        tr("There is no number {exchange_id} in this file.", exchange_id=exchange_id),
    )


def _stored(connection: sqlite3.Connection, kind: str, row_id: int) -> rows.Row:
    """Returns a row as the file holds it now."""
    row: rows.Row = connection.execute(f"SELECT * FROM {kind} WHERE id = ?", (row_id,)).fetchone()  # noqa: S608
    return row
