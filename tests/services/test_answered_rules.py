"""Which rules judged an answer: named in the record, and used again when it is reopened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from leaddesk.domain.assessment import AssessmentRules, Check, CheckState, Grade
from leaddesk.domain.assessment_rules import Rule, RuleId
from leaddesk.domain.exchange import Exchange, SettledBy
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    Explanation,
    FederalDnc,
    Litigator,
    LoadOutcome,
    StateDnc,
    Verdict,
)
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.answered import answered, reopened, rules_of, unanswered
from leaddesk.vendors.adapter import VendorAdapter
from tests.infra.history_samples import AT, opening, settlement

EXPIRED = Evidence(
    data_quality=DataQuality(is_valid=True, prepaid=True),
    federal=FederalDnc(blocked=False, san_coverage=True),
    state=StateDnc(blocked=False),
    litigator=Litigator(found=False, hits=0, fresh_until=AT - timedelta(days=1)),
)
RESPONSE = HttpResponse(200, (), b"{}", 0.1)
LENIENT = AssessmentRules(version="ours 1", passed_ttl_is_stale=False)
STRICT = AssessmentRules(version="ours 2", rules=(Rule(RuleId.PREPAID, "Prepaid", Grade.DO_NOT_CONTACT),))


class Adapter:
    """Answers every response with the same evidence."""

    def recall_sent(self, _request: object) -> None:
        return None

    def decode_submit(self, _response: object, _sent: object, _at: object) -> Verdict:
        return Verdict(outcome=LoadOutcome.LOADED, explanation=Explanation("Loaded."), evidence=EXPIRED)


ADAPTER = cast("VendorAdapter", Adapter())


def test_the_rules_that_judged_are_named_in_the_settlement():
    lead = answered(ADAPTER, opening(), RESPONSE, AT, 1, LENIENT)

    assert lead.settlement.rules == "ours 1; passed_ttl_is_stale=no"
    assert lead.rules == LENIENT
    assert lead.assessment.grade is Grade.NO_BLOCK
    assert answered(ADAPTER, opening(), RESPONSE, AT, 1).settlement.rules == AssessmentRules().version
    gave_up = settlement(by=SettledBy.NO_ANSWER, outcome=LoadOutcome.UNKNOWN, response=None)
    assert unanswered(None, opening(), gave_up, STRICT).settlement.rules == "ours 2; prepaid=Do not contact"


@pytest.mark.parametrize("rules", [LENIENT, STRICT, AssessmentRules()])
@pytest.mark.parametrize("present", [None, LENIENT, STRICT])
def test_an_entry_is_judged_again_with_the_rules_on_record(rules, present):
    then = answered(ADAPTER, opening(), RESPONSE, AT, 1, rules)
    again = reopened(ADAPTER, Exchange(1, then.opening, (then.settlement,)), present)

    assert again.assessment.grade is then.assessment.grade
    assert [fired.id for fired in again.assessment.fired] == [fired.id for fired in then.assessment.fired]
    assert again.rules.record() == then.settlement.rules == again.settlement.rules
    assert again.verdict.notices == ()


def test_an_entry_of_before_rules_had_versions_is_judged_with_the_shipped_ones_and_stays_as_it_is():
    then = replace(answered(ADAPTER, opening(), RESPONSE, AT, 1).settlement, rules="")
    again = reopened(ADAPTER, Exchange(1, opening(), (then,)), LENIENT)

    assert again.assessment.state(Check.LITIGATOR) is CheckState.STALE
    assert again.rules == AssessmentRules()
    assert again.settlement.rules == ""


def test_rules_that_nobody_can_tell_any_more_give_way_to_the_present_ones_and_the_record_stands():
    then = replace(answered(ADAPTER, opening(), RESPONSE, AT, 1).settlement, rules="9; quantum=yes")
    again = reopened(ADAPTER, Exchange(1, opening(), (then,)), LENIENT)

    assert again.rules == LENIENT
    assert again.settlement.rules == "9; quantum=yes"
    assert again.assessment.grade is Grade.REVIEW
    assert again.assessment.fired == ()
    assert "recorded as Review" in again.verdict.notices[0]


def test_an_exchange_without_an_answer_keeps_what_its_record_names():
    gave_up = settlement(by=SettledBy.NO_ANSWER, outcome=LoadOutcome.UNKNOWN, response=None, rules="")

    assert reopened(None, Exchange(1, opening(), (gave_up,)), STRICT).settlement.rules == ""


def test_the_profile_says_whether_data_quality_counts():
    assert rules_of(opening(data_quality_counts=False), LENIENT) == replace(LENIENT, data_quality_counts=False)
    assert rules_of(opening()) == AssessmentRules()
