"""One exchange as the verdict view shows it: on record, decoded, assessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from leaddesk.domain.assessment import Assessment, AssessmentRules, assess
from leaddesk.domain.exchange import Exchange, Opening, SettledBy, Settlement
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.verdict import Evidence, Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import VendorAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredLead:
    """What became of one lead."""

    exchange_id: int | None
    """Its number in the history; None when nothing was written down, and so nothing was sent."""
    opening: Opening
    settlement: Settlement
    verdict: Verdict
    assessment: Assessment
    """As judged at the time of the answer."""

    @property
    def raw(self) -> str:
        """The scrubbed answer as text; empty when none came."""
        response = self.settlement.response
        return response.body.decode("utf-8", "backslashreplace") if response else ""


def rules_of(opening: Opening) -> AssessmentRules:
    """Returns the rules that held when the lead was sent."""
    return AssessmentRules(data_quality_counts=opening.data_quality_counts)


def answered(
    adapter: VendorAdapter, opening: Opening, response: HttpResponse, at: datetime, exchange_id: int | None
) -> AnsweredLead:
    """Returns an answer decoded and judged at its time; the response is already scrubbed."""
    verdict = adapter.decode_submit(response, adapter.recall_sent(opening.request), at)
    assessment = assess(verdict, at, rules_of(opening))
    settlement = Settlement(
        at=at,
        by=SettledBy.ANSWER,
        outcome=verdict.outcome,
        explanation=verdict.explanation,
        assessment=assessment.grade,
        checks=_states(assessment),
        response=response,
    )
    return AnsweredLead(
        exchange_id=exchange_id,
        opening=opening,
        settlement=settlement,
        verdict=verdict,
        assessment=assessment,
    )


def unanswered(info: VendorInfo, opening: Opening, settlement: Settlement) -> AnsweredLead:
    """Returns an exchange without an answer: all checks are silence, and the assessment is never better than Review."""
    evidence = Evidence() if info.returns_checks else None
    verdict = Verdict(outcome=settlement.outcome, explanation=settlement.explanation, evidence=evidence)
    assessment = assess(verdict, settlement.at, rules_of(opening))
    settlement = replace(settlement, assessment=assessment.grade, checks=_states(assessment))
    return AnsweredLead(
        exchange_id=None, opening=opening, settlement=settlement, verdict=verdict, assessment=assessment
    )


def reopened(adapter: VendorAdapter, exchange: Exchange) -> AnsweredLead:
    """Returns an exchange on record as it was: what was recorded stands, even if this version reads it differently."""
    settled = exchange.settled or still_open(exchange.opening.at)
    if settled.response is None:
        return replace(unanswered(adapter.info, exchange.opening, settled), exchange_id=exchange.id)
    again = answered(adapter, exchange.opening, settled.response, settled.at, exchange.id)
    verdict = again.verdict
    if (verdict.outcome, again.settlement.assessment) != (settled.outcome, settled.assessment):
        notice = (
            f"Recorded as {settled.outcome}, {settled.assessment}; this version of LeadDesk reads the answer as "
            f"{verdict.outcome}, {again.settlement.assessment}."
        )
        verdict = replace(verdict, outcome=settled.outcome, notices=(notice, *verdict.notices))
    return replace(again, settlement=settled, verdict=verdict)


def still_open(at: datetime) -> Settlement:
    """Returns what an exchange without a settlement means: it was about to be sent, and nothing more is known."""
    return Settlement(
        at=at,
        by=SettledBy.RESTART,
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(
            "LeadDesk ended while this lead was being sent.",
            "It may be loaded: no answer was written down.",
            "Do not send it again: look in the dialer first.",
        ),
        assessment="",
    )


def _states(assessment: Assessment) -> Mapping[str, str]:
    return {judgement.check.value: judgement.state.value for judgement in assessment.judgements}
