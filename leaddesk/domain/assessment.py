"""Judges evidence: one state for each check, one grade over them (the table of PRODUCT section 7).

Silence is never "clear": a check that is missing, stale or unreadable cannot yield *No block returned*.
Freshness is judged against the time handed in: the time of the answer for the record, now for the eye.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    FederalDnc,
    Litigator,
    Silence,
    StateDnc,
    Verdict,
)


class Check(StrEnum):
    """The four checks, by the names on their cards."""

    DATA_QUALITY = "Data quality"
    FEDERAL_DNC = "Federal do-not-call"
    STATE_DNC = "State do-not-call"
    LITIGATOR = "Known litigator"


class CheckState(StrEnum):
    """The six states a check can be in."""

    BLOCKED = "blocked"
    NO_BLOCK = "no block returned"
    NOT_COVERED = "not covered by SAN"
    STALE = "stale"
    NOT_RETURNED = "not returned"
    UNREADABLE = "unreadable"

    @property
    def shown(self) -> str:
        """The state's words as they stand on a card."""
        return self.value[0].upper() + self.value[1:]


class Grade(StrEnum):
    """The assessment over all checks."""

    DO_NOT_CONTACT = "Do not contact"
    REVIEW = "Review"
    NO_BLOCK = "No block returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRules:
    """What an administrator may change."""

    passed_ttl_is_stale: bool = True
    """Whether a litigator check past its `ttl` is stale (the vendor's own sample arrives expired)."""
    data_quality_counts: bool = True
    """False for a workspace that does not buy *Data quality*."""
    low_activity_below: int = 30
    """Activity scores under this are a caution (0 to 100; the limit is our inference)."""
    registry_days: int = 31
    """Days that an answer of the federal or a state registry may be relied on (PRODUCT section 9)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One check's state and the words that say why."""

    check: Check
    state: CheckState
    why: str
    cautions: tuple[str, ...] = ()
    fresh_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The grade, each check's state, and the reasons, the worst first."""

    grade: Grade
    judgements: tuple[Judgement, ...]
    """Empty when the vendor returns no checks."""
    reasons: tuple[str, ...]

    def state(self, check: Check) -> CheckState | None:
        """Returns that check's state, or None when the vendor returns no checks."""
        return next((item.state for item in self.judgements if item.check is check), None)


_Judged = tuple[CheckState, str]
_T = TypeVar("_T")


def assess(verdict: Verdict, at: datetime, rules: AssessmentRules | None = None) -> Assessment:
    """Returns the assessment of a verdict at a point in time (`at` carries its zone)."""
    rules = rules or AssessmentRules()
    if verdict.evidence is None:
        return Assessment(Grade.REVIEW, (), (*verdict.other_numbers, "This vendor returns no checks."))
    judgements = judge(verdict.evidence, at, rules)
    counting = [j for j in judgements if rules.data_quality_counts or j.check is not Check.DATA_QUALITY]
    grade = _grade(counting, verdict.evidence)
    if verdict.other_numbers and grade is Grade.NO_BLOCK:
        grade = Grade.REVIEW
    return Assessment(grade, judgements, (*verdict.other_numbers, *_reasons(counting)))


def judge(evidence: Evidence, at: datetime, rules: AssessmentRules) -> tuple[Judgement, ...]:
    """Returns the state of each check, in the order of the cards."""
    quality, litigator = evidence.data_quality, evidence.litigator
    fresh = litigator.fresh_until if isinstance(litigator, Litigator) else None
    return (
        Judgement(
            Check.DATA_QUALITY,
            *_or_silence(quality, judge_data_quality),
            cautions=_cautions(quality, rules) if isinstance(quality, DataQuality) else (),
        ),
        Judgement(Check.FEDERAL_DNC, *_or_silence(evidence.federal, judge_federal)),
        Judgement(Check.STATE_DNC, *_or_silence(evidence.state, judge_state)),
        Judgement(
            Check.LITIGATOR,
            *_or_silence(litigator, lambda item: judge_litigator(item, at, rules)),
            fresh_until=fresh if isinstance(fresh, datetime) else None,
        ),
    )


def judge_data_quality(quality: DataQuality) -> _Judged:
    """Returns the state of *Data quality*."""
    if quality.is_valid is False:
        return CheckState.BLOCKED, "the number is not valid"
    if quality.is_valid is True:
        return CheckState.NO_BLOCK, "the number is valid"
    return _undecided("is_valid")


def judge_federal(federal: FederalDnc) -> _Judged:
    """Returns the state of *Federal do-not-call*; an explicit block outweighs an unreadable SAN field."""
    blocked, covered = federal.blocked, federal.san_coverage
    if Silence.UNREADABLE in (blocked, covered) and blocked is not True:
        return _undecided("blocked" if blocked is Silence.UNREADABLE else "sanCoverage")
    if covered is False:
        return CheckState.NOT_COVERED, "your SAN does not cover this area code"
    if blocked is True:
        return CheckState.BLOCKED, "blocked"
    if blocked is False and covered is True:
        return CheckState.NO_BLOCK, "no block returned"
    return _undecided("blocked" if blocked is Silence.MISSING else "sanCoverage")


def judge_state(state: StateDnc) -> _Judged:
    """Returns the state of *State do-not-call*."""
    if state.blocked is True:
        return CheckState.BLOCKED, "blocked"
    if state.blocked is False:
        return CheckState.NO_BLOCK, "no block returned"
    return _undecided("blocked")


def judge_litigator(litigator: Litigator, at: datetime, rules: AssessmentRules) -> _Judged:
    """Returns the state of *Known litigator*; any sign of a case blocks, however old, whatever else is broken."""
    hits = 0 if isinstance(litigator.hits, Silence) else litigator.hits
    if litigator.found is True or hits > 0 or litigator.cases:
        return CheckState.BLOCKED, _count_cases(litigator)
    if not isinstance(litigator.found, bool):
        return _undecided("Found")
    if litigator.hits is Silence.UNREADABLE or hits != 0:
        return _undecided("NumHits")
    if not litigator.cases_readable:
        return _undecided("results")
    if not isinstance(litigator.fresh_until, datetime):
        return _undecided("ttl")
    if litigator.fresh_until < at and rules.passed_ttl_is_stale:
        return CheckState.STALE, "no case found, but the answer is no longer fresh"
    return CheckState.NO_BLOCK, "no case found"


def _or_silence(check: _T | Silence, judged: Callable[[_T], _Judged]) -> _Judged:
    if isinstance(check, Silence):
        if check is Silence.MISSING:
            return CheckState.NOT_RETURNED, "not returned"
        return CheckState.UNREADABLE, "came back in a shape that cannot be read"
    return judged(check)


def _undecided(field: str) -> _Judged:
    """Something of the check was there (an empty one is `Silence.MISSING`), but not what decides it."""
    return CheckState.UNREADABLE, f"its field {field} is missing or cannot be read"


def _count_cases(litigator: Litigator) -> str:
    count = litigator.case_count
    if count == 0:
        return "found, no case shown"
    return "1 case" if count == 1 else f"{count} cases"


def _cautions(quality: DataQuality, rules: AssessmentRules) -> tuple[str, ...]:
    found = []
    if quality.active is False:
        found.append("inactive number")
    if quality.prepaid is True:
        found.append("prepaid number")
    if not isinstance(quality.activity, Silence) and quality.activity < rules.low_activity_below:
        found.append("low activity")
    return tuple(found)


def _grade(judgements: list[Judgement], evidence: Evidence) -> Grade:
    """Any block, or an uncovered area code that is blocked, is *Do not contact*; only four answers are the best."""
    states = {judgement.state for judgement in judgements}
    blocked_unseen = (
        CheckState.NOT_COVERED in states
        and isinstance(evidence.federal, FederalDnc)
        and evidence.federal.blocked is True
    )
    if CheckState.BLOCKED in states or blocked_unseen:
        return Grade.DO_NOT_CONTACT
    return Grade.NO_BLOCK if states == {CheckState.NO_BLOCK} else Grade.REVIEW


_WORST_FIRST = (
    CheckState.BLOCKED,
    CheckState.NOT_COVERED,
    CheckState.UNREADABLE,
    CheckState.NOT_RETURNED,
    CheckState.STALE,
)
_LITIGATOR_FIRST = (Check.LITIGATOR, Check.FEDERAL_DNC, Check.STATE_DNC, Check.DATA_QUALITY)


def _reasons(judgements: list[Judgement]) -> tuple[str, ...]:
    """One sentence for each check that is not *no block returned*, the worst first."""
    open_ones = [judgement for judgement in judgements if judgement.state in _WORST_FIRST]
    open_ones.sort(key=lambda j: (_WORST_FIRST.index(j.state), _LITIGATOR_FIRST.index(j.check)))
    if not open_ones:
        count = {3: "All three checks that count", 4: "All four checks"}[len(judgements)]
        return (f"{count} answered and none blocked.",)
    return tuple(f"{item.check}: {item.why}." for item in open_ones)
