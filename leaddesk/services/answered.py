"""One exchange as the verdict view shows it: on record, decoded, assessed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from leaddesk.domain.assessment import Assessment, AssessmentRules, CheckState, Grade, Judgement, assess
from leaddesk.domain.before_sending import TRIED_AGAIN
from leaddesk.domain.exchange import Exchange, Opening, SettledBy, Settlement
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.verdict import Evidence, Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_now
from leaddesk.vendors.adapter import VendorAdapter

log = logging.getLogger(__name__)
_FIRST_TRY = tr("The lead that is there is perhaps from the first try: what should have followed it may be missing.")


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
    rules: AssessmentRules = field(default_factory=AssessmentRules)
    """The rules that judged it."""
    answered_at: datetime | None = None
    """When the vendor's answer came, where the settlement that counts was written down later."""

    @property
    def judged_at(self) -> datetime:
        """When the answer came and was judged: what a person said of it later makes no check younger."""
        return self.answered_at or self.settlement.at

    @property
    def raw(self) -> str:
        """The scrubbed answer as text; empty when none came."""
        response = self.settlement.response
        return response.body.decode("utf-8", "backslashreplace") if response else ""


def rules_of(opening: Opening, rules: AssessmentRules | None = None) -> AssessmentRules:
    """Returns rules, the shipped ones by default, with what the profile said when the lead was sent."""
    return replace(rules or AssessmentRules(), data_quality_counts=opening.data_quality_counts)


def answered(
    adapter: VendorAdapter,
    opening: Opening,
    response: HttpResponse,
    at: datetime,
    exchange_id: int | None,
    rules: AssessmentRules | None = None,
) -> AnsweredLead:
    """Returns an answer decoded and judged at its time; the response is already scrubbed."""
    verdict = adapter.decode_submit(response, adapter.recall_sent(opening.request), at)
    if verdict.outcome is LoadOutcome.DUPLICATE and any(note.startswith(TRIED_AGAIN) for note in opening.notes):
        verdict = replace(verdict, notices=(_FIRST_TRY, *verdict.notices))
    rules = rules_of(opening, rules)
    assessment = assess(verdict, at, rules)
    settlement = Settlement(
        at=at,
        by=SettledBy.ANSWER,
        outcome=verdict.outcome,
        explanation=verdict.explanation,
        assessment=assessment.grade,
        checks=_states(assessment),
        response=response,
        rules=rules.record(),
    )
    return AnsweredLead(
        exchange_id=exchange_id,
        opening=opening,
        settlement=settlement,
        verdict=verdict,
        assessment=assessment,
        rules=rules,
    )


def unanswered(
    info: VendorInfo | None, opening: Opening, settlement: Settlement, rules: AssessmentRules | None = None
) -> AnsweredLead:
    """Returns an exchange without an answer: all checks are silence, and the assessment is never better than Review.

    `info` is None for a vendor that this version does not know: it may have returned checks.
    """
    evidence = Evidence() if info is None or info.returns_checks else None
    verdict = Verdict(outcome=settlement.load_outcome, explanation=settlement.explanation, evidence=evidence)
    rules = rules_of(opening, rules)
    assessment = assess(verdict, settlement.at, rules)
    settlement = replace(
        settlement, assessment=assessment.grade, checks=_states(assessment), rules=settlement.rules or rules.record()
    )
    return AnsweredLead(
        exchange_id=None,
        opening=opening,
        settlement=settlement,
        verdict=verdict,
        assessment=assessment,
        rules=rules,
    )


def rules_on_record(settled: Settlement, rules: AssessmentRules | None = None) -> AssessmentRules:
    """Returns the rules that judged a settlement, in the words of `rules` where those are the same ones.

    An entry that names none was judged with the first rules LeadDesk came with; a name that this version cannot tell
    gives `rules`.
    """
    present = rules or AssessmentRules()
    if settled.rules == present.record():
        return present
    return (AssessmentRules.on_record(settled.rules) or present) if settled.rules else AssessmentRules()


def reopened(adapter: VendorAdapter | None, exchange: Exchange, rules: AssessmentRules | None = None) -> AnsweredLead:
    """Returns an exchange on record as it was: what was recorded stands, even if this version reads it differently.

    It is judged with the rules on record where they can be told, else with `rules`. Without an adapter (a vendor that
    this version does not know), or when the answer makes it fail, the recorded words and the raw answer are all there
    is.
    """
    settled = exchange.settled or _without_answer_yet(exchange.opening.at)
    rules, came = rules_on_record(settled, rules), _answered_before(exchange, settled)
    if settled.response is None:
        lead = unanswered(adapter.info if adapter else None, exchange.opening, settled, rules)
        return replace(lead, exchange_id=exchange.id, settlement=replace(lead.settlement, rules=settled.rules))
    if adapter is None:
        why = tr("This version of LeadDesk does not know the vendor {vendor}.", vendor=exchange.opening.vendor)
        return replace(_unread(exchange, settled, why), answered_at=came)
    try:
        again = answered(adapter, exchange.opening, settled.response, came or settled.at, exchange.id, rules)
    except Exception:
        log.exception("An answer on record could not be read")
        why = tr("This version of LeadDesk cannot read the answer.")
        return replace(_unread(exchange, settled, why), answered_at=came)
    return replace(_as_recorded(again, settled), answered_at=came)


def _answered_before(exchange: Exchange, settled: Settlement) -> datetime | None:
    """Returns when the answer came, None where none came or it is what settled the exchange."""
    came = next((item.at for item in exchange.settlements if item.response is not None), settled.at)
    return came if came != settled.at else None


def _as_recorded(again: AnsweredLead, settled: Settlement) -> AnsweredLead:
    """Puts what was recorded over what is read now, and says each difference.

    A person's word about the load outcome is none: it was given because the answer did not tell.
    """
    now, by_person = again.settlement, settled.by is SettledBy.PERSON
    pairs = [(tr("Assessment"), settled.assessment, now.assessment)]
    if not by_person:
        pairs.insert(0, (tr("Load outcome"), settled.outcome, now.outcome))
    pairs += [(check, then, now.checks.get(check, tr("not judged"))) for check, then in settled.checks.items()]
    notices = tuple(
        tr(
            "{name} was recorded as {then}; this version of LeadDesk reads the answer as {read}.",
            name=tr_now(name),
            then=tr_now(then),
            read=tr_now(read),
        )
        for name, then, read in pairs
        if then != read
    )
    if not notices and not by_person:
        return replace(again, settlement=settled)
    verdict = replace(
        again.verdict,
        outcome=settled.load_outcome,
        explanation=settled.explanation,
        notices=(*notices, *again.verdict.notices),
    )
    if not notices:
        return replace(again, settlement=settled, verdict=verdict)
    assessment = Assessment(
        _grade(settled), tuple(_recorded(judgement, settled) for judgement in again.assessment.judgements), notices
    )
    return replace(again, settlement=settled, verdict=verdict, assessment=assessment)


def _unread(exchange: Exchange, settled: Settlement, why: str) -> AnsweredLead:
    lead = unanswered(None, exchange.opening, settled)
    verdict = replace(lead.verdict, notices=(tr("{why} Shown is what was recorded; Raw has the answer.", why=why),))
    judgements = tuple(_recorded(judgement, settled) for judgement in lead.assessment.judgements if settled.checks)
    assessment = Assessment(_grade(settled), judgements, (why,))
    return replace(lead, exchange_id=exchange.id, settlement=settled, verdict=verdict, assessment=assessment)


def _grade(settled: Settlement) -> Grade:
    return next((grade for grade in Grade if grade == settled.assessment), Grade.REVIEW)


def _recorded(judgement: Judgement, settled: Settlement) -> Judgement:
    """Returns a check's judgement in its recorded state."""
    then = settled.checks.get(judgement.check)
    state = next((state for state in CheckState if state == then), judgement.state)
    return judgement if state is judgement.state else replace(judgement, state=state, why=tr("as recorded then"))


def _without_answer_yet(at: datetime) -> Settlement:
    return Settlement(
        at=at,
        by=SettledBy.NO_ANSWER,
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(
            tr("This lead is about to be sent, or on its way."),
            tr("It may be loaded: no answer has been written down yet."),
            tr("Do not send it again before you know."),
        ),
        assessment="",
    )


def still_open(at: datetime) -> Settlement:
    """Returns what an exchange means that an earlier run left without a settlement: nothing more is known."""
    return Settlement(
        at=at,
        by=SettledBy.RESTART,
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(
            tr("LeadDesk ended while this lead was being sent."),
            tr("It may be loaded: no answer was written down."),
            tr("Do not send it again: look in the dialer first."),
        ),
        assessment="",
    )


def _states(assessment: Assessment) -> Mapping[str, str]:
    return {judgement.check.value: judgement.state.value for judgement in assessment.judgements}


def unwritten(lead: AnsweredLead, why: str) -> AnsweredLead:
    """Returns an answer that says that it is not in the history."""
    notice = tr("This answer is not in the history: {why} The next start shows it as unknown.", why=why)
    return replace(lead, verdict=replace(lead.verdict, notices=(*lead.verdict.notices, notice)))


def with_outcome(lead: AnsweredLead, said: Settlement) -> AnsweredLead:
    """Returns a late answer that does not tell the outcome with the one that a person told; its checks stay."""
    settlement = replace(
        lead.settlement, by=said.by, outcome=said.outcome, explanation=said.explanation, operator=said.operator
    )
    verdict = replace(lead.verdict, outcome=said.load_outcome, explanation=said.explanation)
    return replace(lead, settlement=settlement, verdict=verdict)
