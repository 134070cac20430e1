"""Exchanges as rows and back, exactly: also texts with lone surrogates, which a driver does not bind by itself.

Texts are bound as their UTF-8 bytes, surrogates passed through, and cast to TEXT in the statement.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow, Opening, SettledBy, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.language import tr

Row = Mapping[str, Any]

INSERT_OPENING = """
INSERT INTO opening (
    id, at, operator, vendor, profile_id, profile_name, environment, destination_id, destination_name, dialer, act,
    number, data_quality_counts, notes, lead, request
) VALUES (
    :id, :at, CAST(:operator AS TEXT), CAST(:vendor AS TEXT), CAST(:profile_id AS TEXT), CAST(:profile_name AS TEXT),
    CAST(:environment AS TEXT), CAST(:destination_id AS TEXT), CAST(:destination_name AS TEXT),
    CAST(:dialer AS TEXT), CAST(:act AS TEXT), CAST(:number AS TEXT), :data_quality_counts, CAST(:notes AS TEXT),
    CAST(:lead AS TEXT), CAST(:request AS TEXT)
)
"""

INSERT_SETTLEMENT = """
INSERT INTO settlement (
    id, exchange_id, at, settled_by, outcome, assessment, explanation, checks, status, headers, body, elapsed_s,
    capped, operator, rules
) VALUES (
    :id, :exchange_id, :at, :settled_by, :outcome, CAST(:assessment AS TEXT), CAST(:explanation AS TEXT),
    CAST(:checks AS TEXT), :status, CAST(:headers AS TEXT), :body, :elapsed_s,
    :capped, CAST(:operator AS TEXT), CAST(:rules AS TEXT)
)
"""

INSERT_NOTE = """
INSERT INTO note (id, at, operator, kind, number, digits, exchange_id, reason, text) VALUES (
    :id, :at, CAST(:operator AS TEXT), :kind, CAST(:number AS TEXT), :digits, :exchange_id, CAST(:reason AS TEXT),
    CAST(:text AS TEXT)
)
"""

LINE = (
    "exchange_id, at, operator, profile_name, environment, destination_name, number, outcome, assessment, act, name, "
    "undone"
)
"""The columns of `latest` that `read_line` takes, and no more: a page has five hundred of them."""


def shape(connection: sqlite3.Connection) -> None:
    """Makes a connection's rows mappings, and its texts as they were written."""
    connection.text_factory = from_bytes
    connection.row_factory = _as_mapping


def _as_mapping(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def to_bytes(text: str) -> bytes:
    """Returns a text as it is bound."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(stored: bytes) -> str:
    """Returns a stored text; for a connection's `text_factory`."""
    return stored.decode("utf-8", "surrogatepass")


def to_json(value: object) -> bytes:
    """Returns a value as JSON, ready to be bound."""
    return to_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def opening_values(row_id: int, opening: Opening) -> dict[str, object]:
    """Returns what `INSERT_OPENING` binds."""
    request = opening.request
    texts = {
        "operator": opening.operator,
        "vendor": opening.vendor,
        "profile_id": opening.profile_id,
        "profile_name": opening.profile_name,
        "environment": opening.environment,
        "destination_id": opening.destination_id,
        "destination_name": opening.destination_name,
        "dialer": opening.dialer,
        "act": opening.act,
        "number": opening.number,
    }
    return {key: to_bytes(text) for key, text in texts.items()} | {
        "id": row_id,
        "at": to_iso(opening.at),
        "data_quality_counts": opening.data_quality_counts,
        "notes": to_json(opening.notes),
        "lead": to_json(dict(opening.lead)),
        "request": to_json(
            {"method": request.method, "url": request.url, "headers": request.headers, "body": request.body}
        ),
    }


def digits_of(text: str) -> str:
    """Returns the digits of a number and nothing else."""
    return "".join(character for character in text if character in "0123456789")


def number_key(number: str) -> str:
    """Returns the digits by which two spellings of a number are the same: without North America's country code."""
    digits = digits_of(number)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def person_key(name: str, zip_code: str) -> str:
    """Returns what two entries about one person have in common, empty unless both parts are there."""
    folded, place = " ".join(name.split()).casefold(), zip_code.strip()
    return f"{folded}\n{place}" if folded and place else ""


def settlement_values(row_id: int, exchange_id: int, settlement: Settlement) -> dict[str, object]:
    """Returns what `INSERT_SETTLEMENT` binds."""
    explanation, response = settlement.explanation, settlement.response
    return {
        "id": row_id,
        "exchange_id": exchange_id,
        "at": to_iso(settlement.at),
        "settled_by": settlement.by.value,
        "outcome": settlement.outcome.value,
        "assessment": to_bytes(settlement.assessment),
        "explanation": to_json([explanation.title, explanation.detail, explanation.hint]),
        "checks": to_json(dict(settlement.checks)),
        "status": response.status if response else None,
        "headers": to_json(response.headers) if response else None,
        "body": response.body if response else None,
        "elapsed_s": response.elapsed_s if response else None,
        "capped": response.capped if response else None,
        "operator": to_bytes(settlement.operator),
        "rules": to_bytes(settlement.rules),
    }


def note_values(row_id: int, note: Note) -> dict[str, object]:
    """Returns what `INSERT_NOTE` binds."""
    return {
        "id": row_id,
        "at": to_iso(note.at),
        "operator": to_bytes(note.operator),
        "kind": note.kind.value,
        "number": to_bytes(note.number),
        "digits": number_key(note.number),
        "exchange_id": note.exchange_id,
        "reason": to_bytes(note.reason),
        "text": to_bytes(note.text),
    }


def read_opening(row: Row) -> Opening:
    """Returns the opening of a row of that table. Raises StoreProblem when the row makes no sense."""
    with _readable(row["id"]):
        request = json.loads(row["request"])
        return Opening(
            at=datetime.fromisoformat(row["at"]),
            operator=row["operator"],
            vendor=row["vendor"],
            profile_id=row["profile_id"],
            profile_name=row["profile_name"],
            environment=row["environment"],
            destination_id=row["destination_id"],
            destination_name=row["destination_name"],
            dialer=row["dialer"],
            act=row["act"],
            number=row["number"],
            lead=json.loads(row["lead"]),
            request=RequestRecord(request["method"], request["url"], _pairs(request["headers"]), request["body"]),
            data_quality_counts=bool(row["data_quality_counts"]),
            notes=tuple(json.loads(row["notes"])),
        )


def read_settlement(row: Row, *, of_act: bool = False) -> Settlement:
    """Returns the settlement of a row of that table, which may be one of an act on a campaign.

    Raises StoreProblem when the row makes no sense.
    """
    with _readable(row["exchange_id"]):
        response = None
        if row["status"] is not None:
            response = HttpResponse(
                status=row["status"],
                headers=_pairs(json.loads(row["headers"])),
                body=row["body"],
                elapsed_s=row["elapsed_s"],
                capped=bool(row["capped"]),
            )
        return Settlement(
            at=datetime.fromisoformat(row["at"]),
            by=SettledBy(row["settled_by"]),
            outcome=ActOutcome(row["outcome"]) if of_act else LoadOutcome(row["outcome"]),
            explanation=Explanation(*json.loads(row["explanation"])),
            assessment=row["assessment"],
            checks=json.loads(row["checks"]),
            response=response,
            operator=row["operator"],
            rules=row["rules"],
        )


def read_line(values: tuple[Any, ...]) -> ExchangeRow:
    """Returns one line of *Exchanges* from the values of `LINE`. Raises StoreProblem when they make no sense."""
    row_id, at, operator, profile, environment, destination, number, outcome, assessment, act, name, undone = values
    try:
        return ExchangeRow(
            id=row_id,
            at=datetime.fromisoformat(at),
            operator=operator,
            profile_name=profile,
            environment=environment,
            destination_name=destination,
            number=number,
            outcome=outcome or ABOUT_TO_SEND,
            assessment=assessment,
            act=act,
            name=name,
            title=undone,
        )
    except (ValueError, TypeError) as error:
        raise _unreadable(row_id, tr("Exchange")) from error


def read_note(row: Row) -> Note:
    """Returns the note of a row of that table. Raises StoreProblem when the row makes no sense."""
    with _readable(row["id"], tr("Note")):
        return Note(
            at=datetime.fromisoformat(row["at"]),
            operator=row["operator"],
            kind=NoteKind(row["kind"]),
            number=row["number"],
            exchange_id=row["exchange_id"],
            reason=row["reason"],
            text=row["text"],
            id=row["id"],
        )


def to_iso(at: datetime) -> str:
    """Returns a time as it is stored, such that earlier ones sort before later ones."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone cannot go on record")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _pairs(stored: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in stored)


@contextlib.contextmanager
def _readable(row_id: int, what: str = tr("Exchange")) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(row_id, what) from error


def _unreadable(row_id: int, what: str) -> StoreProblem:
    return StoreProblem(
        tr("An entry of the history cannot be read."),
        tr(
            "{what} {row_id} is not as LeadDesk writes it. The others are not touched by this.",
            what=what,
            row_id=row_id,
        ),
        tr("Keep the file as it is and ask your administrator."),
    )
