"""Looks up what is on record: by number, by words, by what narrows it; always the newest first, a page at a time.

The order is that of writing and never that of time, so that a clock set back hides nothing. What a person typed is
bound, or quoted as one phrase for FTS5; it is never a part of a statement or of a search language.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from leaddesk.domain.act import ActOutcome, is_act
from leaddesk.domain.assessment import Grade
from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, ExchangeRow, HistoryQuery
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.history import rows, wording
from leaddesk.infra.history.derived import PER_EXCHANGE, phrase
from leaddesk.infra.history.writing import no_such

Values = dict[str, object]

_LINE = ", ".join(f"l.{column}" for column in rows.LINE.split(", "))
_LINES = f"SELECT {_LINE} FROM latest AS l WHERE {{where}} ORDER BY l.exchange_id DESC LIMIT :limit"  # noqa: S608
_LINES_OF_WORDS = f"""
SELECT {_LINE} FROM words CROSS JOIN latest AS l ON l.exchange_id = words.rowid / {PER_EXCHANGE}
WHERE words MATCH :phrase AND words.rowid < :before_document AND {{where}} ORDER BY words.rowid DESC
"""  # noqa: S608
_LINES_OF_TEXT = f"""
SELECT {_LINE} FROM latest AS l WHERE {{where}} AND (
    instr(folded(l.name), :text) OR instr(folded(l.operator), :text) OR instr(folded(l.profile_name), :text)
    OR instr(folded(l.destination_name), :text)
    OR EXISTS (SELECT 1 FROM opening AS o WHERE o.id = l.exchange_id AND instr(folded(typed(o.lead)), :text))
    OR (:everywhere AND (
        EXISTS (SELECT 1 FROM opening AS o WHERE o.id = l.exchange_id AND instr(folded(o.notes), :text))
        OR EXISTS (
            SELECT 1 FROM settlement AS s WHERE s.exchange_id = l.exchange_id
            AND (instr(folded(s.explanation), :text) OR instr(folded(states(s.checks)), :text))
        ) OR EXISTS (
            SELECT 1 FROM note AS n
            WHERE n.exchange_id = l.exchange_id AND instr(folded(noted(n.kind, n.reason, n.text)), :text)
        ) OR EXISTS (
            SELECT 1 FROM note AS n
            WHERE n.digits = l.digits AND n.digits <> '' AND n.exchange_id IS NULL
            AND instr(folded(noted(n.kind, n.reason, n.text)), :text)
        )
    ))
) ORDER BY l.exchange_id DESC LIMIT :limit
"""  # noqa: S608
_ENDS = """
SELECT exchange_id FROM latest WHERE digits >= :digits AND digits < :digits || ':'
UNION ALL SELECT exchange_id FROM latest WHERE digits_backwards >= :backwards AND digits_backwards < :backwards || ':'
"""
_LOCAL = "UNION ALL SELECT exchange_id FROM latest WHERE digits >= :local AND digits < :local || ':'"
_WITHIN = "SELECT exchange_id FROM latest INDEXED BY latest_digits WHERE instr(digits, :digits)"
_ID_AT = "SELECT {which}(exchange_id) FROM latest INDEXED BY latest_at WHERE at >= :since AND at < :until"
_NOT_LOADED = """
SELECT exchange_id FROM latest INDEXED BY latest_outcome WHERE outcome IS NOT 'Loaded' AND ({either})
"""
_OPEN_ONES = """
SELECT * FROM opening
WHERE id IN (SELECT exchange_id FROM latest WHERE outcome IS NULL AND outcome IS NOT 'Loaded') ORDER BY id
"""
_SIMILAR = f"""
SELECT {_LINE} FROM latest AS l WHERE l.exchange_id IN (
    SELECT exchange_id FROM latest WHERE digits = :digits AND digits <> ''
    UNION SELECT exchange_id FROM latest WHERE person = CAST(:person AS TEXT) AND person <> ''
) ORDER BY l.exchange_id DESC LIMIT :limit
"""  # noqa: S608
_WITH_NUMBER = """
SELECT exchange_id FROM latest WHERE digits = :digits AND digits <> '' ORDER BY exchange_id DESC LIMIT :limit
"""
_OPEN_WITH_NUMBER = """
SELECT exchange_id FROM latest
WHERE digits = :digits AND digits <> '' AND (outcome IS NULL OR outcome = 'Outcome unknown') ORDER BY exchange_id
"""
_NUMBER_MARKS = frozenset("0123456789 +-().")
_PERHAPS_TYPED = re.compile("[0-9]{5,9}|[0-9]{5}-[0-9]{4}")
"""A zip or the number of a policy as well as a part of a phone number."""


def find(
    connection: sqlite3.Connection,
    query: HistoryQuery,
    limit: int,
    before: int | None,
    *,
    words: Callable[[sqlite3.Connection], bool],
) -> list[ExchangeRow]:
    """Returns the lines that a query asks for; `words` makes the FTS5 index ready and tells whether it can be asked."""
    where, values = _narrowed(query, before)
    values["limit"] = limit
    wanted = " ".join(query.text.split())
    if not wanted:
        return _lines(connection, _LINES.format(where=where), values)
    if len(rows.digits_of(wanted)) >= 3 and _NUMBER_MARKS.issuperset(wanted):
        with_number = _by_number(connection, rows.number_key(wanted), where, dict(values), limit)
        if not _PERHAPS_TYPED.fullmatch(wanted):
            return with_number
        found = _by_words if words(connection) else _by_text
        typed = found(connection, wanted, where, values | {"everywhere": True}, limit)
        return _newest([*with_number, *typed], limit)
    states = [*dict.fromkeys((*LoadOutcome, *ActOutcome)), ABOUT_TO_SEND, *Grade]
    meant = [state for state in states if len(wanted) >= 3 and wanted.casefold() in state.casefold()]
    found = _by_words if words(connection) else _by_text
    lines = found(connection, wanted, where, values | {"everywhere": not meant}, limit)
    if not meant:
        return lines
    return _newest([*lines, *_in_states(connection, meant, where, values)], limit)


def with_number(connection: sqlite3.Connection, number: str, limit: int) -> list[Exchange]:
    """Returns the exchanges about a number whole."""
    values = {"digits": rows.number_key(number), "limit": limit}
    return [load(connection, row["exchange_id"]) for row in connection.execute(_WITH_NUMBER, values).fetchall()]


def open_with_number(connection: sqlite3.Connection, number: str) -> list[Exchange]:
    """Returns the exchanges about a number whole of which nobody knows what became, the oldest first."""
    found = connection.execute(_OPEN_WITH_NUMBER, {"digits": rows.number_key(number)}).fetchall()
    return [load(connection, row["exchange_id"]) for row in found]


def similar(connection: sqlite3.Connection, number: str, name: str, zip_code: str, limit: int) -> list[ExchangeRow]:
    """Returns the lines about that number or that person."""
    person = rows.to_bytes(rows.person_key(name, zip_code))
    return _lines(connection, _SIMILAR, {"digits": rows.number_key(number), "person": person, "limit": limit})


def unsettled(connection: sqlite3.Connection) -> list[Exchange]:
    """Returns the exchanges without any settlement, the oldest first."""
    return [Exchange(row["id"], rows.read_opening(row)) for row in connection.execute(_OPEN_ONES)]


def load(connection: sqlite3.Connection, exchange_id: int) -> Exchange:
    """Returns one exchange whole. Raises StoreProblem when it is not there or makes no sense."""
    row = connection.execute("SELECT * FROM opening WHERE id = ?", (exchange_id,)).fetchone()
    if row is None:
        raise no_such(exchange_id)
    settlements = connection.execute("SELECT * FROM settlement WHERE exchange_id = ? ORDER BY id", (exchange_id,))
    opening = rows.read_opening(row)
    of_act = is_act(opening.act)
    return Exchange(exchange_id, opening, tuple(rows.read_settlement(item, of_act=of_act) for item in settlements))


def span(connection: sqlite3.Connection) -> tuple[datetime | None, datetime | None]:
    """Returns when the earliest and the latest exchange were opened."""
    row = connection.execute("SELECT min(at) AS first, max(at) AS last FROM latest").fetchone()
    first, last = (datetime.fromisoformat(at) if at else None for at in (row["first"], row["last"]))
    return first, last


def notes(
    connection: sqlite3.Connection, kinds: Sequence[NoteKind], number: str, limit: int, since: datetime | None
) -> list[Note]:
    """Returns the notes of these kinds, about that number, of that time on, where they are given."""
    conditions, values = ["1"], Values(limit=limit)
    if kinds:
        conditions.append(_any_of("kind", (kind.value for kind in kinds), values))
    if number:
        conditions.append("digits = :digits AND digits <> ''")
        values["digits"] = rows.number_key(number)
    if since:
        conditions.append("at >= :since")
        values["since"] = rows.to_iso(since)
    query = f"SELECT * FROM note WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT :limit"  # noqa: S608
    return [rows.read_note(row) for row in connection.execute(query, values)]


def _narrowed(query: HistoryQuery, before: int | None) -> tuple[str, Values]:
    """Returns the conditions of a query apart from its text, and what they bind."""
    conditions, values = ["1"], Values(before_document=2**63 - 1)
    if before is not None:
        conditions.append("l.exchange_id < :before")
        values |= {"before": before, "before_document": before * PER_EXCHANGE}
    if query.outcomes:
        settled = [word for word in query.outcomes if word != ABOUT_TO_SEND]
        either = [_any_of("outcome", settled, values)] if settled else []
        either += ["outcome IS NULL"] if ABOUT_TO_SEND in query.outcomes else []
        if LoadOutcome.LOADED in settled:
            conditions.append(f"({' OR '.join(either)})")
        else:  # the index has no others: looking for a few through all lines takes the longest of all
            conditions.append(f"l.exchange_id IN ({_NOT_LOADED.format(either=' OR '.join(either))})")
    if query.assessments:
        conditions.append(_any_of("l.assessment", query.assessments, values))
    for column in ("operator", "profile_id", "destination_id"):
        if wanted := getattr(query, column):
            conditions.append(f"l.{column} = CAST(:{column} AS TEXT)")
            values[column] = rows.to_bytes(wanted)
    if query.since or query.until:
        values["since"] = rows.to_iso(query.since) if query.since else ""
        values["until"] = rows.to_iso(query.until) if query.until else "~"
        conditions.append("+l.at >= :since AND +l.at < :until")
        # The order is by id, so the time is turned into ids: reading ends where the last that fits was.
        if query.since:
            conditions.append(f"l.exchange_id >= ({_ID_AT.format(which='min')})")
        if query.until:
            conditions.append(f"l.exchange_id <= ({_ID_AT.format(which='max')})")
    return " AND ".join(conditions), values


def _any_of(column: str, wanted: Iterable[str], values: Values) -> str:
    names = []
    for word in wanted:
        names.append(f"w{len(values)}")
        values[names[-1]] = rows.to_bytes(word)
    return f"{column} IN ({', '.join(f'CAST(:{name} AS TEXT)' for name in names)})"


def _lines(connection: sqlite3.Connection, query: str, values: Mapping[str, object]) -> list[ExchangeRow]:
    return [rows.read_line(line) for line in _plain(connection).execute(query, values)]


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Returns a cursor whose rows are tuples: making a mapping of each of five hundred lines would show."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def _by_number(
    connection: sqlite3.Connection, digits: str, where: str, values: Values, limit: int
) -> list[ExchangeRow]:
    """Returns the lines whose number begins or ends with the digits; where there is none, those that have them inside.

    A leading 1 may be North America's country code, which is not in the index.
    """
    local = digits[1:] if digits.startswith("1") and len(digits) > 3 else digits
    values |= {"digits": digits, "local": local, "backwards": digits[::-1]}
    for ids in (_ENDS if local == digits else _ENDS + _LOCAL, _WITHIN):
        if found := _lines(connection, _LINES.format(where=f"l.exchange_id IN ({ids}) AND {where}"), values):
            return found
    return []


def _in_states(connection: sqlite3.Connection, meant: Sequence[str], where: str, values: Values) -> list[ExchangeRow]:
    """Returns the lines that stand in one of these outcomes or assessments now."""
    found: list[ExchangeRow] = []
    for state in meant:
        bound = values | {"state": state}
        rare = " AND l.outcome IS NOT 'Loaded'" if state != LoadOutcome.LOADED else ""
        test = "l.outcome IS NULL" if state == ABOUT_TO_SEND else f"l.outcome = :state{rare}"
        test = "l.assessment = :state" if state in list(Grade) else test
        found += _lines(connection, _LINES.format(where=f"{test} AND {where}"), bound)
    return found


def _by_words(connection: sqlite3.Connection, text: str, where: str, values: Values, limit: int) -> list[ExchangeRow]:
    """Returns the lines in whose words the text stands as a phrase, its last word perhaps not whole."""
    wanted = phrase(text)
    if not wanted:
        return []
    columns = "" if values["everywhere"] else "{name operator profile destination} : "
    bound = values | {"phrase": columns + wanted}
    query = _LINES_OF_WORDS.format(where=where)
    found: dict[int, tuple[object, ...]] = {}  # an exchange has several documents
    for line in _plain(connection).execute(query, bound):
        if len(found) == limit and line[0] not in found:
            break
        found.setdefault(line[0], line)
    return list(map(rows.read_line, found.values()))


def _by_text(connection: sqlite3.Connection, text: str, where: str, values: Values, limit: int) -> list[ExchangeRow]:
    """Returns the lines in which the text stands, by reading all of them: for an SQLite without FTS5."""
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("typed", 1, wording.typed, deterministic=True)
    connection.create_function("states", 1, wording.states, deterministic=True)
    connection.create_function("noted", 3, _noted, deterministic=True)
    bound = values | {"text": rows.to_bytes(text.casefold())}
    return _lines(connection, _LINES_OF_TEXT.format(where=where).replace(":text", "CAST(:text AS TEXT)"), bound)


def _folded(text: str) -> str:
    return text.casefold()


def _noted(*parts: str) -> str:
    return "\n".join(parts)


def _newest(lines: Iterable[ExchangeRow], limit: int) -> list[ExchangeRow]:
    by_id = {line.id: line for line in lines}
    return [by_id[number] for number in sorted(by_id, reverse=True)][:limit]
