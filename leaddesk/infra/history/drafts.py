"""Keeps what was typed and not sent yet, one draft a place; an empty one is taken away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from leaddesk.infra.history import rows


def save(connection: sqlite3.Connection, place: str, fields: Mapping[str, str]) -> None:
    """Puts a draft in the place of the one before it."""
    if any(fields.values()):
        connection.execute(
            "INSERT INTO draft (place, fields) VALUES (CAST(? AS TEXT), CAST(? AS TEXT)) "
            "ON CONFLICT (place) DO UPDATE SET fields = excluded.fields",
            (rows.to_bytes(place), rows.to_json(dict(fields))),
        )
    else:
        connection.execute("DELETE FROM draft WHERE place = CAST(? AS TEXT)", (rows.to_bytes(place),))


def load(connection: sqlite3.Connection, place: str) -> dict[str, str]:
    """Returns the draft of a place, empty where there is none."""
    values = (rows.to_bytes(place),)
    row = connection.execute("SELECT fields FROM draft WHERE place = CAST(? AS TEXT)", values).fetchone()
    fields: dict[str, str] = json.loads(row["fields"]) if row else {}
    return fields
