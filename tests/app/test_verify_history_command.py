"""`leaddesk verify-history` tells an intact history from one that is not, beside a LeadDesk that writes."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from leaddesk.app.commands import verify_history
from leaddesk.infra.history.anchors import forget_end, remember_end, remembered_end
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import open_history
from leaddesk.infra.keyring_store import KeyringSecrets
from tests.infra.history_samples import note, opening, settlement, write_form_1


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "data"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*argv: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser(prog="leaddesk")
        verify_history.add(parser.add_subparsers())
        given = parser.parse_args(["verify-history", *argv])
        status = int(given.run(given))
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


async def _filled(data: Path, mode: str = "encrypted") -> HistoryStore:
    store = await open_history(data, mode, KeyringSecrets())
    await store.settle(await store.open(opening()), settlement())
    await store.write_note(note())
    return store


async def _then(data: Path, act: Callable[[HistoryStore], Coroutine[object, object, object]], mode: str) -> None:
    store = await _filled(data, mode)
    await act(store)
    await store.close()


def make(
    data: Path, act: Callable[[HistoryStore], Coroutine[object, object, object]] | None = None, mode: str = "encrypted"
) -> None:
    async def nothing(_store: HistoryStore) -> None:
        pass

    asyncio.run(_then(data, act or nothing, mode))


def sql(*statements: str) -> Callable[[HistoryStore], Coroutine[object, object, object]]:
    async def act(store: HistoryStore) -> None:
        for statement in statements:
            await store._with(lambda c, one=statement: c.execute(one))  # type: ignore[misc]

    return act


@pytest.mark.skipif(os.name != "posix", reason="a link to itself, which Windows does not let everybody make")
def test_a_history_is_verified_where_nothing_can_be_written(data, run):
    make(data)
    beside = data / "history.db-shm"
    beside.symlink_to(beside)  # SQLite cannot make its file there, as on a medium that can only be read
    before = (data / "history.db").read_bytes()
    status, said, wrong = run()
    assert (status, wrong) == (0, "")
    assert said.rstrip().endswith("Every entry is as it was written.")
    assert (data / "history.db").read_bytes() == before


def test_an_intact_history_is_said_to_be(data, run):
    make(data)
    status, said, wrong = run()
    assert (status, wrong) == (0, "")
    assert str(data / "history.db") in said
    assert "4 entries" in said
    assert "1 exchange, 1 note." in said
    assert "No end is remembered" in said
    assert said.rstrip().endswith("Every entry is as it was written.")


def test_a_changed_entry_is_named(data, run):
    make(data, sql("DROP TRIGGER opening_unchanged", "UPDATE opening SET number = '+13035550100'"))
    status, said, _ = run()
    assert status == 1
    assert "Changed: Exchange 1 is not as it was written." in said


def test_it_reads_beside_a_leaddesk_that_writes_and_changes_nothing(data, run):
    def beside(store: HistoryStore) -> Coroutine[object, object, object]:
        async def look() -> None:
            before = (data / "history.db").read_bytes(), (data / "history.db-wal").read_bytes()
            status, said, wrong = await asyncio.to_thread(run)
            assert (status, wrong) == (0, ""), said
            assert ((data / "history.db").read_bytes(), (data / "history.db-wal").read_bytes()) == before
            assert await store.open(opening()) == 2

        return look()

    make(data, beside)


def test_an_earlier_copy_in_its_place_is_found_by_the_remembered_end(data, run, tmp_path):
    async def remember(store: HistoryStore) -> None:
        assert await remember_end(store, KeyringSecrets())

    make(data, remember)
    shutil.copyfile(data / "history.db", tmp_path / "earlier.db")
    make(data, remember)
    assert run()[0] == 0
    shutil.copyfile(tmp_path / "earlier.db", data / "history.db")
    status, said, _ = run()
    assert status == 1
    assert "End is missing: The chain ends at entry 4, and this computer remembers 7" in said
    assert run("--file", str(tmp_path / "earlier.db"))[0] == 0  # a copy is not held against what is remembered


async def test_the_end_is_remembered_forward_only_and_on_one_chain(data):
    secrets = KeyringSecrets()
    store = await _filled(data)
    assert await remembered_end(secrets) is None
    assert await remember_end(store, secrets)
    first = await remembered_end(secrets)
    assert first == await store.head()
    await store.open(opening())
    assert await remember_end(store, secrets)
    last = await remembered_end(secrets)
    assert last == await store.head() != first
    await store.close()

    other = HistoryStore.in_memory()
    await other.open_file()
    for _ in range(9):
        await other.open(opening())
    assert not await remember_end(other, secrets)
    assert await remembered_end(secrets) == last
    await forget_end(secrets)
    assert await remember_end(other, secrets)
    await other.close()


def test_without_its_key_it_says_so(data, run, fake_keyring):
    make(data)
    fake_keyring.delete_password("LeadDesk history", "key at local")
    status, said, wrong = run()
    assert (status, said) == (1, "")
    assert "not verified" in wrong
    assert "not in this keyring" in wrong


def test_an_unencrypted_history_is_read_without_a_key(data, run):
    make(data, mode="plain")
    status, said, _ = run()
    assert status == 0
    assert "no secret key" in said


def test_what_is_no_history_is_said(data, run, tmp_path):
    with pytest.raises(SystemExit, match="2"):
        run("--file", str(tmp_path / "nowhere.db"))
    status, said, _ = run()
    assert status == 1
    assert "no history yet" in said
    assert not data.exists()
    other = tmp_path / "diary.txt"
    other.write_text("Dear diary")
    make(data)
    status, _, wrong = run("--file", str(other))
    assert status == 1
    assert "cannot be read with this key" in wrong
    assert other.read_text() == "Dear diary"


def test_a_history_of_an_older_form_is_left_as_it_is(data, run, tmp_path):
    import sqlite3

    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    write_form_1(connection)
    connection.close()
    before = path.read_bytes()
    status, _, wrong = run("--file", str(path))
    assert status == 1
    assert "older LeadDesk" in wrong
    assert path.read_bytes() == before
