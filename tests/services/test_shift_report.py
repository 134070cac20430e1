"""The shift report over a history made by hand: its numbers, its lists, and the document that leaves with a note."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.assessment import Check
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING, SettledBy
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.shift import Period
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.table_files import DocumentFilesOnDisk
from leaddesk.infra.threads import Worker
from leaddesk.services.answered import answered
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.shift_report import ShiftOrder, ShiftReports
from leaddesk.vendors.registry import adapters
from tests.infra.history_samples import opening, settlement
from tests.services.desk import answer
from tests.services.fakes import START, FakeClock, FakeJournal

SHIFT = Period(START - timedelta(hours=8), START + timedelta(hours=1))
ADAPTERS = adapters()


class Journal(FakeJournal):
    """Narrows by time and person as the real one does."""

    def __init__(self):
        super().__init__()
        self.most = 0

    async def find(self, query=EVERYTHING, *, limit=500, before=None):
        rows = [
            row
            for row in await super().find(query, limit=10**6, before=before)
            if (query.since is None or row.at >= query.since)
            and (query.until is None or row.at < query.until)
            and query.operator in ("", row.operator)
        ][:limit]
        self.most = max(self.most, len(rows))
        return rows


@pytest.fixture
def background():
    worker = Worker("leaddesk-test")
    yield worker
    worker.close(1)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def reports(background, clock):
    return lambda journal: ShiftReports(ADAPTERS, journal, DocumentFilesOnDisk(), clock, background)


def sent(hours_ago=1, **changes):
    return opening(vendor="purecallerid", operator="M. Reyes", at=START - timedelta(hours=hours_ago), **changes)


async def load(journal, open_it=None, response: HttpResponse | None = None, at=START, **changes):
    """Writes down one lead as it really is: the vendor's answer decoded and judged, unless told otherwise."""
    begun = open_it or sent()
    entry = await journal.open(begun)
    if changes:
        await journal.settle(entry, settlement(at=at, **changes))
    else:
        lead = answered(ADAPTERS["purecallerid"], begun, response or answer(), at, entry)
        await journal.settle(entry, lead.settlement)
    return entry


def unknown():
    return {"by": SettledBy.NO_ANSWER, "outcome": LoadOutcome.UNKNOWN, "response": None, "checks": {}}


def act_unknown():
    return unknown() | {"outcome": ActOutcome.UNKNOWN, "assessment": ""}


async def test_a_morning_by_person(reports):
    journal = Journal()
    await load(journal)
    await load(journal, response=answer({"status": "Rejected", "reason": "Blocked"}))
    await load(journal, sent(act="Check number"))
    await load(journal, opening(operator="A. Okafor", at=START, act="Pause campaign", number=""), **act_unknown())
    await journal.open(opening(operator="A. Okafor", at=START))
    await load(journal, sent(hours_ago=9))
    report = await reports(journal).make(ShiftOrder(SHIFT))
    assert list(report.people) == ["A. Okafor", "M. Reyes"]
    reyes, okafor = report.people["M. Reyes"], report.people["A. Okafor"]
    assert reyes.acts == {"Load lead": 2, "Check number": 1}
    assert reyes.outcomes == {"Loaded": 2, "Rejected": 1}
    assert sum(reyes.assessments.values()) == 3
    assert okafor.acts == {"Pause campaign": 1, "Load lead": 1}
    assert (okafor.outcomes, okafor.act_outcomes) == ({"About to send": 1}, {"Outcome unknown": 1})
    assert okafor.assessments == {"not checked": 1}
    assert [item.act for item in report.campaign_acts.items] == ["Pause campaign"]
    assert report.unknowns.total == 0
    assert report.together.exchanges == 5
    assert (report.operator, report.period, report.made_at) == ("", SHIFT, START)


async def test_one_person_alone(reports):
    journal = Journal()
    await load(journal)
    await load(journal, opening(operator="A. Okafor", at=START))
    await journal.write_note(Note(at=START, operator="A. Okafor", kind=NoteKind.REVEALED))
    report = await reports(journal).make(ShiftOrder(SHIFT, "M. Reyes"))
    assert list(report.people) == ["M. Reyes"]
    assert report.together.exchanges == 1
    assert report.notes.total == 0


async def test_open_unknowns_are_named_and_older_ones_counted(reports):
    journal = Journal()
    await load(journal, sent(hours_ago=20), **unknown())
    await load(journal, sent(hours_ago=30), **unknown())
    entry = await load(journal, sent(number="+12025550177"), **unknown())
    report = await reports(journal).make(ShiftOrder(SHIFT))
    (row,) = report.unknowns.items
    assert (row.id, row.number, row.destination_name) == (entry, "+12025550177", "Spring list")
    assert report.older_unknowns == 2


async def test_a_verdict_is_stale_once_the_ttl_of_its_litigator_check_has_passed(reports, clock):
    journal = Journal()
    entry = await load(journal)
    assert (await reports(journal).make(ShiftOrder(SHIFT))).stale.total == 0
    clock.go_on(30 * 24 * 3600)
    (stale,) = (await reports(journal).make(ShiftOrder(SHIFT))).stale.items
    assert stale.row.id == entry
    assert [(age.check, age.clock) for age in stale.stale] == [(Check.LITIGATOR, "ttl")]
    clock.go_on(2 * 24 * 3600)
    (stale,) = (await reports(journal).make(ShiftOrder(SHIFT))).stale.items
    assert [age.check for age in stale.stale] == [Check.FEDERAL_DNC, Check.STATE_DNC, Check.LITIGATOR]


async def test_a_block_and_a_silence_never_grow_old(reports, clock):
    journal = Journal()
    await load(journal, response=answer({"status": "Accepted", "lead": {"doNotCallResult": {"blocked": True}}}))
    await load(journal, **unknown())
    clock.go_on(400 * 24 * 3600)
    assert (await reports(journal).make(ShiftOrder(SHIFT))).stale.total == 0


async def test_a_word_of_a_person_is_listed_and_makes_no_verdict_younger(reports, clock):
    journal = Journal()
    entry = await load(journal)
    later = START + timedelta(days=20)
    told = journal.settlements[entry][0]
    said = settlement(at=later, by=SettledBy.PERSON, operator="A. Okafor", response=told.response, checks=told.checks)
    await journal.settle(entry, said)
    clock.go_on(30 * 24 * 3600)
    report = await reports(journal).make(ShiftOrder(SHIFT))
    assert [(item.row.id, item.settlement.operator) for item in report.settled.items] == [(entry, "A. Okafor")]
    assert report.stale.total == 1


async def test_notes_of_the_shift_are_counted_and_listed(reports):
    journal = Journal()
    kinds = (NoteKind.DO_NOT_CALL, NoteKind.OVERRIDDEN, NoteKind.REVEALED, NoteKind.REVEALED, NoteKind.PROOF_SAVED)
    for kind in kinds:
        await journal.write_note(Note(at=START, operator="M. Reyes", kind=kind, number="+12025550142"))
    for hours in (-9, 1):
        at = START + timedelta(hours=hours)
        await journal.write_note(Note(at=at, operator="M. Reyes", kind=NoteKind.EXPORTED))
    report = await reports(journal).make(ShiftOrder(SHIFT))
    assert report.together.notes == {
        NoteKind.DO_NOT_CALL: 1,
        NoteKind.OVERRIDDEN: 1,
        NoteKind.REVEALED: 2,
        NoteKind.PROOF_SAVED: 1,
    }
    assert [note.kind for note in report.notes.items] == list(reversed(kinds))
    assert report.notes_complete


async def test_more_notes_than_are_read_are_owned_up_to(reports, monkeypatch):
    monkeypatch.setattr("leaddesk.services.shift_report._NOTES", 2)
    journal = Journal()
    for _ in range(3):
        await journal.write_note(Note(at=START, operator="M. Reyes", kind=NoteKind.REVEALED))
    assert not (await reports(journal).make(ShiftOrder(SHIFT))).notes_complete


async def test_a_vendor_no_longer_known_does_not_stop_the_report(reports):
    journal = Journal()
    entry = await load(journal)
    journal.rewrite_vendor(entry, "gone")
    assert (await reports(journal).make(ShiftOrder(SHIFT))).together.exchanges == 1


async def test_a_long_period_is_read_page_by_page(reports):
    journal = Journal()
    said: list[int] = []
    for _ in range(1100):
        await journal.open(sent())
    report = await reports(journal).make(ShiftOrder(SHIFT), said.append)
    assert report.together.outcomes == {"About to send": 1100}
    assert said == [500, 1000, 1100]
    assert journal.most == 500


async def test_the_same_numbers_from_a_real_history(reports):
    store = HistoryStore.in_memory()
    await store.open_file()
    try:
        await load(store, sent(hours_ago=9))
        await load(store)
        await load(store, sent(act="Check number"), **unknown())
        await load(store, sent(hours_ago=30), **unknown())
        await store.write_note(Note(at=START, operator="M. Reyes", kind=NoteKind.DO_NOT_CALL, number="+12025550142"))
        report = await reports(store).make(ShiftOrder(SHIFT, "M. Reyes"))
    finally:
        await store.close()
    assert report.together.acts == {"Load lead": 1, "Check number": 1}
    assert report.together.outcomes == {"Loaded": 1, "Outcome unknown": 1}
    assert report.older_unknowns == 1
    assert report.together.notes == {NoteKind.DO_NOT_CALL: 1}


# ---------------------------------------------------------------- the document


async def test_a_saved_report_goes_on_record(reports, tmp_path):
    journal = Journal()
    service = reports(journal)
    report = await service.make(ShiftOrder(SHIFT))
    path = tmp_path / "shift.pdf"
    assert await service.save(str(path), lambda: b"%PDF", report, operator="M. Reyes") == str(path)
    assert path.read_bytes() == b"%PDF"
    (note,) = journal.written
    assert (note.operator, note.kind) == ("M. Reyes", NoteKind.EXPORTED)
    assert note.text == (
        "Shift report of everyone to shift.pdf, from 2026-11-21T11:04:11+00:00 to 2026-11-21T20:04:11+00:00."
    )


async def test_a_report_replaces_a_file_only_on_purpose_and_notes_only_what_left(reports, tmp_path):
    journal = Journal()
    service = reports(journal)
    report = await service.make(ShiftOrder(SHIFT))
    path = tmp_path / "shift.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        await service.save(str(path), lambda: b"%PDF", report, operator="M. Reyes")
    assert journal.written == []
    journal.note_fails = StoreProblem("The history cannot be written.")
    with pytest.raises(StoreProblem, match="history"):
        await service.save(str(path), lambda: b"%PDF", report, operator="M. Reyes", replace=True)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]
