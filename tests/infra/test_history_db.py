"""What goes on record comes back as it was, is found again, and is only ever added to: on every kind of store."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, HistoryQuery, SettledBy
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.history import together
from leaddesk.infra.history.transaction import transaction
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, note, opening, openings, settlement, settlements, texts


@pytest.fixture(params=["encrypted", "plain", "memory"])
async def store(request, tmp_path):
    made = {
        "encrypted": lambda: HistoryStore.encrypted(tmp_path / "data" / "history.db", KEY),
        "plain": lambda: HistoryStore.plain(tmp_path / "data" / "history-plain.db"),
        "memory": HistoryStore.in_memory,
    }[request.param]()
    await made.open_file()
    yield made
    assert await made.close()


async def test_an_exchange_is_open_until_it_is_settled(store):
    number = await store.open(opening())
    assert await store.unsettled() == [Exchange(number, opening())]
    assert [(row.outcome, row.assessment) for row in await store.find()] == [(ABOUT_TO_SEND, "")]

    await store.settle(number, settlement())
    assert await store.unsettled() == []
    assert await store.load(number) == Exchange(number, opening(), (settlement(),))
    (row,) = await store.find()
    assert (row.id, row.at, row.operator, row.profile_name) == (number, AT, "Sam Supervisor", "Main account")
    assert (row.environment, row.destination_name, row.number) == ("Production", "Spring list", "+12025550142")
    assert (row.outcome, row.assessment) == ("Loaded", "Review")


async def test_a_later_settlement_stands_over_an_earlier_one(store):
    number = await store.open(opening())
    first = settlement(by=SettledBy.CANCEL, outcome=LoadOutcome.UNKNOWN, response=None, at=AT + timedelta(hours=1))
    late = settlement(outcome=LoadOutcome.REJECTED, assessment="Do not contact", at=AT)
    await store.settle(number, first)
    await store.settle(number, late)
    exchange = await store.load(number)
    assert exchange.settlements == (first, late)
    assert exchange.settled == late
    (row,) = await store.find()
    assert (row.outcome, row.assessment) == ("Rejected", "Do not contact")


async def test_an_exchange_that_is_not_there_is_said(store):
    with pytest.raises(StoreProblem, match="not in the history") as caught:
        await store.load(7)
    assert "number 7" in caught.value.detail
    with pytest.raises(StoreProblem, match="not in the history"):
        await store.settle(7, settlement())
    number = await store.open(opening())  # the failed one left no transaction behind
    assert [exchange.id for exchange in await store.unsettled()] == [number]


async def test_settlements_that_wait_together_are_all_there_in_their_order_but_the_one_that_cannot_be(store):
    numbers = [await store.open(opening()) for _ in range(5)]
    first, second = settlement(by=SettledBy.CANCEL), settlement()
    wanted = [*((number, first) for number in numbers), (99, first), *((number, second) for number in numbers)]
    ends = await asyncio.gather(*(store.settle(*one) for one in wanted), return_exceptions=True)
    assert [type(end) for end in ends] == [type(None)] * 5 + [StoreProblem] + [type(None)] * 5
    for number in numbers:
        assert (await store.load(number)).settlements == (first, second)
    assert (await store.verify()).intact


async def test_what_is_said_to_be_settled_is_on_the_disk_and_many_wait_for_it_once(store, monkeypatch):
    numbers = [await store.open(opening()) for _ in range(20)]
    begun: list[int] = []

    def counted(connection):
        begun.append(1)
        return transaction(connection)

    monkeypatch.setattr(together, "transaction", counted)
    held = threading.Event()
    holding = asyncio.ensure_future(store._worker.do(held.wait, 5))
    await asyncio.sleep(0)
    all_settled = asyncio.gather(*(store.settle(number, settlement()) for number in numbers))
    await asyncio.sleep(0)
    held.set()
    await asyncio.gather(holding, all_settled)
    assert len(begun) == 1
    assert await store.unsettled() == []


async def test_openings_that_wait_together_are_on_the_disk_at_one_go_but_the_one_that_cannot_be(store, monkeypatch):
    begun: list[int] = []

    def counted(connection):
        begun.append(1)
        return transaction(connection)

    monkeypatch.setattr(together, "transaction", counted)
    held = threading.Event()
    holding = asyncio.ensure_future(store._worker.do(held.wait, 5))
    await asyncio.sleep(0)
    all_opened = asyncio.gather(*(store.open(opening(act=f"act {index}")) for index in range(20)))
    await asyncio.sleep(0)
    held.set()
    await holding
    numbers = await all_opened
    assert len(begun) == 1
    assert [(each.id, each.opening.act) for each in await store.unsettled()] == [
        (number, f"act {index}") for index, number in enumerate(numbers)
    ]
    ends = await asyncio.gather(store.open(opening()), store.settle(99, settlement()), return_exceptions=True)
    assert [type(end) for end in ends] == [int, StoreProblem]
    assert (await store.verify()).intact


async def test_unsettled_ones_come_oldest_first_and_rows_newest_first(store):
    numbers = [await store.open(opening(act=f"act {index}")) for index in range(4)]
    await store.settle(numbers[1], settlement())
    assert [exchange.id for exchange in await store.unsettled()] == [numbers[0], numbers[2], numbers[3]]
    assert [row.id for row in await store.find()] == numbers[::-1]
    assert [row.id for row in await store.find(limit=2)] == [numbers[3], numbers[2]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("202 555", "ab"),
        ("(202) 555-0142", "a"),
        ("1-202-555-0199", "b"),
        ("+13035550100", "c"),
        ("13035550100", "c"),
        ("0142", "a"),
        ("999", ""),
        ("42", ""),
        ("annabel", "a"),
        ("ANNABEL  exampleton", "a"),
        ("straße", "b"),
        ("ÉLODIE", "b"),
        ("second account", "c"),
        ("spring", "ab"),
        ("100%", "c"),
        ("_", ""),
        ("\\", ""),
        ("lee", "c"),
        ("loaded", "a"),
        ("duplicate", "b"),
        ("about to", "c"),
        ("do not contact", "b"),
        ("sam super", "abc"),
        ("supervisor main", ""),
        ("   ", "abc"),
        ("'; DROP TABLE opening; --", ""),
        ("\ud800", ""),
        ("\x00", ""),
    ],
)
async def test_the_history_is_searched_by_number_or_by_words(store, text, found):
    letters = {}
    letters[await store.open(opening())] = "a"
    lead = {"first_name": "Élodie", "last_name": "Strasse"}
    letters[await store.open(opening(number="+12025550199", lead=lead))] = "b"
    lead = {"first_name": "Lee", "last_name": "Sample"}
    changes = {"profile_name": "Second account", "destination_name": "100% fresh", "number": "303-555-0100"}
    letters[await store.open(opening(lead=lead, **changes))] = "c"
    by_letter = {letter: number for number, letter in letters.items()}
    await store.settle(by_letter["a"], settlement())
    await store.settle(by_letter["b"], settlement(outcome=LoadOutcome.DUPLICATE, assessment="Do not contact"))
    assert "".join(sorted(letters[row.id] for row in await store.find(HistoryQuery(text=text)))) == found


async def test_a_limit_keeps_the_newest_that_were_found(store):
    numbers = [await store.open(opening()) for _ in range(5)]
    for text in ("5550142", "annabel"):
        assert [row.id for row in await store.find(HistoryQuery(text=text), limit=2)] == [numbers[4], numbers[3]]


@pytest.mark.parametrize("table", ["opening", "settlement", "note", "chain", "chain_start"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET rowid = rowid + 7", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"],
)
async def test_what_is_on_record_cannot_be_changed(store, table, statement):
    number = await store.open(opening())
    await store.settle(number, settlement())
    await store.write_note(note())

    def tamper(connection):
        connection.execute(statement.replace("{}", table))

    with pytest.raises(StoreProblem) as caught:
        await store._with(tamper)
    assert "only ever added to" in caught.value.detail
    assert await store.load(number) == Exchange(number, opening(), (settlement(),))


async def test_a_row_that_makes_no_sense_is_said_and_the_others_stay(store):
    def spoil(connection):
        connection.execute("DROP TRIGGER opening_unchanged")
        connection.execute("UPDATE opening SET request = '{' WHERE id = 1")

    await store.open(opening())
    await store.open(opening())
    await store._with(spoil)
    with pytest.raises(StoreProblem, match="entry of the history cannot be read") as caught:
        await store.load(1)
    assert "Exchange 1" in caught.value.detail
    assert (await store.load(2)).opening == opening()


async def test_a_time_without_zone_is_refused_and_leaves_nothing(store):
    with pytest.raises(ValueError, match="zone"):
        await store.open(opening(at=AT.replace(tzinfo=None)))
    assert await store.find() == []


async def test_a_huge_answer_comes_back_whole(store):
    number = await store.open(opening(lead={"note": "n" * 1_000_000}))
    response = HttpResponse(200, body=bytes(range(256)) * 40_000, capped=True)
    await store.settle(number, settlement(response=response))
    exchange = await store.load(number)
    assert exchange.settled is not None
    assert exchange.settled.response == response
    assert exchange.opening.lead == {"note": "n" * 1_000_000}


async def test_drafts_are_kept_by_place_and_forgotten_when_empty(store):
    assert await store.load_draft("Enter lead") == {}
    await store.save_draft("Enter lead", {"phone": "202", "first_name": ""})
    await store.save_draft("Enter lead", {"phone": "202-555", "first_name": "\ud800\x00😀"})
    await store.save_draft("Check number", {"phone": "303"})
    assert await store.load_draft("Enter lead") == {"phone": "202-555", "first_name": "\ud800\x00😀"}
    await store.save_draft("Enter lead", {"phone": "", "first_name": ""})
    assert await store.load_draft("Enter lead") == {}
    assert await store.load_draft("Check number") == {"phone": "303"}


async def test_a_draft_is_kept_as_it_was_when_it_was_handed_over(store):
    fields = {"phone": "1"}
    turn = threading.Event()
    busy = asyncio.create_task(store._with(lambda _: turn.wait(10)))
    saving = asyncio.create_task(store.save_draft("Enter lead", fields))
    await asyncio.sleep(0)
    fields["phone"] = "2"
    turn.set()
    await asyncio.gather(busy, saving)
    assert await store.load_draft("Enter lead") == {"phone": "1"}


@settings(max_examples=60)
@given(opening=openings, settled=st.lists(settlements, max_size=3), draft=st.dictionaries(texts, texts, max_size=4))
async def test_every_value_comes_back_as_it_was(opening, settled, draft):
    store = HistoryStore.in_memory()
    try:
        await store.open_file()
        number = await store.open(opening)
        for item in settled:
            await store.settle(number, item)
        await store.save_draft(opening.profile_name, draft)
        exchange = await store.load(number)
        (row,) = await store.find()
        drafted = await store.load_draft(opening.profile_name)
    finally:
        await store.close()
    assert exchange == Exchange(number, opening, tuple(settled))
    assert exchange.opening.at.tzinfo == UTC
    assert list(exchange.opening.lead) == list(opening.lead)
    assert (row.number, row.operator) == (opening.number, opening.operator)
    assert row.outcome == (settled[-1].outcome if settled else ABOUT_TO_SEND)
    assert drafted == (draft if any(draft.values()) else {})
