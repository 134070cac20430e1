"""What each of the four check cards says: pure text from a judgement and its evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.assessment import Check, CheckState, Judgement
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    Fact,
    FederalDnc,
    LitigationCase,
    Litigator,
    LoadOutcome,
    Silence,
    StateDnc,
)
from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.times import LocalTimes, utc_text

HINTS = {
    Check.DATA_QUALITY: tr("Is the number valid and in use"),
    Check.FEDERAL_DNC: tr("Federal registry, within your SAN"),
    Check.STATE_DNC: tr("The state's own registry"),
    Check.LITIGATOR: tr("Cases on record for this number"),
}
"""What each check will answer, for the time before it does."""

CheckEvidence = DataQuality | FederalDnc | StateDnc | Litigator | Silence


@dataclass(frozen=True, slots=True)
class CardWords:
    """One check card."""

    check: Check
    state: CheckState
    line: str
    caution: str
    facts: tuple[Fact, ...]
    answered: str
    fresh: str
    utc: str
    """The same times in UTC, for the tool tip."""


def card_words(lead: AnsweredLead, now: datetime, times: LocalTimes) -> tuple[CardWords, ...]:
    """Returns the cards in order; none when the vendor returns no checks."""
    evidence = lead.verdict.evidence
    if evidence is None:
        return ()
    judgements = lead.assessment.judgements
    return tuple(_card(lead, item, evidence_of(evidence, item.check), now, times) for item in judgements)


def evidence_of(evidence: Evidence, check: Check) -> CheckEvidence:
    """Returns what that check brought."""
    found: dict[Check, CheckEvidence] = {
        Check.DATA_QUALITY: evidence.data_quality,
        Check.FEDERAL_DNC: evidence.federal,
        Check.STATE_DNC: evidence.state,
        Check.LITIGATOR: evidence.litigator,
    }
    return found[check]


def _card(
    lead: AnsweredLead, judgement: Judgement, brought: CheckEvidence, now: datetime, times: LocalTimes
) -> CardWords:
    silent = isinstance(brought, Silence)
    at = lead.judged_at
    return CardWords(
        check=judgement.check,
        state=judgement.state,
        line=_line(lead, judgement, brought),
        caution=_caution(judgement, brought),
        facts=() if isinstance(brought, Silence) else brought.facts,
        answered=tr("not checked") if silent else times.moment(at, now),
        fresh="" if silent else _freshness(judgement, now, times),
        utc=_utc(at, judgement) if not silent else "",
    )


def _line(lead: AnsweredLead, judgement: Judgement, brought: CheckEvidence) -> str:
    if brought is Silence.MISSING:
        return _silence(lead)
    if isinstance(brought, Silence):
        return tr("It {why}.", why=judgement.why)
    quoted = f"“{brought.reason}”" if brought.reason else ""
    if judgement.cautions and not quoted:
        return ""
    why = _sentence(judgement.why)
    if isinstance(brought, Litigator):
        if judgement.state is CheckState.BLOCKED and brought.cases:
            why = _cases_line(judgement.why, brought.cases)
        return f"{why} {quoted}".rstrip()
    if judgement.state in (CheckState.BLOCKED, CheckState.NO_BLOCK):
        return quoted or why
    return f"{why} {quoted}".rstrip()


def _silence(lead: AnsweredLead) -> str:
    if lead.settlement.response is not None:
        return tr("The answer does not hold this check.")
    if lead.verdict.outcome is LoadOutcome.NOT_SENT:
        return tr("Nothing was sent.")
    return tr("No answer came back.")


def _caution(judgement: Judgement, brought: CheckEvidence) -> str:
    named = [caution.removesuffix(" number") for caution in judgement.cautions]
    parts = [tr("Caution: {named}.", named=", ".join(named))] if named else []
    if isinstance(brought, Litigator) and brought.mismatches:
        parts.append(tr("Does not agree: see Cases."))
    return " ".join(parts)


def _cases_line(count: str, cases: tuple[LitigationCase, ...]) -> str:
    roles = Counter(case.participant_type.casefold() for case in cases if case.participant_type)
    dates = [case.filing_date for case in cases if re.fullmatch(r"\d{4}-\d\d-\d\d", case.filing_date)]
    parts = [count]
    if dates:
        parts.append(tr("latest filed {day}", day=max(dates)))
    if len(roles) == 1:
        parts.append(tr("as {role}", role=next(iter(roles))))
    return f"{', '.join(parts)}."


def _freshness(judgement: Judgement, now: datetime, times: LocalTimes) -> str:
    until = judgement.fresh_until
    if until is None:
        return tr("no expiry given")
    if judgement.state is CheckState.STALE:
        return tr("stale since {moment}", moment=times.brief(until, now))
    if until < now:
        return tr("was fresh until {moment}", moment=times.brief(until, now))
    return tr("fresh until {moment}", moment=times.brief(until, now))


def _utc(at: datetime, judgement: Judgement) -> str:
    if judgement.fresh_until:
        return tr("Answered {moment}, fresh until {until}", moment=utc_text(at), until=utc_text(judgement.fresh_until))
    return tr("Answered {moment}", moment=utc_text(at))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
