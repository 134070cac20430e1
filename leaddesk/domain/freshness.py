"""How long a check that did not block can be relied on: the litigator's `ttl`, the registries' clock of 31 days.

Only *no block returned* grows old. A block stays a block, and silence has nothing that could go stale. The days count
from the answer: how old the registry's own data was then, the vendor does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from leaddesk.domain.assessment import AssessmentRules, Check, CheckState, Judgement
from leaddesk.language import tr, tr_later

_REGISTRIES = (Check.FEDERAL_DNC, Check.STATE_DNC)
_OLD = (CheckState.NO_BLOCK, CheckState.STALE)


class Age(StrEnum):
    """Whether a check still holds, in the words of the screen."""

    FRESH = tr_later("fresh")
    STALE = tr_later("stale")
    NO_CLOCK = tr_later("no clock")
    """It did not answer, it blocked, or nothing says how long its answer holds."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """One check's age at a moment."""

    check: Check
    age: Age
    until: datetime | None = None
    """The last moment at which it is fresh, in the future or the past; None without a clock."""
    clock: str = ""
    """What sets that moment: "ttl" or "31 days"."""


def freshness(
    judgements: Sequence[Judgement], answered_at: datetime, now: datetime, rules: AssessmentRules | None = None
) -> tuple[Freshness, ...]:
    """Returns the age of each judged check now; both times carry their zone."""
    rules = rules or AssessmentRules()
    return tuple(_freshness(judgement, answered_at, now, rules) for judgement in judgements)


def _freshness(judgement: Judgement, answered_at: datetime, now: datetime, rules: AssessmentRules) -> Freshness:
    until, clock = _until(judgement, answered_at, rules)
    if until is None:
        return Freshness(judgement.check, Age.NO_CLOCK)
    return Freshness(judgement.check, Age.STALE if until < now else Age.FRESH, until, clock)


def _until(judgement: Judgement, answered_at: datetime, rules: AssessmentRules) -> tuple[datetime | None, str]:
    if judgement.state not in _OLD:
        return None, ""
    if judgement.check in _REGISTRIES:
        return answered_at + timedelta(days=rules.registry_days), tr(
            "{registry_days} days", registry_days=rules.registry_days
        )
    if judgement.check is Check.LITIGATOR and rules.passed_ttl_is_stale:
        return judgement.fresh_until, "ttl"
    return None, ""
