"""A vendor that leads are not sent to answers every question about sending, and never sends."""

from __future__ import annotations

import pytest

from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import Destination
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.registry import adapters, lead_sources
from tests.vendors.trackdrive.asking import PROFILE, SECRETS

DESTINATION = Destination(id="d", name="Spring", dialer="APN")
LOAD = RequestRecord("POST", "", (), "{}")


def test_who_can_be_searched_is_among_the_vendors() -> None:
    assert list(lead_sources()) == ["trackdrive", "lupitor"]
    assert all(source.info is adapters()[key].info for key, source in lead_sources().items()), "their data is read once"
    assert [slot.label for slot in adapters()["trackdrive"].info.secret_slots] == ["Public key", "Private key"]


def test_nothing_is_ever_encoded() -> None:
    adapter = adapters()["trackdrive"]
    draft = validate_lead(adapter.lead_schema(DESTINATION), {"phone": "(202) 555-0123"})
    assert isinstance(draft, LeadDraft)
    with pytest.raises(ValueError, match=r"Leads are not sent to TrackDrive\."):
        adapter.encode_submit(draft, PROFILE, DESTINATION, SECRETS)


def test_a_record_of_a_load_says_nothing_here() -> None:
    adapter = adapters()["trackdrive"]
    assert adapter.recall_fields("{}", DESTINATION) == "Leads are not sent to TrackDrive."
    assert adapter.recall_sent(LOAD) == Sent()
    assert not adapter.refuses_again(LOAD)
    assert lead_sources()["trackdrive"].landing_query(LOAD) is None


def test_nothing_is_kept_otherwise_and_nothing_is_taken_out_of_an_answer() -> None:
    adapter = adapters()["trackdrive"]
    draft = validate_lead(adapter.lead_schema(DESTINATION), {"phone": "(202) 555-0123"})
    assert isinstance(draft, LeadDraft)
    assert adapter.silent_changes(draft, PROFILE, DESTINATION) == ()
    answer = HttpResponse(200, (), b"[]")
    assert adapter.scrub_answer(answer) is answer
