"""Each reveal is one note: who saw what, about whom."""

from __future__ import annotations

from leaddesk.domain.note import NoteKind
from leaddesk.services.reveals import LAST_FOUR, Reveals
from tests.services.fakes import FakeClock, FakeJournal


async def test_a_reveal_is_one_note():
    journal, clock = FakeJournal(), FakeClock()
    reveals = Reveals(journal, clock)
    await reveals.write(LAST_FOUR, "M. Reyes", number="+12025550123", exchange_id=7, reason="Dispute or complaint")
    (note,) = await journal.notes(kinds=(NoteKind.REVEALED,))
    assert (note.operator, note.number, note.exchange_id) == ("M. Reyes", "+12025550123", 7)
    assert (note.text, note.reason, note.at) == ("Last four digits", "Dispute or complaint", clock.now())
