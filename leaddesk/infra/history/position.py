"""Where an exchange stands in the chain, for its proof.

The chain has no index by row: an index would cost every commit, and a proof is rare. Ids of one kind grow with the
chain, so a few steps of halving find the entry.
"""

from __future__ import annotations

import sqlite3

from leaddesk.domain.proof import ChainPosition
from leaddesk.infra.history import chain

_NEXT = "SELECT seq, row_id, mac FROM chain WHERE seq >= ? AND kind = ? ORDER BY seq LIMIT 1"


def position(connection: sqlite3.Connection, exchange_id: int) -> ChainPosition | None:
    """Returns where an exchange stands now, or None where the chain does not hold it."""
    count = chain.head(connection).count
    opening = _entry(connection, "opening", exchange_id, count)
    if opening is None:
        return None
    last = connection.execute("SELECT max(id) AS id FROM settlement WHERE exchange_id = ?", (exchange_id,)).fetchone()
    settled = _entry(connection, "settlement", last["id"], count) if last["id"] is not None else None
    return ChainPosition(
        opening_seq=opening[0],
        opening_mac=opening[1],
        settlement_seq=settled[0] if settled else None,
        settlement_mac=settled[1] if settled else "",
        head_count=count,
    )


def _entry(connection: sqlite3.Connection, kind: str, row_id: int, count: int) -> tuple[int, str] | None:
    """Returns number and mac of the entry of a row."""
    low, high = 1, count
    while low <= high:
        middle = (low + high) // 2
        found = connection.execute(_NEXT, (middle, kind)).fetchone()
        if found is None or found["row_id"] > row_id:
            high = middle - 1
        elif found["row_id"] < row_id:
            low = found["seq"] + 1
        else:
            return found["seq"], found["mac"].hex()
    return None
