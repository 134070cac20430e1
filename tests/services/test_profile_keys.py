"""The keys of profiles that move to another origin, are deleted, forgotten or cloned: none is left behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, LeadDeskError, StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.services.manage_profiles import SecretState
from tests.services.desk import DESTINATION, PROFILE
from tests.services.fakes import disk_full
from tests.services.office import KEY, MOVED, REF, Office, read


@pytest.fixture
async def office():
    office = Office()
    await office.manage.load()
    return office


# ---------------------------------------------------------------- another origin


async def test_another_origin_asks_for_the_key_again_and_keeps_the_old_one_until_then(office):
    assert await office.manage.save_profile(MOVED, {}) == ("api_key",)
    assert await office.manage.secret_states(MOVED) == {"api_key": SecretState.MISSING}
    assert await office.secrets.get(MOVED.secret_ref("api_key")) is None
    assert office.secrets.held == {REF: Secret("canary-0")}
    assert await office.manage.save_profile(replace(MOVED, timeout_s=5), {}) == ()
    assert office.secrets.held == {REF: Secret("canary-0")}
    await office.manage.save_profile(MOVED, KEY)
    assert office.secrets.held == {MOVED.secret_ref("api_key"): KEY["api_key"]}


async def test_a_key_kept_for_the_session_at_the_new_origin_replaces_the_old_one_too(office):
    await office.manage.save_profile(MOVED, {})
    assert await office.manage.save_profile(MOVED, KEY, for_session=True) == ()
    assert office.secrets.held == {}
    assert office.secrets.session == {MOVED.secret_ref("api_key"): KEY["api_key"]}


async def test_who_goes_back_to_the_former_origin_finds_the_key_there(office):
    await office.manage.save_profile(MOVED, {})
    assert await office.manage.save_profile(PROFILE, {}) == ()
    assert await office.manage.secret_states(PROFILE) == {"api_key": SecretState.IN_KEYRING}


async def test_a_key_typed_with_the_new_origin_leaves_nothing_to_ask_for(office):
    assert await office.manage.save_profile(MOVED, KEY) == ()
    assert office.secrets.held == {MOVED.secret_ref("api_key"): KEY["api_key"]}


async def test_another_path_at_the_same_origin_keeps_the_key(office):
    await office.manage.save_profile(replace(PROFILE, base_url="https://VENDOR.example.com:443/v2"), {})
    assert office.secrets.held == {REF: Secret("canary-0")}


async def test_the_old_key_is_forgotten_as_soon_as_the_keyring_serves_again(office):
    office.secrets.trouble = KeyringTrouble.LOCKED
    with pytest.raises(KeyringProblem):
        await office.manage.save_profile(MOVED, KEY)
    await office.manage.save_profile(MOVED, KEY, for_session=True)
    assert REF in office.secrets.held
    office.secrets.trouble = None
    await office.manage.save_profile(MOVED, {})
    assert REF not in office.secrets.held
    assert await office.secrets.get(MOVED.secret_ref("api_key")) == KEY["api_key"]


async def test_a_deleted_profile_takes_the_key_of_its_former_origin_with_it(office):
    await office.manage.save_profile(MOVED, {})
    await office.manage.delete_profile("p1")
    assert office.secrets.held == {}


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
async def test_another_origin_without_a_key_is_saved_whatever_the_keyring_says(office, trouble):
    office.secrets.trouble = trouble
    assert await office.manage.save_profile(MOVED, {}) == ("api_key",)
    assert office.store.on_disk == (MOVED,)


async def test_without_a_keyring_another_origin_is_no_problem_and_its_key_ends_the_former_one(office):
    office.secrets.held.clear()
    office.secrets.trouble = KeyringTrouble.ABSENT
    await office.manage.save_profile(PROFILE, KEY, for_session=True)
    assert await office.manage.save_profile(MOVED, {}) == ("api_key",)
    await office.manage.save_profile(MOVED, KEY, for_session=True)
    assert office.secrets.session == {MOVED.secret_ref("api_key"): KEY["api_key"]}
    await office.manage.save_profile(PROFILE, {})
    with pytest.raises(KeyringProblem):
        await office.manage.secret_states(PROFILE)


# ---------------------------------------------------------------- deleting, forgetting, cloning


async def test_deleting_forgets_the_secrets_first(office):
    await office.manage.delete_profile("p1")
    assert office.secrets.held == {}
    assert office.store.on_disk == ()
    assert office.manage.profiles == ()


@pytest.mark.parametrize("trouble", [KeyringTrouble.LOCKED, KeyringTrouble.FAILING])
async def test_a_keyring_that_may_hold_the_secret_refuses_the_deletion(office, trouble):
    office.secrets.trouble = trouble
    with pytest.raises(KeyringProblem):
        await office.manage.delete_profile("p1")
    assert office.store.on_disk == (PROFILE,)
    assert office.manage.profiles == (PROFILE,)


@pytest.mark.parametrize("trouble", [KeyringTrouble.LOCKED, KeyringTrouble.ABSENT])
async def test_a_new_profile_kept_for_the_session_only_is_deleted_without_the_keyring(office, trouble):
    office.secrets.trouble = trouble
    profile = read(office, name="Southside")
    with pytest.raises(KeyringProblem):
        await office.manage.save_profile(profile, KEY)
    await office.manage.save_profile(profile, KEY, for_session=True)
    await office.manage.delete_profile(profile.id)
    assert office.store.on_disk == (PROFILE,)
    assert office.secrets.session == {}


async def test_a_new_profile_with_a_key_in_the_keyring_is_not_deleted_while_it_is_locked(office):
    profile = read(office, name="Southside")
    await office.manage.save_profile(profile, KEY)
    office.secrets.trouble = KeyringTrouble.LOCKED
    await office.manage.save_profile(profile, KEY, for_session=True)
    with pytest.raises(KeyringProblem):
        await office.manage.delete_profile(profile.id)
    assert profile in office.store.on_disk


@pytest.mark.parametrize("trouble", [KeyringTrouble.ABSENT, KeyringTrouble.NULL])
async def test_without_a_keyring_deleting_works(office, trouble):
    office.secrets.trouble = trouble
    office.manage.keep_for_session(PROFILE, KEY)
    await office.manage.delete_profile("p1")
    assert office.store.on_disk == ()
    assert office.secrets.session == {}


async def test_a_profile_on_disk_that_cannot_be_deleted_stays_listed(office):
    office.store.fails = disk_full()
    with pytest.raises(StoreProblem):
        await office.manage.delete_profile("p1")
    assert office.manage.profiles == (PROFILE,)


@pytest.mark.parametrize("act", ["delete_profile", "clone_profile"])
async def test_a_profile_that_is_gone_is_said(office, act):
    with pytest.raises(LeadDeskError, match="no longer there"):
        await getattr(office.manage, act)("p9")


async def test_forgetting_one_secret(office):
    office.manage.keep_for_session(PROFILE, KEY)
    await office.manage.forget_secret(PROFILE, "api_key")
    assert (office.secrets.held, office.secrets.session) == ({}, {})
    assert await office.manage.secret_states(PROFILE) == {"api_key": SecretState.MISSING}


async def test_forgetting_a_session_secret_needs_no_keyring(office):
    office.secrets.trouble = KeyringTrouble.ABSENT
    office.manage.keep_for_session(PROFILE, KEY)
    await office.manage.forget_secret(PROFILE, "api_key")
    assert office.secrets.session == {}


async def test_forgetting_while_locked_is_refused_and_no_longer_called_kept_for_the_session(office):
    office.secrets.trouble = KeyringTrouble.LOCKED
    office.manage.keep_for_session(PROFILE, KEY)
    with pytest.raises(KeyringProblem):
        await office.manage.forget_secret(PROFILE, "api_key")
    office.secrets.trouble = None
    assert await office.manage.secret_states(PROFILE) == {"api_key": SecretState.IN_KEYRING}


async def test_a_clone_has_new_ids_another_name_and_no_secrets(office):
    first = await office.manage.clone_profile("p1")
    second = await office.manage.clone_profile("p1")
    assert [first.name, second.name] == ["Northside (copy)", "Northside (copy 2)"]
    assert len({PROFILE.id, first.id, second.id}) == 3
    assert len({DESTINATION.id, first.destinations[0].id, second.destinations[0].id}) == 3
    assert replace(first.destinations[0], id=DESTINATION.id) == DESTINATION
    assert replace(first, id=PROFILE.id, name=PROFILE.name, destinations=PROFILE.destinations) == PROFILE
    assert office.store.on_disk == (PROFILE, first, second)
    assert await office.manage.secret_states(first) == {"api_key": SecretState.MISSING}
