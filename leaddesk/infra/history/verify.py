"""Looks at every entry of the chain and at every row, in pieces short enough to let writes through between two.

It reads what was there when it began; what is added meanwhile is not looked at. What lists and searches show is
compared too: every line, that every row has its words, and for some exchanges that the words find it.
"""

from __future__ import annotations

import bisect
import contextlib
import hmac
import json
import sqlite3
import time
from collections.abc import Callable, Generator
from datetime import datetime

from leaddesk.domain.chain import Anchor, ChainFault, ChainProblem, ChainReport
from leaddesk.infra.history import chain, derived, rows
from leaddesk.infra.history.chain import COLUMNS, Entry
from leaddesk.infra.history.findings import Findings, Hole, Stray
from leaddesk.language import tr, trn

_PIECE_S = 0.015
_BATCH = 200
_PROBE_EVERY = 101
_SMALLEST = -(2**63)


class Ids:
    """A set of ids that mostly follow one another, kept as the ranges they form."""

    def __init__(self) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        self._single: set[int] = set()

    def add(self, number: int) -> None:
        """Adds one; cheap where it follows the last."""
        if not self._last or number > self._last[-1] + 1:
            self._first.append(number)
            self._last.append(number)
        elif number == self._last[-1] + 1:
            self._last[-1] = number
        else:
            self._single.add(number)

    def add_range(self, first: int, last: int) -> None:
        """Adds all from the first to the last, in whatever order ranges come."""
        place = bisect.bisect_right(self._first, first)
        self._first.insert(place, first)
        self._last.insert(place, last)

    def __contains__(self, number: int) -> bool:
        place = bisect.bisect_right(self._first, number) - 1
        return (place >= 0 and number <= self._last[place]) or number in self._single


class Look:
    """One look; call `step` until it says that it is done, then `report`."""

    def __init__(self, key: bytes, anchor: Anchor | None, follow: Callable[[sqlite3.Connection], bool]) -> None:
        self._key = key
        self._anchor = anchor
        self._follow = follow
        self._words = False
        self._found = Findings(key)
        self._pieces: Generator[None, None, None] | None = None
        self._until = 0.0
        self._head = Anchor(0, b"")
        self._start: rows.Row = {}
        self._tops: dict[str, int] = {}
        self._counts = dict.fromkeys(COLUMNS, 0)
        self._chained = {kind: Ids() for kind in COLUMNS}
        self._purged = {kind: Ids() for kind in COLUMNS}
        self._gone = 0
        self._entries = 0
        self._misfits: list[int] = []
        self.done = 0
        self.total = 1

    def step(self, connection: sqlite3.Connection) -> bool:
        """Looks at one piece, in a read transaction of its own, and tells whether all was looked at."""
        if self._pieces is None:
            self._words = self._follow(connection)
            self._pieces = self._all(connection)
        connection.text_factory = _text_or_bytes
        connection.execute("BEGIN")
        try:
            self._until = time.monotonic() + _PIECE_S
            next(self._pieces)
        except StopIteration:
            return True
        finally:
            connection.execute("COMMIT")
            connection.text_factory = rows.from_bytes
        return False

    def report(self) -> ChainReport:
        """Returns what was found."""
        if self._misfits:
            self._found.other.append(_misfits(self._misfits))
        problems, more = self._found.problems()
        at = self._start.get("at")
        return ChainReport(
            entries=self._entries,
            exchanges=self._counts["opening"],
            notes=self._counts["note"],
            since=_moment(at),
            taken_over=self._start.get("taken_over", 0),
            purged=self._gone,
            sealed=self._key != bytes.fromhex(chain.NO_KEY.reveal()),
            head=self._head,
            anchor=self._anchor,
            problems=problems,
            more=more,
        )

    def _all(self, connection: sqlite3.Connection) -> Generator[None, None, None]:
        self._head = chain.head(connection)
        self._found.end = self._head.count
        self._words = self._words and not derived.is_behind(connection)
        self._start = connection.execute("SELECT * FROM chain_start").fetchone() or {}
        for kind in (*COLUMNS, "latest"):
            column = "exchange_id" if kind == "latest" else "id"
            query = f"SELECT ifnull(max({column}), 0) AS top FROM {kind}"  # noqa: S608 - a table of the schema
            self._tops[kind] = connection.execute(query).fetchone()["top"]
        top = max(self._tops["opening"], self._tops["latest"])
        self.total = max(1, self._head.count + sum(self._tops[kind] for kind in COLUMNS) + top)
        self._read_purges(connection)
        yield from self._chain(connection)
        self._compare_with_anchor()
        for kind in COLUMNS:
            yield from self._unknown(connection, kind)
        yield from self._derived(connection, top)

    def _read_purges(self, connection: sqlite3.Connection) -> None:
        """Learns which rows were purged; a purge that another program added or changed shows in the chain itself."""
        for purge in connection.execute("SELECT openings, settlements FROM purge ORDER BY id").fetchall():
            for kind in ("opening", "settlement"):
                with contextlib.suppress(ValueError, TypeError):
                    for first, last in json.loads(purge[f"{kind}s"]):
                        self._purged[kind].add_range(first, last)

    def _late(self) -> bool:
        return time.monotonic() > self._until

    def _chain(self, connection: sqlite3.Connection) -> Generator[None, None, None]:
        """Compares each entry with its seal, with the one before it, and with its row."""
        last, sound = Entry(0, "", 0, b"", b"", b""), True
        following = _SMALLEST
        query = "SELECT * FROM chain WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?"
        while stored := connection.execute(query, (following, self._head.count, _BATCH)).fetchall():
            for row in stored:
                entry = Entry(**row)
                last, sound = entry, self._check(connection, entry, last, sound)
                self._entries += 1
                self.done += 1
                if self._late():
                    yield
            following = last.seq + 1

    def _check(self, connection: sqlite3.Connection, entry: Entry, last: Entry, last_sound: bool) -> bool:
        found, due = self._found, max(last.seq + 1, 1)
        sound, in_row = _is_sealed(entry, self._key), entry.seq == last.seq + 1
        before = last.mac if last_sound else None
        if entry.seq > due:
            found.keep(found.gaps, (due, entry.seq - 1))
            if entry.seq == due + 1:
                found.keep(found.holes, Hole(due, before, entry.before if sound else None))
        elif in_row and sound and not last_sound:
            found.holes[-1:] = [hole._replace(mac=entry.before) for hole in found.holes[-1:]]
        if not sound:
            if entry.kind in COLUMNS:
                self._chained[entry.kind].add(entry.row_id)
            found.keep(found.broken, entry)
            found.keep(found.holes, Hole(entry.seq, before if in_row else None, entry.mac))
            return False
        if in_row and last_sound and entry.before != last.mac:
            text = tr(
                "Entry {seq} was written after another entry {last} than the one that stands there.",
                seq=entry.seq,
                last=last.seq,
            )
            found.keep(found.other, _problem(ChainFault.ROLLED_BACK, entry.seq, text))
        if self._anchor and entry.seq == self._anchor.count and entry.mac != self._anchor.mac:
            text = tr(
                "Entry {seq} is another one than this computer remembers: an earlier copy of the file was put in "
                "its place and written to since.",
                seq=entry.seq,
            )
            found.keep(found.other, _problem(ChainFault.ROLLED_BACK, entry.seq, text))
        self._check_row(connection, entry)
        return True

    def _check_row(self, connection: sqlite3.Connection, entry: Entry) -> None:
        self._chained[entry.kind].add(entry.row_id)
        row = _row(connection, entry.kind, entry.row_id)
        if row is None:
            if entry.row_id in self._purged[entry.kind]:
                self._gone += entry.kind == "opening"
            else:
                self._found.keep(self._found.missing, entry)
            return
        self._counts[entry.kind] += 1
        content = chain.content_digest(entry.kind, row)
        if chain.row_digest(entry.kind, entry.row_id, content) != entry.digest:
            self._found.keep(self._found.differing, (entry, _stray(entry.kind, row, content)))

    def _compare_with_anchor(self) -> None:
        if self._anchor and self._anchor.count > self._head.count:
            lost = self._anchor.count - self._head.count
            text = tr(
                "The chain ends at entry {count}, and this computer remembers {remembered}: the last {lost} were "
                "removed, or an earlier copy of the file was put in its place.",
                count=self._head.count,
                remembered=self._anchor.count,
                lost=lost,
            )
            self._found.other.append(_problem(ChainFault.TAIL_LOST, self._head.count + 1, text))

    def _unknown(self, connection: sqlite3.Connection, kind: str) -> Generator[None, None, None]:
        """Looks for rows that stand in no entry."""
        following, top, chained = _SMALLEST, self._tops[kind], self._chained[kind]
        query = f"SELECT id FROM {kind} WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?"  # noqa: S608
        while ids := [row["id"] for row in connection.execute(query, (following, top, _BATCH))]:
            for row_id in ids:
                if row_id not in chained and (row := _row(connection, kind, row_id)):
                    self._found.keep(self._found.unknown, _stray(kind, row, chain.content_digest(kind, row)))
            following = ids[-1] + 1
            self.done += len(ids)
            if self._late():
                yield

    def _derived(self, connection: sqlite3.Connection, top: int) -> Generator[None, None, None]:
        """Compares what lists show with the record; an exchange that is said to be touched is left out."""
        touched = {entry.row_id for entry in self._found.missing if entry.kind == "opening"}
        touched |= {stray.exchange_id for _, stray in self._found.differing if stray.exchange_id is not None}
        touched |= {stray.exchange_id for stray in self._found.unknown if stray.exchange_id is not None}
        first = _SMALLEST
        ids_of = """
        SELECT id FROM (SELECT id FROM opening WHERE id BETWEEN :first AND :top ORDER BY id LIMIT :some)
        UNION SELECT exchange_id FROM (
            SELECT exchange_id FROM latest WHERE exchange_id BETWEEN :first AND :top ORDER BY exchange_id LIMIT :some
        ) ORDER BY 1 LIMIT :some
        """
        while ids := connection.execute(ids_of, {"first": first, "top": top, "some": _BATCH // 4}).fetchall():
            for row in ids:
                exchange_id = row["id"]
                if exchange_id not in touched and not self._is_listed(connection, exchange_id):
                    self._found.keep(self._misfits, exchange_id)
            first = ids[-1]["id"] + 1
            self.done += len(ids)
            if self._late():
                yield

    def _is_listed(self, connection: sqlite3.Connection, exchange_id: int) -> bool:
        opening = _row(connection, "opening", exchange_id)
        line = connection.execute("SELECT * FROM latest WHERE exchange_id = ?", (exchange_id,)).fetchone()
        if opening is None or line is None:
            return False
        settled = connection.execute(_LAST, (exchange_id,)).fetchone()
        try:
            due = derived.line_of(opening)
            stands = derived.standing(settled) if settled else {"outcome": None, "assessment": "", "undone": ""}
        except (TypeError, ValueError, AttributeError):
            return False
        as_due = line == {"exchange_id": exchange_id} | due | stands
        return as_due and (not self._words or self._has_words(connection, exchange_id, due["name"]))

    def _has_words(self, connection: sqlite3.Connection, exchange_id: int, name: str) -> bool:
        first = exchange_id * derived.PER_EXCHANGE
        values = {"id": exchange_id, "first": first, "last": first + derived.PER_EXCHANGE - 1}
        tops = {"settlements": self._tops["settlement"], "notes": self._tops["note"]}
        counted = connection.execute(_DOCUMENTS, values | tops).fetchone()
        if counted["found"] < min(counted["due"], derived.PER_EXCHANGE):
            return False
        phrase = derived.phrase(name)
        if exchange_id % _PROBE_EVERY or not phrase:
            return True
        query = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        return connection.execute(query, (phrase, first)).fetchone() is not None


_LAST = "SELECT outcome, assessment, explanation FROM settlement WHERE exchange_id = ? ORDER BY id DESC LIMIT 1"
_DOCUMENTS = """
SELECT (SELECT count(*) FROM words_docsize WHERE id BETWEEN :first AND :last) AS found,
    1 + (SELECT count(*) FROM settlement WHERE exchange_id = :id AND id <= :settlements)
    + (SELECT count(*) FROM note WHERE exchange_id = :id AND id <= :notes) AS due
"""


def _row(connection: sqlite3.Connection, kind: str, row_id: int) -> rows.Row | None:
    if kind not in COLUMNS:
        return None
    row: rows.Row | None = connection.execute(
        f"SELECT * FROM {kind} WHERE id = ?",  # noqa: S608 - one of COLUMNS
        (row_id,),
    ).fetchone()
    return row


def _stray(kind: str, row: rows.Row, content: bytes) -> Stray:
    exchange_id = row["id"] if kind == "opening" else row.get("exchange_id")
    return Stray(kind, row["id"], content, exchange_id)


def _is_sealed(entry: Entry, key: bytes) -> bool:
    try:
        return hmac.compare_digest(entry.seal(key), entry.mac)
    except (AttributeError, TypeError, UnicodeEncodeError):  # another program wrote a value of another kind
        return False


def _text_or_bytes(stored: bytes) -> str | bytes:
    """Returns a stored text, or its bytes where they are none: it then differs from any text that was written."""
    try:
        return rows.from_bytes(stored)
    except UnicodeDecodeError:
        return stored


def _problem(fault: ChainFault, seq: int | None, sentence: str) -> ChainProblem:
    return ChainProblem(fault=fault, seq=seq, exchange_id=None, sentence=sentence)


def _misfits(ids: list[int]) -> ChainProblem:
    text = trn(
        "Lists and searches do not show exchange {first} as the record has it. They can be made anew from the record.",
        "Lists and searches do not show {count} exchanges, the first of them {first}, as the record has it. "
        "They can be made anew from the record.",
        len(ids),
        first=ids[0],
    )
    return ChainProblem(fault=ChainFault.DERIVED, seq=None, exchange_id=ids[0], sentence=text)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
