"""The list of routes: what may stand in it, and what it says when a destination goes."""

from dataclasses import replace

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.route import Route
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.vendors.registry import adapters
from tests.services.desk import DESTINATION, PROFILE
from tests.services.fakes import FakeProfileStore, FakeRouteStore, FakeSecrets, disk_full

OTHER = replace(DESTINATION, id="d2", name="Autumn")
ROUTE = Route(id="r1", name="Both", destination_ids=("d2", "d1"))


@pytest.fixture
async def profiles():
    store = FakeProfileStore(replace(PROFILE, destinations=(DESTINATION, OTHER)))
    made = ManageProfiles(adapters(), store, FakeSecrets())
    await made.load()
    return made


@pytest.fixture
def store():
    return FakeRouteStore()


@pytest.fixture
async def routes(store, profiles):
    made = ManageRoutes(store, profiles)
    await made.load()
    return made


async def test_a_route_is_kept_changed_and_forgotten(routes, store):
    told = []
    routes.on_change(lambda: told.append(routes.routes))
    assert await routes.save(ROUTE) == ()
    changed = replace(ROUTE, destination_ids=("d1", "d2"))
    assert await routes.save(changed) == ()
    assert store.held == routes.routes == (changed,)
    assert routes.route("r1") == changed
    await routes.delete("r1")
    assert store.held == routes.routes == ()
    assert told == [(ROUTE,), (changed,), ()]


async def test_the_stops_stand_in_the_order_of_the_route(routes):
    assert [(profile.id, item.name) for profile, item in routes.stops(ROUTE)] == [
        (PROFILE.id, "Autumn"),
        (PROFILE.id, "Spring outreach"),
    ]


async def test_a_route_with_a_destination_that_is_gone_says_so_and_is_told_of_the_change(routes, profiles):
    await routes.save(ROUTE)
    told = []
    routes.on_change(lambda: told.append(True))
    await profiles.delete_destination(PROFILE.id, "d2")
    assert told
    assert [item.name for _profile, item in routes.stops(ROUTE)] == ["Spring outreach"]
    (problem,) = routes.problems(ROUTE)
    assert "no longer there" in problem.text


async def test_what_is_wrong_is_returned_and_nothing_is_kept(routes, store):
    (problem,) = await routes.save(replace(ROUTE, name=""))
    assert problem.key == "name"
    assert store.held == ()


async def test_before_the_routes_are_read_nothing_is_written_over_them(store, profiles):
    store.held = (ROUTE,)
    early = ManageRoutes(store, profiles)
    with pytest.raises(StoreProblem, match="not saved"):
        await early.save(replace(ROUTE, id="r2", name="Other"))
    assert store.held == (ROUTE,)


async def test_a_disk_that_refuses_leaves_the_list_as_it_was(routes, store):
    await routes.save(ROUTE)
    store.problem = disk_full()
    with pytest.raises(StoreProblem):
        await routes.delete("r1")
    assert routes.routes == (ROUTE,)
