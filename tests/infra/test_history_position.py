"""Where an exchange stands in the chain, as its proof names it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator

import pytest

from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import note, opening, settlement


@pytest.fixture
async def store() -> AsyncIterator[HistoryStore]:
    store = HistoryStore.in_memory()
    await store.open_file()
    yield store
    await store.close()


async def test_every_exchange_is_found_whatever_stands_between(store):
    chance = random.Random(7)
    entries = 1  # the chain begins with an entry of its own
    openings: dict[int, int] = {}
    settled: dict[int, int] = {}
    for _ in range(300):
        act = chance.choice(("open", "settle", "note"))
        entries += 1
        if act == "open" or not openings:
            openings[await store.open(opening())] = entries
        elif act == "settle":
            exchange_id = chance.choice(tuple(openings))
            await store.settle(exchange_id, settlement())
            settled[exchange_id] = entries
        else:
            await store.write_note(note())
    head = await store.head()
    for exchange_id, seq in openings.items():
        found = await store.position(exchange_id)
        assert found is not None
        assert (found.opening_seq, found.settlement_seq) == (seq, settled.get(exchange_id))
        assert found.head_count == head.count == entries
        assert len(found.opening_mac) == 64
    number = await store.open(opening())
    await store.settle(number, settlement())
    newest, head = await store.position(number), await store.head()
    assert newest is not None
    assert (newest.settlement_seq, newest.settlement_mac) == (head.count, head.mac.hex())


async def test_what_is_not_there_or_not_sealed_has_no_position(store, tmp_path):
    assert await store.position(7) is None
    plain = HistoryStore.plain(tmp_path / "plain.db")
    await plain.open_file()
    number = await plain.open(opening())
    assert await plain.position(number) is None
    await plain.close()
