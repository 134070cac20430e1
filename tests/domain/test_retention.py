"""What has had its time, and what a hold, an open outcome or a younger word about it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.retention import (
    Aged,
    Holds,
    PurgeReport,
    RetentionRule,
    Standing,
    cutoff,
    standing,
    standing_holds,
)

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)
OLD = datetime(2025, 1, 2, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
numbers = st.sampled_from(["+12025550142", "(202) 555-0142", "+12025550199", "202555", "", "unknown"])
exchanges = st.builds(
    Aged,
    id=st.just(1),
    number=numbers,
    opened=moments,
    last=moments,
    outcome=st.none() | st.sampled_from(["Loaded", "Duplicate", "Rejected", "Not sent", "Outcome unknown"]),
)
hold_notes = st.lists(
    st.builds(
        Note,
        at=moments,
        operator=st.just("Sam"),
        kind=st.sampled_from([NoteKind.HELD, NoteKind.RELEASED, NoteKind.DO_NOT_CALL]),
        number=numbers,
    ),
    max_size=8,
)


def hold(number="", kind=NoteKind.HELD):
    return Note(at=OLD, operator="Sam", kind=kind, number=number, reason="Lawsuit")


def aged(**changes):
    return replace(Aged(id=1, number="+12025550142", opened=OLD, last=OLD, outcome="Loaded"), **changes)


def test_the_cutoff_is_the_same_day_years_before_and_keeps_more_in_a_leap_year():
    assert cutoff(NOW, 5) == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert cutoff(datetime(2028, 2, 29, 3, tzinfo=UTC), 5) == datetime(2023, 2, 28, 3, tzinfo=UTC)
    assert cutoff(datetime(2028, 2, 29, 3, tzinfo=UTC), 4) == datetime(2024, 2, 29, 3, tzinfo=UTC)
    east = timezone(timedelta(hours=14))
    assert cutoff(datetime(2031, 1, 1, 2, tzinfo=east), 5) == datetime(2025, 12, 31, 12, tzinfo=UTC)


@given(exchanges, moments, hold_notes)
def test_nothing_goes_that_is_young_held_or_open(exchange, before, notes):
    holds = standing_holds(notes)
    if standing(exchange, before, holds) is Standing.DUE:
        assert exchange.last < before
        assert exchange.opened < before
        assert exchange.outcome not in (None, "Outcome unknown")
        assert not holds.everything
        assert not holds.cover(exchange.number)


@given(exchanges, moments, moments, hold_notes)
def test_an_earlier_cutoff_or_another_hold_never_lets_more_go(exchange, one, two, notes):
    earlier, later = sorted((one, two))
    holds = standing_holds(notes)
    if standing(exchange, earlier, holds) is Standing.DUE:
        assert standing(exchange, later, holds) is Standing.DUE
    more = standing_holds([hold(exchange.number), *notes])
    assert standing(exchange, later, more) in (Standing.YOUNG, Standing.HELD)
    assert standing(exchange, later, standing_holds([hold(), *notes])) in (Standing.YOUNG, Standing.HELD)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, Standing.DUE),
        ({"last": NOW}, Standing.YOUNG),
        ({"opened": NOW}, Standing.YOUNG),
        ({"outcome": None}, Standing.OPEN),
        ({"outcome": "Outcome unknown"}, Standing.OPEN),
        ({"number": "202-555-0199"}, Standing.HELD),
        ({"number": "202-555-0199", "outcome": None}, Standing.HELD),
    ],
)
def test_an_exchange_stands_where_its_record_puts_it(changes, where):
    assert standing(aged(**changes), cutoff(NOW, 5), Holds((hold("+12025550199"),))) is where


def test_the_newest_word_on_a_number_counts_and_lifts_no_other_hold():
    released = hold("(202) 555-0142", NoteKind.RELEASED)
    notes = [released, hold(), hold("+12025550142"), hold("+12025550199")]
    assert [note.number for note in standing_holds(notes).notes] == ["", "+12025550199"]
    assert standing_holds(notes).cover("+12025550142")  # by the hold on everything
    notes = [hold(kind=NoteKind.RELEASED), *notes]
    holds = standing_holds(notes)
    assert (holds.everything, holds.cover("+12025550142"), holds.cover("2025550199")) == (False, False, True)


def test_a_report_says_in_words_what_goes():
    report = PurgeReport(
        before=NOW,
        ids=(1, 2, 5),
        oldest=OLD,
        newest=OLD + timedelta(days=40),
        outcomes={"Rejected": 1, "Loaded": 2},
        held=4,
        digest="ab12",
    )
    assert report.words() == (
        "3 exchanges from 2025-01-02 to 2025-02-11 (UTC): Loaded 2, Rejected 1. "
        "Left out: 4 under legal hold, 0 with an open outcome. "
        "Everything about them is older than 2031-06-01. SHA-256 ab12."
    )
    assert replace(report, ids=(7,), held=0).words().startswith("1 exchange from 2025-01-02")
    assert "Left out" not in replace(report, held=0).words()
    assert PurgeReport(before=NOW).words() == "Nothing."


def test_a_rule_past_its_day_needs_review():
    rule = RetentionRule(years=5, source="16 CFR 310.5", checked_on=date(2026, 1, 1), review_by=date(2027, 1, 1))
    assert not rule.needs_review(date(2027, 1, 1))
    assert rule.needs_review(date(2027, 1, 2))
