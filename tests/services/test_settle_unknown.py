"""*Settle*: who may say what became of a lead, what goes on record, and what stands over it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from leaddesk.domain.assessment import Grade
from leaddesk.domain.errors import AnswerLost, LeadDeskError, StoreProblem
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from tests.services.desk import CLEAN, OTHERS, Desk, answer, rejected
from tests.services.fakes import disk_full

LOST = AnswerLost("No answer came within 60 seconds.")
LEAD = cast("dict[str, object]", CLEAN["lead"])


@pytest.fixture
def desk() -> Desk:
    return Desk()


def settling(desk: Desk) -> SettleUnknown:
    return SettleUnknown(desk.known, desk.journal, desk.clock, desk.submit.on_its_way)


@pytest.mark.parametrize(
    ("loaded", "reason", "outcome", "sentence"),
    [
        (True, "", LoadOutcome.LOADED, "It was loaded, says M. Reyes, who looked in the dialer. No reason was given."),
        (
            False,
            " not in list 4711 ",
            LoadOutcome.REJECTED,
            "It was not loaded, says M. Reyes, who looked in the dialer. Reason: not in list 4711.",
        ),
    ],
)
async def test_a_persons_word_settles_and_says_who_found_what(desk, loaded, reason, outcome, sentence):
    await desk.send(LOST)
    desk.clock.go_on(60)
    exchange = await settling(desk).settle(Finding(exchange_id=1, loaded=loaded, reason=reason), "M. Reyes")
    settled = desk.last()
    assert exchange.settled == settled
    assert (settled.by, settled.outcome, settled.operator) == (SettledBy.PERSON, outcome, "M. Reyes")
    assert settled.at == desk.clock.now()
    assert settled.explanation.sentence() == sentence
    assert settled.assessment == Grade.REVIEW
    assert set(settled.checks.values()) == {"not returned"}
    assert len(exchange.settlements) == 2, "the former settlement stays on record"


async def test_what_a_person_settled_opens_again_as_they_said_it(desk):
    await desk.send(LOST)
    await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    lead = await desk.browse.open(1)
    assert lead.verdict.outcome is LoadOutcome.LOADED
    assert lead.assessment.grade is Grade.REVIEW


async def test_checks_that_came_back_stay_and_settling_makes_no_assessment_better(desk):
    blocked = {"blocked": True, "sanCoverage": True}
    await desk.send(answer({**CLEAN, "lead": {**LEAD, "doNotCallResult": blocked}}, status=503))
    assert desk.last().outcome is LoadOutcome.UNKNOWN
    before = desk.last()
    await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    after = desk.last()
    assert after.outcome is LoadOutcome.LOADED
    assert (after.assessment, after.checks, after.response) == (before.assessment, before.checks, before.response)
    assert after.assessment == Grade.DO_NOT_CONTACT
    assert (await desk.browse.open(1)).assessment.grade is Grade.DO_NOT_CONTACT


@pytest.mark.parametrize("settled", [answer(), rejected()])
async def test_what_is_known_is_not_settled_again(desk, settled):
    await desk.send(settled)
    with pytest.raises(LeadDeskError, match="Entry 1 is not open"):
        await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    assert len(desk.journal.settlements[1]) == 1


async def test_a_person_settles_once(desk):
    await desk.send(LOST)
    await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    with pytest.raises(LeadDeskError) as refused:
        await settling(desk).settle(Finding(exchange_id=1, loaded=False), "A. Brandt")
    assert refused.value.detail == "It is settled already: Loaded."


async def test_what_is_on_its_way_is_not_settled_but_may_be_once_nobody_waits(desk):
    submission, pending = await desk.sending()
    with pytest.raises(LeadDeskError) as refused:
        await settling(desk).open(1)
    assert refused.value.detail == "It is being sent right now: wait for its answer."
    assert await settling(desk).queue() == ()
    submission.cancel()
    await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    pending.set_result(answer())
    await desk.idle()


async def test_an_answer_in_the_same_moment_counts_and_the_person_is_told(desk, monkeypatch):
    await desk.send(LOST)
    late = replace(desk.last(), by=SettledBy.ANSWER, outcome=LoadOutcome.DUPLICATE)
    settle = desk.journal.settle

    async def overtaken(exchange_id, settlement):
        if settlement.by is SettledBy.PERSON:
            await settle(exchange_id, late)
        await settle(exchange_id, settlement)

    monkeypatch.setattr(desk.journal, "settle", overtaken)
    with pytest.raises(LeadDeskError) as refused:
        await settling(desk).settle(Finding(exchange_id=1, loaded=False), "M. Reyes")
    assert refused.value.detail == "An answer came in the same moment: Duplicate. It counts."
    assert desk.last() == late


async def test_the_queue_has_the_open_ones_oldest_first(desk):
    await desk.send(LOST)
    await desk.send(answer(), phone=OTHERS[0])
    await desk.send(LOST, phone=OTHERS[1])
    desk.journal.settle_fails = disk_full()
    await desk.send(answer(), phone=OTHERS[2])
    rows = await settling(desk).queue()
    assert [(row.id, row.outcome) for row in rows] == [
        (1, "Outcome unknown"),
        (3, "Outcome unknown"),
        (4, "About to send"),
    ]


async def test_the_whole_queue_is_read_page_by_page(desk, monkeypatch):
    monkeypatch.setattr("leaddesk.services.settle_unknown._PAGE", 2)
    numbers = ("(720) 555-0100", *OTHERS, "(720) 555-0105")
    for phone in numbers:
        await desk.send(LOST, phone=phone)
    assert [row.id for row in await settling(desk).queue()] == [1, 2, 3, 4, 5]


async def test_it_says_where_to_look(desk):
    await desk.send(LOST)
    one = await settling(desk).open(1)
    assert one.look_up == "Pure CallerID offers no look-up: look in the dialer (APN)."
    desk.journal.rewrite_vendor(1, "gone")
    assert (await settling(desk).open(1)).look_up == "This vendor offers no look-up: look in the dialer (APN)."


async def test_what_cannot_be_written_is_not_settled(desk):
    await desk.send(LOST)
    desk.journal.settle_fails = disk_full()
    with pytest.raises(StoreProblem):
        await settling(desk).settle(Finding(exchange_id=1, loaded=True), "M. Reyes")
    assert desk.last().outcome is LoadOutcome.UNKNOWN
