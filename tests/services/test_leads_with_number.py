"""Leads with one number: a lead of another number is never one of it, and one page says no more than it knows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leaddesk.app.practice import leads_profile
from leaddesk.domain.phone import parse_phone
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.leads_with_number import FoundLeads, LeadsWithNumber
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import lead_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeSecrets, FakeTransport

PHONE = parse_phone("202-555-0123")
PROFILE = leads_profile("http://127.0.0.1:9/api/v1")


def row(at: int, number: object = "+12025550123", day: int = 1) -> dict[str, Any]:
    return {
        "id": at,
        "uuid": f"00000000-0000-4000-8000-{at:012}",
        "full_name": "Sample Person",
        "caller_id": number,
        "status": "scheduled",
        "created_at": f"2026-05-{day:02}T10:00:00Z",
    }


async def find(*rows: dict[str, Any], **more: Any) -> FoundLeads:
    transport, secrets = FakeTransport(), FakeSecrets()
    body = json.dumps({"leads": list(rows), **more}).encode()
    transport.script.append(HttpResponse(200, (("content-type", "application/json"),), body))
    for slot in ("public_key", "private_key"):
        secrets.held[PROFILE.secret_ref(slot)] = Secret(f"sample-{slot}")
    search = SearchLeads(
        sources=lead_sources(), secrets=secrets, transport=transport, clock=FakeClock(), background=InThread()
    )
    found = await LeadsWithNumber(search).find(PROFILE, PHONE)
    assert len(transport.requests) == 1, "one page at most"
    assert "number=%2B12025550123" in transport.requests[0].url
    return found


async def test_the_newest_comes_first_and_a_short_page_is_counted():
    found = await find(row(1, day=3), row(2, "(202) 555-0123", day=9), row(3, 12025550123, day=5))
    assert [lead.id for lead in found.leads] == ["2", "3", "1"]
    assert not found.has_others


async def test_leads_of_other_numbers_are_left_out_and_are_no_none():
    found = await find(*(row(at, f"+1202555{at:04}") for at in range(100)))
    assert found.leads == ()
    assert found.has_others
    assert found.total is None, "whether there is one further on, nobody knows"


@pytest.mark.parametrize("nothing", [None, ""])
async def test_a_lead_without_a_number_is_none_of_it(nothing):
    found = await find(row(1, nothing), row(2))
    assert [lead.id for lead in found.leads] == ["2"]
