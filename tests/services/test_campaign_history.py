"""Acts on campaigns live in the history beside loads, and nothing there takes one for the other."""

from __future__ import annotations

import asyncio
import csv
from datetime import timedelta

import pytest

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.campaign import Act
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, HistoryQuery, SettledBy
from leaddesk.domain.shift import Period
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.table_files import DocumentFilesOnDisk, TableFilesOnDisk
from leaddesk.services.browse_history import BrowseHistory, Story
from leaddesk.services.check_number import CheckNumber, phone_in
from leaddesk.services.export_history import EXPORTABLE, ExportHistory, HistoryExport
from leaddesk.services.export_table import ExportTable, TableFormat
from leaddesk.services.save_proof import SaveProof
from leaddesk.services.send_once import Sending, SendOnce
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from leaddesk.services.shift_report import ShiftOrder, ShiftReports
from leaddesk.services.submission import Submission
from leaddesk.vendors.registry import adapters
from tests.infra.history_samples import opening, settlement
from tests.services.desk import InThread
from tests.services.engage_desk import ONE, PROFILE, TWO, EngageDesk
from tests.services.fakes import START

NUMBER = "+12025550142"


class Archive(EngageDesk):
    """The desk over a real history in memory, with a lead in it."""

    async def fill(self) -> None:
        self.vendor.add(ONE, "Spring outreach", "ACTIVE")
        self.vendor.add(TWO, "Summer outreach", "READY")
        self.browse = BrowseHistory(adapters(), self.store, self.clock, InThread())
        self.lead = await self.store.open(opening(number=NUMBER, at=START))
        await self.store.settle(self.lead, settlement())

    async def left_unknown(self) -> int:
        """Leaves an activation of which nobody knows, and returns its number."""
        self.vendor.acts.append("lost")
        self.vendor.reads.extend([503] * 6)
        result = await self.do(Act.ACTIVATE, TWO)
        assert result.outcome is ActOutcome.UNKNOWN
        assert result.exchange_id is not None
        return result.exchange_id


@pytest.fixture
async def archive():
    store = HistoryStore.in_memory()
    await store.open_file()
    made = Archive(store)
    await made.fill()
    yield made
    await store.close()


async def test_an_act_reads_back_as_it_was_written(archive):
    archive.vendor.acts.append("lie")
    result = await archive.do(Act.PAUSE)
    found = await archive.browse.whole(result.exchange_id)
    assert (found.act, found.outcome, found.change) == (Act.PAUSE, ActOutcome.DID_NOT_CHANGE, "ACTIVE → ACTIVE")
    assert found.explanation == result.explanation
    assert found.status == 200
    assert '"campaignStatus": "ACTIVE"' in found.raw
    assert found.order.campaign_id == ONE
    [settled] = found.settlements
    assert isinstance(settled.outcome, ActOutcome)
    assert (settled.assessment, settled.rules) == ("", "")


async def test_an_edit_keeps_its_texts_and_a_list_its_name(archive):
    edit = await archive.do(Act.EDIT_MESSAGES, TWO, messages={"helpMessage": "Call 555-0100."})
    assert (await archive.browse.whole(edit.exchange_id)).order.messages == {"helpMessage": "Call 555-0100."}
    listed = await archive.do(Act.PAUSE_LIST, list_name=" May+ ")
    found = await archive.browse.whole(listed.exchange_id)
    assert (found.order.list_name, found.after, found.opening.destination_name) == (
        " May+ ",
        "",
        "Spring outreach, list “ May+ ”",
    )


async def test_an_act_is_no_verdict_and_a_lead_is_no_act(archive):
    result = await archive.do(Act.PAUSE)
    for open_it in (archive.browse.open, archive.browse.story):
        with pytest.raises(LeadDeskError, match="is an act on a campaign"):
            await open_it(result.exchange_id)
    assert isinstance(await archive.browse.whole(archive.lead), Story)
    assert (await archive.browse.open(archive.lead)).exchange_id == archive.lead


@pytest.mark.parametrize("text", ["spring", "did not change", "Did not", "May list"])
async def test_acts_are_found_by_name_and_word(archive, text):
    archive.vendor.acts.append("lie")
    one = await archive.do(Act.PAUSE)
    two = await archive.do(Act.PAUSE_LIST, list_name="May list")
    wanted = {"spring": [two, one], "May list": [two]}.get(text, [one])
    rows = (await archive.browse.find(HistoryQuery(text=text))).rows
    acts = [row.id for row in rows if row.is_act]
    assert acts == [result.exchange_id for result in wanted]


async def test_acts_are_listed_with_word_campaign_and_outcome(archive):
    await archive.do(Act.PAUSE)
    [act, lead] = (await archive.browse.find()).rows
    assert (act.act, act.destination_name, act.outcome, act.assessment, act.number) == (
        "Pause campaign",
        "Spring outreach",
        "Done",
        "",
        "",
    )
    assert act.is_act
    assert not lead.is_act
    query = HistoryQuery(outcomes=(ActOutcome.DONE.value,))
    assert [row.id for row in (await archive.browse.find(query)).rows] == [act.id]


async def test_the_queue_of_leads_leaves_acts_out(archive):
    act = await archive.left_unknown()
    settling = SettleUnknown(adapters(), archive.store, archive.clock, lambda _number: False)
    assert await settling.queue() == ()
    with pytest.raises(LeadDeskError, match="is not open"):
        await settling.settle(Finding(exchange_id=act, loaded=True), "M. Reyes")
    [result] = await archive.new_change().settle_open([PROFILE])
    assert result.outcome is ActOutcome.DONE
    found = await archive.browse.whole(act)
    assert [item.by for item in found.settlements] == [SettledBy.NO_ANSWER, SettledBy.REREAD]
    assert (found.outcome, found.change) == (ActOutcome.DONE, "READY → ACTIVE")


async def test_an_act_left_by_a_kill_is_unknown_and_then_settled_by_a_read(archive):
    pending = asyncio.get_running_loop().create_future()
    archive.vendor.acts.append(pending)
    deed = await archive.press(Act.ACTIVATE, TWO)
    async with asyncio.timeout(5):
        while not archive.vendor.writes:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.001)
    await archive.change.finish(0)
    assert (await deed.answer()).outcome is ActOutcome.UNKNOWN
    [row] = [row for row in (await archive.browse.find()).rows if row.is_act]
    assert row.outcome == ABOUT_TO_SEND
    assert await archive.browse.settle_leftovers(archive.store) == 0, "it is no lead"
    found = await archive.browse.whole(row.id)
    assert (found.outcome, found.settlements[0].by, found.settlements[0].checks) == (
        ActOutcome.UNKNOWN,
        SettledBy.RESTART,
        {},
    )
    [result] = await archive.new_change().settle_open([PROFILE])
    assert result.outcome is ActOutcome.DONE


async def test_no_lead_is_held_back_by_an_act(archive):
    await archive.left_unknown()
    for number in (NUMBER, ""):
        sending = Sending(number, TWO, Submission(lambda _phase: None, lambda _submission: None))
        await SendOnce(archive.store).take(sending, None)


async def test_what_is_known_of_a_number_knows_of_no_act(archive):
    await archive.do(Act.PAUSE)
    known = await CheckNumber(adapters(), archive.store, archive.clock, InThread()).look_up(phone_in(NUMBER))
    assert [answer.exchange_id for answer in known.known.answers] == [archive.lead]


async def test_the_shift_report_counts_acts_apart_from_loads(archive, tmp_path):
    await archive.do(Act.PAUSE)
    await archive.left_unknown()
    reports = ShiftReports(adapters(), archive.store, DocumentFilesOnDisk(), archive.clock, InThread())
    shift = Period(START - timedelta(hours=1), START + timedelta(hours=1))
    report = await reports.make(ShiftOrder(shift))
    assert report.together.acts == {"Load lead": 1, "Pause campaign": 1, "Activate campaign": 1}
    assert report.together.act_outcomes == {"Done": 1, "Outcome unknown": 1}
    assert report.together.outcomes == {LoadOutcome.LOADED: 1}
    assert sum(report.together.assessments.values()) == 1
    assert report.unknowns.total == 0
    assert [row.act for row in report.campaign_acts.items] == ["Activate campaign", "Pause campaign"]
    later = Period(START + timedelta(hours=1), START + timedelta(hours=2))
    assert (await reports.make(ShiftOrder(later))).older_unknowns == 0


async def test_the_export_shows_acts_without_an_assessment(archive, tmp_path):
    await archive.do(Act.PAUSE)
    table = ExportTable(TableFilesOnDisk(), archive.clock)
    service = ExportHistory(archive.store, table, archive.clock, lambda at: at)
    place = tmp_path / "acts.csv"
    order = HistoryExport(place=str(place), format=TableFormat.CSV, columns=EXPORTABLE, operator="M. Reyes")
    await service.export(order)
    with place.open(encoding="utf-8-sig", newline="") as file:
        act, lead = csv.DictReader(file)
    assert (act["What"], act["Destination"], act["Outcome"], act["Assessment"]) == (
        "Pause campaign",
        "Spring outreach",
        "Done",
        "",
    )
    assert lead["Assessment"] == "Review"


async def test_there_is_no_proof_of_an_act(archive):
    result = await archive.do(Act.PAUSE)

    def no_paper(*_anything: object) -> bytes:
        raise AssertionError("nothing is laid out")

    proofs = SaveProof(
        browse=archive.browse,
        journal=archive.store,
        clock=archive.clock,
        work=InThread(),
        key=None,  # type: ignore[arg-type]
        files=None,  # type: ignore[arg-type]
        paper=no_paper,
    )
    with pytest.raises(StoreProblem, match="no proof of an act") as refused:
        await proofs.save(result.exchange_id, "act.pdf", "M. Reyes")
    assert "checks nobody" in refused.value.detail


async def test_a_history_with_acts_is_whole(archive):
    await archive.do(Act.PAUSE)
    await archive.left_unknown()
    report = await archive.store.verify(None)
    assert report.intact
    assert report.exchanges == 3
