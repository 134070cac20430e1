"""The key of the history: made once, kept in the keyring, never replaced while a file needs it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, StoreProblem
from leaddesk.domain.recovery_key import read_recovery_key, recovery_lines
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.history.store_file import NoFittingKey
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import KEY_REF, adopt_key, history_key, open_history, set_aside
from leaddesk.infra.keyring_store import KeyringSecrets, MemorySecrets
from tests.infra.history_samples import KEY, opening


class Forgetful(MemorySecrets):
    """Takes secrets and keeps none."""

    async def put(self, ref: SecretRef, secret: Secret) -> None:
        """Says yes."""


class Locked(MemorySecrets):
    """Serves nobody."""

    async def get(self, ref: SecretRef) -> Secret | None:
        """Refuses."""
        raise KeyringProblem(KeyringTrouble.LOCKED, "The keyring is locked.")


async def write_one(store: HistoryStore) -> None:
    await store.open(opening())
    await store.close()


async def test_a_new_history_gets_a_key_that_opens_it_again(tmp_path, fake_keyring):
    folder = tmp_path / "data"
    await write_one(await open_history(folder, "encrypted", KeyringSecrets()))
    assert re.fullmatch("[0-9a-f]{64}", fake_keyring.get_password("LeadDesk history", "key at local"))

    store = await open_history(folder, "encrypted", KeyringSecrets())
    assert len(await store.find()) == 1
    await store.close()


async def test_two_histories_do_not_share_a_key(tmp_path):
    first = await history_key(MemorySecrets(), tmp_path / "history.db")
    assert first != await history_key(MemorySecrets(), tmp_path / "history.db")


async def test_a_history_whose_key_is_not_there_is_said_and_no_key_is_made(tmp_path):
    await write_one(await open_history(tmp_path, "encrypted", MemorySecrets()))
    secrets = MemorySecrets()
    with pytest.raises(StoreProblem, match="not in this keyring") as caught:
        await open_history(tmp_path, "encrypted", secrets)
    assert str(tmp_path / "history.db") in caught.value.detail
    assert "set the file aside" in caught.value.hint
    assert await secrets.get(KEY_REF) is None


@pytest.mark.parametrize("text", ["ab" * 32, "canary-5512"])
async def test_a_wrong_key_is_said_and_stays(tmp_path, text):
    await write_one(await open_history(tmp_path, "encrypted", MemorySecrets()))
    secrets = MemorySecrets()
    await secrets.put(KEY_REF, Secret(text))
    with pytest.raises(StoreProblem) as caught:
        await open_history(tmp_path, "encrypted", secrets)
    assert text not in caught.value.sentence()
    assert await secrets.get(KEY_REF) == Secret(text)


async def test_a_start_that_ended_before_it_wrote_anything_is_no_history(tmp_path):
    (tmp_path / "history.db").touch()
    await write_one(await open_history(tmp_path, "encrypted", MemorySecrets()))


async def test_a_key_without_a_history_is_used_and_nonsense_is_replaced(tmp_path):
    secrets = MemorySecrets()
    await secrets.put(KEY_REF, KEY)
    assert await history_key(secrets, tmp_path / "history.db") == KEY
    await secrets.put(KEY_REF, Secret("nonsense"))
    key = await history_key(secrets, tmp_path / "history.db")
    assert re.fullmatch("[0-9a-f]{64}", key.reveal())
    assert await secrets.get(KEY_REF) == key


async def test_a_keyring_that_keeps_nothing_gets_no_history(tmp_path):
    with pytest.raises(StoreProblem, match="did not keep"):
        await open_history(tmp_path, "encrypted", Forgetful())
    assert list(tmp_path.iterdir()) == []


async def test_a_keyring_that_does_not_serve_is_the_callers_to_tell(tmp_path):
    with pytest.raises(KeyringProblem, match="locked"):
        await open_history(tmp_path, "encrypted", Locked())
    assert list(tmp_path.iterdir()) == []


async def test_without_keyring_there_is_memory_or_a_plain_file_of_its_own(tmp_path):
    await write_one(await open_history(tmp_path, "memory", Locked()))
    assert list(tmp_path.iterdir()) == []
    await write_one(await open_history(tmp_path, "plain", Locked()))
    assert [item.name for item in tmp_path.iterdir()] == ["history-plain.db"]
    store = await open_history(tmp_path, "plain", Locked())
    assert len(await store.find()) == 1
    await store.close()


async def test_an_unknown_way_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="not known") as caught:
        await open_history(tmp_path, "cloud", MemorySecrets())
    assert "encrypted, memory, plain" in caught.value.hint


async def test_a_history_is_set_aside_whole_and_a_new_one_begins(tmp_path):
    secrets = MemorySecrets()
    path = tmp_path / "history.db"
    for expected in ("history-2026-03-04.db", "history-2026-03-04-2.db"):
        store = await open_history(tmp_path, "encrypted", secrets)
        await store.open(opening())
        left = {suffix: path.with_name(f"history.db{suffix}").read_bytes() for suffix in ("", "-wal")}
        await store.close()
        for suffix, data in left.items():  # as a killed run leaves it
            path.with_name(f"history.db{suffix}").write_bytes(data)

        assert await set_aside(path, date(2026, 3, 4)) == tmp_path / expected
        assert not list(tmp_path.glob("history.db*"))
        old = HistoryStore.encrypted(tmp_path / expected, await history_key(secrets, path))
        await old.open_file()
        assert len(await old.find()) == 1
        await old.close()
    store = await open_history(tmp_path, "encrypted", secrets)
    assert await store.find() == []
    await store.close()


async def test_setting_aside_what_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="could not be set aside"):
        await set_aside(tmp_path / "history.db")


@pytest.mark.parametrize("kept", [None, Secret("ab" * 32)], ids=["no key", "another key"])
async def test_the_recovery_key_opens_a_history_whose_key_was_lost(tmp_path, kept):
    secrets = MemorySecrets()
    await write_one(await open_history(tmp_path, "encrypted", secrets))
    key = await secrets.get(KEY_REF)
    assert key is not None
    paper = "\n".join(recovery_lines(key))
    await secrets.forget(KEY_REF)
    if kept:
        await secrets.put(KEY_REF, kept)
    with pytest.raises(NoFittingKey) as caught:
        await open_history(tmp_path, "encrypted", secrets)
    assert caught.value.hint.startswith("Type the recovery key")

    path = tmp_path / "history.db"
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="does not open this history"):
        await adopt_key(secrets, path, Secret("cd" * 32))
    assert await secrets.get(KEY_REF) == kept
    assert path.read_bytes() == before
    await adopt_key(secrets, path, read_recovery_key(paper))
    store = await open_history(tmp_path, "encrypted", secrets)
    assert len(await store.find()) == 1
    await store.close()


async def test_a_recovered_key_that_the_keyring_drops_is_said(tmp_path):
    secrets = MemorySecrets()
    await write_one(await open_history(tmp_path, "encrypted", secrets))
    key = await secrets.get(KEY_REF)
    assert key is not None
    with pytest.raises(StoreProblem, match="did not keep"):
        await adopt_key(Forgetful(), tmp_path / "history.db", key)
