"""*Settle* of acts on lists: nothing can read them again, so a person's word settles them; no other act is asked of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import SettledBy, Settlement
from leaddesk.domain.verdict import Explanation
from leaddesk.infra.history_db import HistoryStore
from leaddesk.services.act_record import on_record
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from leaddesk.vendors.registry import adapters
from tests.infra.history_samples import opening
from tests.services.fakes import START, FakeClock

ABOUT = "Spring outreach, list “May”"


@pytest.fixture
async def store():
    made = HistoryStore.in_memory()
    await made.open_file()
    yield made
    await made.close()


async def unknown(store: HistoryStore, act: Act = Act.PAUSE_LIST) -> int:
    asked = opening(act=act.value, vendor="purecallerid", number="", destination_name=ABOUT, dialer="", at=START)
    entry = await store.open(asked)
    why = Explanation("No answer came.", "The list may be paused, or not.")
    await store.settle(
        entry,
        Settlement(at=START, by=SettledBy.NO_ANSWER, outcome=ActOutcome.UNKNOWN, explanation=why, assessment=""),
    )
    return entry


def settling(store: HistoryStore, *on_its_way: int) -> SettleUnknown:
    return SettleUnknown(adapters(), store, FakeClock(), lambda number: number in on_its_way)


@pytest.mark.parametrize("act", [Act.PAUSE_LIST, Act.ACTIVATE_LIST])
@pytest.mark.parametrize(
    ("done", "reason", "outcome", "sentence"),
    [
        (True, "", ActOutcome.DONE, "It was done, says M. Reyes, who looked in Pure CallerID. No reason was given."),
        (
            False,
            " still runs ",
            ActOutcome.DID_NOT_CHANGE,
            "It was not done, says M. Reyes, who looked in Pure CallerID. Reason: still runs.",
        ),
    ],
)
async def test_a_persons_word_settles_an_act_on_a_list(store, act, done, reason, outcome, sentence):
    entry = await unknown(store, act)
    service = settling(store)
    assert [row.id for row in await service.queue()] == [entry]
    finding = Finding(exchange_id=entry, loaded=done, reason=reason)
    found = on_record(await service.settle(finding, "M. Reyes"))
    settled = found.settlements[-1]
    assert (found.outcome, settled.by, settled.operator) == (outcome, SettledBy.PERSON, "M. Reyes")
    assert settled.explanation.sentence() == sentence
    assert (settled.assessment, settled.checks) == ("", {}), "an act assesses nobody"
    assert len(found.settlements) == 2, "the former settlement stays on record"
    assert await service.queue() == ()
    with pytest.raises(LeadDeskError, match="is not open"):
        await service.settle(finding, "M. Reyes")


async def test_it_says_that_a_list_cannot_be_read_again_and_where_to_look(store):
    found = await settling(store).open(await unknown(store))
    assert found.look_up == f"A list cannot be read again: look at it in Pure CallerID ({ABOUT})."


async def test_no_other_act_is_settled_by_a_word(store):
    for act in (Act.PAUSE, Act.ACTIVATE, Act.EDIT_MESSAGES):
        entry = await unknown(store, act)
        assert await settling(store).queue() == ()
        with pytest.raises(LeadDeskError, match="is not open"):
            await settling(store).settle(Finding(exchange_id=entry, loaded=True), "M. Reyes")


async def test_an_act_on_its_way_is_not_asked_of(store):
    entry = await unknown(store)
    assert await settling(store, entry).queue() == ()
    with pytest.raises(LeadDeskError, match="is not open"):
        await settling(store, entry).open(entry)


async def test_the_vendors_answer_in_the_same_moment_counts(store, monkeypatch):
    entry, settle = await unknown(store), store.settle

    async def told(exchange_id: int, settlement: Settlement) -> None:
        why = Explanation("The vendor answered.")
        at = START + timedelta(seconds=1)
        answer = Settlement(at=at, by=SettledBy.ANSWER, outcome=ActOutcome.REJECTED, explanation=why, assessment="")
        monkeypatch.undo()
        await settle(exchange_id, answer)
        await settle(exchange_id, settlement)

    monkeypatch.setattr(store, "settle", told)
    with pytest.raises(LeadDeskError, match="is not open"):
        await settling(store).settle(Finding(exchange_id=entry, loaded=True), "M. Reyes")
    assert on_record(await store.load(entry)).outcome is ActOutcome.REJECTED
