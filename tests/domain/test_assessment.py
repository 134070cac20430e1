"""Every cell of the table "Which state when" (PRODUCT section 7), and the grade over the four checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from leaddesk.domain.assessment import (
    AssessmentRules,
    Check,
    CheckState,
    Grade,
    assess,
    judge_data_quality,
    judge_federal,
    judge_litigator,
    judge_state,
)
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    Explanation,
    FederalDnc,
    Flag,
    LitigationCase,
    Litigator,
    LoadOutcome,
    Number,
    Silence,
    StateDnc,
    Verdict,
)

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(days=1), AT - timedelta(seconds=1)
CASE = LitigationCase(case_title="PERSON V. SAMPLE CO")
MISSING, UNREADABLE = Silence.MISSING, Silence.UNREADABLE

CLEAN = Evidence(
    data_quality=DataQuality(is_valid=True),
    federal=FederalDnc(blocked=False, san_coverage=True),
    state=StateDnc(blocked=False),
    litigator=Litigator(found=False, hits=0, fresh_until=LATER),
)


def verdict(evidence: Evidence | None, other_numbers: tuple[str, ...] = ()) -> Verdict:
    return Verdict(
        outcome=LoadOutcome.LOADED,
        explanation=Explanation("Loaded."),
        evidence=evidence,
        other_numbers=other_numbers,
    )


@pytest.mark.parametrize(
    ("blocked", "covered", "state"),
    [
        (True, True, CheckState.BLOCKED),
        (True, False, CheckState.NOT_COVERED),
        (True, MISSING, CheckState.BLOCKED),
        (True, UNREADABLE, CheckState.BLOCKED),
        (False, True, CheckState.NO_BLOCK),
        (False, False, CheckState.NOT_COVERED),
        (False, MISSING, CheckState.UNREADABLE),
        (False, UNREADABLE, CheckState.UNREADABLE),
        (MISSING, True, CheckState.UNREADABLE),
        (MISSING, False, CheckState.NOT_COVERED),
        (MISSING, MISSING, CheckState.UNREADABLE),
        (MISSING, UNREADABLE, CheckState.UNREADABLE),
        (UNREADABLE, True, CheckState.UNREADABLE),
        (UNREADABLE, False, CheckState.UNREADABLE),
        (UNREADABLE, MISSING, CheckState.UNREADABLE),
        (UNREADABLE, UNREADABLE, CheckState.UNREADABLE),
    ],
)
def test_federal(blocked: Flag, covered: Flag, state: CheckState) -> None:
    assert judge_federal(FederalDnc(blocked=blocked, san_coverage=covered))[0] is state


@pytest.mark.parametrize(
    ("blocked", "covered", "field"),
    [(MISSING, True, "blocked"), (UNREADABLE, True, "blocked"), (False, MISSING, "sanCoverage")],
)
def test_federal_names_the_field_that_is_missing(blocked: Flag, covered: Flag, field: str) -> None:
    assert f"field {field} " in judge_federal(FederalDnc(blocked=blocked, san_coverage=covered))[1]


@pytest.mark.parametrize(
    ("blocked", "state"),
    [
        (True, CheckState.BLOCKED),
        (False, CheckState.NO_BLOCK),
        (MISSING, CheckState.UNREADABLE),
        (UNREADABLE, CheckState.UNREADABLE),
    ],
)
def test_state(blocked: Flag, state: CheckState) -> None:
    assert judge_state(StateDnc(blocked=blocked))[0] is state


@pytest.mark.parametrize(
    ("is_valid", "state"),
    [
        (False, CheckState.BLOCKED),
        (True, CheckState.NO_BLOCK),
        (MISSING, CheckState.UNREADABLE),
        (UNREADABLE, CheckState.UNREADABLE),
    ],
)
def test_data_quality(is_valid: Flag, state: CheckState) -> None:
    assert judge_data_quality(DataQuality(is_valid=is_valid))[0] is state


@pytest.mark.parametrize(
    ("litigator", "state", "why"),
    [
        (Litigator(found=False, hits=0, fresh_until=LATER), CheckState.NO_BLOCK, "no case found"),
        (Litigator(found=False, fresh_until=LATER), CheckState.NO_BLOCK, "no case found"),
        (Litigator(found=False, hits=0, fresh_until=AT), CheckState.NO_BLOCK, "no case found"),
        (Litigator(found=False, hits=0, fresh_until=EARLIER), CheckState.STALE, "no longer fresh"),
        (Litigator(found=True, hits=3, fresh_until=LATER), CheckState.BLOCKED, "3 cases"),
        (Litigator(found=True, hits=3, fresh_until=EARLIER), CheckState.BLOCKED, "3 cases"),
        (Litigator(found=True, fresh_until=LATER), CheckState.BLOCKED, "found, no case shown"),
        (Litigator(found=True, hits=UNREADABLE), CheckState.BLOCKED, "found, no case shown"),
        (Litigator(found=False, hits=1, fresh_until=LATER), CheckState.BLOCKED, "1 case"),
        (Litigator(found=False, hits=0.5, fresh_until=LATER), CheckState.BLOCKED, "found, no case shown"),
        (Litigator(found=False, hits=0, cases=(CASE, CASE)), CheckState.BLOCKED, "2 cases"),
        (Litigator(found=MISSING, hits=1), CheckState.BLOCKED, "1 case"),
        (Litigator(found=UNREADABLE, cases=(CASE,), cases_readable=False), CheckState.BLOCKED, "1 case"),
        (Litigator(found=MISSING, hits=0, fresh_until=LATER), CheckState.UNREADABLE, "field Found "),
        (Litigator(found=UNREADABLE, hits=0, fresh_until=LATER), CheckState.UNREADABLE, "field Found "),
        (Litigator(found=False, hits=UNREADABLE, fresh_until=LATER), CheckState.UNREADABLE, "field NumHits "),
        (Litigator(found=False, hits=-1, fresh_until=LATER), CheckState.UNREADABLE, "field NumHits "),
        (
            Litigator(found=False, hits=0, cases_readable=False, fresh_until=LATER),
            CheckState.UNREADABLE,
            "field results ",
        ),
        (Litigator(found=False, hits=0, fresh_until=MISSING), CheckState.UNREADABLE, "field ttl "),
        (Litigator(found=False, hits=0, fresh_until=UNREADABLE), CheckState.UNREADABLE, "field ttl "),
    ],
)
def test_litigator(litigator: Litigator, state: CheckState, why: str) -> None:
    judged = judge_litigator(litigator, AT, AssessmentRules())

    assert judged[0] is state
    assert why in judged[1]


def test_a_passed_ttl_counts_as_fresh_where_the_administrator_says_so_but_a_missing_one_does_not() -> None:
    rules = AssessmentRules(passed_ttl_is_stale=False)

    assert judge_litigator(Litigator(found=False, fresh_until=EARLIER), AT, rules)[0] is CheckState.NO_BLOCK
    assert judge_litigator(Litigator(found=False), AT, rules)[0] is CheckState.UNREADABLE


@pytest.mark.parametrize("check", ["data_quality", "federal", "state", "litigator"])
@pytest.mark.parametrize(
    ("silence", "state"), [(MISSING, CheckState.NOT_RETURNED), (UNREADABLE, CheckState.UNREADABLE)]
)
def test_a_silent_check_is_never_the_best_grade(check: str, silence: Silence, state: CheckState) -> None:
    assessment = assess(verdict(replace(CLEAN, **{check: silence})), AT)

    assert assessment.grade is Grade.REVIEW
    assert [j.state for j in assessment.judgements if j.state is not CheckState.NO_BLOCK] == [state]
    assert len(assessment.reasons) == 1


def test_four_answers_without_a_block_are_the_best_grade() -> None:
    assessment = assess(verdict(CLEAN), AT)

    assert assessment.grade is Grade.NO_BLOCK
    assert assessment.reasons == ("All four checks answered and none blocked.",)
    assert {assessment.state(check) for check in Check} == {CheckState.NO_BLOCK}
    assert assessment.judgements[3].fresh_until == LATER


def test_no_evidence_at_all_is_to_be_reviewed() -> None:
    assessment = assess(verdict(Evidence()), AT)

    assert assessment.grade is Grade.REVIEW
    assert [reason.partition(":")[0] for reason in assessment.reasons] == [
        "Known litigator",
        "Federal do-not-call",
        "State do-not-call",
        "Data quality",
    ]


def test_a_vendor_without_checks_says_so() -> None:
    assessment = assess(verdict(None), AT)

    assert assessment.grade is Grade.REVIEW
    assert assessment.judgements == ()
    assert assessment.state(Check.LITIGATOR) is None
    assert assessment.reasons == ("This vendor returns no checks.",)


def test_another_number_caps_the_grade_and_is_said_first() -> None:
    other = ("The answer is about another number.",)

    assert assess(verdict(CLEAN, other_numbers=other), AT).grade is Grade.REVIEW
    assert assess(verdict(CLEAN, other_numbers=other), AT).reasons[0] == other[0]
    blocked = replace(CLEAN, state=StateDnc(blocked=True))
    assert assess(verdict(blocked, other_numbers=other), AT).grade is Grade.DO_NOT_CONTACT
    assert assess(verdict(None, other_numbers=other), AT).reasons[0] == other[0]


@pytest.mark.parametrize(
    ("federal", "grade"),
    [
        (FederalDnc(blocked=True, san_coverage=False), Grade.DO_NOT_CONTACT),
        (FederalDnc(blocked=False, san_coverage=False), Grade.REVIEW),
        (FederalDnc(blocked=MISSING, san_coverage=False), Grade.REVIEW),
        (FederalDnc(blocked=True, san_coverage=True), Grade.DO_NOT_CONTACT),
    ],
)
def test_an_uncovered_area_code_blocks_only_with_blocked(federal: FederalDnc, grade: Grade) -> None:
    assert assess(verdict(replace(CLEAN, federal=federal)), AT).grade is grade


def test_data_quality_does_not_count_where_it_is_not_bought() -> None:
    rules = AssessmentRules(data_quality_counts=False)
    silent = assess(verdict(replace(CLEAN, data_quality=MISSING)), AT, rules)
    blocked = assess(verdict(replace(CLEAN, data_quality=DataQuality(is_valid=False))), AT, rules)

    assert silent.grade is blocked.grade is Grade.NO_BLOCK
    assert silent.reasons == ("All three checks that count answered and none blocked.",)
    assert silent.state(Check.DATA_QUALITY) is CheckState.NOT_RETURNED


def test_the_worst_reason_comes_first() -> None:
    evidence = Evidence(
        data_quality=DataQuality(is_valid=False),
        federal=FederalDnc(blocked=True, san_coverage=False),
        state=MISSING,
        litigator=Litigator(found=True, hits=2, fresh_until=EARLIER),
    )

    assert assess(verdict(evidence), AT).reasons == (
        "Known litigator: 2 cases.",
        "Data quality: the number is not valid.",
        "Federal do-not-call: your SAN does not cover this area code.",
        "State do-not-call: not returned.",
    )


@pytest.mark.parametrize(
    ("active", "prepaid", "activity", "cautions"),
    [
        (True, False, 71, ()),
        (False, True, 29, ("inactive number", "prepaid number", "low activity")),
        (MISSING, UNREADABLE, MISSING, ()),
        (True, False, 30, ()),
    ],
)
def test_cautions_stand_on_the_card_and_do_not_block(
    active: Flag, prepaid: Flag, activity: Number, cautions: tuple[str, ...]
) -> None:
    quality = DataQuality(is_valid=True, active=active, prepaid=prepaid, activity=activity)
    assessment = assess(verdict(replace(CLEAN, data_quality=quality)), AT)

    assert assessment.grade is Grade.NO_BLOCK
    assert assessment.judgements[0].cautions == cautions


_FLAGS: list[Flag] = [True, False, MISSING, UNREADABLE]
_QUALITIES: list[DataQuality | Silence] = [
    MISSING,
    UNREADABLE,
    *(DataQuality(is_valid=flag) for flag in (True, False, UNREADABLE)),
]
_FEDERALS: list[FederalDnc | Silence] = [
    MISSING,
    *(FederalDnc(blocked=b, san_coverage=c) for b, c in product(_FLAGS, (True, False))),
]
_STATES: list[StateDnc | Silence] = [UNREADABLE, *(StateDnc(blocked=flag) for flag in (True, False, MISSING))]
_LITIGATORS: list[Litigator | Silence] = [
    MISSING,
    *(Litigator(found=f, hits=h, fresh_until=t) for f, h, t in product(_FLAGS, (0, 1), (LATER, EARLIER))),
]


def test_the_grade_follows_from_the_states_alone() -> None:
    for quality, federal, state, litigator in product(_QUALITIES, _FEDERALS, _STATES, _LITIGATORS):
        evidence = Evidence(data_quality=quality, federal=federal, state=state, litigator=litigator)
        assessment = assess(verdict(evidence), AT)
        states = [judgement.state for judgement in assessment.judgements]
        uncovered_block = (
            CheckState.NOT_COVERED in states and isinstance(federal, FederalDnc) and federal.blocked is True
        )
        if CheckState.BLOCKED in states or uncovered_block:
            assert assessment.grade is Grade.DO_NOT_CONTACT
        elif states == [CheckState.NO_BLOCK] * 4:
            assert assessment.grade is Grade.NO_BLOCK
        else:
            assert assessment.grade is Grade.REVIEW


def test_states_are_shown_with_a_capital_and_nothing_else_changed() -> None:
    assert [state.shown for state in CheckState] == [
        "Blocked",
        "No block returned",
        "Not covered by SAN",
        "Stale",
        "Not returned",
        "Unreadable",
    ]
