"""Import and export between fakes: new ids, free names, the vendor's own keys alone, all or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.domain.secret import Secret
from leaddesk.services.manage_profiles import ManageProfiles, SecretState
from leaddesk.services.ports import AlreadyThere, CarriedProfiles
from leaddesk.services.transfer_profiles import TransferProfiles
from leaddesk.vendors.registry import adapters
from tests.services.desk import DESTINATION, KEY, PROFILE
from tests.services.fakes import FakeProfileStore, FakeSecrets, disk_full

FLOOR = replace(PROFILE, id="floor", name="Practice floor", environment=Environment.PRACTICE)
PLACE = "/somewhere/profiles.toml"


class FakeFiles:
    """Files in memory, as the port says."""

    def __init__(self) -> None:
        self.held: dict[str, CarriedProfiles] = {}

    async def read(self, place):
        return self.held[place]

    async def write(self, place, profiles, *, replace):
        if place in self.held and not replace:
            raise AlreadyThere("The profiles were not exported.", f"{place} is there already.", "Choose another name.")
        self.held[place] = CarriedProfiles(tuple(profiles))


class Carrier:
    """The use-case over one list of profiles."""

    def __init__(self, *profiles: ConnectionProfile) -> None:
        self.store, self.secrets, self.files = FakeProfileStore(*profiles), FakeSecrets(), FakeFiles()
        self.profiles = ManageProfiles(adapters(), self.store, self.secrets)
        self.profiles.profiles = profiles
        self.service = TransferProfiles(adapters(), self.profiles, self.files)

    def put(self, *profiles: ConnectionProfile, left_out: tuple[str, ...] = ()) -> None:
        self.files.held[PLACE] = CarriedProfiles(profiles, left_out)


def without_ids(profile: ConnectionProfile) -> ConnectionProfile:
    return replace(profile, id="", destinations=tuple(replace(item, id="") for item in profile.destinations))


def ids(*profiles: ConnectionProfile) -> list[str]:
    return [i for one in profiles for i in (one.id, *(item.id for item in one.destinations))]


async def test_what_is_imported_is_equal_but_for_its_ids_and_has_no_secret():
    desk = Carrier()
    desk.put(PROFILE, replace(PROFILE, id="p2", name="Second"))
    plan = await desk.service.plan_import(PLACE)
    assert list(desk.store.on_disk) == [], "a plan adds nothing"
    added = await desk.service.add(plan)
    assert desk.store.on_disk == desk.profiles.profiles == added
    assert [without_ids(profile) for profile in added] == [
        without_ids(PROFILE),
        without_ids(replace(PROFILE, name="Second")),
    ]
    assert len(set(ids(*added))) == 4
    assert set(ids(*added)).isdisjoint(ids(PROFILE))


async def test_a_secret_of_the_same_profile_on_this_computer_is_not_taken_over():
    desk = Carrier(PROFILE)
    desk.secrets.held[PROFILE.secret_ref("api_key")] = Secret(KEY)
    desk.put(PROFILE)
    (added,) = await desk.service.add(await desk.service.plan_import(PLACE))
    assert await desk.profiles.secret_states(added) == {"api_key": SecretState.MISSING}
    assert desk.profiles.profile(PROFILE.id) is PROFILE, "what was there is as it was"


async def test_a_mark_for_number_checks_is_no_promise_about_this_computer_s_lists():
    desk = Carrier()
    desk.put(replace(PROFILE, destinations=(replace(DESTINATION, for_checks=True), DESTINATION)))
    plan = await desk.service.plan_import(PLACE)
    (added,) = await desk.service.add(plan)
    assert plan.unmarked == (DESTINATION.name,), "what is not taken over is said"
    assert [item.for_checks for item in added.destinations] == [False, False]


async def test_names_that_are_taken_get_a_mark_even_when_they_are_long():
    long = "N" * 80
    desk = Carrier(PROFILE, replace(PROFILE, id="l", name=long))
    desk.put(PROFILE, replace(PROFILE, id="b"), replace(PROFILE, id="c", name=long))
    plan = await desk.service.plan_import(PLACE)
    names = [profile.name for profile in plan.profiles]
    assert names == ["Northside (imported)", "Northside (imported 2)", "N" * 69 + " (imported)"]
    assert plan.renamed == {names[0]: "Northside", names[1]: "Northside", names[2]: long}
    assert [profile.name for profile in await desk.service.add(plan)] == names


async def test_only_the_vendors_own_keys_come_and_go():
    stray = replace(
        PROFILE,
        options={"phone_format": "E.164", "api_key": KEY},
        destinations=(replace(DESTINATION, settings={**DESTINATION.settings, "password": KEY}),),
    )
    desk = Carrier(stray)
    assert await desk.service.export(PLACE, {stray.id}) == 1
    (written,) = desk.files.held[PLACE].profiles
    assert written.options == {"phone_format": "E.164"}
    assert written.destinations == PROFILE.destinations
    desk.put(stray, left_out=("key “colour”",))
    plan = await desk.service.plan_import(PLACE)
    assert KEY not in repr(plan)
    assert plan.left_out == (
        "key “colour”",
        "profile “Northside”, key “options.api_key”",
        "profile “Northside”, destination “Spring outreach”, key “settings.password”",
    )


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (replace(PROFILE, vendor="quickdial"), "key “vendor”: This version of LeadDesk knows no vendor quickdial."),
        (
            replace(PROFILE, destinations=(replace(DESTINATION, dialer="Rotary"),)),
            "destination “Spring outreach”, key “dialer”: This version of LeadDesk knows no dialer Rotary",
        ),
        (replace(PROFILE, options={"phone_format": "Morse"}), "key “options.phone_format”: Choose one of"),
        (
            replace(PROFILE, destinations=(replace(DESTINATION, settings={"campaign_id": "x" * 5000}),)),
            "destination “Spring outreach”, key “settings.campaign_id”:",
        ),
    ],
)
async def test_what_cannot_be_taken_over_is_named_and_nothing_is_added(profile, words):
    desk = Carrier()
    desk.put(replace(PROFILE, id="first", name="Sound"), profile)
    with pytest.raises(StoreProblem) as caught:
        await desk.service.plan_import(PLACE)
    assert f"{PLACE}, profile “Northside”" in caught.value.detail
    assert words in caught.value.detail
    assert caught.value.hint
    assert desk.store.on_disk == ()


async def test_a_destination_that_is_not_finished_may_be_carried():
    bare = replace(PROFILE, destinations=(replace(DESTINATION, settings={"campaign_id": "", "list_name": " L "}),))
    desk = Carrier()
    desk.put(bare)
    (added,) = (await desk.service.plan_import(PLACE)).profiles
    assert added.destinations[0].settings == {"list_name": "L"}


async def test_a_file_without_profiles_is_said():
    desk = Carrier()
    desk.put()
    with pytest.raises(StoreProblem, match="no profile to import"):
        await desk.service.plan_import(PLACE)


async def test_a_full_disk_adds_nothing():
    desk = Carrier(PROFILE)
    desk.put(replace(PROFILE, id="b", name="Second"))
    desk.store.fails = disk_full()
    with pytest.raises(StoreProblem):
        await desk.service.add(await desk.service.plan_import(PLACE))
    assert desk.profiles.profiles == (PROFILE,)


async def test_the_chosen_ones_are_exported_practice_never_and_a_file_is_replaced_on_demand_only():
    second = replace(PROFILE, id="b", name="Second")
    desk = Carrier(PROFILE, FLOOR, second)
    assert desk.service.exportable() == (PROFILE, second)
    assert await desk.service.export(PLACE, {"b", "floor", "gone"}) == 1
    assert desk.files.held[PLACE].profiles == (second,)
    with pytest.raises(AlreadyThere):
        await desk.service.export(PLACE, {PROFILE.id})
    assert await desk.service.export(PLACE, {PROFILE.id, "b"}, replacing=True) == 2
    assert desk.files.held[PLACE].profiles == (PROFILE, second)
    with pytest.raises(LeadDeskError, match="Nothing was exported"):
        await desk.service.export("/elsewhere.toml", {"floor"})
    assert list(desk.files.held) == [PLACE]
