"""Profiles and their secrets (M01-M03): kept apart, bound to id and origin, never left behind."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, StoreProblem
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, MappedField, SafetyLevel
from leaddesk.domain.secret import Secret
from leaddesk.services.manage_profiles import SecretState
from tests.services.desk import DESTINATION, PROFILE
from tests.services.fakes import disk_full
from tests.services.office import FORM, KEY, MOVED, REF, Office, problems, read


@pytest.fixture
async def office():
    office = Office()
    await office.manage.load()
    return office


# ---------------------------------------------------------------- the list


async def test_loading_lists_what_is_on_disk_and_tells(office):
    assert office.manage.profiles == (PROFILE,)
    assert office.manage.profile("p1") == PROFILE
    assert office.manage.profile("p2") is None
    assert office.changes == 1


async def test_a_list_that_cannot_be_read_is_said():
    office = Office()
    office.store.fails = disk_full()
    await office.manage.load()
    with pytest.raises(StoreProblem):
        await office.manage.clone_profile("p1")
    assert office.manage.profiles == (PROFILE,)


async def test_a_profile_of_a_vendor_no_longer_known_breaks_nothing_and_stays_on_disk():
    gone = replace(PROFILE, id="p0", name="Old", vendor="gone")
    office = Office(gone, PROFILE)
    await office.manage.load()
    assert office.manage.profiles == (PROFILE,)
    assert office.manage.left_out() == ("profile “Old”: This version of LeadDesk knows no vendor gone.",)
    await office.manage.delete_profile("p1")
    assert not office.manage.profiles
    assert office.store.on_disk == (gone,)


# ---------------------------------------------------------------- reading forms


async def test_a_form_becomes_a_profile_under_a_new_id(office):
    profile = read(office, name="Southside")
    assert profile.id not in ("", PROFILE.id)
    assert (profile.base_url, profile.timeout_s, profile.pace_per_s) == ("https://vendor.example.com/api/public", 45, 0)
    assert (profile.environment, profile.safety) == (Environment.PRODUCTION, SafetyLevel.ASK)
    assert profile.options == {"phone_format": "E.164", "data_quality": "Bought"}


async def test_an_edited_profile_keeps_its_id_name_and_destinations(office):
    profile = read(office, PROFILE, safety="Read only")
    assert (profile.id, profile.name, profile.destinations) == ("p1", "Northside", (DESTINATION,))
    assert profile.safety is SafetyLevel.READ_ONLY


async def test_two_profiles_do_not_share_a_name(office):
    assert problems(office) == {"name": "Another profile has this name."}
    assert set(problems(office, base_url="")) == {"name", "base_url"}
    assert read(office, name="Southside").name == "Southside"


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/api", "http://localhost:8000", "http://[::1]:8000"])
async def test_plain_http_is_for_the_loopback(office, url):
    assert read(office, PROFILE, base_url=url).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://vendor.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1@vendor.example.com",
        "https://user:pass@vendor.example.com",
        "https://vendor.example.com/?key=1",
        "ftp://vendor.example.com",
        "vendor.example.com",
        "",
    ],
)
async def test_any_other_address_is_refused_beside_its_field(office, url):
    assert set(problems(office, PROFILE, base_url=url)) == {"base_url"}


async def test_an_account_s_name_alone_is_its_address_where_the_vendor_has_such_addresses(office):
    raw = {**FORM, "name": "Southside", "base_url": "acme", "path": "/records"}
    profile = office.manage.read_profile(raw, "lupitor", None)
    assert isinstance(profile, ConnectionProfile)
    assert (profile.base_url, profile.origin) == ("https://acme.lupitor.com/api/v1", "https://acme.lupitor.com:443")
    assert profile.options["path"] == "/records"
    assert "base_url" in problems(office, base_url="acme"), "the other vendor has none"


async def test_practice_stays_practice_and_nobody_else_becomes_it(office):
    practice = replace(PROFILE, environment=Environment.PRACTICE)
    assert read(office, practice).environment is Environment.PRACTICE
    assert read(office, practice, environment="Practice").environment is Environment.PRACTICE
    assert set(problems(office, PROFILE, environment="Practice")) == {"environment"}


@pytest.mark.parametrize(("field", "text"), [("timeout_s", "0"), ("timeout_s", "nan"), ("pace_per_s", "-1")])
async def test_a_number_out_of_range_is_refused(office, field, text):
    assert set(problems(office, PROFILE, **{field: text})) == {field}


async def test_a_destination_form_says_all_its_problems_or_makes_one(office):
    raw = {"name": " ", "campaign_id": "", "dialer_list_id": "4711"}
    mapping = (MappedField("phone", "phone_number", "Phone"),)
    found = office.manage.read_destination(raw, PROFILE.vendor, "APN", mapping, None)
    assert [problem.key for problem in found] == ["name", "campaign_id"]
    raw = {"name": "Autumn", "campaign_id": "c1", "dialer_list_id": "4711"}
    made = office.manage.read_destination(raw, PROFILE.vendor, "APN", mapping, DESTINATION)
    assert isinstance(made, Destination)
    assert (made.id, made.name) == ("d1", "Autumn")
    reserved = (*mapping, MappedField("street", "security_phrase"))
    found = office.manage.read_destination(raw, PROFILE.vendor, "APN", reserved, None)
    assert [type(problem) for problem in found] == [FieldProblem]
    assert found[0].key == "mapping.street"


# ---------------------------------------------------------------- saving


async def test_saving_keeps_the_profile_then_the_secret_at_its_origin(office):
    profile = read(office, name="Southside")
    await office.manage.save_profile(profile, KEY)
    assert office.store.on_disk == (PROFILE, profile)
    assert office.secrets.held[profile.secret_ref("api_key")] == KEY["api_key"]
    assert "canary" not in repr(office.store.on_disk)
    assert await office.manage.secret_states(profile) == {"api_key": SecretState.IN_KEYRING}


async def test_without_a_typed_secret_the_kept_one_stays(office):
    await office.manage.save_profile(replace(PROFILE, timeout_s=5), {})
    assert office.secrets.held[REF] == Secret("canary-0")
    assert office.manage.profile("p1").timeout_s == 5


async def test_what_cannot_be_written_is_not_kept_at_all(office):
    office.store.fails = disk_full()
    with pytest.raises(StoreProblem):
        await office.manage.save_profile(replace(PROFILE, timeout_s=5), KEY)
    assert office.manage.profiles == (PROFILE,)
    assert office.secrets.held == {REF: Secret("canary-0")}


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
async def test_a_keyring_in_trouble_leaves_the_profile_saved_and_the_session_offered(office, trouble):
    office.secrets.trouble = trouble
    profile = read(office, name="Southside")
    with pytest.raises(KeyringProblem) as caught:
        await office.manage.save_profile(profile, KEY)
    assert caught.value.trouble is trouble
    assert profile in office.store.on_disk
    await office.manage.save_profile(profile, KEY, for_session=True)
    assert await office.secrets.get(profile.secret_ref("api_key")) == KEY["api_key"]
    assert await office.manage.secret_states(profile) == {"api_key": SecretState.FOR_SESSION}
    assert profile.secret_ref("api_key") not in office.secrets.held


async def test_a_secret_that_goes_into_the_keyring_leaves_the_session(office):
    await office.manage.save_profile(PROFILE, {"api_key": Secret("canary-2")}, for_session=True)
    assert await office.manage.secret_states(PROFILE) == {"api_key": SecretState.FOR_SESSION}
    await office.manage.save_profile(PROFILE, KEY)
    assert await office.manage.secret_states(PROFILE) == {"api_key": SecretState.IN_KEYRING}
    assert await office.secrets.get(REF) == KEY["api_key"]


async def test_a_locked_keyring_says_so_when_asked_for_states(office):
    office.secrets.trouble = KeyringTrouble.LOCKED
    with pytest.raises(KeyringProblem):
        await office.manage.secret_states(PROFILE)


# ---------------------------------------------------------------- destinations, and several at once


async def test_destinations_are_added_replaced_and_deleted(office):
    autumn = replace(DESTINATION, id="d2", name="Autumn")
    await office.manage.save_destination("p1", autumn)
    await office.manage.save_destination("p1", replace(autumn, name="Winter"))
    assert [item.name for item in office.store.on_disk[0].destinations] == ["Spring outreach", "Winter"]
    await office.manage.delete_destination("p1", "d1")
    assert [item.id for item in office.store.on_disk[0].destinations] == ["d2"]
    assert office.manage.profiles == office.store.on_disk


async def test_changes_that_cross_on_a_slow_disk_lose_nothing(office):
    office.store.gate.clear()
    other = read(office, name="Southside")
    crossing = [
        asyncio.ensure_future(office.manage.save_profile(other, {})),
        asyncio.ensure_future(office.manage.save_destination("p1", replace(DESTINATION, id="d2"))),
        asyncio.ensure_future(office.manage.clone_profile("p1")),
        asyncio.ensure_future(office.manage.clone_profile("p1")),
    ]
    await asyncio.sleep(0.01)
    office.store.gate.set()
    await asyncio.gather(*crossing)
    names = [profile.name for profile in office.store.on_disk]
    assert names == ["Northside", "Southside", "Northside (copy)", "Northside (copy 2)"]
    assert [item.id for item in office.store.on_disk[0].destinations] == ["d1", "d2"]
    assert office.manage.profiles == office.store.on_disk


async def test_saving_a_profile_from_a_form_opened_earlier_keeps_the_destinations_saved_since():
    office = Office(PROFILE)
    await office.manage.load()
    added = replace(PROFILE.destinations[0], id="new", name="Added since")
    await office.manage.save_destination("p1", added)
    await office.manage.save_profile(replace(PROFILE, name="Renamed"), {})
    (kept,) = office.manage.profiles
    assert (kept.name, kept.destination("new")) == ("Renamed", added)


async def test_what_sending_does_follows_the_destination_s_settings(office):
    five9 = replace(DESTINATION, dialer="Five9", settings={**DESTINATION.settings, "call_now_mode": "ANY"})
    quiet = replace(five9, settings={**five9.settings, "call_now_mode": "NONE"})
    assert "may dial at once" in office.manage.sending_hint(PROFILE, five9)
    assert "may dial at once" not in office.manage.sending_hint(PROFILE, quiet)


# ---------------------------------------------------------------- the mark for number checks


async def test_a_destination_form_marks_and_unmarks(office):
    raw = {"name": "Spring", "dialer": "APN", "campaign_id": "c", "dialer_list_id": "l"}

    def read_mark(text):
        made = office.manage.read_destination(
            {**raw, "for_checks": text}, PROFILE.vendor, "APN", DESTINATION.mapping, DESTINATION
        )
        assert isinstance(made, Destination), made
        return made.for_checks, "for_checks" in made.settings

    assert read_mark("yes") == (True, False)
    assert read_mark("") == (False, False)


async def test_another_origin_or_a_copy_is_another_workspace_and_nothing_there_is_marked(office):
    marked = replace(DESTINATION, for_checks=True)
    await office.manage.save_destination("p1", marked)
    clone = await office.manage.clone_profile("p1")
    await office.manage.save_profile(replace(PROFILE, name="Renamed"), {})
    before = office.manage.profile("p1")
    await office.manage.save_profile(MOVED, {})
    after = office.manage.profile("p1")

    assert [item.for_checks for item in clone.destinations] == [False]
    assert before.destinations == (marked,), "another name is the same workspace"
    assert after.destinations == (DESTINATION,)


async def test_the_form_of_leads_is_that_of_the_destination_as_it_is_now(office):
    asked_before = office.manage.lead_schema(PROFILE, DESTINATION)
    assert office.manage.lead_schema(PROFILE, DESTINATION) is asked_before, "made once"
    edited = replace(DESTINATION, mapping=(*DESTINATION.mapping, MappedField("shoe_size", "shoe")))
    assert office.manage.lead_schema(PROFILE, edited).field("shoe_size") is not None
    assert office.manage.lead_schema(PROFILE, DESTINATION).field("shoe_size") is None
