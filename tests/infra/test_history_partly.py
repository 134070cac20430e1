"""A load that was only partly done never stands in a list as a whole one."""

from __future__ import annotations

import pytest

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.verdict import HELD, HELD_TITLE, PARTLY_DONE, PARTLY_TITLE, Explanation, LoadOutcome
from leaddesk.infra.history.migrate import _THEN
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import opening, settlement
from tests.vendors.crocodial.samples import observed, verdict_of


@pytest.fixture
async def store():
    made = HistoryStore.in_memory()
    await made.open_file()
    yield made
    assert await made.close()


async def listed(store, **asked) -> list[tuple[str, str]]:
    return [(line.outcome, line.word) for line in await store.find(HistoryQuery(**asked), limit=9, before=None)]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        (PARTLY_TITLE, PARTLY_DONE),
        (HELD_TITLE, HELD),
        ("The dialer loaded the lead.", "Loaded"),
        ("", "Loaded"),
        (f"“{PARTLY_TITLE}”", "Loaded"),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"outcomes": ("Loaded",)}, {"text": "annabel"}, {"text": "555-0142"}])
async def test_the_list_has_the_word_of_the_verdict(store, title, word, asked):
    entry = await store.open(opening())
    await store.settle(entry, settlement(explanation=Explanation(title, "Its custom fields were lost.", "Look.")))
    assert await listed(store, **asked) == [("Loaded", word)]


async def test_the_last_settlement_counts(store):
    entry = await store.open(opening())
    await store.settle(entry, settlement(outcome=LoadOutcome.UNKNOWN))
    await store.settle(entry, settlement(explanation=Explanation(PARTLY_TITLE)))
    assert await listed(store) == [("Loaded", PARTLY_DONE)]


async def test_a_history_of_before_lines_said_so_says_so(store):
    partly, whole, later = [await store.open(opening()) for _ in range(3)]
    await store.settle(partly, settlement(explanation=Explanation(PARTLY_TITLE)))
    await store.settle(whole, settlement())
    await store.settle(later, settlement(explanation=Explanation(PARTLY_TITLE)))
    await store.settle(later, settlement(outcome=LoadOutcome.UNKNOWN))
    listed_first = await listed(store)
    await store._with(lambda connection: connection.execute("UPDATE latest SET undone = ''").fetchall())
    assert PARTLY_DONE not in dict(await listed(store)).values()
    await store._with(lambda connection: _THEN[4](connection, b""))
    assert await listed(store) == listed_first
    assert [word for _, word in listed_first] == ["Outcome unknown", "Loaded", PARTLY_DONE]


async def test_nothing_but_a_load_is_partly_done(store):
    await store.open(opening())
    refused = await store.open(opening())
    await store.settle(refused, settlement(outcome=LoadOutcome.REJECTED, explanation=Explanation(PARTLY_TITLE)))
    assert await listed(store) == [("Rejected", "Rejected"), ("About to send", "About to send")]


async def test_every_recorded_answer_is_listed_by_the_word_of_its_verdict(store):
    verdicts = [verdict_of(case) for case in observed().values()]
    for verdict in verdicts:
        entry = await store.open(opening())
        await store.settle(entry, settlement(outcome=verdict.outcome, explanation=verdict.explanation))
    lines = await store.find(HistoryQuery(), limit=500, before=None)
    assert [line.word for line in reversed(lines)] == [verdict.word for verdict in verdicts]
    assert {PARTLY_DONE, HELD} <= {line.word for line in lines}
