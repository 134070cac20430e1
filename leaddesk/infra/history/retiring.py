"""Finds what has had its time, in pieces short enough to let writes through, and takes exactly that out of the record.

What is due is read from the record and never from what is derived of it. Between the report and the purge something may
have changed: a late answer, a hold, a note. Then nothing goes.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Generator
from datetime import datetime

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import Note
from leaddesk.domain.retention import HOLD_KINDS, Aged, Holds, PurgeReport, Standing, standing, standing_holds
from leaddesk.infra.history import chain, purging, queries, rows
from leaddesk.infra.history.writing import write_note
from leaddesk.language import tr

_PIECE_S = 0.02
_BATCH = 100
_MOST_HOLDS = 1_000_000
_AGED = """
SELECT o.id, o.number, o.at AS opened, max(
    o.at,
    ifnull((SELECT max(s.at) FROM settlement AS s WHERE s.exchange_id = o.id), ''),
    ifnull((SELECT max(n.at) FROM note AS n WHERE n.exchange_id = o.id), '')
) AS last, (
    SELECT s.outcome FROM settlement AS s WHERE s.exchange_id = o.id ORDER BY s.id DESC LIMIT 1
) AS outcome
FROM opening AS o
"""
_SOME_OLD = """
WHERE o.id IN (
    SELECT exchange_id FROM latest WHERE exchange_id > :after AND at < :before ORDER BY exchange_id LIMIT :some
) ORDER BY o.id
"""


class Survey:
    """One look for what is due; call `step` until it says that it is done, then `report`."""

    def __init__(self, before: datetime) -> None:
        self._before = before
        self._pieces: Generator[None, None, None] | None = None
        self._until = 0.0
        self._due: list[Aged] = []
        self._left: Counter[Standing] = Counter()
        self._digest = hashlib.sha256()
        self.done = 0
        self.total = 1

    def step(self, connection: sqlite3.Connection) -> bool:
        """Looks on for some hundredths of a second, and tells whether all was looked at."""
        if self._pieces is None:
            self._pieces = self._all(connection)
        self._until = time.monotonic() + _PIECE_S
        return next(self._pieces, self) is self

    def report(self) -> PurgeReport:
        """Returns what would go, and what would stay although it is old."""
        opened = [item.opened for item in self._due]
        return PurgeReport(
            before=self._before,
            ids=tuple(item.id for item in self._due),
            oldest=min(opened, default=None),
            newest=max(opened, default=None),
            outcomes=Counter(item.outcome or "" for item in self._due),
            held=self._left[Standing.HELD],
            open=self._left[Standing.OPEN],
            digest=self._digest.hexdigest() if self._due else "",
        )

    def _all(self, connection: sqlite3.Connection) -> Generator[None, None, None]:
        holds, newest = _holds(connection), purging.newest_ids(connection)
        self.total = max(1, max(newest, default=1))
        values = {"after": 0, "before": rows.to_iso(self._before), "some": _BATCH}
        while found := connection.execute(_AGED + _SOME_OLD, values).fetchall():
            for row in found:
                self._look_at(connection, row, holds, newest)
                values["after"] = self.done = row["id"]
                if time.monotonic() > self._until:
                    yield

    def _look_at(self, connection: sqlite3.Connection, row: rows.Row, holds: Holds, newest: frozenset[int]) -> None:
        exchange = _aged(row)
        if exchange is None or exchange.id in newest:
            return
        where = standing(exchange, self._before, holds)
        if where is not Standing.DUE:
            self._left[where] += 1
            return
        self._due.append(exchange)
        for kind, query in (("opening", "id = ?"), ("settlement", "exchange_id = ? ORDER BY id")):
            for stored in connection.execute(f"SELECT * FROM {kind} WHERE {query}", (exchange.id,)):  # noqa: S608
                self._digest.update(chain.row_digest(kind, stored["id"], chain.content_digest(kind, stored)))


def retire(connection: sqlite3.Connection, key: bytes, report: PurgeReport, note: Note) -> int:
    """Puts the note on record and takes out what the report names, within the caller's transaction.

    Returns how many exchanges went. Raises StoreProblem, for the transaction to be undone, when one of them is not due
    any more.
    """
    holds, newest = _holds(connection), purging.newest_ids(connection)
    for exchange_id in report.ids:
        row = connection.execute(_AGED + "WHERE o.id = ?", (exchange_id,)).fetchone()
        exchange = _aged(row) if row else None
        if exchange is None or exchange_id in newest or standing(exchange, report.before, holds) is not Standing.DUE:
            raise _changed(tr("Exchange {exchange_id} is not due any more.", exchange_id=exchange_id))
    write_note(connection, key, note)
    gone = purging.purge(connection, key, report.ids, note.at, note.operator, note.reason)
    if gone != len(report.ids):
        raise _changed(tr("{gone} of {ids} exchanges were found.", gone=gone, ids=len(report.ids)))
    return gone


def _changed(why: str) -> StoreProblem:
    return StoreProblem(
        tr("Nothing was purged."),
        tr("The history has changed since the report was made. {why}", why=why),
        tr("Make the report anew and read it before you purge."),
    )


def _holds(connection: sqlite3.Connection) -> Holds:
    return standing_holds(queries.notes(connection, HOLD_KINDS, "", _MOST_HOLDS, None))


def _aged(row: rows.Row) -> Aged | None:
    """Returns None for a row whose times cannot be read: what makes no sense stays."""
    try:
        opened, last = datetime.fromisoformat(row["opened"]), datetime.fromisoformat(row["last"])
    except (TypeError, ValueError):
        return None
    return Aged(id=row["id"], number=row["number"], opened=opened, last=last, outcome=row["outcome"])
