"""The history's file: nobody reads it without its key, every way it can fail has a sentence, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import threading
import time
from dataclasses import replace

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.secret import Secret
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import KEY, note, opening, settlement

KINDS = {"encrypted": lambda path: encrypted_file(path, KEY), "plain": plain_file}


@pytest.fixture(params=list(KINDS))
def file(request, tmp_path) -> StoreFile:
    return KINDS[request.param](tmp_path / "data" / "history.db")


async def filled(file: StoreFile, count: int = 1) -> None:
    store = HistoryStore(file)
    await store.open_file()
    for _ in range(count):
        await store.settle(await store.open(opening()), settlement())
    await store.close()


async def problem_of(file: StoreFile) -> StoreProblem:
    store = HistoryStore(file)
    with pytest.raises(StoreProblem) as caught:
        await store.open_file()
    assert await store.close()
    problem = caught.value
    assert problem.detail
    assert problem.hint
    assert str(file.path) in problem.detail
    return problem


async def test_what_was_written_is_there_after_a_restart(file):
    await filled(file)
    store = HistoryStore(file)
    await store.open_file()
    await store.open_file()  # asking twice does no harm
    exchange = await store.load(1)
    await store.close()
    assert (exchange.opening, exchange.settlements) == (opening(), (settlement(),))


async def test_no_byte_of_a_person_is_readable_in_the_encrypted_file(tmp_path):
    def contents() -> bytes:
        return b"".join(item.read_bytes() for item in sorted(folder.iterdir()))

    folder = tmp_path / "data"
    words = (b"2025550142", b"Exampleton", b"exampleton", b"Spring list", b"303-555-0177", b"SQLite format", b"opening")
    for kind in (encrypted_file(folder / "history.db", KEY), plain_file(folder / "history.db")):
        store = HistoryStore(kind)
        await store.open_file()
        await store.settle(await store.open(opening()), settlement())
        await store.save_draft("Enter lead", {"phone": "303-555-0177"})
        assert await store.find(HistoryQuery(text="exampleton"))
        assert (folder / "history.db-wal").stat().st_size > 0
        while_open = contents()
        await store.close()
        found = {word for word in words if word in while_open + contents()}
        assert found == (set() if kind.encrypted else set(words))
        shutil.rmtree(folder)


async def test_plain_sqlite_refuses_the_encrypted_file(tmp_path):
    path = tmp_path / "history.db"
    await filled(encrypted_file(path, KEY))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM sqlite_master")
    connection.close()
    assert (await problem_of(plain_file(path))).title == "The file is not this history."


async def test_another_key_opens_nothing_and_changes_nothing(tmp_path, capfd):
    path = tmp_path / "history.db"
    await filled(encrypted_file(path, KEY))
    before = path.read_bytes()
    problem = await problem_of(encrypted_file(path, Secret("ab" * 32)))
    assert problem.title == "The history cannot be read with this key."
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["", "ab", "AB" * 32, "x" * 64, "ab" * 31 + "'\""])
def test_what_is_no_key_is_refused_and_not_said(tmp_path, text):
    with pytest.raises(StoreProblem) as caught:
        HistoryStore.encrypted(tmp_path / "history.db", Secret(text))
    assert not text or text not in caught.value.sentence()


async def test_an_unencrypted_history_is_not_taken_for_one_with_a_wrong_key(tmp_path):
    path = tmp_path / "history.db"
    await filled(plain_file(path))
    problem = await problem_of(encrypted_file(path, KEY))
    assert "without encryption" in problem.detail


async def test_something_else_in_its_place_is_said(file):
    assert file.path
    file.path.parent.mkdir()
    file.path.write_bytes(b"Dear diary, this is no database. " * 400)
    problem = await problem_of(file)
    assert problem.title in ("The history cannot be read with this key.", "The file is not this history.")
    assert file.path.read_bytes().startswith(b"Dear diary")


async def test_the_database_of_another_program_is_left_as_it_is(file):
    assert file.path
    file.path.parent.mkdir()
    connection = file.connect()
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = file.path.read_bytes()
    assert (await problem_of(file)).title == "The file is not a history."
    assert file.path.read_bytes() == before


async def test_damage_is_said_wherever_it_shows(file):
    await filled(file, count=60)
    assert file.path
    whole = file.path.read_bytes()
    page = 4096
    damaged = whole[: 2 * page] + b"".join(
        os.urandom(page) if index % 2 else whole[start : start + page]
        for index, start in enumerate(range(2 * page, len(whole), page))
    )
    file.path.write_bytes(damaged)
    store = HistoryStore(file)
    problems = []
    try:
        await store.open_file()
        for number in range(1, 61):
            try:
                exchange = await store.load(number)
            except StoreProblem as problem:
                problems.append(problem)
            else:
                assert exchange.opening == opening()
    except StoreProblem as problem:
        problems.append(problem)
    await store.close()
    assert problems
    assert {problem.title for problem in problems} <= {
        "The history is damaged.",
        "That exchange is not in the history.",
    }


async def test_a_file_another_program_holds_is_said_and_can_be_tried_again(file, monkeypatch):
    monkeypatch.setattr("leaddesk.infra.history.store_file._LOCK_WAIT_S", 0.05)
    await filled(file)
    store = HistoryStore(file)
    await store.open_file()
    other = file.connect()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreProblem, match="in use") as caught:
        await store.open(opening())
    assert caught.value.can_retry
    other.execute("ROLLBACK")
    other.close()
    assert await store.open(opening()) == 2
    assert (await store.verify()).problems == ()
    await store.close()


async def test_a_file_that_can_only_be_read_is_said(file):
    await filled(file)

    def connect() -> sqlite3.Connection:
        connection: sqlite3.Connection = file.connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    store = HistoryStore(replace(file, connect=connect))
    await store.open_file()
    with pytest.raises(StoreProblem, match="cannot be written") as caught:
        await store.open(opening())
    assert "may not write" in caught.value.detail
    with pytest.raises(StoreProblem, match="cannot be written"):
        await store.write_note(note())
    assert len(await store.find()) == 1
    assert (await store.verify()).problems == ()
    await store.close()


async def test_a_folder_that_cannot_be_made_is_said(file, tmp_path):
    (tmp_path / "data").write_text("a file in the folder's place")
    store = HistoryStore(file)
    with pytest.raises(StoreProblem, match="folder could not be made"):
        await store.open_file()
    await store.close()


async def test_a_place_that_is_a_folder_is_said(file):
    assert file.path
    file.path.mkdir(parents=True)
    assert (await problem_of(file)).title == "The history cannot be written."


async def test_a_full_disk_is_said_and_leaves_no_half_exchange(file):
    await filled(file)

    def connect() -> sqlite3.Connection:
        connection: sqlite3.Connection = file.connect()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        return connection

    store = HistoryStore(replace(file, connect=connect))
    await store.open_file()
    with pytest.raises(StoreProblem, match="cannot be written") as caught:
        await store.open(opening(lead={"note": "x" * 100_000}))
    assert "disk is full" in caught.value.detail
    with pytest.raises(StoreProblem, match="cannot be written"):
        await store.settle(1, settlement(explanation=settlement().explanation, checks={"x": "y" * 100_000}))
    with pytest.raises(StoreProblem, match="cannot be written"):
        await store.write_note(note(text="x" * 100_000))
    assert len(await store.find()) == 1
    assert len((await store.load(1)).settlements) == 1
    assert await store.notes() == []
    assert await store.open(opening()) == 2  # what fits is still written
    report = await store.verify()
    assert (report.problems, report.entries) == ((), 4)
    await store.close()


async def test_a_bug_is_no_store_problem(file):
    store = HistoryStore(file)
    await store.open_file()
    with pytest.raises(ZeroDivisionError):
        await store._with(lambda _: 1 // 0)
    await store.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
async def test_only_this_account_may_look(file):
    assert file.path
    store = HistoryStore(file)
    await store.open_file()
    await store.open(opening())
    rights = {item.name: stat.S_IMODE(item.stat().st_mode) for item in file.path.parent.iterdir()}
    await store.close()
    assert rights == {"history.db": 0o600, "history.db-wal": 0o600, "history.db-shm": 0o600}
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


async def test_every_commit_is_on_the_disk(file):
    store = HistoryStore(file)
    await store.open_file()
    names = ("journal_mode", "synchronous", "fullfsync", "foreign_keys")
    found = await store._with(lambda c: {name: c.execute(f"PRAGMA {name}").fetchone()[name] for name in names})
    await store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1}


async def test_nothing_touches_the_disk_on_the_calling_thread(file):
    threads = set()

    def connect() -> sqlite3.Connection:
        threads.add(threading.current_thread())
        connection: sqlite3.Connection = file.connect()
        return connection

    store = HistoryStore(replace(file, connect=connect))
    await store.open_file()
    await store.open(opening())
    (thread,) = threads
    assert thread is not threading.current_thread()
    assert thread.daemon
    assert await store.close()
    assert not thread.is_alive()


async def test_before_it_is_opened_and_after_it_is_closed_it_says_so(file):
    store = HistoryStore(file)
    with pytest.raises(StoreProblem, match="not open"):
        await store.open(opening())
    await store.open_file()
    assert await store.close()
    assert await store.close()
    with pytest.raises(StoreProblem, match="closed"):
        await store.open(opening())


async def test_closing_waits_for_what_was_asked_for(file):
    store = HistoryStore(file)
    await store.open_file()
    asked = [asyncio.create_task(store.open(opening())) for _ in range(20)]
    await asyncio.sleep(0)
    assert await store.close()
    assert sorted(await asyncio.gather(*asked)) == list(range(1, 21))
    assert file.path
    assert [item.name for item in file.path.parent.iterdir()] == ["history.db"]


async def test_closing_does_not_wait_for_ever(file):
    store = HistoryStore(file)
    await store.open_file()
    turn = threading.Event()
    stuck = asyncio.create_task(store._with(lambda _: turn.wait(10)))
    await asyncio.sleep(0)
    start = time.monotonic()
    assert not await store.close(0.1)
    assert time.monotonic() - start < 1
    turn.set()
    assert await stuck


async def test_a_cancelled_wait_still_leaves_the_row(file):
    store = HistoryStore(file)
    await store.open_file()
    asked = asyncio.create_task(store.open(opening()))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert len(await store.unsettled()) == 1
    await store.close()
