"""A profile, its destinations and small answers of Lupitor for these tests; everything in them is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.lead_page import LeadPage, LeadRow, PageProblem, PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.lupitor.codec import Lupitor

AT = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
LUPITOR = Lupitor()
SECRETS = {"api_key": Secret("Canary+Key/0123456789==")}
PRESET = LUPITOR.info.dialers[0].preset
STANDARD = Destination(
    id="d1",
    name="Spring",
    dialer="Lupitor",
    settings={"campaign_id": "camp_example_01", "mode": "Standard"},
    mapping=PRESET,
)
PREFETCH = Destination(
    id="d2",
    name="Prefetched",
    dialer="Lupitor",
    settings={"campaign_id": "camp_example_01", "mode": "Prefetch"},
    mapping=PRESET,
)
PROFILE = ConnectionProfile(
    id="l1",
    name="Southside",
    vendor="lupitor",
    base_url="https://leads.example.com/api/v1",
    timeout_s=45,
    destinations=(STANDARD, PREFETCH),
)
LEAD = {"phone": "(202) 555-0123", "first_name": "Ada", "last_name": "Sample"}
SENT = Sent("+12025550123")
ROW: dict[str, Any] = {
    "_id": "k57000000000000000000001",
    "campaignId": "camp_example_01",
    "phoneNumber": "+12025550123",
    "externalId": "CRM-0001",
    "metadata": {"first_name": "Ada", "company": "Sample Co"},
    "status": "raw",
    "priority": 10,
    "attempts": 0,
    "_creationTime": 1770130800000.25,
}
COLUMNS = ("phoneNumber", "status", "_creationTime")
PLAIN = LeadQuery(columns=COLUMNS)
FIRST = PageRequest(1)


def encoded(
    raw: Mapping[str, str], destination: Destination = STANDARD, profile: ConnectionProfile = PROFILE
) -> HttpRequest:
    """Returns the request of a lead as typed."""
    draft = validate_lead(LUPITOR.lead_schema(destination), raw)
    assert isinstance(draft, LeadDraft), draft
    return LUPITOR.encode_submit(draft, profile, destination, SECRETS)


def body_of(raw: Mapping[str, str], destination: Destination = STANDARD) -> dict[str, Any]:
    """Returns the body of a lead as typed."""
    body: dict[str, Any] = json.loads(encoded(raw, destination).body)
    return body


def answer(body: object, status: int = 200, kind: str = "application/json", **headers: str) -> HttpResponse:
    """Returns an answer; bytes stay as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpResponse(status, (("Content-Type", kind), *named), content)


def envelope(data: object = None, error: str | None = None) -> dict[str, object]:
    """Returns an envelope: of a success, or of a failure where there is an error."""
    return {"success": error is None, "data": data, "error": error}


def verdict(body: object, status: int = 201, sent: Sent = SENT, **given: str) -> Verdict:
    """Returns the verdict of an answer to a create."""
    return LUPITOR.decode_submit(answer(body, status, **given), sent, AT)


def asked(query: LeadQuery = PLAIN, page: PageRequest = FIRST, profile: ConnectionProfile = PROFILE) -> HttpRequest:
    """Returns the request of a page."""
    return LUPITOR.encode_page(query, page, profile, SECRETS)


def parameters(query: LeadQuery = PLAIN, page: PageRequest = FIRST) -> dict[str, str]:
    """Returns what a question sends, as a server reads it."""
    return dict(parse_qsl(urlsplit(asked(query, page).url).query, strict_parsing=True))


def filtered(**filters: str) -> LeadQuery:
    """Returns a question with these filters."""
    return LeadQuery(columns=COLUMNS, filters=tuple(LeadFilter(key, value) for key, value in filters.items()))


def listed(*rows: object, **beside: object) -> dict[str, object]:
    """Returns an answer of the list; by default no page follows."""
    return envelope({"leads": list(rows), "count": len(rows), "cursor": "", "hasMore": False, **beside})


def read(body: object, query: LeadQuery = PLAIN, known: Sequence[str] = (), **given: Any) -> LeadPage | PageProblem:
    """Returns what an answer of the list holds."""
    return LUPITOR.decode_page(answer(body, **given), query, FIRST, known, AT)


def page_of(body: object, query: LeadQuery = PLAIN, known: Sequence[str] = ()) -> LeadPage:
    """Returns the page in an answer that is one."""
    page = read(body, query, known)
    assert isinstance(page, LeadPage), page
    return page


def problem_of(body: object, **given: Any) -> PageProblem:
    """Returns the problem in an answer that is no page."""
    problem = read(body, **given)
    assert isinstance(problem, PageProblem), problem
    return problem


def rows_of(page: LeadPage) -> list[LeadRow]:
    """Returns the rows of a page by column name."""
    return [LeadRow(page.columns, values) for values in page.rows]
