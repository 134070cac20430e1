"""The hash chain: every row put on record gets an entry that is sealed with a key and tied to the one before it.

The entry holds the row's digest and not the row, so that the chain stays whole where a row has to go one day. Digests
are of what the file holds, read back after writing; texts are taken as their bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
import struct
from dataclasses import dataclass

from leaddesk.domain.chain import Anchor
from leaddesk.domain.secret import Secret
from leaddesk.infra.history.rows import Row, to_bytes

COLUMNS: dict[str, tuple[str, ...]] = {
    "chain_start": ("at", "taken_over"),
    "opening": (
        *("at", "operator", "vendor", "profile_id", "profile_name", "environment", "destination_id"),
        *("destination_name", "dialer", "act", "number", "data_quality_counts", "notes", "lead", "request"),
    ),
    "settlement": (
        *("exchange_id", "at", "settled_by", "outcome", "assessment", "explanation", "checks", "status"),
        *("headers", "body", "elapsed_s", "capped", "operator", "rules"),
    ),
    "note": ("at", "operator", "kind", "number", "digits", "exchange_id", "reason", "text"),
    "purge": ("at", "operator", "reason", "openings", "settlements"),
}
"""The tables that are chained, with what a digest covers; another set of columns needs another form."""
_ROW_FORM = b"LeadDesk history row 1\x00"
_ENTRY_FORM = b"LeadDesk history entry 1\x00"
_KEY_FORM = b"LeadDesk history chain key 1"

NO_KEY = Secret("00" * 32)
"""Stands for the key where there is no keyring that could hold one."""


def chain_key(key: Secret) -> Secret:
    """Returns the chain's key that belongs to a history's key (64 hexadecimal digits)."""
    return Secret(hmac.digest(bytes.fromhex(key.reveal()), _KEY_FORM, "sha256").hex())


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the chain, as it is stored."""

    seq: int
    kind: str
    row_id: int
    digest: bytes
    before: bytes
    mac: bytes

    def seal(self, key: bytes, seq: int | None = None) -> bytes:
        """Returns the mac that belongs to what the entry says, here or at another place."""
        kind = to_bytes(self.kind)
        parts = (
            _ENTRY_FORM,
            struct.pack(">qqIII", seq or self.seq, self.row_id, len(kind), len(self.digest), len(self.before)),
            kind,
            self.digest,
            self.before,
        )
        return hmac.digest(key, b"".join(parts), "sha256")


def content_digest(kind: str, row: Row) -> bytes:
    """Returns the digest of a row of that table, its id apart."""
    parts = []
    for column in COLUMNS[kind]:
        tag, data = _encoded(row[column])
        parts += [struct.pack(">II", len(column), len(data)), column.encode(), tag, data]
    return hashlib.sha256(b"".join(parts)).digest()


def row_digest(kind: str, row_id: int, content: bytes) -> bytes:
    """Returns the digest of a row: of its table, its id and its content."""
    name = kind.encode()
    return hashlib.sha256(_ROW_FORM + struct.pack(">qI", row_id, len(name)) + name + content).digest()


def _encoded(value: object) -> tuple[bytes, bytes]:
    match value:
        case None:
            return b"n", b""
        case int():
            return b"i", b"%d" % value
        case float():
            return b"r", struct.pack(">d", value)
        case str():
            return b"t", to_bytes(value)
        case bytes():
            return b"b", value
        case _:
            raise TypeError(f"SQLite stores no {type(value).__name__}")


def next_id(connection: sqlite3.Connection, kind: str) -> int:
    """Returns the id of a new row of that table. Ids only grow as long as a table's newest row stays."""
    row = connection.execute(f"SELECT ifnull(max(id), 0) + 1 AS id FROM {kind}").fetchone()  # noqa: S608
    return int(row["id"])


def append(connection: sqlite3.Connection, key: bytes, kind: str, row: Row) -> None:
    """Adds the entry of a row that the same transaction has written."""
    last = head(connection)
    entry = Entry(
        last.count + 1, kind, row["id"], row_digest(kind, row["id"], content_digest(kind, row)), last.mac, b""
    )
    connection.execute(
        "INSERT INTO chain (seq, kind, row_id, digest, before, mac) VALUES (?, ?, ?, ?, ?, ?)",
        (entry.seq, kind, entry.row_id, entry.digest, entry.before, entry.seal(key)),
    )


def head(connection: sqlite3.Connection) -> Anchor:
    """Returns where the chain ends."""
    row = connection.execute("SELECT seq, mac FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    return Anchor(row["seq"], row["mac"]) if row else Anchor(0, b"")


def continues(connection: sqlite3.Connection, anchor: Anchor) -> bool:
    """Tells whether the chain has the anchor's entry, or the anchor is that of an empty one."""
    row = connection.execute("SELECT mac FROM chain WHERE seq = ?", (anchor.count,)).fetchone()
    return row["mac"] == anchor.mac if row else anchor.count == 0
