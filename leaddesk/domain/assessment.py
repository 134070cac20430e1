"""Judges evidence: one state for each check, one grade over them (the table of PRODUCT section 7).

Silence is never "clear": a check that is missing, stale or unreadable cannot yield *No block returned*, whatever the
rules say (`assessment_rules`).
Freshness is judged against the time handed in: the time of the answer for the record, now for the eye.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from leaddesk.domain.assessment_rules import AssessmentRules, Fired, Grade, Rule, RuleId, strictest
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    FederalDnc,
    Litigator,
    Silence,
    StateDnc,
    Verdict,
)
from leaddesk.language import tr, tr_later, tr_now, trn

__all__ = ["Assessment", "AssessmentRules", "Check", "CheckState", "Grade", "Judgement", "assess", "judge"]


class Check(StrEnum):
    """The four checks, by the names on their cards."""

    DATA_QUALITY = tr_later("Data quality")
    FEDERAL_DNC = tr_later("Federal do-not-call")
    STATE_DNC = tr_later("State do-not-call")
    LITIGATOR = tr_later("Known litigator")


class CheckState(StrEnum):
    """The six states a check can be in."""

    BLOCKED = tr_later("blocked")
    NO_BLOCK = tr_later("no block returned")
    NOT_COVERED = tr_later("not covered by SAN")
    STALE = tr_later("stale")
    NOT_RETURNED = tr_later("not returned")
    UNREADABLE = tr_later("unreadable")

    @property
    def shown(self) -> str:
        """The state's words as they stand on a card."""
        said = tr_now(self.value)
        return said[0].upper() + said[1:]


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
    fired: tuple[Fired, ...] = ()
    """The rules that fired, the worst first; none where the grade is only read back from the record."""

    def state(self, check: Check) -> CheckState | None:
        """Returns that check's state, or None when the vendor returns no checks."""
        return next((item.state for item in self.judgements if item.check is check), None)


_Judged = tuple[CheckState, str]
_T = TypeVar("_T")


def assess(verdict: Verdict, at: datetime, rules: AssessmentRules | None = None) -> Assessment:
    """Returns the assessment of a verdict at a point in time (`at` carries its zone)."""
    rules = rules or AssessmentRules()
    evidence = verdict.evidence
    judgements = judge(evidence, at, rules) if evidence else ()
    counting = [j for j in judgements if rules.data_quality_counts or j.check is not Check.DATA_QUALITY]
    fired = _fire(verdict, counting, at, rules)
    grade = strictest(rule.grade for rule in fired)
    why = _reasons(counting, fired) if evidence else (tr("This vendor returns no checks."),)
    return Assessment(grade, judgements, (*verdict.do_not_contact, *verdict.other_numbers, *why), fired)


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
        return CheckState.BLOCKED, tr("the number is not valid")
    if quality.is_valid is True:
        return CheckState.NO_BLOCK, tr("the number is valid")
    return _undecided("is_valid")


def judge_federal(federal: FederalDnc) -> _Judged:
    """Returns the state of *Federal do-not-call*; an explicit block outweighs an unreadable SAN field."""
    blocked, covered = federal.blocked, federal.san_coverage
    if Silence.UNREADABLE in (blocked, covered) and blocked is not True:
        return _undecided("blocked" if blocked is Silence.UNREADABLE else "sanCoverage")
    if covered is False:
        return CheckState.NOT_COVERED, tr("your SAN does not cover this area code")
    if blocked is True:
        return CheckState.BLOCKED, tr("blocked")
    if blocked is False and covered is True:
        return CheckState.NO_BLOCK, tr("no block returned")
    return _undecided("blocked" if blocked is Silence.MISSING else "sanCoverage")


def judge_state(state: StateDnc) -> _Judged:
    """Returns the state of *State do-not-call*."""
    if state.blocked is True:
        return CheckState.BLOCKED, tr("blocked")
    if state.blocked is False:
        return CheckState.NO_BLOCK, tr("no block returned")
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
        return CheckState.STALE, tr("no case found, but the answer is no longer fresh")
    return CheckState.NO_BLOCK, tr("no case found")


def _or_silence(check: _T | Silence, judged: Callable[[_T], _Judged]) -> _Judged:
    if isinstance(check, Silence):
        if check is Silence.MISSING:
            return CheckState.NOT_RETURNED, tr("not returned")
        return CheckState.UNREADABLE, tr("came back in a shape that cannot be read")
    return judged(check)


def _undecided(field: str) -> _Judged:
    """Something of the check was there (an empty one is `Silence.MISSING`), but not what decides it."""
    return CheckState.UNREADABLE, tr("its field {field} is missing or cannot be read", field=field)


def _count_cases(litigator: Litigator) -> str:
    count = litigator.case_count
    if count == 0:
        return tr("found, no case shown")
    return trn("1 case", "{count} cases", count)


_CAUTIONS = {
    RuleId.INACTIVE: tr("inactive number"),
    RuleId.PREPAID: tr("prepaid number"),
    RuleId.LOW_ACTIVITY: tr("low activity"),
}


def _cautions(quality: DataQuality, rules: AssessmentRules) -> tuple[str, ...]:
    low = not isinstance(quality.activity, Silence) and quality.activity < rules.low_activity_below
    found = {
        RuleId.INACTIVE: quality.active is False,
        RuleId.PREPAID: quality.prepaid is True,
        RuleId.LOW_ACTIVITY: low,
    }
    return tuple(_CAUTIONS[rule] for rule, there in found.items() if there)


_BY_STATE = {
    CheckState.BLOCKED: RuleId.BLOCKED,
    CheckState.NOT_COVERED: RuleId.NOT_COVERED,
    CheckState.UNREADABLE: RuleId.UNREADABLE,
    CheckState.NOT_RETURNED: RuleId.NOT_RETURNED,
    CheckState.STALE: RuleId.STALE,
}


def _fire(verdict: Verdict, counting: list[Judgement], at: datetime, rules: AssessmentRules) -> tuple[Fired, ...]:
    """Returns each rule whose case is given; *no block* only where nothing else that counts is open."""
    found: dict[RuleId, list[str]] = {}
    evidence = verdict.evidence
    for judgement in counting:
        rule = _BY_STATE.get(judgement.state)
        if rule is RuleId.NOT_COVERED and evidence and _blocked_unseen(evidence):
            rule = RuleId.UNCOVERED_BLOCK
        if rule:
            found.setdefault(rule, []).append(judgement.check.value)
        for caution, words in _CAUTIONS.items():
            if words in judgement.cautions:
                found.setdefault(caution, []).append(judgement.check.value)
        if _let_pass(judgement, at):
            found.setdefault(RuleId.PASSED_TTL, []).append(judgement.check.value)
    if verdict.do_not_contact:
        found[RuleId.DIALER_BLOCK] = []
    if verdict.other_numbers:
        found[RuleId.OTHER_NUMBER] = []
    if evidence is None:
        found[RuleId.NO_CHECKS] = []
    elif not rules.data_quality_counts:
        found[RuleId.NOT_BOUGHT] = []
    if counting and all(judgement.state is CheckState.NO_BLOCK for judgement in counting):
        found[RuleId.NO_BLOCK] = []
    fired = [Fired(rule, named.words, named.grade, tuple(found[rule])) for rule, named in _named(found, rules)]
    return tuple(sorted(fired, key=lambda item: list(Grade).index(item.grade)))


def _named(found: Mapping[RuleId, list[str]], rules: AssessmentRules) -> list[tuple[RuleId, Rule]]:
    return [(rule, rules.rule(rule)) for rule in RuleId if rule in found]


def _blocked_unseen(evidence: Evidence) -> bool:
    """Calling an area code that the SAN does not cover is itself not allowed."""
    return isinstance(evidence.federal, FederalDnc) and evidence.federal.blocked is True


def _let_pass(judgement: Judgement, at: datetime) -> bool:
    until = judgement.fresh_until
    return judgement.state is CheckState.NO_BLOCK and until is not None and until < at


_WORST_FIRST = (
    CheckState.BLOCKED,
    CheckState.NOT_COVERED,
    CheckState.UNREADABLE,
    CheckState.NOT_RETURNED,
    CheckState.STALE,
)
_LITIGATOR_FIRST = (Check.LITIGATOR, Check.FEDERAL_DNC, Check.STATE_DNC, Check.DATA_QUALITY)


def _reasons(judgements: list[Judgement], fired: tuple[Fired, ...]) -> tuple[str, ...]:
    """One sentence for each check that is not *no block returned*, the worst first, then for what rules made count."""
    open_ones = [judgement for judgement in judgements if judgement.state in _WORST_FIRST]
    open_ones.sort(key=lambda j: (_WORST_FIRST.index(j.state), _LITIGATOR_FIRST.index(j.check)))
    raised = [rule for rule in fired if rule.id in _CAUTIONS and rule.grade is not Grade.NO_BLOCK]
    if not open_ones and not raised:
        of_three = tr("All three checks that count answered and none blocked.")
        return ({3: of_three, 4: tr("All four checks answered and none blocked.")}[len(judgements)],)
    counted = (_because(check, _CAUTIONS[rule.id]) for rule in raised for check in rule.checks)
    return (*(_because(item.check, item.why) for item in open_ones), *counted)


def _because(check: str, why: str) -> str:
    return tr("{check}: {why}.", check=tr_now(check), why=why)
