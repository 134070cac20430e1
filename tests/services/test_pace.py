"""Pace: whatever is reserved and given back, two starts that stand are never nearer than the rate allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.services.pace import Pace

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "reserve", "give back"]),
        st.floats(0, 3, allow_nan=False),
        st.sampled_from([0.25, 1.0, 3.0, 7.0]),
    ),
    max_size=25,
)


@given(STEPS, st.booleans())
def test_two_turns_that_stand_are_a_gap_apart(steps, one_rate):
    pace, now = Pace(), 0.0
    standing: list[tuple[float, float]] = []
    for act, passed, rate in steps:
        per_second = 1.0 if one_rate else rate
        now += passed
        if act == "reserve":
            start = pace.reserve("a", per_second, now)
            assert start >= now
            assert all(abs(start - other) >= 1 / per_second - 1e-6 for other, _ in standing)
            standing.append((start, per_second))
        else:
            for turn in [turn for turn in standing if turn[0] > now][:1]:
                pace.give_back("a", turn[0])
                standing.remove(turn)


@pytest.mark.parametrize("rate", [0.5, 1, 3, 7])
def test_turns_follow_each_other_without_a_hole(rate):
    pace = Pace()
    starts = [pace.reserve("a", rate, 10.0) for _ in range(5)]
    assert starts == pytest.approx([10 + number / rate for number in range(5)])


def test_families_do_not_wait_for_each_other_and_zero_is_no_limit():
    pace = Pace()
    assert pace.reserve("a", 1, 5.0) == 5.0
    assert pace.reserve("b", 1, 5.0) == 5.0
    assert [pace.reserve("a", 0, 5.0) for _ in range(3)] == [5.0] * 3
    assert pace.reserve("a", 1, 5.0) == 6.0


def test_a_turn_given_back_is_taken_next_and_one_long_past_is_forgotten():
    pace = Pace()
    first, second, third = (pace.reserve("a", 1, 0.0) for _ in range(3))
    pace.give_back("a", second)
    assert pace.reserve("a", 1, 0.5) == second
    assert pace.reserve("a", 1, 0.5) == third + 1
    assert pace.reserve("a", 1, 100.0) == 100.0
    assert (first, second, third) == (0.0, 1.0, 2.0)


def test_giving_back_what_was_never_taken_changes_nothing():
    pace = Pace()
    pace.give_back("a", 1.0)
    assert pace.reserve("a", 1, 0.0) == 0.0
    pace.give_back("a", 0.5)
    assert pace.reserve("a", 1, 0.0) == 1.0
