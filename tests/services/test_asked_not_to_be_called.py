"""*Asked not to be called*: one mark a number, whatever its spelling; undone only with a reason."""

from __future__ import annotations

import pytest

from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.services.asked_not_to_be_called import EXPORT_COLUMNS, AskedNotToBeCalled
from tests.services.fakes import FakeClock, FakeJournal, disk_full

NUMBER, OTHER = "+17205550100", "+17205550102"


class Office:
    def __init__(self) -> None:
        self.journal, self.clock = FakeJournal(), FakeClock()
        self.asked = AskedNotToBeCalled(self.journal, self.clock)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("spelling", [NUMBER, "(720) 555-0100", "1 720 555 0100"])
async def test_a_mark_stands_for_every_spelling_of_the_number(office, spelling):
    note = await office.asked.mark(NUMBER, " by letter ", "M. Reyes")
    assert (note.kind, note.text, note.operator) == (NoteKind.DO_NOT_CALL, "by letter", "M. Reyes")
    standing = await office.asked.standing(spelling)
    assert standing
    assert standing.text == "by letter"
    assert await office.asked.standing(OTHER) is None


async def test_one_press_more_writes_nothing_but_another_note_is_written(office):
    first = await office.asked.mark(NUMBER, "by letter", "M. Reyes")
    for note in ("", "by letter"):
        again = await office.asked.mark(NUMBER, note, "A. Brandt")
        assert (again.at, again.operator) == (first.at, "M. Reyes")
    assert len(office.journal.written) == 1
    await office.asked.mark(NUMBER, "by phone too", "A. Brandt")
    assert [note.text for note in await office.asked.listing()] == ["by phone too"]


async def test_undone_only_with_a_reason_and_marked_again_afterwards(office):
    await office.asked.mark(NUMBER, "", "M. Reyes")
    with pytest.raises(LeadDeskError, match="A reason is needed"):
        await office.asked.undo(NUMBER, "  ", "M. Reyes")
    assert await office.asked.standing(NUMBER)
    undone = await office.asked.undo("7205550100", "wrong number", "A. Brandt")
    assert (undone.kind, undone.reason) == (NoteKind.MAY_BE_CALLED, "wrong number")
    assert await office.asked.standing(NUMBER) is None
    assert await office.asked.listing() == ()
    with pytest.raises(LeadDeskError, match="not marked"):
        await office.asked.undo(NUMBER, "again", "A. Brandt")
    await office.asked.mark(NUMBER, "", "M. Reyes")
    assert await office.asked.standing(NUMBER)
    assert len(office.journal.written) == 3, "nothing is taken out of the history"


async def test_the_list_has_one_line_a_number_newest_first_and_can_be_exported(office):
    await office.asked.mark(NUMBER, "by letter", "M. Reyes")
    office.clock.go_on(60)
    await office.asked.mark(OTHER, "", "A. Brandt")
    await office.asked.mark("720 555 0103", "", "A. Brandt")
    await office.asked.undo("+17205550103", "mistyped", "A. Brandt")
    assert [note.number for note in await office.asked.listing()] == [OTHER, NUMBER]
    rows = await office.asked.export_rows()
    assert [row[0] for row in rows] == [OTHER, NUMBER]
    assert all(len(row) == len(EXPORT_COLUMNS) for row in rows)
    assert rows[1][1].endswith("+00:00")
    assert rows[1][2:] == ("M. Reyes", "by letter")


async def test_a_text_without_a_digit_is_refused(office):
    with pytest.raises(LeadDeskError, match="not a phone number"):
        await office.asked.mark("CALL-ME", "", "M. Reyes")


async def test_a_history_that_fails_is_said(office):
    office.journal.note_fails = disk_full()
    with pytest.raises(StoreProblem):
        await office.asked.mark(NUMBER, "", "M. Reyes")
