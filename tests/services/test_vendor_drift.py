"""Changes in vendors' answers: collected behind the answer, kept in the store or in memory, told when new."""

from __future__ import annotations

import asyncio
import json

import pytest

from leaddesk.domain.drift import DriftKind, FieldChange, new_field
from leaddesk.domain.errors import StoreProblem
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.search_leads import SearchLeads
from leaddesk.services.vendor_drift import EXPORT_COLUMNS, PLACE, VendorDrift, export_row
from leaddesk.vendors.registry import campaign_sources, lead_sources
from tests.services.desk import CLEAN, Desk, InThread, answer, settle_down
from tests.services.engage_desk import ONE, EngageDesk
from tests.services.engage_desk import PROFILE as ENGAGE_PROFILE
from tests.services.fakes import FakeClock
from tests.services.searching import Searching, page

NEW = (new_field("lead.rndStatus", "NOT_REASSIGNED"),)


class Drafts:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}
        self.problem: StoreProblem | None = None
        self.writes = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def save_draft(self, place, fields):
        if self.problem:
            raise self.problem
        self.writes += 1
        self.kept[place] = dict(fields)

    async def load_draft(self, place):
        await self.gate.wait()
        if self.problem:
            raise self.problem
        return dict(self.kept.get(place, {}))


class Office:
    def __init__(self, drafts: Drafts) -> None:
        self.drafts, self.clock = drafts, FakeClock()
        self.told: list[str] = []
        self.drift = self.opened()

    def opened(self) -> VendorDrift:
        drift = VendorDrift(self.drafts, self.clock, InThread(), "1.2.3")
        drift.on_new = lambda new: self.told.extend(one.path for one in new)
        return drift

    async def moment(self, seconds: float = 1.0) -> None:
        await settle_down()
        self.clock.go_on(seconds)
        await settle_down()


@pytest.fixture
async def office():
    office = Office(Drafts())
    yield office
    await office.drift.finish(0.01)


async def test_what_is_new_is_kept_and_told_a_moment_later_and_once(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await settle_down()
    assert not office.told
    assert not office.drafts.kept
    await office.moment()
    assert office.told == ["lead.rndStatus"]
    assert office.drafts.writes == 1
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.told == ["lead.rndStatus"]
    assert office.drafts.writes == 1
    (drift,) = await office.drift.listing()
    assert (drift.vendor, drift.call, drift.count, drift.version) == ("purecallerid", "Load lead", 2, "1.2.3")
    assert drift.first_seen < drift.last_seen


async def test_it_comes_back_in_the_next_run_and_is_no_news_there(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    again = office.opened()
    again.note("purecallerid", "Load lead", (*NEW, FieldChange(DriftKind.MISSING, "status", "text")))
    await office.moment()
    assert office.told == ["lead.rndStatus", "status"]
    assert [one.path for one in await again.listing()] == ["status", "lead.rndStatus"]


async def test_counts_are_written_at_the_end(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.drift.finish(1.0)
    (text,) = office.drafts.kept[PLACE].values()
    assert json.loads(text)["count"] == 2
    await office.drift.finish(1.0)
    assert office.drafts.writes == 2


async def test_counts_alone_are_written_once_a_minute(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.drafts.writes == 1
    office.clock.go_on(60)
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.drafts.writes == 2


async def test_a_store_that_fails_costs_only_that_nothing_lasts(office):
    office.drafts.problem = StoreProblem("The disk is full.")
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.told == ["lead.rndStatus"]
    assert [one.path for one in await office.drift.listing()] == ["lead.rndStatus"]
    with pytest.raises(StoreProblem):
        await office.drift.clear()
    assert len(await office.drift.listing()) == 1
    office.drafts.problem = None
    await office.drift.finish(1.0)
    assert len(office.drafts.kept[PLACE]) == 1


async def test_what_was_seen_before_the_store_served_joins_what_is_in_it(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    later = office.opened()
    office.drafts.problem = StoreProblem("Not yet.")
    later.note("purecallerid", "Load lead", (*NEW, new_field("x", 1)))
    await office.moment()
    office.drafts.problem = None
    assert {one.path: one.count for one in await later.listing()} == {"lead.rndStatus": 2, "x": 1}


async def test_a_store_that_is_not_open_at_the_end_holds_nothing_up(office):
    office.drafts.gate.clear()
    office.drift.note("purecallerid", "Load lead", NEW)
    await settle_down()
    await asyncio.wait_for(office.drift.finish(0.01), 1.0)
    assert not office.drafts.kept


async def test_cleared_is_forgotten_and_comes_again_as_new(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    await office.drift.clear()
    assert await office.drift.listing() == ()
    assert office.drafts.kept[PLACE] == {}
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.told == ["lead.rndStatus"] * 2


async def test_an_entry_that_cannot_be_read_is_left_out(office):
    office.drafts.kept[PLACE] = {"a": "{", "b": "[]", "c": '{"kind": "New"}', "d": '{"first_seen": 1, "last_seen": 2}'}
    assert await office.drift.listing() == ()


async def test_a_mistake_is_logged_and_the_next_answer_is_collected(office, expect_log):
    def broken():
        raise RuntimeError("oops")
        yield

    office.drift.note("purecallerid", "Load lead", broken())
    expect_log("could not be collected", times=1)
    await office.moment()
    office.drift.note("purecallerid", "Load lead", NEW)
    await office.moment()
    assert office.told == ["lead.rndStatus"]


async def test_an_export_row_fits_its_columns(office):
    office.drift.note("purecallerid", "Load lead", NEW)
    (drift,) = await office.drift.listing()
    row = dict(zip(EXPORT_COLUMNS, export_row(drift, "Pure CallerID"), strict=True))
    assert row["vendor"] == "Pure CallerID"
    assert (row["field"], row["change"], row["example"]) == ("lead.rndStatus", "New", "NOT_REASSIGNED")
    assert row["answers"] == 1


async def test_a_lead_that_is_answered_otherwise_is_noted_and_its_words_are_not(office):
    desk = Desk()
    desk.submit._note_changes = office.drift.note
    kept_lead = json.loads(json.dumps(CLEAN["lead"]))
    odd = {**CLEAN, "ownerName": "Ada Example", "lead": {**kept_lead, "zip": 80202, "by": {"7205550100": "Ada"}}}
    lead = await desk.send(answer(odd))
    assert lead.verdict.changes
    assert {(one.kind, one.path, one.expected, one.got) for one in await office.drift.listing()} == {
        (DriftKind.NEW, "ownerName", "", "text"),
        (DriftKind.NEW, "lead.by", "", "an object"),
        (DriftKind.RETYPED, "lead.zip", "text", "a number"),
    }
    await office.drift.finish(1.0)
    kept = json.dumps(office.drafts.kept)
    assert "Ada" not in kept
    assert "80202" not in kept


async def test_every_page_of_leads_is_looked_at(office):
    searching = Searching()
    searching.service = SearchLeads(
        sources=lead_sources(),
        secrets=searching.secrets,
        transport=searching.transport,
        clock=searching.clock,
        background=InThread(),
        note_changes=office.drift.note,
    )
    odd = {"leads": [{"id": 3, "full_name": "Ada 3", "status": "scheduled", "owner": "Ada Example"}]}
    searching.script(page(1, 2), answer(odd))
    search = searching.start()
    await search.next_page()
    assert await office.drift.listing() == ()
    await search.next_page()
    (drift,) = await office.drift.listing()
    assert (drift.vendor, drift.call, drift.path, drift.got) == ("trackdrive", "Search leads", "owner", "text")


async def test_every_read_of_campaigns_is_looked_at(office):
    desk = EngageDesk()
    desk.vendor.add(ONE, "Spring")
    desk.watch = WatchCampaigns(
        sources=campaign_sources(),
        secrets=desk.secrets,
        transport=desk.vendor,
        clock=desk.clock,
        background=InThread(),
        note_changes=office.drift.note,
    )
    await desk.watch.read(ENGAGE_PROFILE)
    before = len(await office.drift.listing())
    desk.vendor.touch(ONE, ownerName="Ada Example")
    await desk.watch.read(ENGAGE_PROFILE)
    await desk.watch.read_one(ENGAGE_PROFILE, ONE)
    found = await office.drift.listing()
    assert before == 0
    assert {(one.call, one.path, one.count) for one in found} == {
        ("All campaigns", "ownerName", 1),
        ("One campaign", "ownerName", 1),
    }
