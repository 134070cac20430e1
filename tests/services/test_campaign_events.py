"""An event is noted, shown as what it claims, and never believed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from leaddesk.domain.campaign import EventKind
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.note import NoteKind
from leaddesk.services.campaign_events import CampaignEvents
from leaddesk.vendors.registry import campaign_sources
from tests.services.engage_desk import ONE, PROFILE
from tests.services.fakes import FakeClock, FakeJournal, disk_full

STATUS = json.dumps({"id": ONE, "name": "Spring", "campaignStatus": "ACTIVE"})
LIST = json.dumps({"listName": "May", "listStatus": "READY", "campaignId": ONE})


@pytest.fixture
def journal():
    return FakeJournal()


@pytest.fixture
def events(journal):
    return CampaignEvents(campaign_sources(), journal, FakeClock())


async def test_a_campaign_event_asks_for_a_read_and_is_noted(events, journal):
    taken = await events.take(PROFILE, STATUS, "M. Reyes", event_type="MessagingCampaignStatus", posted=True)
    assert taken.event.campaign_id == ONE
    assert "Only a read shows its state" in taken.sentence
    [note] = journal.written
    assert (note.kind, note.operator, note.number, note.exchange_id) == (NoteKind.EVENT, "M. Reyes", "", None)
    assert note.text.startswith("Posted to the listener, unsigned, for Northside: MessagingCampaignStatus reports")


async def test_a_list_event_is_only_reported(events, journal):
    taken = await events.take(PROFILE, LIST, "M. Reyes", event_type="MessagingListStatus")
    assert taken.event.kind is EventKind.LIST_STATUS
    assert "list “May”" in taken.sentence
    assert "READY. A list cannot be read." in taken.sentence
    assert "Pasted, unsigned" in journal.written[0].text


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"eventType": "OptOut", "data": {}}', "\x00" * 99])
async def test_anything_else_is_never_acted_on(events, text):
    taken = events.read_pasted(PROFILE, text)
    assert "does nothing about it" in taken.sentence


async def test_a_campaign_event_without_an_id_asks_for_nothing(events):
    taken = events.read_pasted(PROFILE, '{"name": "Spring"}', "MessagingCampaignStatus")
    assert "names no campaign" in taken.sentence


@pytest.mark.parametrize("text", ["no json", "[1]", "{}", STATUS[:-1], '"MessagingCampaignStatus"'])
@pytest.mark.parametrize("named", ["", "MessagingCampaignStatus"])
async def test_what_is_no_object_is_not_called_an_event(events, text, named):
    taken = events.read_pasted(PROFILE, text, named)
    assert taken.sentence.startswith(f"What came as {named} is no JSON" if named else "What came is no JSON")


async def test_a_long_name_goes_on_record_cut(events, journal):
    text = json.dumps({"id": ONE, "name": "x" * 5000, "campaignStatus": "y" * 5000})
    await events.take(PROFILE, text, "M. Reyes", event_type="MessagingCampaignStatus")
    assert len(journal.written[0].text) < 700


async def test_a_history_that_cannot_be_written_is_said_with_the_event(events, journal):
    journal.note_fails = disk_full()
    taken = await events.take(PROFILE, STATUS, "M. Reyes")
    assert "does not hold this event" in taken.notice


async def test_a_profile_without_campaigns_takes_none(events):
    with pytest.raises(LeadDeskError, match="no campaigns"):
        events.read_pasted(replace(PROFILE, vendor="trackdrive"), STATUS)
