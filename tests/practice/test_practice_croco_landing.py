"""*Did it land?* against Croco-Dial in practice, over real HTTP: there, not there, and not passed on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from leaddesk.domain.exchange import Exchange
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.clock import SystemClock
from leaddesk.practice import PracticeServer
from leaddesk.services.did_it_land import DidItLand, Landing, LandingFound
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import landing_sources, lead_sources
from tests.practice.test_practice_croco_app import Desk
from tests.services.desk import InThread


@pytest.fixture(name="mode")
def mode_fixture(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "observed"))


@pytest.fixture(name="server")
def server_fixture(mode: str) -> Iterator[PracticeServer]:
    server = PracticeServer(croco_mode=mode)
    server.start()
    yield server
    server.stop()


@pytest.fixture(name="desk")
async def desk_fixture(server: PracticeServer) -> AsyncIterator[Desk]:
    desk = Desk(server)
    yield desk
    await desk.submit.finish(0.1)
    await desk.transport.aclose()


async def looked_for(desk: Desk, line: str) -> LandingFound:
    """Sends a number whose outcome stays unknown, and asks what became of it."""
    unknown = await desk.send(line)
    assert unknown.verdict.outcome is LoadOutcome.UNKNOWN
    before = desk.server.croco_leads
    search = SearchLeads(
        sources=lead_sources(),
        secrets=desk.secrets,
        transport=desk.transport,
        clock=SystemClock(),
        background=InThread(),
    )
    did = DidItLand(search, lead_sources(), landing_sources())
    asked = Exchange(1, unknown.opening, (unknown.settlement,))
    assert did.can_tell(asked, desk.profile)
    found = await did.look(asked, desk.profile)
    assert desk.server.croco_leads == before, "it only reads"
    return found


async def test_a_lead_that_landed_is_there(desk: Desk) -> None:
    found = await looked_for(desk, "0155")
    assert found.landing is Landing.NUMBER_THERE
    assert found.lead_id == desk.server.croco_leads[-1]["lead_id"]


async def test_a_lead_that_was_lost_is_not_there(desk: Desk) -> None:
    found = await looked_for(desk, "0187")
    assert (found.landing, found.lead_id, found.problem) == (Landing.NUMBER_NOT_THERE, "", "")


@pytest.mark.parametrize("mode", ["documented"], indirect=True)
@pytest.mark.parametrize("line", ["0155", "0187"])
async def test_a_script_that_passes_nothing_on_tells_nothing(desk: Desk, line: str) -> None:
    found = await looked_for(desk, line)
    assert (found.landing, found.lead_id) == (Landing.NOT_TOLD, "")
    assert "does not pass this question on" in found.problem
