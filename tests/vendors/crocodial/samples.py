"""What the tests of Croco-Dial share: a profile, a destination, leads, and the recorded exchanges."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Sent, SentValue
from leaddesk.vendors.crocodial.codec import CrocoDial

ADAPTER = CrocoDial()
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SECRETS = {"pass": Secret("ApiPass123")}
PROFILE = ConnectionProfile(
    id="p", name="North", vendor="crocodial", base_url="https://north.example.com", options={"user": "apiuser"}
)
DESTINATION = Destination(
    id="d",
    name="Spring",
    dialer="Croco-Dial",
    settings={"list_id": "2001"},
    mapping=ADAPTER.info.dialers[0].preset,
)
LEAD = {"phone": "(202) 555-0123", "first_name": "Ada", "last_name": "Person"}
SENT = Sent(
    "2025550123",
    tuple(
        SentValue(*pair)
        for pair in (
            ("user", "apiuser"),
            ("list_id", "2001"),
            ("campaign_id", "SPRING"),
            ("phone_number", "2025550123"),
        )
    ),
)


def destination(*rows: MappedField, **settings: str) -> Destination:
    """Returns the destination with other settings, and rows beside those of the preset."""
    return replace(DESTINATION, settings={**DESTINATION.settings, **settings}, mapping=(*DESTINATION.mapping, *rows))


def draft(place: Destination = DESTINATION, /, **fields: str) -> LeadDraft:
    """Returns a lead with these fields too; an AssertionError where the form would refuse it."""
    made = validate_lead(ADAPTER.lead_schema(place), {**LEAD, **fields})
    assert isinstance(made, LeadDraft), made
    return made


def refused(place: Destination = DESTINATION, /, **fields: str) -> dict[str, str]:
    """Returns what the form says beside its fields, by key; nothing for a lead that may be sent."""
    made = validate_lead(ADAPTER.lead_schema(place), {**LEAD, **fields})
    return {} if isinstance(made, LeadDraft) else {problem.key: problem.text for problem in made}


def encoded(place: Destination = DESTINATION, profile: ConnectionProfile = PROFILE, /, **fields: str) -> HttpRequest:
    """Returns the request of a lead."""
    return ADAPTER.encode_submit(draft(place, **fields), profile, place, SECRETS)


def form(place: Destination = DESTINATION, /, **fields: str) -> dict[str, str]:
    """Returns what a lead sends, by parameter, the password left out."""
    return {name: value for name, value in encoded(place, **fields).form if isinstance(value, str)}


def decoded(body: str | bytes, status: int = 200, sent: Sent = SENT) -> Verdict:
    """Returns the verdict of a body."""
    raw = body if isinstance(body, bytes) else body.encode()
    return ADAPTER.decode_submit(HttpResponse(status, (), raw), sent, AT)


def facts(verdict: Verdict) -> dict[str, str]:
    """Returns the fields that the verdict shows, by their keys."""
    return {fact.key: fact.text for fact in verdict.record}


@cache
def observed() -> dict[str, dict[str, Any]]:
    """Returns the recorded exchanges by their ids."""
    recorded = json.loads(Path(__file__).with_name("observed.json").read_text("utf-8"))
    return {case["id"]: case for case in recorded["cases"]}


def sent_of(case: dict[str, Any]) -> Sent:
    """Returns what a recorded request sent, read the way a request on record is."""
    request = case["request"]
    pairs = [tuple(pair) for pair in request.get("form") or request.get("query") or ()]
    body = urlencode(pairs) if pairs else request.get("raw_body", "")
    return ADAPTER.recall_sent(RequestRecord("POST", "", (), body))


def verdict_of(case: dict[str, Any]) -> Verdict:
    """Returns the verdict of a recorded answer."""
    answer = case["response"]
    return decoded(answer["body"] or "", answer["status"], sent_of(case))
