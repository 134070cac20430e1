"""A history that cannot be written is still read, and says why; a damaged one is called damaged."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.note import NoteKind
from leaddesk.domain.retention import PurgeReport
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import KEY, note, opening, settlement

KINDS = {"encrypted": lambda path: encrypted_file(path, KEY), "plain": plain_file}
PAGE = 4096


@pytest.fixture(params=list(KINDS))
async def file(request, tmp_path) -> StoreFile:
    made = KINDS[request.param](tmp_path / "data" / "history.db")
    store = HistoryStore(made)
    await store.open_file()
    for _ in range(3):
        await store.settle(await store.open(opening()), settlement())
    await store.write_note(note())
    await store.open(opening())
    assert await store.find(HistoryQuery(text="annabel"))
    await store.close()
    return made


def beside(file: StoreFile, suffix: str) -> Path:
    assert file.path
    return file.path.with_name(file.path.name + suffix)


def no_room_beside(file: StoreFile) -> None:
    """Makes that SQLite cannot make its file beside the history, as in a folder that is closed; also for root."""
    if os.name != "posix":
        pytest.skip("a link to itself, which Windows does not let everybody make")
    beside(file, "-shm").symlink_to(beside(file, "-shm"))


def full(monkeypatch: pytest.MonkeyPatch, free: int = 0) -> None:
    """Makes the disk look full."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=1, used=1, free=free))


def failing(file: StoreFile, code: int) -> StoreFile:
    """Returns the file on a disk where every way to write fails with that code."""

    def connect() -> sqlite3.Connection:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    return replace(file, connect=connect)


async def check_read_only(store: HistoryStore) -> None:
    assert store.read_only
    assert [line.id for line in await store.find()] == [4, 3, 2, 1]
    assert [line.id for line in await store.find(HistoryQuery(text="annabel"))] == [4, 3, 2, 1]
    assert (await store.load(1)).settled == settlement()
    assert len(await store.notes()) == 1
    assert len(await store.unsettled()) == 1
    assert (await store.verify()).intact
    for write in (
        store.open(opening()),
        store.settle(4, settlement()),
        store.write_note(note()),
        store.save_draft("Enter lead", {"phone": "1"}),
        store.retire(PurgeReport(before=opening().at, ids=(1,)), note(kind=NoteKind.PURGED)),
    ):
        with pytest.raises(StoreProblem, match="cannot be written"):
            await write
    assert len(await store.find()) == 4


async def test_where_nothing_can_be_written_the_history_is_read_and_written_again_when_it_can(file):
    no_room_beside(file)
    before = file.path.read_bytes()
    store = HistoryStore(file)
    await store.open_file()
    await check_read_only(store)
    assert store.read_only is not None
    assert "may not write" in store.read_only.detail
    assert file.path.read_bytes() == before
    beside(file, "-shm").unlink()
    assert await store.open(opening()) == 5
    assert store.read_only is None
    await store.save_draft("Enter lead", {"phone": "1"})
    assert (await store.verify()).intact
    await store.close()
    assert file.path.read_bytes() != before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights of POSIX, which root passes by")
@pytest.mark.parametrize("closed", ["file", "folder", "both"])
async def test_without_the_right_to_write_the_history_is_read(file, closed):
    folder = file.path.parent
    try:
        if closed != "folder":
            file.path.chmod(0o400)
        if closed != "file":
            folder.chmod(0o500)
        store = HistoryStore(file)
        await store.open_file()
        await check_read_only(store)
        await store.close()
        assert [item.name for item in folder.iterdir()] == ["history.db"]
    finally:
        folder.chmod(0o700)


async def test_a_file_without_the_right_to_write_is_known_before_anything_is_written(file, monkeypatch):
    with monkeypatch.context() as context:
        context.setattr("leaddesk.infra.history_db.os.access", lambda *_: False)
        store = HistoryStore(file)
        await store.open_file()
        await check_read_only(store)
        assert [item.name for item in file.path.parent.iterdir()] == ["history.db"]
    assert await store.open(opening()) == 5
    await store.close()


async def test_a_history_is_looked_at_where_nothing_can_be_written(file):
    no_room_beside(file)
    store = HistoryStore(file)
    await store.open_to_read()
    assert (await store.verify()).intact
    await store.close()


async def test_what_the_last_run_left_in_its_journal_file_is_never_left_out(file, tmp_path):
    store = HistoryStore(file)
    await store.open_file()
    await store.open(opening())
    copy = KINDS["encrypted" if file.encrypted else "plain"](tmp_path / "copy" / "history.db")
    assert copy.path is not None
    shutil.copytree(file.path.parent, copy.path.parent)
    await store.close()
    assert beside(copy, "-wal").stat().st_size
    beside(copy, "-shm").unlink()
    no_room_beside(copy)
    store = HistoryStore(copy)
    with pytest.raises(StoreProblem, match="cannot be written"):
        await store.open_file()
    await store.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN])
async def test_a_full_disk_at_start_is_called_full_and_the_history_is_read(file, monkeypatch, code):
    full(monkeypatch)
    store = HistoryStore(failing(file, code))
    await store.open_file()
    await check_read_only(store)
    assert store.read_only is not None
    assert "disk is full" in store.read_only.detail
    assert store.read_only.can_retry
    await store.close()


async def test_a_failing_drive_with_room_is_no_full_disk(file, monkeypatch):
    full(monkeypatch, free=10**9)
    store = HistoryStore(failing(file, sqlite3.SQLITE_IOERR_WRITE))
    with pytest.raises(StoreProblem, match="cannot be reached") as caught:
        await store.open_file()
    assert "drive failed" in caught.value.detail
    await store.close()


async def test_no_history_yet_and_no_way_to_write_one_is_said(tmp_path):
    store = HistoryStore(failing(plain_file(tmp_path / "history.db"), sqlite3.SQLITE_CANTOPEN))
    with pytest.raises(StoreProblem, match="cannot be written"):
        await store.open_file()
    await store.close()


async def tried(file: StoreFile) -> list[StoreProblem]:
    """Returns what is said about a file from its opening to a write."""
    store, said = HistoryStore(file), []
    for ask in (
        store.open_file,
        store.unsettled,
        lambda: store.settle(4, settlement()),
        store.find,
        lambda: store.find(HistoryQuery(text="annabel")),
        lambda: store.load(1),
        lambda: store.open(opening()),
        lambda: store.write_note(note()),
    ):
        try:
            await ask()
        except StoreProblem as problem:
            said.append(problem)
            if ask == store.open_file:
                break
    await store.close()
    return said


async def test_one_flipped_byte_is_called_damage_wherever_it_is(tmp_path):
    file = encrypted_file(tmp_path / "history.db", KEY)
    assert file.path is not None
    store = HistoryStore(file)
    await store.open_file()
    for _ in range(4):
        await store.settle(await store.open(opening()), settlement())
    await store.find(HistoryQuery(text="annabel"))
    await store.close()
    whole = file.path.read_bytes()
    noticed, grown = 0, []
    for place in range(PAGE + 100, len(whole), PAGE):
        file.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        said = await tried(file)
        assert {problem.title for problem in said} <= {"The history is damaged."}, place
        noticed += bool(said)
        if said and file.path.stat().st_size > len(whole):
            grown.append(place)
    assert noticed > 5
    assert grown == []


async def test_a_damaged_first_page_and_another_key_look_alike_and_both_are_named(tmp_path):
    file = encrypted_file(tmp_path / "history.db", KEY)
    assert file.path is not None
    store = HistoryStore(file)
    await store.open_file()
    await store.close()
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    (problem,) = await asyncio.wait_for(tried(file), 10)
    assert "another one" in problem.detail
    assert "damaged" in problem.detail
