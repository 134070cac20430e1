"""The rules that are data can make the assessment stricter, and nothing in them can make it milder than its floor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Check, CheckState, Grade, assess
from leaddesk.domain.assessment_rules import FLOORS, SHIPPED, AssessmentRules, Rule, RuleId, strictest
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    Explanation,
    FederalDnc,
    LitigationCase,
    Litigator,
    LoadOutcome,
    Silence,
    StateDnc,
    Verdict,
)

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
GOOD = Evidence(
    data_quality=DataQuality(is_valid=True),
    federal=FederalDnc(blocked=False, san_coverage=True),
    state=StateDnc(blocked=False),
    litigator=Litigator(found=False, hits=0, fresh_until=AT + timedelta(days=1)),
)
MILD_FIRST = [Grade.NO_BLOCK, Grade.REVIEW, Grade.DO_NOT_CONTACT]

silences = st.sampled_from(Silence)
flags = st.booleans() | silences
numbers = st.integers(-2, 120) | st.floats(-1, 2) | silences
moments = st.sampled_from([AT - timedelta(days=400), AT - timedelta(seconds=1), AT, AT + timedelta(days=1)])
qualities = st.builds(DataQuality, is_valid=flags, active=flags, prepaid=flags, activity=numbers)
federals = st.builds(FederalDnc, blocked=flags, san_coverage=flags)
litigators = st.builds(
    Litigator,
    found=flags,
    hits=numbers,
    cases=st.lists(st.just(LitigationCase()), max_size=2).map(tuple),
    cases_readable=st.booleans(),
    fresh_until=moments | silences,
)
evidences = st.builds(
    Evidence,
    data_quality=qualities | silences,
    federal=federals | silences,
    state=st.builds(StateDnc, blocked=flags) | silences,
    litigator=litigators | silences,
)
any_rules = st.builds(
    AssessmentRules,
    version=st.text(max_size=4),
    passed_ttl_is_stale=st.booleans(),
    data_quality_counts=st.booleans(),
    low_activity_below=st.integers(-1000, 1000),
    registry_days=st.integers(-1000, 1000),
    rules=st.lists(
        st.builds(Rule, st.sampled_from(RuleId), st.text(max_size=4), st.sampled_from(Grade)), max_size=30
    ).map(tuple),
)


def verdict(evidence: Evidence | None, *other: str) -> Verdict:
    return Verdict(outcome=LoadOutcome.LOADED, explanation=Explanation("x"), evidence=evidence, other_numbers=other)


@given(evidences, any_rules, st.booleans())
def test_no_rules_ever_let_a_missing_stale_or_unreadable_check_pass(evidence, rules, other):
    assessment = assess(verdict(evidence, *(["another number"] if other else [])), AT, rules)
    counting = [j for j in assessment.judgements if rules.data_quality_counts or j.check is not Check.DATA_QUALITY]

    if any(judged.state is not CheckState.NO_BLOCK for judged in counting) or other:
        assert assessment.grade is not Grade.NO_BLOCK
    if any(judged.state is CheckState.BLOCKED for judged in counting):
        assert assessment.grade is Grade.DO_NOT_CONTACT
    silent = [evidence.federal, evidence.state, evidence.litigator]
    if any(isinstance(check, Silence) for check in silent):
        assert assessment.grade is not Grade.NO_BLOCK


@given(evidences, any_rules)
def test_rules_only_ever_make_it_stricter_than_the_shipped_ones(evidence, rules):
    same = AssessmentRules(
        passed_ttl_is_stale=rules.passed_ttl_is_stale,
        data_quality_counts=rules.data_quality_counts,
        low_activity_below=rules.low_activity_below,
    )
    theirs, shipped = assess(verdict(evidence), AT, rules), assess(verdict(evidence), AT, same)

    assert MILD_FIRST.index(theirs.grade) >= MILD_FIRST.index(shipped.grade)
    assert [judged.state for judged in theirs.judgements] == [judged.state for judged in shipped.judgements]


@given(evidences | st.none(), any_rules)
def test_the_rules_that_fired_account_for_the_grade_the_worst_first(evidence, rules):
    assessment = assess(verdict(evidence), AT, rules)
    grades = [MILD_FIRST.index(rule.grade) for rule in assessment.fired]

    assert assessment.fired
    assert grades == sorted(grades, reverse=True)
    assert assessment.fired[0].grade is assessment.grade
    assert len({rule.id for rule in assessment.fired}) == len(assessment.fired)


def test_nothing_at_all_is_to_be_reviewed():
    assert strictest(()) is Grade.REVIEW
    assert assess(verdict(None), AT, AssessmentRules(rules=())).grade is Grade.REVIEW


@pytest.mark.parametrize(
    ("changed", "fired"),
    [
        ({}, ["no-block"]),
        ({"state": StateDnc(blocked=True)}, ["blocked"]),
        ({"federal": FederalDnc(blocked=True, san_coverage=False)}, ["uncovered-block"]),
        ({"federal": FederalDnc(blocked=False, san_coverage=False)}, ["not-covered"]),
        ({"state": Silence.UNREADABLE}, ["unreadable"]),
        (
            {"state": Silence.MISSING, "federal": FederalDnc(blocked=True, san_coverage=True)},
            ["blocked", "not-returned"],
        ),
        ({"litigator": Litigator(found=False, fresh_until=AT - timedelta(days=1))}, ["stale"]),
        (
            {"data_quality": DataQuality(is_valid=True, active=False, prepaid=True, activity=1)},
            ["inactive", "prepaid", "low-activity", "no-block"],
        ),
    ],
)
def test_each_case_fires_its_rule(changed, fired):
    assert [rule.id.value for rule in assess(verdict(replace(GOOD, **changed)), AT).fired] == fired


def test_a_rule_that_fired_names_its_words_effect_and_checks():
    evidence = replace(
        GOOD, federal=FederalDnc(blocked=True, san_coverage=True), data_quality=DataQuality(is_valid=True, prepaid=True)
    )
    fired = assess(verdict(evidence), AT).fired

    assert [rule.sentence() for rule in fired] == [
        "A check is blocked → Do not contact (Federal do-not-call)",
        "The number is prepaid → noted only (Data quality)",
    ]
    assert assess(verdict(GOOD), AT).fired[0].effect == "No block returned"


def test_what_is_let_pass_is_said():
    late = replace(GOOD, litigator=Litigator(found=False, hits=0, fresh_until=AT - timedelta(days=1)))
    rules = AssessmentRules(passed_ttl_is_stale=False, data_quality_counts=False)
    assessment = assess(verdict(late), AT, rules)

    assert assessment.grade is Grade.NO_BLOCK
    assert [rule.id.value for rule in assessment.fired] == ["passed-ttl", "not-bought", "no-block"]


def test_a_caution_that_the_rules_made_count_is_a_reason():
    prepaid = replace(GOOD, data_quality=DataQuality(is_valid=True, prepaid=True))
    rules = AssessmentRules(rules=(Rule(RuleId.PREPAID, "Prepaid numbers are looked at", Grade.REVIEW),))
    assessment = assess(verdict(prepaid), AT, rules)

    assert assessment.grade is Grade.REVIEW
    assert assessment.reasons == ("Data quality: prepaid number.",)
    assert assessment.fired[0].words == "Prepaid numbers are looked at"


def test_every_rule_has_its_floor_and_its_words():
    assert [(rule.id, rule.grade) for rule in SHIPPED] == list(FLOORS.items())
    assert len({rule.words for rule in SHIPPED}) == len(RuleId)


@given(any_rules)
def test_the_record_brings_back_rules_that_judge_the_same(rules):
    rules = replace(
        rules,
        version="ours 3",
        low_activity_below=abs(rules.low_activity_below) % 101,
        registry_days=abs(rules.registry_days) % 31 + 1,
        data_quality_counts=True,
    )
    again = AssessmentRules.on_record(rules.record())

    assert again is not None
    assert again.record() == rules.record()
    assert (again.passed_ttl_is_stale, again.low_activity_below, again.registry_days) == (
        rules.passed_ttl_is_stale,
        rules.low_activity_below,
        rules.registry_days,
    )
    assert [again.rule(rule).grade for rule in RuleId] == [rules.rule(rule).grade for rule in RuleId]


def test_the_record_is_the_version_and_what_judges_otherwise():
    rules = AssessmentRules(
        passed_ttl_is_stale=False,
        rules=(Rule(RuleId.PREPAID, "x", Grade.REVIEW), Rule(RuleId.BLOCKED, "x", Grade.REVIEW)),
    )

    assert AssessmentRules().record() == AssessmentRules().version
    assert rules.record() == f"{rules.version}; passed_ttl_is_stale=no; prepaid=Review"


@pytest.mark.parametrize(
    "text",
    ["", "1; ", "1; prepaid", "1; prepaid=Milder", "1; unheard_of=3", "1; registry_days=many", "1; registry_days=9999"],
)
def test_a_record_of_another_version_that_cannot_be_told_is_none(text):
    assert AssessmentRules.on_record(text) is None


def test_a_record_cannot_lower_a_floor():
    rules = AssessmentRules.on_record("1; not-returned=No block returned")

    assert rules is not None
    assert assess(verdict(Evidence()), AT, rules).grade is Grade.REVIEW
