"""*Did it land?* where a vendor can be asked for a number alone: once, as any read, and no silence is a no."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from leaddesk.domain.errors import NothingLeft
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.services.did_it_land import DidItLand, Landing, LandingFound
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import landing_sources, lead_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeSecrets, FakeTransport
from tests.services.test_did_it_land import exchange

NUMBER = "2025550123"
PASSWORD = "ApiPass-canary-123"
PROFILE = ConnectionProfile(
    id="l1",
    name="Eastside",
    vendor="crocodial",
    base_url="https://dialer.example.com",
    pace_per_s=0.5,
    options={"user": "apiuser"},
)


def asked(body: str = f"user=apiuser&phone_number={NUMBER}") -> Exchange:
    one = exchange(vendor="crocodial")
    request = RequestRecord("POST", "https://dialer.example.com/API/lmapi.php", (), body)
    return replace(one, opening=replace(one.opening, request=request))


class Asking:
    """The use-case between fakes."""

    def __init__(self, *answers: HttpResponse | Exception, password: str = PASSWORD) -> None:
        self.transport, self.secrets, self.clock = FakeTransport(), FakeSecrets(), FakeClock()
        self.transport.script += answers
        if password:
            self.secrets.held[PROFILE.secret_ref("pass")] = Secret(password)
        search = SearchLeads(
            sources=lead_sources(),
            secrets=self.secrets,
            transport=self.transport,
            clock=self.clock,
            background=InThread(),
        )
        self.did = DidItLand(search, lead_sources(), landing_sources())

    async def look(self) -> LandingFound:
        assert self.did.can_tell(asked(), PROFILE)
        return await self.did.look(asked(), PROFILE)


def text(body: str) -> HttpResponse:
    return HttpResponse(200, (), body.encode())


@pytest.mark.parametrize(
    ("body", "landing", "lead_id"),
    [
        (f"{NUMBER}|2|700002-700001\n", Landing.NUMBER_THERE, "700002, 700001"),
        (f"ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM: |u|||{NUMBER}", Landing.NUMBER_NOT_THERE, ""),
        ("ERROR: NO FUNCTION SPECIFIED", Landing.NOT_TOLD, ""),
        ("", Landing.NOT_TOLD, ""),
    ],
)
async def test_it_says_what_the_answer_says(body: str, landing: Landing, lead_id: str) -> None:
    asking = Asking(text(body))
    found = await asking.look()
    assert (found.landing, found.lead_id) == (landing, lead_id)
    assert bool(found.problem) == (landing is Landing.NOT_TOLD)
    assert len(asking.transport.requests) == 1


async def test_a_failed_read_is_an_answer_and_is_not_repeated() -> None:
    asking = Asking(NothingLeft("No route to the host.", "Nothing was sent.", "Look at the network."))
    found = await asking.look()
    assert found.landing is Landing.NOT_READ
    assert "No route to the host." in found.problem
    assert len(asking.transport.requests) == 1


async def test_without_a_password_nothing_is_asked() -> None:
    asking = Asking(password="")
    found = await asking.look()
    assert found.landing is Landing.NOT_READ
    assert "has no Password" in found.problem
    assert asking.transport.requests == []


async def test_a_password_that_comes_back_is_shown_to_nobody() -> None:
    found = await Asking(text(f"ERROR: Login incorrect, please try again: |apiuser|{PASSWORD}|BAD|")).look()
    assert found.landing is Landing.NOT_TOLD
    assert PASSWORD not in repr(found)
    assert "not accepted" in found.problem


async def test_it_keeps_the_pace_of_reads() -> None:
    asking = Asking(text(""), text(""))
    await asking.look()
    second = asyncio.ensure_future(asking.look())
    for _ in range(5):
        await asyncio.sleep(0)
    assert (asking.clock.slept, len(asking.transport.requests)) == ([2.0], 1)
    asking.clock.go_on(2.0)
    await second
    assert len(asking.transport.requests) == 2


@pytest.mark.parametrize(
    ("about", "profile"),
    [
        (asked(""), PROFILE),
        (asked("phone_number=123"), PROFILE),
        (asked(), None),
        (asked(), replace(PROFILE, id="another")),
        (asked(), replace(PROFILE, vendor="lupitor")),
    ],
)
async def test_where_it_cannot_ask_that_is_known_beforehand(about: Exchange, profile: ConnectionProfile | None) -> None:
    did = Asking().did
    assert not did.can_tell(about, profile)
    if profile:
        with pytest.raises(ValueError, match="entry 4"):
            await did.look(about, profile)
