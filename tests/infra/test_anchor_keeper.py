"""The end of the history is remembered in time, at close within a third of a second, and never by force."""

from __future__ import annotations

import asyncio
import time

import pytest

from leaddesk.domain.errors import KeyringTrouble
from leaddesk.infra.history.anchor_keeper import AnchorKeeper
from leaddesk.infra.history.anchors import remembered_end
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import KEY, opening
from tests.services.fakes import FakeClock, FakeSecrets


async def opened(path):
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    await store.open(opening())
    return store


@pytest.fixture
async def store(tmp_path):
    made = await opened(tmp_path / "history.db")
    yield made
    await made.close()


async def until(check):
    for _ in range(300):
        if await check():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


async def test_the_end_is_remembered_at_the_start_and_every_few_minutes_when_it_moved(store):
    secrets, clock = FakeSecrets(), FakeClock()
    keeper = AnchorKeeper(store, secrets, clock)
    keeper.start()

    async def is_remembered():
        return await remembered_end(secrets) == await store.head()

    await until(is_remembered)
    await store.open(opening())
    assert not await is_remembered()
    await asyncio.sleep(0.02)
    clock.go_on(200)
    await until(is_remembered)
    assert secrets.calls.count("put") == 2
    for _ in range(3):
        await asyncio.sleep(0.02)
        clock.go_on(200)
    assert secrets.calls.count("put") == 2  # it has not moved
    standing = await keeper.standing()
    assert (standing.count, standing.ends_at, standing.goes_on, standing.trouble) == (3, 3, True, "")
    await store.open(opening())
    await keeper.stop()
    assert await is_remembered()
    await keeper.stop()


async def test_a_keyring_that_hangs_holds_a_shutdown_up_for_less_than_a_third_of_a_second(store):
    secrets = FakeSecrets()
    secrets.gate.clear()
    keeper = AnchorKeeper(store, secrets, FakeClock())
    keeper.start()
    await asyncio.sleep(0.01)
    begun = time.monotonic()
    await keeper.stop()
    assert time.monotonic() - begun < 0.35


async def test_a_keyring_that_does_not_serve_is_said_and_nothing_else_suffers(store):
    secrets = FakeSecrets()
    secrets.trouble = KeyringTrouble.LOCKED
    keeper = AnchorKeeper(store, secrets, FakeClock())
    await keeper.remember()
    standing = await keeper.standing()
    assert "keyring is locked" in standing.trouble
    assert standing.ends_at == (await store.head()).count == 2
    secrets.trouble = None
    assert (await keeper.standing()).count is None
    await keeper.remember()
    assert (await keeper.standing()).count == 2


async def test_a_rolled_back_file_keeps_its_evidence_until_a_person_accepts_it(store, tmp_path):
    secrets = FakeSecrets()
    await store.open(opening())
    await AnchorKeeper(store, secrets, FakeClock()).remember()
    former = await remembered_end(secrets)
    other = await opened(tmp_path / "other.db")
    keeper = AnchorKeeper(other, secrets, FakeClock())
    await keeper.remember()
    assert await keeper.remembered() == former
    standing = await keeper.standing()
    assert (standing.count, standing.ends_at, standing.goes_on) == (3, 2, False)
    assert not (await other.verify(former)).intact
    await keeper.accept()
    assert await keeper.remembered() == await other.head()
    assert (await keeper.standing()).goes_on
    assert (await other.verify(await keeper.remembered())).intact
    await other.close()
