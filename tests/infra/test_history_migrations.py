"""A history grows with LeadDesk: a copy first, each step whole or not at all, a newer one left alone."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.infra.history.migrate import Migration, backup_path, shipped_migrations
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, opening, settlement, write_form_1

SHIPPED = shipped_migrations()
LAST = len(SHIPPED)
NEXT = Migration(LAST + 1, "CREATE TABLE word (text TEXT) STRICT;\nINSERT INTO word VALUES ('next');")
FAILS_IN_THE_MIDDLE = Migration(LAST + 2, "INSERT INTO word VALUES ('third');\nINSERT INTO nowhere VALUES (1);")


@pytest.fixture(params=["encrypted", "plain"])
def file(request, tmp_path) -> StoreFile:
    path = tmp_path / "history.db"
    return encrypted_file(path, KEY) if request.param == "encrypted" else plain_file(path)


async def opened(file: StoreFile, *steps: Migration) -> HistoryStore:
    store = HistoryStore(file, migrations=steps)
    try:
        await store.open_file()
    except StoreProblem:
        await store.close()
        raise
    return store


async def with_one_exchange(file: StoreFile) -> None:
    store = await opened(file, *SHIPPED)
    await store.settle(await store.open(opening()), settlement())
    await store.close()


async def version(store: HistoryStore) -> int:
    found: int = await store._with(lambda c: c.execute("PRAGMA user_version").fetchone()["user_version"])
    return found


async def words(store: HistoryStore) -> list[str]:
    return await store._with(lambda c: [row["text"] for row in c.execute("SELECT text FROM word")])


def names(file: StoreFile) -> list[str]:
    assert file.path
    return sorted(item.name for item in file.path.parent.iterdir())


def test_the_shipped_steps_are_numbered_without_a_gap():
    numbers = [step.number for step in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_new_history_takes_every_step_and_needs_no_copy(file):
    store = await opened(file, *SHIPPED, NEXT)
    assert await version(store) == LAST + 1
    assert await words(store) == ["next"]
    await store.close()
    assert names(file) == ["history.db"]


async def test_a_copy_is_made_before_a_step_and_the_step_runs_once(file):
    await with_one_exchange(file)
    for _ in range(2):
        store = await opened(file, *SHIPPED, NEXT)
        assert await version(store) == LAST + 1
        assert await words(store) == ["next"]
        assert (await store.load(1)).settlements == (settlement(),)
        await store.close()
    assert names(file) == ["history.db", f"history.db.before-{LAST + 1}"]

    assert file.path
    copy = backup_path(file.path, LAST + 1)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before = await opened(encrypted_file(copy, KEY) if file.encrypted else plain_file(copy), *SHIPPED)
    assert await version(before) == LAST
    assert (await before.load(1)).opening == opening()
    await before.close()


async def test_the_copy_holds_what_a_killed_run_left_in_the_journal_file(file):
    assert file.path
    store = await opened(file, *SHIPPED)
    await store.settle(await store.open(opening()), settlement())
    left = {name: (file.path.parent / name).read_bytes() for name in ("history.db", "history.db-wal")}
    await store.close()
    for name, data in left.items():
        (file.path.parent / name).write_bytes(data)

    store = await opened(file, *SHIPPED, NEXT)
    assert (await store.load(1)).settlements == (settlement(),)
    await store.close()
    copy = backup_path(file.path, LAST + 1)
    before = await opened(encrypted_file(copy, KEY) if file.encrypted else plain_file(copy), *SHIPPED)
    assert (await before.load(1)).settlements == (settlement(),)
    await before.close()


async def test_a_step_that_fails_leaves_everything_as_it_was_before_it(file):
    await with_one_exchange(file)
    with pytest.raises(StoreProblem, match="could not be brought up to date") as caught:
        await opened(file, *SHIPPED, NEXT, FAILS_IN_THE_MIDDLE)
    assert f"Step {LAST + 2}" in caught.value.detail
    assert f"before-{LAST + 1}" in caught.value.detail
    assert caught.value.hint
    assert names(file) == ["history.db", f"history.db.before-{LAST + 1}"]

    store = await opened(file, *SHIPPED, NEXT)
    assert await version(store) == LAST + 1
    assert await words(store) == ["next"]
    assert (await store.load(1)).settlements == (settlement(),)
    await store.close()


async def test_no_step_runs_when_the_copy_cannot_be_made(file):
    await with_one_exchange(file)
    assert file.path
    backup_path(file.path, LAST + 1).mkdir()
    with pytest.raises(StoreProblem, match="No copy of the history"):
        await opened(file, *SHIPPED, NEXT)
    store = await opened(file, *SHIPPED)
    assert await version(store) == LAST
    await store.close()


async def test_no_step_runs_while_another_program_reads(file, monkeypatch):
    monkeypatch.setattr("leaddesk.infra.history.store_file._LOCK_WAIT_S", 0.05)
    store = await opened(file, *SHIPPED)
    reader = file.connect()
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM opening").fetchall()
    await store.open(opening())
    await store.close()
    with pytest.raises(StoreProblem, match="in use"):
        await opened(file, *SHIPPED, NEXT)
    reader.close()
    store = await opened(file, *SHIPPED, NEXT)
    assert await version(store) == LAST + 1
    await store.close()


async def test_a_history_of_a_newer_leaddesk_is_left_alone(file):
    await with_one_exchange(file)
    store = await opened(file, *SHIPPED, NEXT)
    await store.close()
    assert file.path
    before = file.path.read_bytes()
    with pytest.raises(StoreProblem, match="newer LeadDesk") as caught:
        await opened(file, *SHIPPED)
    assert f"form {LAST + 1}" in caught.value.detail
    assert caught.value.hint == "Install the newest LeadDesk."
    assert file.path.read_bytes() == before


async def test_a_history_of_the_first_form_keeps_its_rows_and_is_listed_found_and_chained(file):
    connection = file.connect()
    write_form_1(connection, 3)
    connection.close()
    store = HistoryStore(file)
    await store.open_file()
    lines = await store.find()
    assert [(line.id, line.outcome, line.name, line.act) for line in lines] == [
        (3, "About to send", "Annabel Exampleton", "Load lead"),
        (2, "Loaded", "Annabel Exampleton", "Load lead"),
        (1, "Loaded", "Annabel Exampleton", "Load lead"),
    ]
    exchange = await store.load(1)
    assert exchange.opening.at == AT
    assert exchange.settled is not None
    assert (exchange.settled.operator, exchange.settled.rules) == ("", "")
    assert exchange.settled.response is not None
    assert exchange.settled.response.body == b"{}"
    assert [exchange.id for exchange in await store.unsettled()] == [3]
    for text in ("202-555-0142", "0142", "exampleton", "sent as typed"):
        assert [line.id for line in await store.find(HistoryQuery(text=text))] == [3, 2, 1]
    assert [line.id for line in await store.similar("", "annabel exampleton", "20500")] == [3, 2, 1]
    entries = await store._with(lambda c: list(c.execute("SELECT kind, row_id FROM chain ORDER BY seq")))
    assert [(entry["kind"], entry["row_id"]) for entry in entries] == [
        ("chain_start", 1),
        *[("opening", number) for number in (1, 2, 3)],
        *[("settlement", number) for number in (1, 2)],
    ]
    assert await store.open(opening()) == 4
    await store.close()
    assert names(file) == ["history.db", "history.db.before-2"]


async def test_a_disk_that_fills_up_meanwhile_leaves_the_first_form_as_it_was(file):
    connection = file.connect()
    write_form_1(connection, 30)
    connection.close()

    def connect() -> sqlite3.Connection:
        connection: sqlite3.Connection = file.connect()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")
        return connection

    with pytest.raises(StoreProblem, match="cannot be written") as caught:
        await opened(replace(file, connect=connect), *SHIPPED)
    assert "disk is full" in caught.value.detail
    connection = file.connect()
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert connection.execute("SELECT count(*) FROM latest WHERE words <> ''").fetchone()[0] == 30
    connection.close()
    store = await opened(file, *SHIPPED)
    assert (await store.verify()).problems == ()
    assert len(await store.find()) == 30
    await store.close()


async def test_a_chain_taken_over_by_a_step_goes_on_with_what_is_written_next(file):
    connection = file.connect()
    write_form_1(connection, 2)
    connection.close()
    store = await opened(file, *SHIPPED)
    await store.settle(2, settlement())
    report = await store.verify()
    assert (report.problems, report.taken_over, report.entries) == ((), 3, 5)
    await store.close()
