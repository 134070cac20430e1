"""What counts against a sending, and what a person's word over it has to hold; pure values, no history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.before_sending import (
    MOST_MATCHES,
    CallingDoubt,
    ConcernKind,
    Concerns,
    Override,
    concerns,
    is_open,
    number_key,
    open_unknowns,
)
from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, ExchangeRow, Opening, SettledBy, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import RequestRecord

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
NUMBER = "+17205550100"


def exchange(number, *outcomes, destination="d1"):
    opening = Opening(
        at=NOW,
        operator="M. Reyes",
        vendor="purecallerid",
        profile_id="p1",
        profile_name="Northside",
        environment="Production",
        destination_id=destination,
        destination_name="Spring outreach",
        dialer="Five9",
        act="Load lead",
        number=NUMBER,
        lead={"phone": NUMBER},
        request=RequestRecord("POST", "https://vendor.example.com/load", (), "{}"),
    )
    settlements = tuple(
        Settlement(
            at=NOW + timedelta(seconds=at),
            by=SettledBy.NO_ANSWER,
            outcome=outcome,
            explanation=Explanation("It is so."),
            assessment="Review",
        )
        for at, outcome in enumerate(outcomes)
    )
    return Exchange(number, opening, settlements)


def row(number, outcome):
    return ExchangeRow(
        id=number,
        at=NOW,
        operator="M. Reyes",
        profile_name="Northside",
        destination_name="Spring outreach",
        environment="Production",
        number=NUMBER,
        outcome=outcome,
        assessment="Review",
    )


def found(*exchanges, rows=(), **more):
    return concerns(destination_id="d1", about_number=exchanges, similar=rows, **more)


@pytest.mark.parametrize(
    ("outcomes", "it_is_open"),
    [
        ((), True),
        ((LoadOutcome.UNKNOWN,), True),
        ((LoadOutcome.LOADED,), False),
        ((LoadOutcome.UNKNOWN, LoadOutcome.REJECTED), False),
        ((LoadOutcome.LOADED, LoadOutcome.UNKNOWN), True),
    ],
)
def test_the_last_settlement_tells_whether_an_exchange_is_open(outcomes, it_is_open):
    assert is_open(exchange(1, *outcomes)) is it_is_open


def test_open_unknowns_are_those_of_the_destination_the_oldest_first():
    there = (exchange(4), exchange(3, LoadOutcome.LOADED), exchange(2), exchange(1, destination="d2"))
    assert [item.id for item in open_unknowns(there, "d1")] == [2, 4]


def test_an_open_unknown_is_named_once_and_needs_a_reason():
    asked = found(exchange(7), rows=[row(7, ABOUT_TO_SEND), row(5, LoadOutcome.LOADED)])
    assert asked.kinds == (ConcernKind.OPEN_UNKNOWN, ConcernKind.SENT_BEFORE)
    assert [item.id for item in asked.matches] == [5]
    assert asked.needs_reason
    assert asked.text() == "Outcome unknown of entry 7; sent before in entry 5."
    with pytest.raises(ValueError, match="with a reason"):
        asked.override("M. Reyes", " \t")
    word = asked.override("M. Reyes", " it is not there ")
    assert (word.exchange_ids, word.reason, word.text) == ((7,), "it is not there", asked.text())
    assert word.notes == ("Tried again over an unknown outcome: entry 7.",)


def test_an_override_cannot_be_made_without_the_reason_it_needs():
    with pytest.raises(ValueError, match="with a reason"):
        Override(operator="M. Reyes", exchange_ids=(7,))
    assert Override(operator="M. Reyes").exchange_ids == ()


@pytest.mark.parametrize("outcome", [*LoadOutcome, ABOUT_TO_SEND])
def test_only_what_may_be_loaded_was_sent_before(outcome):
    nothing_loaded = outcome in (LoadOutcome.REJECTED, LoadOutcome.NOT_SENT)
    assert bool(found(rows=[row(1, outcome)])) is not nothing_loaded


def test_the_newest_matches_are_shown_and_no_more():
    rows = [row(number, LoadOutcome.LOADED) for number in range(40, 0, -1)]
    assert [item.id for item in found(rows=rows).matches] == list(range(40, 40 - MOST_MATCHES, -1))


def test_the_gravest_is_said_first():
    mark = Note(at=NOW, operator="M. Reyes", kind=NoteKind.DO_NOT_CALL, number=NUMBER)
    doubt = CallingDoubt("Closed in Denver, CO until 8:00 am MST.")
    asked = found(exchange(7), exchange(8), rows=[row(5, LoadOutcome.LOADED)], asked=mark, calling=doubt)
    assert asked.kinds == tuple(ConcernKind)
    assert asked.text() == (
        "Asked not to be called; outcome unknown of entries 7, 8; sent before in entry 5; "
        "calling window: Closed in Denver, CO until 8:00 am MST."
    )


def test_nothing_against_it_asks_nothing():
    assert not Concerns()
    assert Concerns().text() == ""
    assert not Concerns(calling=CallingDoubt("Not known.", is_closed=False)).needs_reason


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (NUMBER, "(720) 555-0100", True),
        (NUMBER, "1-720-555-0100", True),
        (NUMBER, "+17205550101", False),
        ("+442079460000", "+12079460000", False),
        ("Call me ", "call ME", True),
    ],
)
def test_two_spellings_of_a_number_have_one_key(one, other, same):
    assert (number_key(one) == number_key(other)) is same
