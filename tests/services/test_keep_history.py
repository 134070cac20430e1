"""Keeping the history: each act needs a person, a reason and a note, and none goes further than its report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leaddesk.domain.chain import Anchor, ChainFault, ChainProblem, ChainReport
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.recovery_key import RecoveryKeyMistake, recovery_lines
from leaddesk.domain.retention import PurgeReport, RetentionRule
from leaddesk.domain.secret import Secret
from leaddesk.services.keep_history import BackupFound, KeepHistory, RememberedEnd
from tests.services.fakes import START, FakeClock, FakeJournal

RULE = RetentionRule(years=5, source="16 CFR 310.5", checked_on=date(2026, 1, 1), review_by=date(2027, 1, 1))
REPORT = ChainReport(
    entries=7,
    exchanges=3,
    notes=1,
    since=START,
    taken_over=0,
    purged=0,
    sealed=True,
    head=Anchor(7, b"m" * 32),
    anchor=None,
    problems=(),
)
BROKEN = replace(
    REPORT,
    more=2,
    problems=(ChainProblem(fault=ChainFault.EDITED, seq=3, exchange_id=2, sentence="Exchange 2 is not as written."),),
)
FOUND = BackupFound(place="/usb/backup.db", report=REPORT, first=START, last=START)
DUE = PurgeReport(before=START, ids=(1, 2), oldest=START, newest=START, outcomes={"Loaded": 2}, digest="ab")


class Keeping:
    """A file that keeps what it was told."""

    def __init__(self):
        self.report = REPORT
        self.due = DUE
        self.full = False
        self.notes = []
        self.acts = []
        self.remembered = RememberedEnd(count=9, ends_at=7, goes_on=False)

    async def verify(self, progress=None):
        self.acts.append("verify")
        return self.report

    async def survey(self, before, progress=None):
        self.acts.append(f"survey {before:%Y-%m-%d}")
        return self.due

    async def retire(self, report, note):
        self.notes.append(note)
        return len(report.ids)

    async def give_space_back(self):
        self.acts.append("space")
        if self.full:
            raise StoreProblem("The disk is full.")

    async def head(self):
        return Anchor(9, b"h" * 32)

    async def back_up(self, place, *, replace, progress=None):
        self.acts.append(f"back up {place} {replace}")
        return Anchor(9, b"h" * 32)

    async def look_into(self, place, progress=None, key=None):
        self.acts.append(f"look into {place} {key.reveal()[:4] if key else ''}".strip())
        return FOUND

    async def let_go(self):
        self.acts.append("let go")

    async def restore(self, note):
        self.notes.append(note)

    async def restore_waits(self):
        return bool(self.notes)

    async def recovery_key(self):
        return ("AAAAA", "BBBBB")

    async def end(self):
        return self.remembered

    async def accept_end(self):
        self.remembered = RememberedEnd(count=7, ends_at=7)


class Desk:
    """The use-case over fakes."""

    def __init__(self, **options):
        self.keeping, self.journal, self.years = Keeping(), FakeJournal(), 5
        self.keep = KeepHistory(
            self.keeping,
            self.journal,
            FakeClock(),
            RULE,
            years=lambda: self.years,
            keep_years=lambda years: setattr(self, "years", years),
            **options,
        )


@pytest.fixture
def desk():
    return Desk()


def test_records_are_kept_for_the_years_of_the_setting(desk):
    kept = desk.keep.retention()
    assert (kept.years, kept.before, kept.shorter_than_rule) == (
        5,
        datetime(2021, 11, 21, 19, 4, 11, tzinfo=UTC),
        False,
    )
    assert not kept.rule_is_old
    assert desk.keep.set_years(2).shorter_than_rule
    assert desk.keep.retention().before.year == 2024
    for years in (0, 51):
        with pytest.raises(ValueError, match="cannot be set"):
            desk.keep.set_years(years)


async def test_a_report_comes_after_a_look_at_every_entry(desk):
    assert await desk.keep.report() == DUE
    assert desk.keeping.acts == ["verify", "survey 2021-11-21"]


async def test_nothing_can_be_purged_from_a_history_that_was_tampered_with(desk):
    desk.keeping.report = BROKEN
    with pytest.raises(StoreProblem, match="Nothing can be purged") as caught:
        await desk.keep.report()
    assert caught.value.detail == "3 entries are not as written: Exchange 2 is not as written."
    assert desk.keeping.acts == ["verify"]


async def test_a_purge_is_on_record_with_what_went(desk):
    assert await desk.keep.purge(DUE, " Purge ", "  Had its time ", "Sam") == 2
    (note,) = desk.keeping.notes
    assert (note.kind, note.operator, note.reason, note.text) == (NoteKind.PURGED, "Sam", "Had its time", DUE.words())
    assert desk.keeping.acts == ["space"]


async def test_a_purge_on_a_full_disk_is_a_purge(desk):
    desk.keeping.full = True
    assert await desk.keep.purge(DUE, "purge", "Had its time", "Sam") == 2


@pytest.mark.parametrize(
    ("typed", "reason", "ids", "said"),
    [("", "x", (1,), "Nothing was purged"), ("purge", " ", (1,), "A reason"), ("purge", "x", (), "nothing to purge")],
)
async def test_a_purge_needs_the_word_a_reason_and_something_to_purge(desk, typed, reason, ids, said):
    with pytest.raises(LeadDeskError, match=said):
        await desk.keep.purge(replace(DUE, ids=ids), typed, reason, "Sam")
    assert desk.keeping.notes == []


async def test_holds_are_notes_and_are_lifted_by_notes(desk):
    assert not (await desk.keep.holds()).notes
    assert (await desk.keep.hold("", "Case 12", "Sam")).everything
    holds = await desk.keep.hold(" 202-555-0142 ", "Case 13", "Sam")
    assert [(note.number, note.reason) for note in holds.notes] == [("202-555-0142", "Case 13"), ("", "Case 12")]
    holds = await desk.keep.lift("", "Case closed", "Kim")
    assert (holds.everything, holds.cover("+12025550142")) == (False, True)
    assert [note.kind for note in desk.journal.written] == [NoteKind.HELD, NoteKind.HELD, NoteKind.RELEASED]


@pytest.mark.parametrize(("number", "reason", "said"), [("", " ", "A reason"), ("Annabel", "x", "no phone number")])
async def test_a_hold_needs_a_reason_and_a_number(desk, number, reason, said):
    with pytest.raises(LeadDeskError, match=said.replace("no phone", "not a phone")):
        await desk.keep.hold(number, reason, "Sam")
    with pytest.raises(LeadDeskError, match="A reason"):
        await desk.keep.lift("", "", "Sam")
    assert desk.journal.written == []


async def test_a_restore_waits_for_the_next_start_unless_the_history_can_be_opened_again(desk):
    assert (await desk.keep.back_up("/usb/backup.db", replace=False)).end.count == 9
    assert not await desk.keep.restore_waits()
    assert await desk.keep.restore(await desk.keep.look_into("/usb/backup.db"), "The disk failed", "Sam") is False
    (note,) = desk.keeping.notes
    assert (note.kind, note.reason) == (NoteKind.RESTORED, "The disk failed")
    assert "From backup.db, which ends at entry 7." in note.text
    assert "ended at entry 9" in note.text
    assert await desk.keep.restore_waits()
    await desk.keep.let_go()
    assert desk.keeping.acts[-1] == "let go"


@pytest.mark.parametrize("busy", [False, True])
async def test_a_restore_is_done_at_once_where_nothing_is_on_its_way(busy):
    opened = []

    async def reopen():
        opened.append(True)

    desk = Desk(reopen=reopen, busy=lambda: busy)
    assert await desk.keep.restore(FOUND, "The disk failed", "Sam") is not busy
    assert bool(opened) is not busy


async def test_a_tampered_backup_or_one_without_a_reason_is_not_restored(desk):
    with pytest.raises(LeadDeskError, match="not restored") as caught:
        await desk.keep.restore(replace(FOUND, report=BROKEN), "x", "Sam")
    assert "Exchange 2 is not as written." in caught.value.detail
    with pytest.raises(LeadDeskError, match="A reason"):
        await desk.keep.restore(FOUND, "", "Sam")
    assert desk.keeping.notes == []


async def test_the_recovery_key_is_shown_on_record(desk):
    assert await desk.keep.recovery_key_shown() is None
    assert await desk.keep.recovery_key("Sam") == ("AAAAA", "BBBBB")
    shown = await desk.keep.recovery_key_shown()
    assert shown
    assert (shown.operator, shown.kind) == ("Sam", NoteKind.REVEALED)
    assert "AAAAA" not in repr(desk.journal.written)


async def test_a_key_that_cannot_go_on_record_is_not_shown(desk):
    desk.journal.note_fails = StoreProblem("The disk is full.")
    with pytest.raises(StoreProblem):
        await desk.keep.recovery_key("Sam")


async def test_another_end_is_accepted_on_record(desk):
    assert not (await desk.keep.end()).goes_on
    with pytest.raises(LeadDeskError, match="A reason"):
        await desk.keep.accept_end("", "Sam")
    assert (await desk.keep.accept_end("Copied from the old computer", "Sam")).goes_on
    (note,) = desk.journal.written
    assert (note.kind, note.reason) == (NoteKind.RESTORED, "Copied from the old computer")
    assert "entry 7 was accepted, where entry 9" in note.text


async def test_a_backup_of_another_history_is_opened_with_its_recovery_key(desk):
    lines = recovery_lines(Secret("0f3a" * 16))
    assert await desk.keep.look_into("/usb/backup.db", recovery_key="\n".join(lines)) == FOUND
    assert desk.keeping.acts == ["look into /usb/backup.db 0f3a"]
    with pytest.raises(RecoveryKeyMistake):
        await desk.keep.look_into("/usb/backup.db", recovery_key=lines[0])
