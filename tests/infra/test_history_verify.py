"""Whatever is done to the file behind LeadDesk's back is found, and said where."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.chain import Anchor, ChainFault, ChainReport
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.secret import Secret
from leaddesk.infra.history.derived import forget_words, list_all, list_undone
from leaddesk.infra.history.store_file import plain_file
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import KEY, note, opening, settlement, write_form_1

CHAIN_KEY = Secret("5a" * 32)
TABLES = ("opening", "settlement", "note", "chain", "chain_start")


@pytest.fixture
async def store(tmp_path):
    made = HistoryStore.encrypted(tmp_path / "history.db", KEY)
    await made.open_file()
    await fill(made)
    yield made
    assert await made.close()


async def fill(store: HistoryStore, count: int = 5) -> None:
    """Exchanges 1 to 5, each settled, and three notes: entries 1 (the start) to 14."""
    for number in range(1, count + 1):
        exchange = await store.open(opening(act=f"Load {number}"))
        await store.settle(exchange, settlement(assessment=f"Grade {number}"))
        if number % 2:
            await store.write_note(note(exchange_id=exchange, reason=f"Reason {number}"))


def tamper(connection: sqlite3.Connection, *statements: str) -> None:
    """Does what a hand with the key could do, refusing triggers or not."""
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger in triggers:
        connection.execute(f"DROP TRIGGER {trigger['name']}")
    for statement in statements:
        connection.execute(statement)


def list_anew(connection: sqlite3.Connection) -> None:
    """What lists and searches read, made anew from the record."""
    list_all(connection)
    list_undone(connection)
    forget_words(connection)


async def found(store: HistoryStore, *statements: str, anchor: Anchor | None = None) -> list[tuple[object, ...]]:
    await store.find(HistoryQuery(text="annabel"))  # from here on its words are in the index
    await store._with(lambda c: tamper(c, *statements))
    report = await store.verify(anchor)
    assert report.intact == (not report.problems)
    assert all(problem.sentence.endswith(".") for problem in report.problems)
    return [(problem.fault, problem.seq, problem.exchange_id) for problem in report.problems]


async def test_an_untouched_history_is_intact(store):
    report = await store.verify(await store.head())
    assert report.problems == ()
    assert (report.entries, report.exchanges, report.notes, report.taken_over) == (14, 5, 3, 0)
    assert report.since is not None
    assert report.sealed
    assert report.head == report.anchor == await store.head()
    assert await found(store) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE opening SET number = '+13035550100' WHERE id = 2", [("Changed", 5, 2)]),
        ("UPDATE opening SET notes = NULL || 'x', lead = lead || ' ' WHERE id = 9", []),
        ("UPDATE opening SET lead = lead || ' ' WHERE id = 2", [("Changed", 5, 2)]),
        ("UPDATE opening SET at = CAST(x'ff' AS TEXT) WHERE id = 2", [("Changed", 5, 2)]),
        ("UPDATE settlement SET outcome = 'Rejected' WHERE id = 1", [("Changed", 3, 1)]),
        ("UPDATE settlement SET body = NULL WHERE id = 1", [("Changed", 3, 1)]),
        ("UPDATE settlement SET exchange_id = 2 WHERE id = 1", [("Changed", 3, 2), ("Search index", None, 1)]),
        ("UPDATE settlement SET elapsed_s = 0.2500001 WHERE id = 1", [("Changed", 3, 1)]),
        ("UPDATE note SET reason = text, text = reason WHERE id = 1", [("Changed", 4, 1)]),
        ("UPDATE chain_start SET at = '2001-01-01T00:00:00+00:00'", [("Changed", 1, None)]),
        ("DELETE FROM opening WHERE id = 5", [("Removed", 12, 5)]),
        ("DELETE FROM note WHERE id = 2", [("Removed", 9, None)]),
        ("DELETE FROM chain_start", [("Removed", 1, None)]),
        ("UPDATE opening SET id = 77 WHERE id = 2", [("Moved", 5, 2)]),
        ("INSERT INTO opening SELECT 77, * FROM (SELECT * FROM opening WHERE id = 1)", None),
        ("UPDATE chain SET digest = zeroblob(32) WHERE seq = 5", [("Changed", 5, 2)]),
        ("UPDATE chain SET mac = zeroblob(32) WHERE seq = 5", [("Changed", 5, 2)]),
        ("UPDATE chain SET before = zeroblob(32) WHERE seq = 5", [("Changed", 5, 2)]),
        ("UPDATE chain SET row_id = 99 WHERE seq = 5", [("Changed", 5, 99)]),
        ("UPDATE chain SET kind = 'note', row_id = 99 WHERE seq = 14", [("Changed", 14, None)]),
        ("DELETE FROM chain WHERE seq = 5", [("Removed", 5, None)]),
        ("DELETE FROM chain WHERE seq IN (5, 8)", [("Removed", 5, None), ("Removed", 8, None)]),
        ("UPDATE chain SET seq = 40 WHERE seq = 14", [("Removed", 14, None), ("Moved", 40, None)]),
        ("UPDATE chain SET seq = -4 WHERE seq = 14", [("Moved", -4, None)]),
        ("DELETE FROM latest WHERE exchange_id = 3", [("Search index", None, 3)]),
        ("UPDATE latest SET outcome = 'Rejected' WHERE exchange_id = 3", [("Search index", None, 3)]),
        (
            "UPDATE latest SET undone = 'Loaded, but only partly done.' WHERE exchange_id = 3",
            [("Search index", None, 3)],
        ),
        ("UPDATE latest SET digits_backwards = '' WHERE exchange_id = 3", [("Search index", None, 3)]),
        ("DELETE FROM words_docsize WHERE id = 3 * 256 + 1", [("Search index", None, 3)]),
    ],
)
async def test_each_touch_is_located(store, statement, expected):
    if expected is None:
        columns = "at, operator, vendor, profile_id, profile_name, environment, destination_id, destination_name, "
        columns += "dialer, act, number, data_quality_counts, notes, lead, request"
        statement = f"INSERT INTO opening SELECT 77, {columns} FROM opening WHERE id = 1"
        expected = [("Added by another program", None, 77)]
    assert await found(store, statement) == expected


async def test_two_rows_in_each_others_place_and_two_entries_too(store):
    swap = ["UPDATE {0} SET {1} = -1 WHERE {1} = 2", "UPDATE {0} SET {1} = 2 WHERE {1} = 4"]
    swap = [text.format("opening", "id") for text in [*swap, "UPDATE {0} SET {1} = 4 WHERE {1} = -1"]]
    assert await found(store, *swap) == [("Moved", 5, 2), ("Moved", 10, 4)]


async def test_two_entries_in_each_others_place(store):
    swap = [f"UPDATE chain SET seq = {new} WHERE seq = {old}" for old, new in ((3, -1), (8, 3), (-1, 8))]
    assert await found(store, *swap) == [("Moved", 3, None), ("Moved", 8, None)]


async def test_a_lost_end_is_found_by_the_anchor_and_not_without(store):
    anchor = await store.head()
    cut = ["DELETE FROM chain WHERE seq > 11", "DELETE FROM opening WHERE id = 5", "DELETE FROM note WHERE id = 3"]
    cut += ["DELETE FROM settlement WHERE id = 5", "DELETE FROM latest WHERE exchange_id = 5"]
    assert await found(store, *cut) == []
    assert await found(store, anchor=anchor) == [(ChainFault.TAIL_LOST, 12, None)]
    await fill(store)
    await store._write(list_anew)
    assert await found(store, anchor=anchor) == [(ChainFault.ROLLED_BACK, 14, None)]
    assert await found(store, anchor=await store.head()) == []


async def test_an_end_cut_off_the_chain_alone_is_found_by_its_rows(store):
    assert await found(store, "DELETE FROM chain WHERE seq > 13") == [("Added by another program", None, 5)]


async def test_the_history_of_another_key_is_all_changed(tmp_path):
    store = HistoryStore(plain_file(tmp_path / "h.db"), CHAIN_KEY)
    await store.open_file()
    await fill(store, 150)
    await store.close()
    store = HistoryStore(plain_file(tmp_path / "h.db"))
    await store.open_file()
    report = await store.verify()
    await store.close()
    assert {problem.fault for problem in report.problems} == {ChainFault.EDITED}
    assert len(report.problems) == 200
    assert report.more == report.entries - 200
    assert not report.sealed


async def test_a_chain_without_a_secret_key_says_so(tmp_path):
    store = HistoryStore.plain(tmp_path / "h.db")
    await store.open_file()
    assert (await store.verify()).sealed is False
    await store.close()


async def test_what_was_there_before_the_chain_is_held_from_then_on(tmp_path):
    file = plain_file(tmp_path / "h.db")
    connection = file.connect()
    write_form_1(connection, 3)
    connection.close()
    store = HistoryStore(file, CHAIN_KEY)
    await store.open_file()
    await fill(store)
    report = await store.verify()
    assert report.problems == ()
    assert report.taken_over == 5
    assert report.since is not None
    assert abs((datetime.now(UTC) - report.since).total_seconds()) < 60
    assert await found(store, "UPDATE opening SET number = '1' WHERE id = 1") == [("Changed", 2, 1)]
    await store.close()


async def test_lists_are_made_anew_from_the_record(store):
    before = await store.find()
    await store._with(lambda c: tamper(c, "UPDATE latest SET outcome = 'Rejected', name = 'x', digits = '1'"))
    assert not (await store.verify()).intact
    await store._write(list_anew)
    assert (await store.verify()).problems == ()
    assert await store.find() == before


async def test_two_copies_that_write_to_one_file_make_one_chain(tmp_path):
    stores = [HistoryStore.encrypted(tmp_path / "history.db", KEY) for _ in range(2)]
    for store in stores:
        await store.open_file()
    await asyncio.gather(*(fill(store) for store in stores))
    reports = [await store.verify() for store in stores]
    for store in stores:
        await store.close()
    assert [(report.problems, report.entries) for report in reports] == [((), 27), ((), 27)]


async def test_it_works_while_new_entries_are_written(store, monkeypatch):
    monkeypatch.setattr("leaddesk.infra.history.verify._PIECE_S", 0.0)
    await fill(store, 30)
    told: list[tuple[int, int]] = []
    waited: list[float] = []

    async def write() -> None:
        while True:
            start = time.monotonic()
            await store.settle(await store.open(opening()), settlement())
            waited.append(time.monotonic() - start)
            await asyncio.sleep(0.001)

    writing = asyncio.create_task(write())
    report = await store.verify(await store.head(), lambda done, total: told.append((done, total)))
    writing.cancel()
    assert report.problems == ()
    assert len(waited) > 3
    assert told == sorted(told)
    assert all(0 < done <= total for done, total in told)
    assert (await store.verify()).entries > report.entries


async def test_it_can_be_cancelled(store, monkeypatch):
    monkeypatch.setattr("leaddesk.infra.history.verify._PIECE_S", 0.0)
    looking: asyncio.Task[ChainReport] = asyncio.create_task(store.verify(progress=lambda _done, _of: looking.cancel()))
    with pytest.raises(asyncio.CancelledError):
        await looking
    assert await store.open(opening()) == 6


def test_an_anchor_is_a_short_text_and_nothing_else_is_one():
    anchor = Anchor(12, bytes(range(32)))
    assert anchor.text() == f"12:{bytes(range(32)).hex()}"
    assert Anchor.read(anchor.text()) == anchor
    assert Anchor.read(Anchor(0, b"").text()) == Anchor(0, b"")
    for text in (
        "",
        "12",
        "12:",
        "0:" + "00" * 32,
        "-1:" + "00" * 32,
        "12:" + "0g" * 32,
        f" {anchor.text()}",
        "1" * 30,
    ):
        with pytest.raises(ValueError, match="no anchor"):
            Anchor.read(text)


class Template:
    """One filled history in memory, and copies of it to be tampered with."""

    def __init__(self) -> None:
        self.data = b""

    async def copy(self, path) -> HistoryStore:
        if not self.data:
            store = HistoryStore(plain_file(path), CHAIN_KEY)
            await store.open_file()
            await fill(store)
            await store.close()
            self.data = path.read_bytes()
        path.write_bytes(self.data)
        store = HistoryStore(plain_file(path), CHAIN_KEY)
        await store.open_file()
        return store


TEMPLATE = Template()
_IDS = {"opening": 5, "settlement": 5, "note": 3, "chain": 14, "chain_start": 1}


@st.composite
def _touches(draw: st.DrawFn) -> tuple[str, int, list[str]]:
    """Returns the table, the row and the statements of one touch."""
    table = draw(st.sampled_from(TABLES))
    row = draw(st.integers(1, _IDS[table]))
    key = "seq" if table == "chain" else "id"
    acts = ["delete", "edit", "move"] + (["swap", "copy"] if _IDS[table] > 1 else [])
    match draw(st.sampled_from(acts)):
        case "delete":
            return table, row, [f"DELETE FROM {table} WHERE {key} = {row}"]
        case "move":
            away = draw(st.integers(100, 10**6) | st.integers(-(10**6), -1))
            if table == "chain_start":
                return table, row, ["UPDATE chain_start SET taken_over = 1"]
            return table, row, [f"UPDATE {table} SET {key} = {away} WHERE {key} = {row}"]
        case "swap":
            other = row % _IDS[table] + 1
            steps = ((row, -7), (other, row), (-7, other))
            return table, row, [f"UPDATE {table} SET {key} = {new} WHERE {key} = {old}" for old, new in steps]
        case "copy":
            return table, row, [f"copy {row}"]
    column = draw(st.integers(1, 30))
    value = draw(st.sampled_from(["'x'", "7", "x'00ff'", "zeroblob(32)", "0.5", "NULL", "''"]))
    return table, row, [f"edit {column} {value}"]


def _touch(connection: sqlite3.Connection, table: str, row: int, statements: list[str]) -> bool:
    """Does it, and tells whether that changed anything."""
    key = "seq" if table == "chain" else "id"
    columns = [item["name"] for item in connection.execute(f"PRAGMA table_info({table})")]
    others = [name for name in columns if name != key]
    word, _, rest = statements[0].partition(" ")
    if word == "copy":
        extra = "row_id + 100" if table == "chain" else None
        taken = ", ".join(extra if name == "row_id" and extra else name for name in others)
        statements = [
            f"INSERT INTO {table} ({key}, {', '.join(others)}) SELECT 50, {taken} FROM {table} WHERE {key} = {row}"
        ]
    if word == "edit":
        column, value = rest.split(" ", 1)
        name = others[int(column) % len(others)]
        statements = [f"UPDATE {table} SET {name} = {value} WHERE {key} = {row}"]
    query = f"SELECT * FROM {table} ORDER BY {key}"
    before = [list(item.values()) for item in connection.execute(query)]
    try:
        tamper(connection, "PRAGMA ignore_check_constraints = ON", *statements)
    except sqlite3.IntegrityError:
        return False
    return before != [list(item.values()) for item in connection.execute(query)]


@settings(max_examples=150)
@given(touched=_touches())
async def test_any_single_touch_on_any_table_is_located(tmp_path_factory, touched):
    table, row, statements = touched
    store = await TEMPLATE.copy(tmp_path_factory.getbasetemp() / "touched.db")
    try:
        entry = row if table == "chain" else await _entry_of(store, table, row)
        changed = await store._with(lambda c: _touch(c, table, row, statements))
        report = await store.verify()
    finally:
        await store.close()
    assert report.intact == (not changed)
    if changed and statements[0].startswith("copy") and table != "chain":
        copied = {problem.sentence.split(" stands")[0] for problem in report.problems}
        assert any(" 50" in text for text in copied)
    elif changed and statements[0].startswith("copy"):
        assert 50 in {problem.seq for problem in report.problems}
    elif changed and table == "chain" and row == _IDS["chain"] and statements[0].startswith("DELETE"):
        assert [problem.fault for problem in report.problems] == [ChainFault.INSERTED]  # the row without its entry
    elif changed:
        places = {problem.seq for problem in report.problems}
        moved = {int(word) for problem in report.problems for word in problem.sentence.split() if word.isdigit()}
        assert entry in places | moved


async def _entry_of(store: HistoryStore, table: str, row: int) -> int:
    query = "SELECT seq FROM chain WHERE kind = ? AND row_id = ?"
    entry: int = await store._with(lambda c: c.execute(query, (table, row)).fetchone()["seq"])
    return entry
