"""Names of lists are remembered exactly, by profile and campaign."""

from __future__ import annotations

from dataclasses import replace

from leaddesk.domain.profile import Destination
from leaddesk.services.list_names import MOST, ListNames
from tests.services.engage_desk import ONE, PROFILE, TWO
from tests.services.fakes import FakeStore

LOADED = Destination(
    id="d1", name="Spring", dialer="APN", settings={"campaign_id": ONE, "list_name": "Café\u0301 leads "}
)


async def test_names_used_come_before_those_of_destinations_exactly_as_typed():
    store = FakeStore()
    profile = PROFILE.with_destination(LOADED)
    names = ListNames(store)
    assert await names.names(profile, ONE) == ("Café\u0301 leads ",)
    await names.used(profile, ONE, " May")
    await names.used(profile, ONE, "May")
    await names.used(profile, ONE, " May")
    assert await ListNames(store).names(profile, ONE) == (" May", "May", "Café\u0301 leads ")
    assert await names.names(profile, TWO) == ()
    assert await names.names(replace(profile, id="p2", destinations=()), ONE) == ()


async def test_the_names_used_longest_ago_go_first():
    names = ListNames(FakeStore())
    for number in range(MOST + 5):
        await names.used(PROFILE, ONE, f"List {number}")
    found = await names.names(PROFILE, ONE)
    assert len(found) == MOST
    assert found[0] == f"List {MOST + 4}"
    assert found[-1] == "List 5"


async def test_what_cannot_be_read_is_not_offered():
    store = FakeStore()
    for broken in ("not json", '{"a": 1}'):
        store.drafts[f"list names {PROFILE.id}"] = {ONE: broken}
        assert await ListNames(store).names(PROFILE, ONE) == ()
