"""A report names what has had its time, the purge takes exactly that, and the chain stays verifiable."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from leaddesk.domain.chain import ChainFault
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.note import NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.history.purging import purge
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, note, opening, settlement

YOUNG = AT + timedelta(days=400)
BEFORE = AT + timedelta(days=300)


@pytest.fixture
async def store(tmp_path):
    made = HistoryStore.encrypted(tmp_path / "history.db", KEY)
    await made.open_file()
    yield made
    assert await made.close()


async def add(
    store: HistoryStore, *, young=False, number="+12025550142", outcome=LoadOutcome.LOADED, settled=True
) -> int:
    at = YOUNG if young else AT
    exchange = await store.open(opening(at=at, number=number))
    if settled:
        await store.settle(exchange, settlement(at=at + timedelta(seconds=2), outcome=outcome))
    return exchange


def purged(report):
    return note(at=YOUNG, kind=NoteKind.PURGED, number="", reason="Had its time", text=report.words())


async def retire(store, report):
    return await store.retire(report, purged(report))


async def test_what_is_old_and_closed_goes_and_all_else_stays(store):
    loaded = await add(store)
    unknown = await add(store, outcome=LoadOutcome.UNKNOWN)
    on_its_way = await add(store, settled=False)
    rejected = await add(store, outcome=LoadOutcome.REJECTED, number="+12025550199")
    spoken_of = await add(store)
    await store.write_note(note(at=YOUNG, exchange_id=spoken_of))
    held = await add(store, number="202-555-0177")
    await store.write_note(note(kind=NoteKind.HELD, number="+1 202 555 0177"))
    settled_late = await add(store, outcome=LoadOutcome.UNKNOWN)
    await store.settle(settled_late, settlement(at=YOUNG))
    young = await add(store, young=True)
    await store.write_note(note(number="+12025550199"))

    seen = []
    report = await store.survey(BEFORE, lambda done, total: seen.append((done, total)))
    assert report.ids == (loaded, rejected)
    assert (report.held, report.open, report.outcomes) == (1, 2, {"Loaded": 1, "Rejected": 1})
    assert (report.oldest, report.newest) == (AT, AT)
    assert all(done <= total for done, total in seen)

    anchor = await store.head()
    assert await retire(store, report) == 2
    checked = await store.verify(anchor)
    assert (checked.problems, checked.purged) == ((), 2)
    assert [line.id for line in await store.find()] == [young, settled_late, held, spoken_of, on_its_way, unknown]
    assert await store.find(HistoryQuery(text="5550199")) == []
    assert [item.kind for item in await store.notes(number="+12025550199")] == [NoteKind.DO_NOT_CALL]
    (said,) = await store.notes(kinds=[NoteKind.PURGED])
    assert "2 exchanges" in said.text
    assert report.digest in said.text
    await store.give_space_back()
    assert (await store.verify(anchor)).problems == ()


async def test_nothing_goes_under_a_hold_on_everything(store):
    for _ in range(3):
        await add(store)
    await store.write_note(note(kind=NoteKind.HELD, number=""))
    report = await store.survey(BEFORE)
    assert (report.ids, report.held, report.digest) == ((), 2, "")  # the newest of all never goes
    await store.write_note(note(kind=NoteKind.RELEASED, number=""))
    assert (await store.survey(BEFORE)).ids == (1, 2)


@pytest.mark.parametrize("change", ["hold", "note", "settlement", "gone", "newest"])
async def test_a_report_that_is_no_longer_true_purges_nothing(store, change):
    for _ in range(4):
        await add(store)
    report = await store.survey(BEFORE)
    assert report.ids == (1, 2, 3)
    match change:
        case "hold":
            await store.write_note(note(kind=NoteKind.HELD))
        case "note":
            await store.write_note(note(at=YOUNG, exchange_id=2))
        case "settlement":
            await store.settle(2, settlement(at=YOUNG))
        case "gone":
            await store._write(lambda c: purge(c, store._key, [2], YOUNG, "Sam", ""))
        case "newest":
            await store.settle(2, settlement())
    with pytest.raises(StoreProblem, match="Nothing was purged") as caught:
        await retire(store, report)
    assert "changed since" in caught.value.detail
    assert len(await store.find()) == (3 if change == "gone" else 4)
    assert await store.notes(kinds=[NoteKind.PURGED]) == []
    assert (await store.verify()).problems == ()


async def test_a_row_tampered_with_after_a_purge_is_still_located(store):
    for _ in range(6):
        await add(store)
    await retire(store, replace(await store.survey(BEFORE), ids=(1, 3)))
    await store._with(
        lambda c: c.executescript(
            "DROP TRIGGER opening_unchanged; UPDATE opening SET operator = 'Somebody else' WHERE id = 4;"
        )
    )
    report = await store.verify()
    assert report.purged == 2
    assert (ChainFault.EDITED, 4) in [(problem.fault, problem.exchange_id) for problem in report.problems]


async def test_the_digest_is_of_what_the_rows_held(store, tmp_path):
    for _ in range(3):
        await add(store)
    digest = (await store.survey(BEFORE)).digest
    assert re.fullmatch("[0-9a-f]{64}", digest)
    other = HistoryStore.encrypted(tmp_path / "copy.db", KEY)
    await other.open_file()
    for _ in range(3):
        await add(other)
    assert (await other.survey(BEFORE)).digest == digest
    await other._with(
        lambda c: c.executescript("DROP TRIGGER settlement_unchanged; UPDATE settlement SET body = x'00' WHERE id = 1;")
    )
    assert (await other.survey(BEFORE)).digest != digest
    await other.close()


async def test_a_row_whose_time_makes_no_sense_stays(store):
    for _ in range(3):
        await add(store)
    await store._with(
        lambda c: c.executescript("DROP TRIGGER opening_unchanged; UPDATE opening SET at = '0' WHERE id = 1;")
    )
    assert (await store.survey(BEFORE)).ids == (2,)


@pytest.mark.parametrize("from_before", [False, True])
async def test_the_space_of_what_went_is_given_back(tmp_path, from_before, monkeypatch):
    if from_before:  # files from before could not give pages back one by one
        monkeypatch.setattr("leaddesk.infra.history.space.PREPARE", "PRAGMA user_version")
    path = tmp_path / "history.db"
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    monkeypatch.undo()
    for _ in range(200):
        exchange = await store.open(opening(notes=("n" * 8000,)))
        await store.settle(exchange, settlement())
    await store.close()
    large = path.stat().st_size
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    assert await retire(store, await store.survey(BEFORE)) == 199
    await store.give_space_back()
    assert (await store.verify()).problems == ()
    await store.close()
    assert path.stat().st_size < large / 4
