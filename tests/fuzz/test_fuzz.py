"""A few hundred odd answers for every decoder; `make fuzz` tries as many as one has time for."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from leaddesk.domain.wire import HttpResponse
from tests.fuzz.decoders import DECODERS, Decoder
from tests.fuzz.oracle import may_be_no_block
from tests.vendors.purecallerid.answers import AT, clean

CASES = 250


@pytest.mark.parametrize("decoder", DECODERS, ids=lambda decoder: decoder.name)
def test_no_odd_answer_is_too_odd(decoder: Decoder) -> None:
    for number in range(CASES):
        answer = decoder.case(1, number)
        try:
            decoder.check(answer)
        except Exception as error:
            error.add_note(f"case {number} of seed 1: {answer.status} {answer.headers} {answer.body[:500]!r}")
            raise


def test_an_answer_is_made_of_its_number_alone() -> None:
    assert DECODERS[0].case(1, 7) == DECODERS[0].case(1, 7)
    assert len({DECODERS[0].case(1, number).body for number in range(50)}) > 40


def test_the_oracle_knows_a_plain_no_from_all_else() -> None:
    good = clean()
    assert may_be_no_block(json.dumps(good).encode(), AT)
    assert not may_be_no_block(json.dumps(good).encode(), AT + timedelta(days=99))
    for check in ("validationResult", "doNotCallResult", "stateDoNotCallResult", "knownLitigatorCheck"):
        less = clean()
        del less["lead"][check]
        assert not may_be_no_block(json.dumps(less).encode(), AT)


def test_a_decoder_that_calls_silence_no_block_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.decoders.may_be_no_block", lambda _body, _at: False)
    with pytest.raises(AssertionError, match="a wrong No block returned"):
        DECODERS[0].check(HttpResponse(200, (), json.dumps(clean()).encode()))
