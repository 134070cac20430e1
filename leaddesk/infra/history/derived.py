"""What is derived from the record for lists and searches: a line an exchange, and the words it is found by.

All of it can be made anew from the record. The words are in an FTS5 index without a text of its own, a document for
each row, and follow the record when they are asked for, so that a commit does not wait for them. An SQLite without
FTS5 has none of it and searches slowly (see `queries`).
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Mapping

from leaddesk.domain.verdict import LEFT_UNDONE, LoadOutcome
from leaddesk.infra.history import wording
from leaddesk.infra.history.rows import Row, number_key, person_key, to_bytes

PER_EXCHANGE = 256
"""A document's id is its exchange's times this, plus its place there: what comes after that many is not searched."""

_INSERT_LATEST = """
INSERT INTO latest (
    exchange_id, at, operator, profile_id, profile_name, environment, destination_id, destination_name, number, act,
    name, digits, digits_backwards, person
) VALUES (
    :id, CAST(:at AS TEXT), CAST(:operator AS TEXT), CAST(:profile_id AS TEXT), CAST(:profile_name AS TEXT),
    CAST(:environment AS TEXT), CAST(:destination_id AS TEXT), CAST(:destination_name AS TEXT), CAST(:number AS TEXT),
    CAST(:act AS TEXT), CAST(:name AS TEXT), CAST(:digits AS TEXT), CAST(:digits_backwards AS TEXT),
    CAST(:person AS TEXT)
)
"""
_STANDS = """
UPDATE latest SET outcome = CAST(:outcome AS TEXT), assessment = CAST(:assessment AS TEXT),
    undone = CAST(:undone AS TEXT)
WHERE exchange_id = :id
"""
_LOADED = """
SELECT exchange_id, outcome, assessment, explanation FROM settlement
WHERE id IN (SELECT max(id) FROM settlement GROUP BY exchange_id) AND outcome = 'Loaded'
"""
_CREATE_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
    name, operator, profile, destination, said, content = '', prefix = '1 2 3', tokenize = 'unicode61'
)
"""
_INSERT_WORDS = """
INSERT INTO words (rowid, name, operator, profile, destination, said) VALUES (
    :id, CAST(:name AS TEXT), CAST(:operator AS TEXT), CAST(:profile AS TEXT), CAST(:destination AS TEXT),
    CAST(:said AS TEXT)
)
"""
_ABOUT_NUMBER = """
SELECT kind, reason, text FROM note WHERE digits = ? AND digits <> '' AND exchange_id IS NULL ORDER BY id DESC LIMIT 50
"""
_WITH_DIGITS = """
SELECT exchange_id FROM (
    SELECT exchange_id FROM latest WHERE digits = ? AND digits <> '' ORDER BY exchange_id DESC LIMIT 200
) ORDER BY exchange_id
"""
_NO_WORDS = re.compile("[\x00-\x1f\ud800-\udfff]")
_COPIED = (
    *("at", "operator", "profile_id", "profile_name", "environment", "destination_id", "destination_name"),
    *("number", "act"),
)


def has_words(connection: sqlite3.Connection) -> bool:
    """Tells whether this SQLite has FTS5 and the file has its index."""
    return _knows_fts5(connection) and _has_index(connection)


def is_behind(connection: sqlite3.Connection) -> bool:
    """Tells whether there are entries whose words are not in the index, and this SQLite could bring them there."""
    if not _knows_fts5(connection):
        return False
    query = "SELECT ifnull((SELECT max(seq) FROM chain), 0) > (SELECT seq FROM worded) AS behind"
    return bool(connection.execute(query).fetchone()["behind"]) or not _has_index(connection)


def catch_up(connection: sqlite3.Connection) -> None:
    """Brings the words of all new entries into the index, within the caller's transaction."""
    if not _has_index(connection):
        connection.execute(_CREATE_WORDS)
        connection.execute("UPDATE worded SET seq = 0")
        _mark_new(connection)
    query = "SELECT seq, kind, row_id FROM chain WHERE seq > (SELECT seq FROM worded) ORDER BY seq"
    last = None
    for entry in connection.execute(query):
        last = entry["seq"]
        if (add := _ADD.get(entry["kind"])) and (row := row_of(connection, entry)):
            add(connection, row)
    if last is not None:
        connection.execute("UPDATE worded SET seq = ?", (last,))


def row_of(connection: sqlite3.Connection, entry: Row) -> Row | None:
    """Returns the row of an entry that has words; None for another one, and where it is gone or cannot be read."""
    if entry["kind"] not in _ADD:
        return None
    of_table = f"SELECT * FROM {entry['kind']} WHERE id = ?"  # noqa: S608 - one of _ADD
    with contextlib.suppress(UnicodeDecodeError):  # another program wrote it: the chain will tell
        row: Row | None = connection.execute(of_table, (entry["row_id"],)).fetchone()
        return row
    return None


def _mark_new(connection: sqlite3.Connection) -> None:
    from leaddesk.infra.history import rewording  # which builds on this module

    rewording.mark(connection, 0)


def _knows_fts5(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def _has_index(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone() is not None


def line_of(opening: Row) -> dict[str, str]:
    """Returns the columns of `latest` that come from a row of `opening`."""
    lead = wording.lead_of(opening["lead"])
    name = f"{lead.get('first_name', '')} {lead.get('last_name', '')}".strip()
    digits = number_key(opening["number"])
    return {column: opening[column] for column in _COPIED} | {
        "name": name,
        "digits": digits,
        "digits_backwards": digits[::-1],
        "person": person_key(name, lead.get("zip", "")),
    }


def phrase(text: str) -> str:
    """Returns what was typed as one phrase of FTS5, its last word perhaps not whole; empty when it has no words."""
    words = _NO_WORDS.sub(" ", text.casefold()).replace('"', " ")
    return f'"{words}" *' if any(map(str.isalnum, words)) else ""


def list_opening(connection: sqlite3.Connection, opening: Row) -> None:
    """Makes a new exchange listed."""
    connection.execute(_INSERT_LATEST, _bound(line_of(opening)) | {"id": opening["id"]})


def list_settlement(connection: sqlite3.Connection, settlement: Row) -> None:
    """Makes a settlement the one that stands for its exchange."""
    connection.execute(_STANDS, _bound(standing(settlement)) | {"id": settlement["exchange_id"]})


def standing(settlement: Row) -> dict[str, str]:
    """Returns the columns of `latest` that come from the row of `settlement` that counts."""
    title, *_ = (*wording.texts(settlement["explanation"]), "")
    left = settlement["outcome"] == LoadOutcome.LOADED and title in LEFT_UNDONE
    return {
        "outcome": settlement["outcome"],
        "assessment": settlement["assessment"],
        "undone": title if left else "",
    }


def list_all(connection: sqlite3.Connection) -> None:
    """Makes all lines anew as they were before they said what a load left undone, within the caller's transaction."""
    connection.execute("DELETE FROM latest")
    for opening in connection.execute("SELECT * FROM opening ORDER BY id"):
        list_opening(connection, opening)
    connection.execute(
        "UPDATE latest SET (outcome, assessment) = (SELECT outcome, assessment FROM settlement AS s "
        "WHERE s.exchange_id = latest.exchange_id ORDER BY s.id DESC LIMIT 1) "
        "WHERE exchange_id IN (SELECT exchange_id FROM settlement)"
    )


def list_undone(connection: sqlite3.Connection) -> None:
    """Makes all lines say what a load left undone, within the caller's transaction."""
    for settlement in connection.execute(_LOADED):
        if undone := standing(settlement)["undone"]:
            connection.execute(
                "UPDATE latest SET undone = ? WHERE exchange_id = ?", (undone, settlement["exchange_id"])
            )


def forget_words(connection: sqlite3.Connection) -> None:
    """Makes the search index anew from the record, where there can be one: it keeps words of no row that is gone."""
    if _knows_fts5(connection):
        connection.execute("DROP TABLE IF EXISTS words")
        catch_up(connection)


def notes_about(connection: sqlite3.Connection, opening: Row) -> list[str]:
    """Returns what was put on record about the number of an exchange, apart from any exchange."""
    digits = number_key(opening["number"])
    return [wording.noted(note) for note in connection.execute(_ABOUT_NUMBER, (digits,))]


def words_of(opening: Row, about: Iterable[str] = ()) -> dict[str, str]:
    """Returns the texts of an exchange's first document by column; `about` are the notes about its number."""
    line = line_of(opening)
    return {
        "name": "\n".join(filter(None, (line["name"], wording.typed(opening["lead"])))),
        "operator": line["operator"],
        "profile": line["profile_name"],
        "destination": line["destination_name"],
        "said": "\n".join((*wording.texts(opening["notes"]), *about)),
    }


def _add_opening(connection: sqlite3.Connection, opening: Row) -> None:
    texts = words_of(opening, notes_about(connection, opening))
    _add_words(connection, opening["id"] * PER_EXCHANGE, **texts)


def _add_settlement(connection: sqlite3.Connection, settlement: Row) -> None:
    title, detail, *_ = (*wording.texts(settlement["explanation"]), "", "")
    said = "\n".join((title, detail, wording.states(settlement["checks"])))
    add_more(connection, settlement["exchange_id"], operator=settlement["operator"], said=said)


def _add_note(connection: sqlite3.Connection, note: Row) -> None:
    about = [note["exchange_id"]]
    if note["exchange_id"] is None:
        about = [row["exchange_id"] for row in connection.execute(_WITH_DIGITS, (number_key(note["number"]),))]
    for exchange_id in about:
        add_more(connection, exchange_id, operator=note["operator"], said=wording.noted(note))


_ADD = {"opening": _add_opening, "settlement": _add_settlement, "note": _add_note}


def add_more(connection: sqlite3.Connection, exchange_id: int, **texts: str) -> None:
    """Adds words to those by which an exchange is found; they are left out where it has no more place for any."""
    first = exchange_id * PER_EXCHANGE
    query = "SELECT max(id) AS last FROM words_docsize WHERE id BETWEEN ? AND ?"
    last = connection.execute(query, (first, first + PER_EXCHANGE - 1)).fetchone()["last"]
    following = first + 1 if last is None else last + 1
    if following < first + PER_EXCHANGE:
        _add_words(connection, following, **texts)


def _add_words(connection: sqlite3.Connection, document: int, **texts: str) -> None:
    columns = dict.fromkeys(("name", "operator", "profile", "destination", "said"), "") | texts
    folded = {column: text.casefold() for column, text in columns.items()}
    connection.execute(_INSERT_WORDS, _bound(folded) | {"id": document})


def _bound(texts: Mapping[str, str]) -> dict[str, object]:
    return {column: to_bytes(text) for column, text in texts.items()}
