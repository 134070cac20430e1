"""The part of the assessment that is data: settings, the words of each rule, and the grade a rule leads to.

Data makes the assessment stricter, or says whether a passed `ttl` is stale. `FLOORS` is the part that stays in code: no
rule leads to a milder grade than its floor, whatever a file says or leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from leaddesk.language import tr, tr_later, tr_now


class Grade(StrEnum):
    """The assessment over all checks."""

    DO_NOT_CONTACT = tr_later("Do not contact")
    REVIEW = tr_later("Review")
    NO_BLOCK = tr_later("No block returned")


_MILD_FIRST = (Grade.NO_BLOCK, Grade.REVIEW, Grade.DO_NOT_CONTACT)


def strictest(grades: Iterable[Grade]) -> Grade:
    """Returns the worst of the grades; *Review* where there is none."""
    return max(grades, key=_MILD_FIRST.index, default=Grade.REVIEW)


class RuleId(StrEnum):
    """What can be the case; the worst first."""

    DIALER_BLOCK = "dialer-block"
    BLOCKED = "blocked"
    UNCOVERED_BLOCK = "uncovered-block"
    OTHER_NUMBER = "other-number"
    NOT_COVERED = "not-covered"
    UNREADABLE = "unreadable"
    NOT_RETURNED = "not-returned"
    STALE = "stale"
    NO_CHECKS = "no-checks"
    INACTIVE = "inactive"
    PREPAID = "prepaid"
    LOW_ACTIVITY = "low-activity"
    PASSED_TTL = "passed-ttl"
    NOT_BOUGHT = "not-bought"
    NO_BLOCK = "no-block"


FLOORS: Mapping[RuleId, Grade] = {
    RuleId.DIALER_BLOCK: Grade.DO_NOT_CONTACT,
    RuleId.BLOCKED: Grade.DO_NOT_CONTACT,
    RuleId.UNCOVERED_BLOCK: Grade.DO_NOT_CONTACT,
    RuleId.OTHER_NUMBER: Grade.REVIEW,
    RuleId.NOT_COVERED: Grade.REVIEW,
    RuleId.UNREADABLE: Grade.REVIEW,
    RuleId.NOT_RETURNED: Grade.REVIEW,
    RuleId.STALE: Grade.REVIEW,
    RuleId.NO_CHECKS: Grade.REVIEW,
    RuleId.INACTIVE: Grade.NO_BLOCK,
    RuleId.PREPAID: Grade.NO_BLOCK,
    RuleId.LOW_ACTIVITY: Grade.NO_BLOCK,
    RuleId.PASSED_TTL: Grade.NO_BLOCK,
    RuleId.NOT_BOUGHT: Grade.NO_BLOCK,
    RuleId.NO_BLOCK: Grade.NO_BLOCK,
}
"""The mildest grade each rule may lead to (PRODUCT section 7)."""

_WORDS: Mapping[RuleId, str] = {
    RuleId.DIALER_BLOCK: tr("The dialer's own do-not-call list has the number"),
    RuleId.BLOCKED: tr("A check is blocked"),
    RuleId.UNCOVERED_BLOCK: tr("Blocked, and your SAN does not cover this area code"),
    RuleId.OTHER_NUMBER: tr("The answer is about another number"),
    RuleId.NOT_COVERED: tr("Your SAN does not cover this area code"),
    RuleId.UNREADABLE: tr("A check cannot be read"),
    RuleId.NOT_RETURNED: tr("A check was not returned"),
    RuleId.STALE: tr("A check is no longer fresh"),
    RuleId.NO_CHECKS: tr("This vendor returns no checks"),
    RuleId.INACTIVE: tr("The number is inactive"),
    RuleId.PREPAID: tr("The number is prepaid"),
    RuleId.LOW_ACTIVITY: tr("The number shows low activity"),
    RuleId.PASSED_TTL: tr("A passed ttl counts as fresh here"),
    RuleId.NOT_BOUGHT: tr("Data quality is not bought and does not count"),
    RuleId.NO_BLOCK: tr("Every check that counts answered and none blocked"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """When it fires, in words, and the grade it leads to at least."""

    id: RuleId
    words: str
    grade: Grade


SHIPPED = tuple(Rule(rule, _WORDS[rule], FLOORS[rule]) for rule in RuleId)
"""The rules of `resources/rules/assessment.toml`, for where no file is read."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired, and the checks that made it fire."""

    id: RuleId
    words: str
    grade: Grade
    checks: tuple[str, ...] = ()

    @property
    def effect(self) -> str:
        """What it leads to, in words."""
        if self.grade is Grade.NO_BLOCK and self.id is not RuleId.NO_BLOCK:
            return tr("noted only")
        return tr_now(self.grade)

    def sentence(self) -> str:
        """Returns rule, effect and checks as one line."""
        checks = f" ({', '.join(map(tr_now, self.checks))})" if self.checks else ""
        return f"{self.words} → {self.effect}{checks}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRules:
    """What an administrator may change, and what the profile says of *Data quality*."""

    version: str = "2026-11-21"
    """Named in every settlement that these rules judged; holds neither ";" nor "="."""
    source: str = tr("LeadDesk's table of states and grades; registry data at most 31 days old")
    passed_ttl_is_stale: bool = True
    """Whether a litigator check past its `ttl` is stale (the vendor's own sample arrives expired)."""
    data_quality_counts: bool = True
    """False for a workspace that does not buy *Data quality*; the profile says so, no file does."""
    low_activity_below: int = 30
    """Activity scores under this are a caution (0 to 100; the limit is our inference)."""
    registry_days: int = 31
    """Days that an answer of the federal or a state registry may be relied on: 31 at most (PRODUCT section 9)."""
    rules: tuple[Rule, ...] = SHIPPED
    """One missing here still holds, in the shipped words and at its floor."""

    def rule(self, wanted: RuleId) -> Rule:
        """Returns a rule, never milder than its floor."""
        found = next((rule for rule in self.rules if rule.id is wanted), None)
        if found is None:
            return Rule(wanted, _WORDS[wanted], FLOORS[wanted])
        return replace(found, grade=strictest((found.grade, FLOORS[wanted])))

    def record(self) -> str:
        """Returns the version, and whatever in these rules judges otherwise than the shipped ones, for the record."""
        shipped = AssessmentRules()
        changes = [
            f"{name}={_yes(value) if isinstance(value, bool) else value}"
            for name in _SETTINGS
            if (value := getattr(self, name)) != getattr(shipped, name)
        ]
        raised = ((rule, self.rule(rule).grade) for rule in RuleId)
        changes += [f"{rule}={grade}" for rule, grade in raised if grade is not FLOORS[rule]]
        return "; ".join((self.version, *changes))

    @classmethod
    def on_record(cls, text: str) -> AssessmentRules | None:
        """Returns rules that judge as those of a record did, in the shipped words; None where it cannot be told."""
        version, *changes = text.split("; ")
        passed, counts = True, {"low_activity_below": cls().low_activity_below, "registry_days": cls().registry_days}
        grades = dict(FLOORS)
        for name, _, value in (change.partition("=") for change in changes):
            if name == "passed_ttl_is_stale" and value in ("yes", "no"):
                passed = value == "yes"
            elif name in counts and value.isascii() and value.isdigit() and len(value) <= 3:
                counts[name] = int(value)
            elif name in set(RuleId) and value in set(Grade):
                grades[RuleId(name)] = Grade(value)
            else:
                return None
        rules = tuple(Rule(rule, _WORDS[rule], grades[rule]) for rule in RuleId)
        low, days = counts["low_activity_below"], counts["registry_days"]
        found = cls(
            version=version, passed_ttl_is_stale=passed, low_activity_below=low, registry_days=days, rules=rules
        )
        return found if version else None


_SETTINGS = ("passed_ttl_is_stale", "low_activity_below", "registry_days")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
