"""Routes and layouts go from one computer to another with the setup; saved searches, which may name people, do not."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.setup import OWN_LAYOUT, Setup
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.route import OnReview, Route
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.services.saved_searches import SavedSearch
from tests.app.conftest import opened
from tests.app.test_setup import NORTH, setup_of

ROUTE = Route(id="r1", name="Both", destination_ids=("d2", "d1"), on_review=OnReview.GO_ON)
TWO: ConnectionProfile = replace(
    NORTH, destinations=(*NORTH.destinations, Destination(id="d2", name="Fall", dialer="APN"))
)
WIDE = {"columns": ["phone", "state"], "widths": {"phone": 180}, "pinned": 1}
TYPED = "canary-person"


@pytest.fixture
async def desk(leaddesk_home: Path) -> AsyncIterator[Desk]:
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="memory"))
    async with opened(Options()) as desk:
        await desk.use.profiles.save_profile(TWO, {}, for_session=True)
        assert await desk.use.routes.save(ROUTE) == ()
        await desk.use.saved.keep_layout("Wide", WIDE)
        await desk.use.saved.keep_layout(OWN_LAYOUT, WIDE)
        query = LeadQuery(text=TYPED, filters=(LeadFilter("phone", "7205550100"),))
        await desk.use.saved.save(SavedSearch(name=f"{TYPED}'s leads", query=query))
        yield desk


async def forget(desk: Desk) -> None:
    await desk.use.routes.delete("r1")
    await desk.use.profiles.delete_profile("p1")
    await desk.use.saved.delete_layout("Wide")


async def exported(setup: Setup, folder: Path) -> Path:
    file = folder / "setup.toml"
    said = await setup.export(str(file), False)
    assert said.startswith("Settings, 1 profile, 1 route and 1 layout exported")
    return file


async def test_routes_and_layouts_come_back_and_saved_searches_stay(desk: Desk, tmp_path: Path) -> None:
    file = await exported(setup_of(desk), tmp_path)
    text = file.read_text("utf-8")
    assert TYPED not in text
    assert "7205550100" not in text
    assert (await setup_of(desk).plan(str(file))).changes == ()
    await forget(desk)
    plan = await setup_of(desk).plan(str(file))
    assert plan.changes == (
        ("New profile", "Northside, at core.example.com, Test, destinations: 2"),
        ("New route", "Both: Fall (Northside) → Spring (Northside)"),
        ("New layout", "Wide"),
    )
    assert plan.left_out == ()
    said = await plan.apply()
    assert said == "The settings, 1 profile, 1 route and 1 layout were imported. Type their keys in Profiles."
    (profile,) = desk.use.profiles.profiles
    (route,) = desk.use.routes.routes
    assert route.destination_ids == (profile.destinations[1].id, profile.destinations[0].id)
    assert "d1" not in route.destination_ids
    assert (route.name, route.on_review) == ("Both", OnReview.GO_ON)
    assert desk.use.saved.layouts["Wide"] == WIDE


async def test_a_route_goes_to_what_the_file_brings_and_never_to_a_namesake(desk: Desk, tmp_path: Path) -> None:
    file = await exported(setup_of(desk), tmp_path)
    changed = replace(TWO, base_url="https://other.example.com")
    await desk.use.profiles.save_profile(changed, {}, for_session=True)
    plan = await setup_of(desk).plan(str(file))
    said = "Both (imported): Fall (Northside (imported)) → Spring (Northside (imported))"
    assert dict(plan.changes)["New route"] == said, "the profile that comes, and not the one that is here"
    await plan.apply()
    came = next(one for one in desk.use.profiles.profiles if one.name == "Northside (imported)")
    route = next(one for one in desk.use.routes.routes if one.name == "Both (imported)")
    assert set(route.destination_ids) == {item.id for item in came.destinations}


async def test_a_route_whose_destination_is_not_one_is_left_out_and_named(desk: Desk, tmp_path: Path) -> None:
    file = await exported(setup_of(desk), tmp_path)
    await forget(desk)
    file.write_text(file.read_text("utf-8").replace('destination = "Fall"', 'destination = "Winter"'), "utf-8")
    plan = await setup_of(desk).plan(str(file))
    assert "New route" not in dict(plan.changes)
    assert plan.left_out == ("route “Both”: its destinations cannot all be found by their names",)


async def test_two_destinations_of_one_name_are_not_carried_by_it(desk: Desk, tmp_path: Path) -> None:
    await desk.use.profiles.save_destination("p1", Destination(id="d3", name="Fall", dialer="APN"))
    said = await setup_of(desk).export(str(tmp_path / "setup.toml"), False)
    assert said.startswith("Settings, 1 profile and 1 layout exported")
    assert "route" not in tomllib.loads((tmp_path / "setup.toml").read_text("utf-8"))


async def test_routes_that_cannot_be_saved_take_profiles_and_layouts_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await exported(setup_of(desk), tmp_path)
    await forget(desk)
    plan = await setup_of(desk).plan(str(file))

    async def fail(_routes: object) -> None:
        raise StoreProblem("The routes were not saved.", "", "")

    monkeypatch.setattr(desk.use.routes, "add", fail)
    with pytest.raises(StoreProblem, match="routes were not saved"):
        await plan.apply()
    assert desk.use.profiles.profiles == ()
    assert set(desk.use.saved.layouts) == {OWN_LAYOUT}


@pytest.mark.parametrize(
    "text",
    [
        "route = 4",
        "[[route]]\nstops = []",
        "[[route]]\nname = 'x'\nstops = ['a']",
        "[[route]]\nname = 'x'\nstops = [{profile = 'a', destination = 4}]",
        "[[route]]\nname = 'x'\nstops = []\nafter_review = 'Never'",
        "[[layout]]\ncolumns = ['phone']",
        "layout = ['x']",
    ],
)
async def test_a_route_or_layout_that_is_none_refuses_the_file(desk: Desk, tmp_path: Path, text: str) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(f"leaddesk_setup = 1\n{text}\n", "utf-8")
    with pytest.raises(StoreProblem, match="cannot be imported"):
        await setup_of(desk).plan(str(file))


async def test_a_layout_is_read_as_far_as_it_is_one_and_takes_no_name_that_is_used(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    layouts = "[[layout]]\nname = 'Wide'\ncolumns = ['state', 4]\nodd = 1\n[[layout]]\nname = 'None'\ncolumns = []\n"
    file.write_text(f"leaddesk_setup = 1\n{layouts}", "utf-8")
    plan = await setup_of(desk).plan(str(file))
    assert plan.changes == (("New layout", "Wide (imported)"),)
    await plan.apply()
    assert desk.use.saved.layouts["Wide (imported)"]["columns"] == ["state"]
    assert desk.use.saved.layouts["Wide"] == WIDE
