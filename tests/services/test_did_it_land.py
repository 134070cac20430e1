"""*Did it land?* asks the vendor's list, tells a lead of this try from an older one, and takes no silence for no."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leaddesk.domain.exchange import Exchange, Opening
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.services.did_it_land import MOST_PAGES, DidItLand, Landing, LandingFound
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import landing_sources, lead_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeSecrets, FakeTransport

BEGAN = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
PROFILE = ConnectionProfile(
    id="l1", name="Southside", vendor="lupitor", base_url="https://leads.example.com", pace_per_s=0
)
BODY: dict[str, Any] = {"campaignId": "camp_example_01", "phoneNumber": "+12025550123", "externalId": "A-1"}


def exchange(body: object = BODY, vendor: str = "lupitor") -> Exchange:
    sent = RequestRecord("POST", "https://leads.example.com/api/v1/leads", (), json.dumps(body))
    opening = Opening(
        at=BEGAN,
        operator="M. Reyes",
        vendor=vendor,
        profile_id="l1",
        profile_name="Southside",
        environment="Test",
        destination_id="d1",
        destination_name="Spring",
        dialer="Lupitor",
        act="Load lead",
        number="+12025550123",
        lead={},
        request=sent,
    )
    return Exchange(4, opening)


def row(external_id: str | None, number: str | None = "+12025550123", after: timedelta | None = None) -> dict[str, Any]:
    made = {"_id": f"k-{external_id}-{number}", "externalId": external_id, "phoneNumber": number, "status": "raw"}
    at = {} if after is None else {"_creationTime": (BEGAN + after).timestamp() * 1000}
    return {**{key: value for key, value in made.items() if value is not None}, **at}


def page(*rows: object, more: str = "") -> HttpResponse:
    data = {"leads": list(rows), "count": len(rows), "hasMore": bool(more), "cursor": more or None}
    return HttpResponse(200, (), json.dumps({"success": True, "data": data, "error": None}).encode())


async def look(*pages: HttpResponse, asked: Exchange | None = None) -> tuple[LandingFound, list[str]]:
    """Returns the answer, and the addresses that were read for it."""
    transport, secrets = FakeTransport(), FakeSecrets()
    transport.script += pages
    secrets.held[PROFILE.secret_ref("api_key")] = Secret("sample-key")
    search = SearchLeads(
        sources=lead_sources(), secrets=secrets, transport=transport, clock=FakeClock(), background=InThread()
    )
    did = DidItLand(search, lead_sources(), landing_sources())
    about = asked or exchange()
    assert did.can_tell(about, PROFILE)
    return await did.look(about, PROFILE), [request.url for request in transport.requests]


@pytest.mark.parametrize(
    ("after", "landing"),
    [
        (timedelta(seconds=1), Landing.LANDED),
        (timedelta(seconds=-100), Landing.LANDED),
        (timedelta(minutes=-3), Landing.THERE_BEFORE),
        (timedelta(days=-30), Landing.THERE_BEFORE),
        (None, Landing.THERE),
    ],
)
async def test_a_lead_that_is_there_tells_since_when(after, landing) -> None:
    found, urls = await look(page(row("A-10"), row("A-1", after=after)))
    assert (found.landing, found.lead_id) == (landing, "k-A-1-+12025550123")
    assert found.created == (None if after is None else BEGAN + after)
    assert urls == ["https://leads.example.com/api/v1/leads?campaignId=camp_example_01&limit=4000"]


async def test_the_external_id_counts_and_else_the_number() -> None:
    other, _ = await look(page(row("A-2", after=timedelta(0))))
    assert other.landing is Landing.NOT_THERE, "another lead with the same number is not this one"
    without = exchange({key: text for key, text in BODY.items() if key != "externalId"})
    found, _ = await look(page(row(None, "+13035550144"), row("A-2", "+1 202 555 0123", timedelta(0))), asked=without)
    assert (found.landing, found.lead_id) == (Landing.LANDED, "k-A-2-+1 202 555 0123")
    bare, _ = await look(page(row(None)))
    assert bare.landing is Landing.NOT_THERE


async def test_pages_are_read_until_it_is_found() -> None:
    found, urls = await look(
        page(row("B-1"), more="a="), page(more="b"), page(row("A-1", after=timedelta(0)), more="c")
    )
    assert (found.landing, len(urls)) == (Landing.LANDED, 3)
    assert urls[1].endswith("&cursor=a%3D")


async def test_a_list_that_does_not_end_tells_nothing() -> None:
    found, urls = await look(*(page(row(f"B-{at}"), more=f"c{at}") for at in range(MOST_PAGES + 5)))
    assert (found.landing, len(urls)) == (Landing.NOT_FOUND, MOST_PAGES)


async def test_a_list_that_cannot_be_read_tells_nothing() -> None:
    no = HttpResponse(403, (), json.dumps({"success": False, "error": "Insufficient permissions"}).encode())
    found, urls = await look(page(row("B-1"), more="a"), no)
    assert (found.landing, len(urls)) == (Landing.NOT_READ, 2)
    assert "may not do that" in found.problem


@pytest.mark.parametrize(
    ("asked", "profile"),
    [
        (exchange(), None),
        (exchange(), replace(PROFILE, id="another")),
        (exchange(vendor="trackdrive"), replace(PROFILE, vendor="trackdrive")),
        (exchange(vendor="purecallerid"), replace(PROFILE, vendor="purecallerid")),
        (exchange({}), PROFILE),
        (exchange({"campaignId": "camp_example_01"}), PROFILE),
        (exchange([]), PROFILE),
        (exchange({**BODY, "externalId": "", "phoneNumber": "1"}), PROFILE),
    ],
)
async def test_where_no_list_can_tell_that_is_known_beforehand(asked, profile) -> None:
    search = SearchLeads(
        sources=lead_sources(),
        secrets=FakeSecrets(),
        transport=FakeTransport(),
        clock=FakeClock(),
        background=InThread(),
    )
    did = DidItLand(search, lead_sources(), landing_sources())
    assert not did.can_tell(asked, profile)
    if profile:
        with pytest.raises(ValueError, match="entry 4"):
            await did.look(asked, profile)
