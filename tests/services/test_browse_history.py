"""History: leftovers become *Outcome unknown*, and an exchange opens again as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from leaddesk.domain.assessment import AssessmentRules, Check, CheckState, Grade
from leaddesk.domain.errors import AnswerLost, NothingLeft, StoreProblem
from leaddesk.domain.exchange import HistoryQuery, SettledBy
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from tests.services.desk import OTHERS, TYPED, Desk, InThread, answer, rejected, until
from tests.services.fakes import disk_full


async def left_open(desk: Desk, phone: str = TYPED["phone"]) -> int:
    """Leaves a row *about to send* behind, as a kill would, and returns its number."""
    await desk.sending(phone=phone)
    await desk.submit.finish(0)
    desk.transport.script.clear()
    return len(desk.journal.openings)


async def test_what_was_left_open_becomes_unknown_and_what_was_settled_stays():
    desk = Desk()
    await desk.send(answer())
    before = desk.last(1)
    left = await left_open(desk)
    desk.clock.go_on(3600)
    assert await desk.browse.settle_leftovers(desk.journal) == 1
    settled = desk.last(left)
    assert (settled.outcome, settled.by, settled.assessment) == (
        LoadOutcome.UNKNOWN,
        SettledBy.RESTART,
        Grade.REVIEW,
    )
    assert settled.at == desk.clock.now()
    assert set(settled.checks) == set(Check)
    assert desk.journal.exchange(1).settlements == (before,)
    assert await desk.browse.settle_leftovers(desk.journal) == 0


async def test_a_leftover_of_a_vendor_no_longer_known_holds_no_other_one_back():
    desk = Desk()
    first = await left_open(desk)
    second = await left_open(desk, OTHERS[0])
    desk.journal.rewrite_vendor(first, "gone")
    assert await desk.browse.settle_leftovers(desk.journal) == 2
    assert desk.last(first).outcome is LoadOutcome.UNKNOWN
    assert desk.last(second).outcome is LoadOutcome.UNKNOWN
    assert desk.last(first).assessment == Grade.REVIEW


async def test_leftovers_that_cannot_be_settled_are_a_problem_of_the_history():
    desk = Desk()
    await left_open(desk)
    desk.journal.settle_fails = disk_full()
    with pytest.raises(StoreProblem):
        await desk.browse.settle_leftovers(desk.journal)


LOST = AnswerLost("No answer came.", "It may be loaded.", "Look first.")
LITIGATOR: dict[str, object] = {
    "status": "Accepted",
    "lead": {"phone": "7205550100", "knownLitigatorCheck": {"Found": True, "NumHits": 1}},
}


@pytest.mark.parametrize(
    "end",
    [
        answer(),
        answer(LITIGATOR),
        rejected(),
        answer(b"<html>busy</html>", 503),
        answer(b"", 200),
        AnswerLost("No answer came.", "It may be loaded.", "Look first."),
        NothingLeft("Refused.", "Nothing was sent."),
    ],
)
async def test_an_exchange_opens_again_as_it_was_however_much_later(end):
    desk = Desk()
    first = await desk.send(end)
    desk.clock.go_on(400 * 24 * 3600)
    assert await desk.browse.open(1) == first


async def test_a_cancelled_exchange_opens_as_unknown_then_as_its_late_answer():
    desk = Desk()
    submission, pending = await desk.sending()
    submission.cancel()
    first = await submission.answer()
    await until(lambda: len(desk.journal.calls) == 3)
    assert await desk.browse.open(1) == first
    pending.set_result(answer())
    await desk.idle()
    assert await desk.browse.open(1) == desk.late[0]


async def test_an_exchange_on_its_way_does_not_say_that_leaddesk_ended():
    desk = Desk()
    submission, pending = await desk.sending()
    lead = await desk.browse.open(1)
    assert lead.verdict.outcome is LoadOutcome.UNKNOWN
    assert "ended" not in lead.verdict.explanation.sentence()
    assert lead.assessment.grade is Grade.REVIEW
    pending.set_result(answer())
    await submission.answer()


@pytest.mark.parametrize("worse_then", [True, False])
async def test_what_was_recorded_stands_over_what_this_version_reads(worse_then):
    """A later version reads the same bytes differently: the record decides, and the difference is said."""
    desk = Desk()
    lead = await desk.send(answer())
    federal = CheckState.BLOCKED if worse_then else CheckState.STALE
    grade = Grade.DO_NOT_CONTACT if worse_then else Grade.REVIEW
    recorded = replace(
        lead.settlement,
        outcome=LoadOutcome.DUPLICATE,
        assessment=grade,
        checks={**lead.settlement.checks, Check.FEDERAL_DNC: federal},
    )
    desk.journal.settlements[1].append(recorded)
    again = await desk.browse.open(1)
    assert again.settlement == recorded
    assert again.verdict.outcome is LoadOutcome.DUPLICATE
    assert again.assessment.grade is grade
    assert again.assessment.state(Check.FEDERAL_DNC) is federal
    assert again.assessment.state(Check.STATE_DNC) is CheckState.NO_BLOCK
    said = " ".join(again.verdict.notices)
    assert "Load outcome was recorded as Duplicate; this version of LeadDesk reads the answer as Loaded." in said
    assert f"Assessment was recorded as {grade}" in said
    assert f"Federal do-not-call was recorded as {federal}" in said
    assert "State do-not-call" not in said
    assert again.assessment.reasons
    assert not any("none blocked" in reason for reason in again.assessment.reasons)


async def test_an_exchange_of_a_vendor_no_longer_known_shows_what_was_recorded():
    desk = Desk()
    first = await desk.send(answer(LITIGATOR))
    desk.journal.rewrite_vendor(1, "gone")
    assert [row.outcome for row in (await desk.browse.find()).rows] == ["Loaded"]
    again = await desk.browse.open(1)
    assert again.settlement == first.settlement
    assert again.assessment.grade is Grade.DO_NOT_CONTACT
    assert again.assessment.state(Check.LITIGATOR) is CheckState.BLOCKED
    assert again.verdict.outcome is LoadOutcome.LOADED
    assert json.loads(again.raw) == LITIGATOR
    assert "does not know the vendor gone" in again.verdict.notices[0]


async def test_rows_are_the_newest_first_and_hold_the_text():
    desk = Desk()
    await desk.send(answer())
    await desk.send(rejected())
    assert [row.id for row in (await desk.browse.find()).rows] == [2, 1]
    assert [row.id for row in (await desk.browse.find(HistoryQuery(text="Rejected"))).rows] == [2]


async def test_a_page_says_whether_older_ones_follow(monkeypatch):
    monkeypatch.setattr("leaddesk.services.browse_history.PAGE", 2)
    desk = Desk()
    for phone in OTHERS:
        await desk.send(answer(), phone=phone)
    first = await desk.browse.find()
    assert ([row.id for row in first.rows], first.more) == ([3, 2], True)
    rest = await desk.browse.find(before=2)
    assert ([row.id for row in rest.rows], rest.more) == ([1], False)
    narrowed = await desk.browse.find(HistoryQuery(outcomes=("Rejected",)))
    assert (narrowed.rows, narrowed.more) == ((), False)


async def test_the_story_of_an_exchange_holds_all_settlements_and_its_own_notes():
    desk = Desk()
    await desk.send(LOST)
    await desk.send(answer(), phone=OTHERS[0])
    finding = Finding(exchange_id=1, loaded=True, reason="Found in the dialer")
    settling = SettleUnknown(desk.known, desk.journal, desk.clock, lambda _id: False)
    await settling.settle(finding, "A. Brandt")
    number = desk.journal.openings[1].number
    for kind, about in ((NoteKind.REVEALED, 1), (NoteKind.PROOF_SAVED, 1), (NoteKind.PROOF_SAVED, 2)):
        at = desk.clock.now()
        await desk.journal.write_note(Note(at=at, operator="S", kind=kind, number=number, exchange_id=about))
    story = await desk.browse.story(1)
    assert story.lead == await desk.browse.open(1)
    assert [settled.by for settled in story.settlements] == [SettledBy.NO_ANSWER, SettledBy.PERSON]
    assert [note.kind for note in story.notes] == [NoteKind.REVEALED, NoteKind.PROOF_SAVED]


async def test_the_notes_of_an_exchange_sent_as_typed_are_found_without_a_number():
    desk = Desk()
    await desk.send(answer())
    desk.journal.openings[1] = replace(desk.journal.openings[1], number="ask for Testa")
    await desk.journal.write_note(
        Note(at=desk.clock.now(), operator="S", kind=NoteKind.PROOF_SAVED, number="ask for Testa", exchange_id=1)
    )
    assert len((await desk.browse.story(1)).notes) == 1


async def test_the_opening_holds_the_form_as_typed():
    desk = Desk()
    await desk.send(answer())
    opening = await desk.browse.opening(1)
    assert (dict(opening.lead), opening.destination_id) == (TYPED, "d1")


async def test_a_persons_word_over_an_answer_that_did_not_tell_stands_without_a_difference():
    """The answer came with a server error: nobody knows whether it loaded, but its checks are there."""
    desk = Desk()
    first = await desk.send(answer(LITIGATOR, status=503))
    assert first.verdict.outcome is LoadOutcome.UNKNOWN
    settling = SettleUnknown(desk.known, desk.journal, desk.clock, lambda _id: False)
    await settling.settle(Finding(exchange_id=1, loaded=False, reason="Not found in the dialer"), "A. Brandt")
    again = await desk.browse.open(1)
    assert again.verdict.outcome is LoadOutcome.REJECTED
    assert again.verdict.explanation.sentence().startswith("It was not loaded, says A. Brandt")
    assert again.verdict.notices == first.verdict.notices
    assert again.assessment == first.assessment
    assert again.verdict.evidence == first.verdict.evidence


async def test_the_rules_in_force_judge_leftovers_and_are_named():
    desk = Desk()
    left = await left_open(desk)
    browse = BrowseHistory(desk.known, desk.journal, desk.clock, InThread(), AssessmentRules(version="ours 3"))
    await browse.settle_leftovers(desk.journal)
    assert desk.last(left).rules == "ours 3"
    assert (await browse.open(left)).rules.version == "ours 3"
