"""The timeline of a number: what changed, what still holds, what the history says in one word."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.assessment import Assessment, AssessmentRules, Check, CheckState, Grade, Judgement
from leaddesk.domain.assessment_rules import Fired, RuleId
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.timeline import (
    CLOCK_DRIFT,
    Answer,
    Change,
    Standing,
    aged,
    asked_not_to_be_called,
    changes_at,
    changes_between,
    is_ahead,
    judged_now,
    know,
    of_no_known_age,
)
from leaddesk.domain.verdict import LoadOutcome

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
B, N, U, S, R, X = (
    CheckState.BLOCKED,
    CheckState.NO_BLOCK,
    CheckState.NOT_COVERED,
    CheckState.STALE,
    CheckState.NOT_RETURNED,
    CheckState.UNREADABLE,
)
RULES = AssessmentRules()


def assessment(states, grade=None, ttl=None):
    """Four states in the order of the cards."""
    judgements = tuple(
        Judgement(check, state, f"{state}", fresh_until=ttl if check is Check.LITIGATOR else None)
        for check, state in zip(Check, states, strict=True)
    )
    if grade is None:
        grade = Grade.DO_NOT_CONTACT if B in states else Grade.NO_BLOCK if set(states) == {N} else Grade.REVIEW
    return Assessment(grade, judgements, ("why it was so",))


def answer(number, age, states, *, outcome=LoadOutcome.LOADED, grade=None, ttl=None, rules=RULES):
    then = assessment(states, grade, ttl)
    at = NOW - age
    ages = aged(then, at, NOW, rules)
    uncounted = frozenset() if rules.data_quality_counts else frozenset((Check.DATA_QUALITY,))
    return Answer(
        exchange_id=number,
        at=at,
        outcome=outcome,
        word=outcome.value,
        then=then,
        now=judged_now(then, then, ages, rules),
        ages=ages,
        uncounted=uncounted,
    )


def note(kind, days, **more):
    return Note(at=NOW - timedelta(days=days), operator="M. Reyes", kind=kind, number="+12025550123", **more)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_names_each_thing_that_changed_in_its_words():
    older = answer(1, 7 * DAY, (N, R, N, N))
    newer = answer(2, HOUR, (N, B, N, B), outcome=LoadOutcome.DUPLICATE)
    assert changes_between(older, newer) == (
        Change("Load outcome", "Loaded", "Duplicate"),
        Change("Assessment", "Review", "Do not contact"),
        Change("Federal do-not-call", "not returned", "blocked"),
        Change("Known litigator", "no block returned", "blocked"),
    )
    assert changes_between(older, newer)[2].sentence() == "Federal do-not-call: not returned → blocked"
    assert changes_between(newer, newer) == ()


def test_compares_what_was_asked_only():
    newest = answer(3, HOUR, (N, N, N, N))
    never = answer(2, DAY, (R, R, R, R), outcome=LoadOutcome.NOT_SENT)
    first = answer(1, 2 * DAY, (N, B, N, N))
    answers = (newest, never, first)
    older, changes = changes_at(answers, 0)
    assert older == first
    assert [change.what for change in changes] == ["Assessment", "Federal do-not-call"]
    assert changes_at(answers, 1) == (None, ())
    assert changes_at(answers, 2) == (None, ())


def test_a_vendor_without_checks_is_compared_too():
    none = Answer(
        exchange_id=1,
        at=NOW,
        outcome=LoadOutcome.LOADED,
        word=LoadOutcome.LOADED.value,
        then=Assessment(Grade.REVIEW, (), ()),
        now=Assessment(Grade.REVIEW, (), ()),
    )
    changes = changes_between(none, answer(2, HOUR, (N, N, N, N)))
    assert Change("Federal do-not-call", "no checks", "no block returned") in changes
    assert not none.has_answer


def test_fresh_then_and_stale_now_is_review():
    ttl = NOW + DAY
    fresh = answer(1, 30 * DAY, (N, N, N, N), ttl=ttl)
    assert fresh.now.grade is Grade.NO_BLOCK
    assert fresh.fresh_until == ttl
    assert fresh.stale_since is None
    registry = answer(1, 32 * DAY, (N, N, N, N), ttl=ttl)
    assert registry.then.grade is Grade.NO_BLOCK
    assert registry.now.grade is Grade.REVIEW
    assert registry.now.state(Check.FEDERAL_DNC) is S
    assert registry.now.state(Check.LITIGATOR) is N
    assert registry.stale_since == NOW - DAY
    assert registry.now.reasons[0].startswith("Federal do-not-call: ")
    litigator = answer(1, HOUR, (N, N, N, N), ttl=NOW - timedelta(minutes=1))
    assert litigator.now.grade is Grade.REVIEW
    assert know([litigator], ()).standing is Standing.REVIEW


def test_what_is_judged_now_is_never_better_than_what_was_recorded():
    """Over all states of all checks, all recorded grades, all ages: property over the whole table."""
    order = [Grade.DO_NOT_CONTACT, Grade.REVIEW, Grade.NO_BLOCK]
    read_now = assessment((N, N, N, N))
    for states in itertools.product(CheckState, repeat=4):
        for age in (HOUR, 40 * DAY):
            then = assessment(states, ttl=NOW + DAY)
            ages = aged(then, NOW - age, NOW, RULES)
            now = judged_now(then, read_now, ages, RULES)
            assert order.index(now.grade) <= order.index(then.grade)
            if now.grade is Grade.NO_BLOCK:
                assert {judgement.state for judgement in now.judgements} == {N}


def test_a_stale_check_that_does_not_count_does_not_count():
    rules = AssessmentRules(data_quality_counts=False)
    bad = answer(1, HOUR, (B, N, N, N), grade=Grade.NO_BLOCK, ttl=NOW + DAY, rules=rules)
    assert know([bad], ()).standing is Standing.NO_BLOCK
    assert know([bad], ()).blocks == ()


def test_nothing_on_record_is_said_as_such():
    known = know([], ())
    assert known.standing is Standing.NOTHING
    assert known.source is None


def test_silence_never_hides_an_earlier_block():
    silent = answer(3, HOUR, (R, R, R, R), outcome=LoadOutcome.UNKNOWN)
    half = answer(2, DAY, (N, R, N, N))
    blocked = answer(1, 9 * DAY, (N, B, N, N))
    known = know([silent, half, blocked], ())
    assert known.standing is Standing.DO_NOT_CONTACT
    assert known.source is blocked
    assert known.blocks == ((Check.FEDERAL_DNC, blocked),)
    assert known.open_since == silent.at


def test_an_uncovered_area_code_that_was_blocked_alone_still_blocks():
    half = answer(2, DAY, (N, R, N, N))
    uncovered = answer(1, 9 * DAY, (N, U, N, N), grade=Grade.DO_NOT_CONTACT)
    assert know([half, uncovered], ()).standing is Standing.DO_NOT_CONTACT
    plain = answer(1, 9 * DAY, (N, U, N, N))
    assert know([half, plain], ()).standing is Standing.REVIEW


def test_a_block_outside_the_san_stands_beside_another_one_that_was_lifted():
    later = answer(2, DAY, (N, R, N, N), ttl=NOW + DAY)
    both = answer(1, 9 * DAY, (N, U, N, B))
    assert know([later, both], ()).standing is Standing.REVIEW
    fired = (Fired(RuleId.UNCOVERED_BLOCK, "blocked outside the SAN", Grade.DO_NOT_CONTACT, (Check.FEDERAL_DNC,)),)
    both = replace(both, then=replace(both.then, fired=fired))
    known = know([later, both], ())
    assert known.standing is Standing.DO_NOT_CONTACT
    assert known.blocks == ((Check.FEDERAL_DNC, both),)
    assert known.lifted == ((Check.LITIGATOR, both),)


def test_an_area_code_outside_the_san_lifts_no_block():
    uncovered = answer(2, DAY, (N, U, N, N), ttl=NOW + DAY)
    blocked = answer(1, 9 * DAY, (N, B, N, N))
    known = know([uncovered, blocked], ())
    assert known.standing is Standing.DO_NOT_CONTACT
    assert known.blocks == ((Check.FEDERAL_DNC, blocked),)
    assert know([uncovered], ()).standing is Standing.REVIEW


def test_a_block_that_a_later_answer_lifted_is_remembered():
    later = answer(2, HOUR, (N, N, N, N), ttl=NOW + DAY)
    blocked = answer(1, 9 * DAY, (N, N, N, B))
    known = know([later, blocked], ())
    assert known.standing is Standing.NO_BLOCK
    assert known.lifted == ((Check.LITIGATOR, blocked),)
    assert known.source is later


@pytest.mark.parametrize(
    ("states", "grade"),
    [((N, N, N, N), Grade.REVIEW), ((N, R, N, N), Grade.REVIEW), ((N, B, N, N), Grade.DO_NOT_CONTACT)],
)
def test_an_answer_from_the_future_lets_nothing_pass(states, grade):
    assert is_ahead(NOW + CLOCK_DRIFT + timedelta(seconds=1), NOW)
    assert not is_ahead(NOW + CLOCK_DRIFT, NOW)
    judged = of_no_known_age(assessment(states))
    assert judged.grade is grade
    assert (judged == assessment(states)) is (set(states) != {N})


def test_only_silence_is_review():
    known = know([answer(1, HOUR, (R, R, X, R), outcome=LoadOutcome.REJECTED)], ())
    assert known.standing is Standing.REVIEW


@pytest.mark.parametrize(
    ("kinds", "holds"),
    [
        ((), False),
        ((NoteKind.DO_NOT_CALL,), True),
        ((NoteKind.DO_NOT_CALL, NoteKind.MAY_BE_CALLED), False),
        ((NoteKind.DO_NOT_CALL, NoteKind.MAY_BE_CALLED, NoteKind.DO_NOT_CALL), True),
        ((NoteKind.DO_NOT_CALL, NoteKind.SENT_ANYWAY), True),
    ],
)
def test_the_latest_wish_wins(kinds, holds):
    notes = [note(kind, 10 - at, id=at + 1) for at, kind in enumerate(kinds)]
    assert (asked_not_to_be_called(notes) is not None) is holds
    assert (asked_not_to_be_called(notes[::-1]) is not None) is holds


def test_a_wish_stands_under_a_block_and_over_everything_else():
    wish = note(NoteKind.DO_NOT_CALL, 3)
    fine, blocked = answer(2, HOUR, (N, N, N, N), ttl=NOW + DAY), answer(1, DAY, (N, N, N, B))
    assert know([fine], [wish]).standing is Standing.ASKED
    assert know([], [wish]).standing is Standing.ASKED
    known = know([blocked], [wish])
    assert known.standing is Standing.DO_NOT_CONTACT
    assert known.asked is wish


def test_an_open_outcome_is_closed_by_a_later_one():
    unknown = answer(1, DAY, (R, R, R, R), outcome=LoadOutcome.UNKNOWN)
    assert know([answer(2, HOUR, (N, N, N, N)), unknown], ()).open_since is None
    never = answer(2, HOUR, (R, R, R, R), outcome=LoadOutcome.NOT_SENT)
    assert know([never, unknown], ()).open_since == unknown.at
