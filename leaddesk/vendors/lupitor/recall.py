"""Reads the body of a create back: what was sent, and the lead in it by our own fields (contract section 3)."""

from __future__ import annotations

import json

from leaddesk.domain.profile import Destination
from leaddesk.language import tr
from leaddesk.vendors.adapter import Recalled, Sent, SentValue
from leaddesk.vendors.lupitor.destinations import OWN_KEYS, PHONE
from leaddesk.vendors.tolerant import parse_json


def recall_sent(body: str) -> Sent:
    """Returns what a body on record sent; nothing where it cannot be read."""
    values = _values(body)
    if values is None:
        return Sent()
    return Sent(
        _text(values.get(PHONE)) or "",
        tuple(SentValue(column, text) for column, value in values.items() if (text := _text(value))),
    )


def recall_campaign(body: str) -> str:
    """Returns the campaign that a body on record went to; empty where it cannot be read."""
    lead = parse_json(body.encode("utf-8", "replace"))
    return _text(lead.get("campaignId")) or "" if isinstance(lead, dict) else ""


def recall_fields(body: str, destination: Destination) -> Recalled | str:
    """Returns the lead in a create's body, or the sentence that says why it is none; the campaign is not taken."""
    values = _values(body)
    if values is None:
        return tr("Its body is not the JSON object of a lead.")
    if not values:
        return tr("Its body is no lead: it has neither phoneNumber, externalId nor metadata.")
    places = {row.column: row.field for row in destination.mapping}
    fields: dict[str, str] = {}
    unplaced: list[str] = []
    for column, value in values.items():
        text = _text(value)
        if text == "":
            continue
        if column in places and text is not None:
            fields[places[column]] = text
        else:
            unplaced.append(column)
    return Recalled(fields, tuple(unplaced))


def _values(body: str) -> dict[str, object] | None:
    """Returns the values of a lead by column, those of its metadata too; None for what is no JSON object."""
    lead = parse_json(body.encode("utf-8", "replace"))
    if not isinstance(lead, dict):
        return None
    metadata = lead.get("metadata")
    values = {key: lead[key] for key in OWN_KEYS if key in lead}
    return {**({str(k): v for k, v in metadata.items()} if isinstance(metadata, dict) else {}), **values}


def _text(value: object) -> str | None:
    """Returns a value as its text, empty for none, or None for what no field of ours can hold."""
    if value is None:
        return ""
    if isinstance(value, dict | list | bool):
        return None
    return str(value).strip()


def as_text(value: object) -> str:
    """Returns a value of an answer for the eye; nested ones as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
