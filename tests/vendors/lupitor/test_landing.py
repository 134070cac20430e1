"""Did it land: the campaign on record is asked for the lead by what tells it from others, and for nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.domain.wire import HttpResponse, RequestRecord
from tests.vendors.lupitor.asking import LEAD, LUPITOR, PREFETCH, PROFILE, STANDARD, encoded, parameters

OWN_ID = {**LEAD, "External ID": "CRM-0001"}


def query(raw: Mapping[str, str]) -> LeadQuery:
    found = LUPITOR.landing_query(encoded(raw).redacted())
    assert found is not None
    return found


def test_a_lead_with_an_id_of_its_own_is_looked_for_by_it_alone() -> None:
    assert query(OWN_ID).as_line() == "campaignId is camp_example_01 · externalId is CRM-0001 · limit is 4000"


def test_any_other_lead_is_looked_for_by_its_number() -> None:
    asked = query(LEAD)
    assert asked.as_line() == "campaignId is camp_example_01 · phoneNumber is +12025550123 · limit is 4000"
    assert LUPITOR.query_problems(asked) == ()
    assert parameters(asked) == {"campaignId": "camp_example_01", "limit": "4000"}, "the list is looked through here"


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"campaignId": "c"}', '{"phoneNumber": "+12025550123"}', '{"campaignId": [], "externalId": "x"}'],
)
def test_a_record_that_names_no_campaign_or_no_lead_is_not_looked_for(body: str) -> None:
    assert LUPITOR.landing_query(RequestRecord("POST", "", (), body)) is None


def test_a_campaign_refuses_a_lead_that_it_has() -> None:
    assert all(LUPITOR.refuses_again(encoded(OWN_ID, place).redacted()) for place in (STANDARD, PREFETCH))


def test_nothing_is_kept_otherwise_and_nothing_is_taken_out_of_an_answer() -> None:
    answer = HttpResponse(201, (), b'{"success": true}')
    assert LUPITOR.scrub_answer(answer) is answer
    draft = validate_lead(LUPITOR.lead_schema(STANDARD), LEAD)
    assert isinstance(draft, LeadDraft)
    assert LUPITOR.silent_changes(draft, PROFILE, STANDARD) == ()
