"""What is purged is gone, the chain says that it went, and nothing else can be passed off as purged."""

from __future__ import annotations

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.infra.history.purging import purge
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, note, opening, settlement


@pytest.fixture
async def store(tmp_path):
    made = HistoryStore.encrypted(tmp_path / "history.db", KEY)
    await made.open_file()
    for number in range(1, 7):
        lead = {"first_name": "Annabel", "last_name": f"Nr{number}"}
        exchange = await made.open(opening(lead=lead))
        await made.settle(exchange, settlement())
        await made.settle(exchange, settlement())
        await made.write_note(note(exchange_id=exchange))
    yield made
    assert await made.close()


async def purged(store: HistoryStore, *ids: int) -> int:
    return await store._write(lambda c: purge(c, store._key, ids, AT, "Sam", "Older than five years"))


async def test_what_is_purged_is_gone_and_the_chain_stays_verifiable(store):
    anchor = await store.head()
    assert await purged(store, 1, 2, 4, 99) == 3
    report = await store.verify(anchor)
    assert report.problems == ()
    assert (report.purged, report.exchanges, report.notes) == (3, 3, 6)
    assert [line.id for line in await store.find()] == [6, 5, 3]
    assert await store.find(HistoryQuery(text="nr1")) == []
    assert [line.id for line in await store.find(HistoryQuery(text="annabel"))] == [6, 5, 3]
    with pytest.raises(StoreProblem, match="not in the history"):
        await store.load(1)
    assert len(await store.notes()) == 6
    assert await store.open(opening()) == 7
    assert await purged(store, 3, 5) == 2
    assert (await store.verify()).purged == 5


async def test_the_newest_stays_so_that_no_number_is_given_twice(store):
    await store.settle(2, settlement())
    assert await purged(store, *range(1, 7)) == 4
    assert [line.id for line in await store.find()] == [6, 2]
    assert await purged(store, 6, 2) == 0
    assert await store.open(opening()) == 7
    assert (await store.verify()).problems == ()


async def test_the_record_cannot_be_deleted_after_a_purge_either(store):
    await purged(store, 1)
    for table in ("opening", "settlement", "purge"):
        with pytest.raises(StoreProblem) as caught:
            await store._with(lambda c, table=table: c.execute(f"DELETE FROM {table}"))
        assert "only ever added to" in caught.value.detail


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM opening WHERE id = 3", "Exchange 3 was removed."),
        ("UPDATE purge SET openings = '[[1,3]]'", "The record of purge 1 is not as it was written."),
        (
            "INSERT INTO purge SELECT 2, at, operator, reason, '[[3,3]]', '[]' FROM purge",
            "The record of purge 2 stands",
        ),
        ("DELETE FROM purge", "The record of purge 1 was removed."),
    ],
)
async def test_nothing_else_is_passed_off_as_purged(store, statement, found):
    await purged(store, 1)

    def tamper(connection):
        connection.execute("PRAGMA foreign_keys = OFF")
        for name in ("opening_kept", "purge_kept", "purge_unchanged"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)

    await store._with(tamper)
    report = await store.verify()
    assert any(problem.sentence.startswith(found) for problem in report.problems)


async def test_a_purge_that_fails_leaves_everything(store, monkeypatch):
    def fail(_connection):
        raise ZeroDivisionError

    monkeypatch.setattr("leaddesk.infra.history.derived.forget_words", fail)
    with pytest.raises(ZeroDivisionError):
        await purged(store, 1)
    report = await store.verify()
    assert (report.problems, report.purged, report.exchanges) == ((), 0, 6)
