"""No second load of a number to a destination while nobody knows what became of the first, unless a person says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast

import pytest

from leaddesk.domain.before_sending import Override
from leaddesk.domain.errors import AnswerLost, NothingLeft, StoreProblem
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.note import NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.send_once import OpenUnknown
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from tests.services.desk import CLEAN, DESTINATION, OTHERS, PROFILE, Desk, answer, rejected, settle_down
from tests.services.fakes import disk_full

LOST = AnswerLost("No answer came within 60 seconds.", "It may be loaded.", "Look first.")
LEAD = cast("dict[str, object]", CLEAN["lead"])
ELSEWHERE = replace(PROFILE, destinations=(replace(DESTINATION, id="d2", name="Autumn"),))


def override(*exchange_ids: int) -> Override:
    return Override(operator="M. Reyes", reason="Checked in the dialer: not loaded", exchange_ids=exchange_ids)


def was_refused(submission_or_lead, desk: Desk, requests: int) -> bool:
    return (
        submission_or_lead.settlement.outcome is LoadOutcome.NOT_SENT
        and len(desk.transport.requests) == requests
        and len(desk.journal.openings) == requests
    )


async def test_after_an_unknown_the_same_number_does_not_leave_again_and_the_keyring_is_not_asked():
    desk = Desk()
    await desk.send(LOST)
    desk.secrets.calls.clear()
    submission = desk.start(phone="720.555.0100")
    lead = await submission.answer()
    assert was_refused(lead, desk, 1)
    assert desk.secrets.calls == []
    assert isinstance(submission.problem, OpenUnknown)
    assert lead.verdict.explanation.title == "An earlier load of this number is unsettled."
    assert lead.verdict.explanation.hint == "Settle it first, or send anyway with a reason."
    assert desk.journal.written == []


@pytest.mark.parametrize("first", [answer(), rejected(), NothingLeft("Refused.")])
async def test_after_any_other_outcome_it_goes_out_again(first):
    desk = Desk()
    await desk.send(first)
    assert (await desk.send(answer())).settlement.outcome is LoadOutcome.LOADED


async def test_another_number_and_another_destination_are_not_held_back():
    desk = Desk()
    await desk.send(LOST)
    assert (await desk.send(answer(), phone=OTHERS[0])).settlement.outcome is LoadOutcome.LOADED
    assert (await desk.send(answer(), profile=ELSEWHERE)).settlement.outcome is LoadOutcome.LOADED


async def test_a_row_that_was_never_settled_holds_back_too():
    desk = Desk()
    desk.journal.settle_fails = disk_full()
    await desk.send(answer())
    desk.journal.settle_fails = None
    assert was_refused(await desk.send(), desk, 1)


async def test_an_override_goes_on_record_before_the_lead_leaves():
    desk = Desk()
    await desk.send(LOST)
    word = Override(operator="M. Reyes", reason="Customer asked for it", text="Outcome unknown.", exchange_ids=(1,))
    lead = await desk.send(answer(), override=word)
    assert lead.settlement.outcome is LoadOutcome.LOADED
    over, anyway = desk.journal.written
    assert (over.kind, over.exchange_id, over.reason) == (NoteKind.OVERRIDDEN, 1, "Customer asked for it")
    assert (anyway.kind, anyway.number, anyway.operator) == (NoteKind.SENT_ANYWAY, "+17205550100", "M. Reyes")
    assert anyway.text == "Outcome unknown."
    assert over.at == anyway.at == desk.journal.openings[2].at


async def test_what_cannot_be_put_on_record_is_not_sent():
    desk = Desk()
    desk.journal.note_fails = disk_full()
    lead = await desk.send(override=Override(operator="M. Reyes"))
    assert was_refused(lead, desk, 0)
    assert lead.verdict.explanation.title == "The history cannot be written."


async def test_an_override_covers_only_the_exchanges_that_were_seen():
    desk = Desk()
    await desk.send(LOST)
    await desk.send(LOST, override=override(1))
    assert was_refused(await desk.send(override=override(1)), desk, 2)
    assert (await desk.send(answer(), override=override(1, 2))).settlement.outcome is LoadOutcome.LOADED


async def test_an_override_pressed_twice_sends_once():
    desk = Desk()
    await desk.send(LOST)
    pending = desk.transport.stall()
    first, second = desk.start(override=override(1)), desk.start(override=override(1))
    assert (await second.answer()).settlement.outcome is LoadOutcome.NOT_SENT
    await settle_down()
    pending.set_result(answer())
    assert (await first.answer()).settlement.outcome is LoadOutcome.LOADED
    assert len(desk.transport.requests) == 2


async def test_two_presses_in_the_same_moment_send_once():
    desk = Desk()
    desk.transport.script.append(answer())
    leads = await asyncio.gather(*(desk.start().answer() for _ in range(3)))
    assert [lead.settlement.outcome for lead in leads] == ["Loaded", "Not sent", "Not sent"]
    assert leads[1].verdict.explanation.hint == "Wait for its answer."
    assert len(desk.transport.requests) == 1


async def test_what_is_still_on_its_way_after_cancel_sending_holds_back_until_a_late_answer_settles_it():
    desk = Desk()
    submission, pending = await desk.sending()
    submission.cancel()
    assert was_refused(await desk.send(), desk, 1)
    await settle_down()
    assert was_refused(await desk.send(), desk, 1)
    pending.set_result(answer())
    await desk.idle()
    assert (await desk.send(answer())).settlement.outcome is LoadOutcome.LOADED


async def test_one_cancelled_before_it_left_holds_nothing_back_even_while_the_keyring_does_not_let_go():
    desk = Desk()
    desk.secrets.deaf = True
    desk.secrets.gate.clear()
    submission = desk.start()
    await settle_down()
    submission.cancel()
    desk.secrets.session[PROFILE.secret_ref("api_key")] = desk.secrets.held[PROFILE.secret_ref("api_key")]
    assert (await desk.send(answer())).settlement.outcome is LoadOutcome.LOADED
    desk.secrets.gate.set()
    await desk.idle()
    assert len(desk.transport.requests) == 1


async def test_a_refused_press_holds_no_later_one_back():
    desk = Desk()
    submission, pending = await desk.sending()
    await desk.send()
    pending.set_result(answer())
    await submission.answer()
    assert (await desk.send(answer())).settlement.outcome is LoadOutcome.LOADED


async def test_without_a_readable_history_nothing_is_sent_and_it_says_why(monkeypatch):
    desk = Desk()

    async def fails(number, limit=200):
        raise StoreProblem("The history cannot be read.", "Disk error.", "Ask your administrator.")

    monkeypatch.setattr(desk.journal, "with_number", fails)
    lead = await desk.send()
    assert was_refused(lead, desk, 0)
    assert lead.verdict.explanation.sentence() == (
        "The history cannot be read. Without the history nobody knows whether this lead was sent before, "
        "so nothing is sent. Ask your administrator."
    )


async def test_on_its_way_ends_with_the_first_answer():
    desk = Desk()
    submission, pending = await desk.sending()
    assert desk.submit.on_its_way(1)
    assert not desk.submit.on_its_way(2)
    submission.cancel()
    assert not desk.submit.on_its_way(1)
    pending.set_result(answer())
    await desk.idle()


def test_an_open_unknown_is_not_overridden_without_a_reason():
    with pytest.raises(ValueError, match="reason"):
        Override(operator="M. Reyes", reason="  ", exchange_ids=(1,))
    assert Override(operator="M. Reyes").exchange_ids == ()


# ---------------------------------------------------------------- a person's word and a late end


def settling(desk: Desk) -> SettleUnknown:
    return SettleUnknown(desk.known, desk.journal, desk.clock, desk.submit.on_its_way)


async def settled_by_a_person_while_waiting(desk: Desk, *, loaded: bool):
    submission, pending = await desk.sending()
    submission.cancel()
    await settle_down()
    await settling(desk).settle(Finding(exchange_id=1, loaded=loaded), "M. Reyes")
    return pending


async def test_a_late_answer_stands_over_a_persons_word():
    desk = Desk()
    pending = await settled_by_a_person_while_waiting(desk, loaded=False)
    pending.set_result(answer())
    await desk.idle()
    assert (desk.last().outcome, desk.last().by) == (LoadOutcome.LOADED, SettledBy.ANSWER)
    assert len(desk.late) == 1


async def test_a_late_silence_leaves_a_persons_word_as_it_is():
    desk = Desk()
    pending = await settled_by_a_person_while_waiting(desk, loaded=True)
    pending.set_exception(LOST)
    await desk.idle()
    assert (desk.last().outcome, desk.last().by) == (LoadOutcome.LOADED, SettledBy.PERSON)
    assert desk.late == []


async def test_a_late_answer_that_does_not_tell_the_outcome_keeps_a_persons_word_and_brings_its_checks():
    desk = Desk()
    pending = await settled_by_a_person_while_waiting(desk, loaded=True)
    pending.set_result(answer({**CLEAN, "lead": {**LEAD, "stateDoNotCallResult": {"blocked": True}}}, status=503))
    await desk.idle()
    last = desk.last()
    assert (last.outcome, last.by, last.operator) == (LoadOutcome.LOADED, SettledBy.PERSON, "M. Reyes")
    assert last.assessment == "Do not contact"
    assert desk.late[0].settlement == last


async def test_a_late_silence_is_written_where_the_history_cannot_tell_what_a_person_said(monkeypatch):
    desk = Desk()
    pending = await settled_by_a_person_while_waiting(desk, loaded=True)

    async def fails(exchange_id):
        raise disk_full()

    monkeypatch.setattr(desk.journal, "load", fails)
    pending.set_exception(LOST)
    await desk.idle()
    assert (desk.last().outcome, desk.last().by) == (LoadOutcome.UNKNOWN, SettledBy.NO_ANSWER)
