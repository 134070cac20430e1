"""Leads with one number: a lead of another number is never one of it, and one page says no more than it knows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from leaddesk.domain.phone import parse_phone
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.leads_with_number import FoundLeads, LeadsWithNumber
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import lead_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeSecrets, FakeTransport

PHONE = parse_phone("202-555-0123")
PROFILE = ConnectionProfile(
    id="t1", name="Northside", vendor="trackdrive", base_url="http://127.0.0.1:9/api/v1", pace_per_s=0
)
LUPITOR = ConnectionProfile(
    id="l1",
    name="Southside",
    vendor="lupitor",
    base_url="http://127.0.0.1:9/api/v1",
    pace_per_s=0,
    destinations=(Destination(id="d", name="Spring", dialer="Lupitor", settings={"campaign_id": "camp_example_01"}),),
)


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


# ---------------------------------------------------------------- a list that cannot be asked for a number


def listed(*numbers: str, more: bool) -> HttpResponse:
    rows = [
        {
            "_id": f"k{number[-4:]}",
            "phoneNumber": number,
            "status": "raw",
            "metadata": {"first_name": "Ada", "last_name": "Sample"},
            "_creationTime": 1770130800000,
        }
        for number in numbers
    ]
    data = {"leads": rows, "count": len(rows), "hasMore": more, "cursor": f"after-{numbers[-1]}" if more else None}
    body = json.dumps({"success": True, "data": data, "error": None}).encode()
    return HttpResponse(200, (("content-type", "application/json"),), body)


async def find_there(*pages: HttpResponse, profile: ConnectionProfile = LUPITOR) -> tuple[FoundLeads, int]:
    """Returns what was found, and how many pages were read for it."""
    transport, secrets = FakeTransport(), FakeSecrets()
    transport.script += pages
    secrets.held[profile.secret_ref("api_key")] = Secret("sample-key")
    search = SearchLeads(
        sources=lead_sources(), secrets=secrets, transport=transport, clock=FakeClock(), background=InThread()
    )
    leads = LeadsWithNumber(search)
    assert leads.among((profile, PROFILE)) == (profile, PROFILE)
    return await leads.find(profile, PHONE), len(transport.requests)


async def test_further_pages_are_read_where_the_list_cannot_be_asked_for_a_number():
    found, pages = await find_there(listed("+13035550144", more=True), listed("+12025550123", more=False))
    assert pages == 2
    assert [(lead.id, lead.name, lead.status) for lead in found.leads] == [("k0123", "Ada Sample", "raw")]
    assert found.leads[0].created is not None
    assert found.total == 1


async def test_a_list_that_is_read_to_its_end_tells_of_none():
    found, pages = await find_there(listed("+13035550144", more=False))
    assert (pages, found.leads, found.total) == (1, (), 0)


async def test_a_list_that_goes_on_and_on_is_left_and_tells_of_nothing():
    found, pages = await find_there(*(listed(f"+1303555{at:04}", more=True) for at in range(9)))
    assert (pages, found.leads, found.total, found.has_others) == (5, (), None, True)


async def test_without_a_campaign_nothing_is_asked_and_that_is_said():
    found, pages = await find_there(profile=replace(LUPITOR, destinations=()))
    assert pages == 0
    assert "say which one" in found.problem
