"""Exchanges as rows and back, exactly: also texts with lone surrogates, which a driver does not bind by itself.

Texts are bound as their UTF-8 bytes, surrogates passed through, and cast to TEXT in the statement.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow, Opening, SettledBy, Settlement
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord

Row = Mapping[str, Any]

INSERT_OPENING = """
INSERT INTO opening (
    at, operator, vendor, profile_id, profile_name, environment, destination_id, destination_name, dialer, act,
    number, data_quality_counts, notes, lead, request
) VALUES (
    :at, CAST(:operator AS TEXT), CAST(:vendor AS TEXT), CAST(:profile_id AS TEXT), CAST(:profile_name AS TEXT),
    CAST(:environment AS TEXT), CAST(:destination_id AS TEXT), CAST(:destination_name AS TEXT),
    CAST(:dialer AS TEXT), CAST(:act AS TEXT), CAST(:number AS TEXT), :data_quality_counts, CAST(:notes AS TEXT),
    CAST(:lead AS TEXT), CAST(:request AS TEXT)
)
"""

INSERT_LATEST = """
INSERT INTO latest (exchange_id, digits, words) VALUES (:exchange_id, :digits, CAST(:words AS TEXT))
"""

INSERT_SETTLEMENT = """
INSERT INTO settlement (
    exchange_id, at, settled_by, outcome, assessment, explanation, checks, status, headers, body, elapsed_s, capped
) VALUES (
    :exchange_id, :at, :settled_by, :outcome, CAST(:assessment AS TEXT), CAST(:explanation AS TEXT),
    CAST(:checks AS TEXT), :status, CAST(:headers AS TEXT), :body, :elapsed_s, :capped
)
"""


def to_bytes(text: str) -> bytes:
    """Returns a text as it is bound."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(stored: bytes) -> str:
    """Returns a stored text; for a connection's `text_factory`."""
    return stored.decode("utf-8", "surrogatepass")


def to_json(value: object) -> bytes:
    """Returns a value as JSON, ready to be bound."""
    return to_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def opening_values(opening: Opening) -> dict[str, object]:
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
        "at": _to_iso(opening.at),
        "data_quality_counts": opening.data_quality_counts,
        "notes": to_json(opening.notes),
        "lead": to_json(dict(opening.lead)),
        "request": to_json(
            {"method": request.method, "url": request.url, "headers": request.headers, "body": request.body}
        ),
    }


def latest_values(exchange_id: int, opening: Opening) -> dict[str, object]:
    """Returns what `INSERT_LATEST` binds: the exchange as it is looked for."""
    lead = opening.lead
    names = f"{lead.get('first_name', '')} {lead.get('last_name', '')}"
    words = "\n".join((names, opening.operator, opening.profile_name, opening.destination_name))
    return {"exchange_id": exchange_id, "digits": digits_of(opening.number), "words": to_bytes(words.casefold())}


def digits_of(text: str) -> str:
    """Returns the digits of a number and nothing else."""
    return "".join(character for character in text if character in "0123456789")


def settlement_values(exchange_id: int, settlement: Settlement) -> dict[str, object]:
    """Returns what `INSERT_SETTLEMENT` binds."""
    explanation, response = settlement.explanation, settlement.response
    return {
        "exchange_id": exchange_id,
        "at": _to_iso(settlement.at),
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


def read_settlement(row: Row) -> Settlement:
    """Returns the settlement of a row of that table. Raises StoreProblem when the row makes no sense."""
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
            outcome=LoadOutcome(row["outcome"]),
            explanation=Explanation(*json.loads(row["explanation"])),
            assessment=row["assessment"],
            checks=json.loads(row["checks"]),
            response=response,
        )


def read_exchange_row(row: Row) -> ExchangeRow:
    """Returns one line of *Exchanges*. Raises StoreProblem when the row makes no sense."""
    with _readable(row["id"]):
        return ExchangeRow(
            id=row["id"],
            at=datetime.fromisoformat(row["at"]),
            operator=row["operator"],
            profile_name=row["profile_name"],
            environment=row["environment"],
            destination_name=row["destination_name"],
            number=row["number"],
            outcome=row["outcome"] or ABOUT_TO_SEND,
            assessment=row["assessment"],
        )


def _to_iso(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a time without its zone cannot go on record")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _pairs(stored: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in stored)


@contextlib.contextmanager
def _readable(exchange_id: int) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise StoreProblem(
            "An entry of the history cannot be read.",
            f"Exchange {exchange_id} is not as LeadDesk writes it. The others are not touched by this.",
            "Keep the file as it is and ask your administrator.",
        ) from error
