"""When a check that did not block goes stale, and that nothing else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.assessment import AssessmentRules, Check, CheckState, Judgement
from leaddesk.domain.freshness import Age, freshness

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
TTL = AT + timedelta(days=7)
CLOCK = AT + timedelta(days=31)
SECOND = timedelta(seconds=1)


def judged(state: CheckState = CheckState.NO_BLOCK, ttl: datetime | None = TTL) -> list[Judgement]:
    return [Judgement(check, state, "", fresh_until=ttl if check is Check.LITIGATOR else None) for check in Check]


def ages(now: datetime, rules: AssessmentRules | None = None) -> dict[Check, Age]:
    return {item.check: item.age for item in freshness(judged(), AT, now, rules)}


@pytest.mark.parametrize(
    ("check", "until"), [(Check.LITIGATOR, TTL), (Check.FEDERAL_DNC, CLOCK), (Check.STATE_DNC, CLOCK)]
)
def test_a_check_is_fresh_to_its_last_moment_and_stale_after(check, until):
    assert ages(until)[check] is Age.FRESH
    assert ages(until + SECOND)[check] is Age.STALE


def test_each_check_names_its_moment_and_clock():
    found = {item.check: (item.until, item.clock) for item in freshness(judged(), AT, AT)}

    assert found == {
        Check.DATA_QUALITY: (None, ""),
        Check.FEDERAL_DNC: (CLOCK, "31 days"),
        Check.STATE_DNC: (CLOCK, "31 days"),
        Check.LITIGATOR: (TTL, "ttl"),
    }


def test_the_days_are_a_rule():
    rules = AssessmentRules(registry_days=20)

    assert ages(AT + timedelta(days=20) + SECOND, rules)[Check.STATE_DNC] is Age.STALE
    assert freshness(judged(), AT, AT, rules)[1].clock == "20 days"


@pytest.mark.parametrize(
    "state", [CheckState.BLOCKED, CheckState.NOT_COVERED, CheckState.NOT_RETURNED, CheckState.UNREADABLE]
)
def test_what_did_not_answer_or_blocked_never_goes_stale(state):
    assert {item.age for item in freshness(judged(state), AT, CLOCK + SECOND)} == {Age.NO_CLOCK}


def test_a_check_that_arrived_stale_is_stale():
    late = freshness(judged(CheckState.STALE, AT - SECOND), AT, AT)

    assert [item.age for item in late if item.check is Check.LITIGATOR] == [Age.STALE]


def test_a_passed_ttl_has_no_clock_where_the_rules_say_so():
    rules = AssessmentRules(passed_ttl_is_stale=False)

    assert ages(TTL + SECOND, rules)[Check.LITIGATOR] is Age.NO_CLOCK
