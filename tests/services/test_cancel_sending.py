"""*Cancel sending*, late answers, pace and the end of LeadDesk: what each means at every moment of a deed."""

from __future__ import annotations

import asyncio
import time

import pytest

from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.submit_lead import Phase
from tests.services.desk import OTHERS, Desk, answer, paced, rejected, settle_down, until
from tests.services.fakes import disk_full


async def cancelled_at_once(submission):
    """Returns what cancelling means, which is there without anything else having to happen."""
    submission.cancel()
    assert submission.answered
    return await submission.answer()


def end(pending, what):
    """Lets the transport end with an answer or a problem."""
    if isinstance(what, Exception):
        pending.set_exception(what)
    else:
        pending.set_result(what)


# ---------------------------------------------------------------- before anything left


async def test_cancelled_in_the_same_moment_as_sent_nobody_is_asked():
    desk = Desk()
    lead = await cancelled_at_once(desk.start())
    await desk.idle()
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert desk.secrets.calls == []
    assert desk.journal.calls == []


@pytest.mark.parametrize("deaf", [False, True])
async def test_cancelled_at_the_keyring_is_not_sent_even_when_the_keyring_comes_back(deaf):
    desk = Desk()
    desk.secrets.deaf = deaf
    desk.secrets.gate.clear()
    submission = desk.start()
    await settle_down()
    assert desk.phases == [Phase.KEYRING]
    lead = await cancelled_at_once(submission)
    assert (lead.settlement.outcome, lead.settlement.by) == (LoadOutcome.NOT_SENT, SettledBy.CANCEL)
    desk.secrets.gate.set()
    await desk.idle()
    assert desk.journal.calls == []
    assert desk.phases == [Phase.KEYRING]
    assert desk.late == []


async def test_cancelled_just_as_the_keyring_answers_writes_and_sends_nothing():
    desk = Desk()
    desk.secrets.gate.clear()
    submission = desk.start()
    await settle_down()
    desk.secrets.gate.set()
    while submission._preparing is not None and not submission._preparing.done():  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0)
    lead = await cancelled_at_once(submission)
    await desk.idle()
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert desk.journal.calls == []


async def test_cancelled_while_waiting_for_the_pace_gives_the_turn_back():
    desk = Desk()
    profile = paced(0.5)
    desk.transport.script += [answer(), answer()]
    await desk.start(profile).answer()
    waiting = desk.start(profile)
    await until(lambda: desk.clock.slept == [2.0])
    assert desk.phases[-1] is Phase.PACE
    lead = await cancelled_at_once(waiting)
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    await desk.idle()
    assert len(desk.transport.requests) == 1
    third = desk.start(profile)
    await until(lambda: len(desk.clock.slept) == 2)
    assert desk.clock.slept == [2.0, 2.0]
    desk.clock.go_on(2)
    assert (await third.answer()).settlement.outcome is LoadOutcome.LOADED


async def test_a_turn_given_back_is_not_given_to_two():
    desk = Desk()
    profile = paced(1)
    desk.transport.script += [answer() for _ in range(3)]
    await desk.start(profile).answer()
    second, third = (desk.start(profile, phone) for phone in OTHERS[:2])
    await until(lambda: desk.clock.slept == [1.0, 2.0])
    second.cancel()
    await settle_down()
    fourth = desk.start(profile, OTHERS[2])
    await until(lambda: len(desk.clock.slept) == 3)
    starts = sorted(desk.clock.slept[1:])
    assert starts == [1.0, 2.0], "the third still starts at 2: the fourth may take the free turn at 1, never that one"
    desk.clock.go_on(2)
    for waiting in (third, fourth):
        assert (await waiting.answer()).settlement.outcome is LoadOutcome.LOADED


async def test_cancelled_while_writing_down_is_not_sent_and_the_row_says_so():
    desk = Desk()
    desk.journal.open_gate.clear()
    submission = desk.start()
    await settle_down()
    assert desk.phases[-1] is Phase.WRITING
    lead = await cancelled_at_once(submission)
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    desk.journal.open_gate.set()
    await desk.idle()
    assert desk.journal.calls == ["open", "settle cancel Not sent"]
    assert desk.late == []


async def test_cancelled_while_writing_down_fails_is_still_not_sent_once():
    desk = Desk()
    desk.journal.open_gate.clear()
    desk.journal.open_fails = disk_full()
    submission = desk.start()
    await settle_down()
    lead = await cancelled_at_once(submission)
    desk.journal.open_gate.set()
    await desk.idle()
    assert (await submission.answer()) is lead
    assert desk.journal.calls == []


# ---------------------------------------------------------------- after it left


async def test_cancelled_while_sending_is_unknown_at_once_settled_and_the_request_goes_on():
    desk = Desk()
    submission, pending = await desk.sending()
    lead = await cancelled_at_once(submission)
    assert (lead.settlement.outcome, lead.exchange_id) == (LoadOutcome.UNKNOWN, 1)
    await settle_down()
    assert desk.journal.calls == ["open", "send", "settle cancel Outcome unknown"]
    assert desk.transport.abandoned == 0
    assert not pending.done()
    pending.set_result(answer())
    await desk.idle()


@pytest.mark.parametrize(
    ("late", "word"),
    [
        (answer(), "settle answer Loaded"),
        (rejected(), "settle answer Rejected"),
        (AnswerLost("The connection broke."), "settle no answer Outcome unknown"),
        (NothingLeft("Refused."), "settle no answer Not sent"),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
async def test_a_late_end_settles_after_the_cancel_and_is_told_once(late, word, at_once):
    desk = Desk()
    submission, pending = await desk.sending()
    if at_once:  # the end is there already, only the deed has not been woken yet
        end(pending, late)
    first = await cancelled_at_once(submission)
    if not at_once:
        await settle_down()
        assert desk.late == []
        end(pending, late)
    await desk.idle()
    assert first.settlement.outcome is LoadOutcome.UNKNOWN
    assert desk.journal.calls == ["open", "send", "settle cancel Outcome unknown", word]
    assert [lead.settlement for lead in desk.late] == [desk.last()]
    assert (await submission.answer()) is first


async def test_a_late_end_waits_for_a_slow_history_to_note_the_cancel():
    desk = Desk()
    submission, pending = await desk.sending()
    desk.journal.settle_gate.clear()
    submission.cancel()
    pending.set_exception(NothingLeft("Refused."))
    await settle_down()
    assert desk.late == []
    desk.journal.settle_gate.set()
    await desk.idle()
    assert desk.journal.calls[2:] == ["settle cancel Outcome unknown", "settle no answer Not sent"]


async def test_cancelled_while_the_answer_is_being_written_down_never_stands_over_it():
    desk = Desk()
    desk.journal.settle_gate.clear()
    desk.transport.script.append(answer())
    submission = desk.start()
    await settle_down()
    assert not submission.answered
    lead = await cancelled_at_once(submission)
    assert lead.settlement.outcome is LoadOutcome.UNKNOWN
    desk.journal.settle_gate.set()
    await desk.idle()
    assert desk.last().outcome is LoadOutcome.LOADED
    assert [late.settlement.outcome for late in desk.late] == [LoadOutcome.LOADED]


async def test_a_second_cancel_and_one_after_the_answer_do_nothing():
    desk = Desk()
    submission, pending = await desk.sending()
    first = await cancelled_at_once(submission)
    submission.cancel()
    pending.set_result(answer())
    await desk.idle()
    assert len(desk.late) == 1
    assert (await submission.answer()) is first
    assert desk.journal.calls.count("settle cancel Outcome unknown") == 1

    desk.transport.script.append(answer())
    done = desk.start()
    lead = await done.answer()
    done.cancel()
    assert (await done.answer()) is lead
    assert not done.cancelled
    await desk.idle()
    assert desk.last(2).outcome is LoadOutcome.LOADED


async def test_a_history_that_cannot_note_the_cancel_changes_no_answer():
    desk = Desk()
    submission, pending = await desk.sending()
    desk.journal.settle_fails = disk_full()
    assert (await cancelled_at_once(submission)).settlement.outcome is LoadOutcome.UNKNOWN
    pending.set_result(answer())
    await desk.idle()
    assert "not in the history" in desk.late[0].verdict.notices[-1]


async def test_a_screen_that_fails_on_a_late_answer_loses_nothing_on_record(expect_log):
    expect_log("could not show", times=1)
    desk = Desk()
    pending = desk.transport.stall()

    def gone(_lead: object) -> None:
        raise RuntimeError("Internal C++ object already deleted.")

    submission = desk.submit.start(desk.order(), desk.phases.append, gone)
    await until(lambda: bool(desk.transport.requests))
    submission.cancel()
    pending.set_result(answer())
    await desk.idle()
    assert desk.journal.calls[2:] == ["settle cancel Outcome unknown", "settle answer Loaded"]


async def test_who_waits_for_the_answer_may_go_away():
    desk = Desk()
    submission, pending = await desk.sending()
    waiter = asyncio.ensure_future(submission.answer())
    await asyncio.sleep(0)
    waiter.cancel()
    pending.set_result(answer())
    await desk.idle()
    assert desk.last().outcome is LoadOutcome.LOADED
    assert (await submission.answer()).settlement.outcome is LoadOutcome.LOADED


# ---------------------------------------------------------------- the next lead


async def test_a_stalled_lead_holds_the_next_one_back_by_no_more_than_the_pace():
    desk = Desk()
    profile = paced(1)
    stalled, pending = await desk.sending(profile)
    desk.clock.go_on(1)
    lead = await desk.send(answer(), profile=profile, phone=OTHERS[0])
    assert (lead.settlement.outcome, lead.exchange_id) == (LoadOutcome.LOADED, 2)
    assert desk.clock.slept == []
    assert not stalled.answered
    pending.set_result(answer())
    assert (await stalled.answer()).exchange_id == 1
    assert len(desk.transport.requests) == 2


async def test_the_second_lead_waits_for_its_turn_and_a_rate_of_zero_waits_never():
    desk = Desk()
    await desk.send(answer(), profile=paced(0.25))
    desk.clock.go_on(1)
    desk.transport.script.append(answer())
    second = desk.start(paced(0.25))
    await until(lambda: desk.clock.slept == [3.0])
    assert len(desk.transport.requests) == 1
    desk.clock.go_on(2.9)
    await settle_down()
    assert len(desk.transport.requests) == 1
    desk.clock.go_on(0.2)
    await second.answer()
    for _ in range(3):
        await desk.send(answer(), profile=paced(0))
    assert desk.clock.slept == [3.0]


# ---------------------------------------------------------------- the end of LeadDesk


async def test_finish_lets_go_of_a_stalled_lead_and_leaves_its_row_open():
    desk = Desk()
    submission, _pending = await desk.sending()
    started = time.monotonic()
    await desk.submit.finish(0.1)
    assert time.monotonic() - started < 1
    assert desk.transport.abandoned == 1
    assert desk.journal.exchange(1).settled is None
    assert (await asyncio.wait_for(submission.answer(), 1)).settlement.outcome is LoadOutcome.UNKNOWN


async def test_finish_waits_for_an_answer_that_comes_in_time():
    desk = Desk()
    submission, pending = await desk.sending()
    asyncio.get_running_loop().call_later(0.03, pending.set_result, answer())
    await desk.submit.finish(5)
    assert (await submission.answer()).settlement.outcome is LoadOutcome.LOADED


async def test_finish_lets_nothing_new_leave():
    desk = Desk()
    desk.secrets.gate.clear()
    submission = desk.start()
    await settle_down()
    asyncio.get_running_loop().call_later(0.03, desk.secrets.gate.set)
    await desk.submit.finish(1)
    assert (await asyncio.wait_for(submission.answer(), 1)).settlement.outcome is LoadOutcome.NOT_SENT
    assert desk.transport.requests == []
    assert desk.journal.calls == []


async def test_finish_is_not_held_by_a_keyring_that_does_not_let_go():
    desk = Desk()
    desk.secrets.deaf = True
    desk.secrets.gate.clear()
    desk.start()
    await settle_down()
    started = time.monotonic()
    await desk.submit.finish(0.1)
    assert time.monotonic() - started < 1.5
    desk.secrets.gate.set()
    await desk.idle()
    assert desk.transport.requests == []


async def test_finish_without_a_lead_is_done():
    await Desk().submit.finish(0.1)
