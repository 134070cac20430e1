"""What speaks against a sending: what counts, in which order, and what a person's word over it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.before_sending import CallingDoubt, ConcernKind, Concerns, concerns, number_key
from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.services.before_sending import BeforeSending
from tests.services.desk import DESTINATION, OTHERS, PROFILE, Desk, answer, rejected

LOST = AnswerLost("No answer came.")
ELSEWHERE = replace(PROFILE, destinations=(replace(DESTINATION, id="d2", name="Autumn"),))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def before_sending(desk: Desk) -> BeforeSending:
    return BeforeSending(desk.journal, AskedNotToBeCalled(desk.journal, desk.clock))


async def look(desk: Desk, **changes) -> Concerns:
    order = desk.order()
    return await before_sending(desk).look(replace(order, typed={**order.typed, **changes}))


async def test_a_first_lead_raises_no_concern(desk):
    found = await look(desk)
    assert not found
    assert found.kinds == ()
    assert found.text() == ""


async def test_a_loaded_lead_is_named_and_needs_no_reason(desk):
    await desk.send(answer())
    found = await look(desk)
    assert found.kinds == (ConcernKind.SENT_BEFORE,)
    row = found.matches[0]
    assert (row.destination_name, row.profile_name, row.outcome) == ("Spring outreach", "Northside", "Loaded")
    assert not found.needs_reason
    assert found.override("M. Reyes", "").exchange_ids == ()


@pytest.mark.parametrize("nothing_loaded", [rejected(), NothingLeft("Refused.")])
async def test_what_loaded_nothing_asks_nothing(desk, nothing_loaded):
    await desk.send(nothing_loaded)
    assert not await look(desk)


async def test_an_open_unknown_here_needs_a_reason_and_stands_once(desk):
    await desk.send(LOST)
    found = await look(desk)
    assert found.kinds == (ConcernKind.OPEN_UNKNOWN,)
    assert [item.id for item in found.open_unknowns] == [1]
    assert found.matches == ()
    assert found.needs_reason
    assert found.override("M. Reyes", " not there ").reason == "not there"
    assert found.override("M. Reyes", "not there").exchange_ids == (1,)
    with pytest.raises(ValueError, match="reason"):
        found.override("M. Reyes", " ")


async def test_an_unknown_at_another_destination_is_a_match_like_any_other(desk):
    await desk.send(LOST, profile=ELSEWHERE)
    found = await look(desk)
    assert found.kinds == (ConcernKind.SENT_BEFORE,)
    assert (found.matches[0].outcome, found.matches[0].destination_name) == ("Outcome unknown", "Autumn")


async def test_a_lead_on_its_way_counts_as_unknown(desk):
    submission, pending = await desk.sending()
    assert (await look(desk)).kinds == (ConcernKind.OPEN_UNKNOWN,)
    pending.set_result(answer())
    await submission.answer()


async def test_the_gravest_comes_first(desk):
    await desk.send(LOST)
    await desk.send(answer(), profile=ELSEWHERE)
    asked = AskedNotToBeCalled(desk.journal, desk.clock)
    await asked.mark("(720) 555-0100", "by letter", "A. Brandt")
    doubt = CallingDoubt("Closed in Denver, CO until 8:00 am MST.")
    found = await BeforeSending(desk.journal, asked).look(desk.order(), doubt)
    assert found.kinds == (
        ConcernKind.ASKED,
        ConcernKind.OPEN_UNKNOWN,
        ConcernKind.SENT_BEFORE,
        ConcernKind.CALLING,
    )
    assert found.text() == (
        "Asked not to be called; outcome unknown of entry 1; sent before in entry 2; "
        "calling window: Closed in Denver, CO until 8:00 am MST."
    )


@pytest.mark.parametrize(
    ("typed", "is_known"),
    [
        ({"first_name": "Ann", "last_name": "Doe", "zip": "80202"}, True),
        ({"first_name": "Ann", "last_name": "Doe"}, False),
        ({"first_name": "Ann", "last_name": "", "zip": "80202"}, False),
        ({"first_name": "Ann", "last_name": "Roe", "zip": "80202"}, False),
    ],
)
async def test_the_same_person_under_another_number_is_a_match_by_full_name_and_zip(desk, typed, is_known):
    order = desk.order(phone=OTHERS[0])
    order = replace(order, typed={**order.typed, "first_name": "Ann", "last_name": "Doe", "zip": "80202"})
    desk.transport.script.append(answer())
    await desk.submit.start(order, desk.phases.append, desk.late.append).answer()
    assert bool((await look(desk, **typed)).matches) is is_known


async def test_fifteen_matches_at_most_and_what_was_refused_hides_none(desk):
    for _ in range(17):
        await desk.send(answer())
    for _ in range(20):
        await desk.send(NothingLeft("Refused."))
    assert [row.id for row in (await look(desk)).matches] == list(range(17, 2, -1))


@pytest.mark.parametrize(
    ("outcome", "asks"),
    [
        ("Loaded", True),
        ("Duplicate", True),
        ("Outcome unknown", True),
        ("About to send", True),
        ("Rejected", False),
        ("Not sent", False),
    ],
)
async def test_only_what_is_or_may_be_loaded_asks(desk, outcome, asks):
    await desk.send(answer())
    (row,) = await desk.journal.find()
    found = concerns(destination_id="d1", about_number=(), similar=[replace(row, outcome=outcome)])
    assert bool(found) is asks


async def test_a_number_check_is_no_earlier_sending(desk):
    desk.transport.script.append(answer())
    order = replace(desk.order(), act="Check number")
    await desk.submit.start(order, desk.phases.append, desk.late.append).answer()
    assert not await look(desk)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("+17205550100", "(720) 555-0100", True),
        ("17205550100", "720.555.0100", True),
        ("+442079460000", "+12079460000", False),
        ("call me", "CALL ME ", True),
        ("call me", "call you", False),
    ],
)
def test_two_spellings_of_a_number(one, other, is_same):
    assert (number_key(one) == number_key(other)) is is_same


def test_a_calling_window_that_nobody_knows_is_a_concern_of_its_own():
    found = concerns(
        destination_id="d1", about_number=(), similar=(), calling=CallingDoubt("No place is known.", is_closed=False)
    )
    assert found.kinds == (ConcernKind.CALLING,)
    assert not found.needs_reason
