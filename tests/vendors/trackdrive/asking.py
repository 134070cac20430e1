"""A profile, its keys and small answers of TrackDrive for these tests; everything in them is invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from leaddesk.domain.lead_page import LeadPage, PageProblem, PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.vendors.trackdrive.codec import TrackDrive

AT = datetime(2026, 11, 21, 19, tzinfo=UTC)
TRACKDRIVE = TrackDrive()
PROFILE = ConnectionProfile(
    id="t1", name="Northside", vendor="trackdrive", base_url="https://leads.example.com/api/v1", timeout_s=45
)
SECRETS = {"public_key": Secret("pub-canary"), "private_key": Secret("priv-canary")}
ROW = {
    "id": 7001,
    "uuid": "00000000-0000-4000-8000-000000000001",
    "caller_id": "+12025550123",
    "full_name": "Ada Sample",
    "status": "scheduled",
    "revenue": "0.0",
    "opt_out": False,
    "created_at": "2026-02-03T10:00:00.000-05:00",
    "data": {"interest": "solar"},
}
COLUMNS = ("full_name", "status")
PLAIN = LeadQuery(columns=COLUMNS)
FIRST = PageRequest(1)


def asked(query: LeadQuery, page: PageRequest = FIRST, profile: ConnectionProfile = PROFILE) -> HttpRequest:
    """Returns the request of a page."""
    return TRACKDRIVE.encode_page(query, page, profile, SECRETS)


def parameters(query: LeadQuery, page: PageRequest = FIRST) -> dict[str, str]:
    """Returns what the question sends beside columns and paging, as a server reads it."""
    sent = dict(parse_qsl(urlsplit(asked(query, page).url).query, strict_parsing=True))
    return {key: value for key, value in sent.items() if key not in ("columns", "page", "per_page")}


def filtered(**filters: str) -> LeadQuery:
    """Returns a question with these filters."""
    return LeadQuery(columns=COLUMNS, filters=tuple(LeadFilter(key, value) for key, value in filters.items()))


def answer(body: object, status: int = 200, kind: str = "application/json", **headers: str) -> HttpResponse:
    """Returns an answer; bytes stay as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpResponse(status, (("Content-Type", kind), *named), content)


def read(body: object, query: LeadQuery = PLAIN, known: Sequence[str] = (), **given: Any) -> LeadPage | PageProblem:
    """Returns what an answer holds."""
    return TRACKDRIVE.decode_page(answer(body, **given), query, PageRequest(1), known, AT)


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
