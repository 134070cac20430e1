"""Puts on record that somebody made something masked visible."""

from __future__ import annotations

from leaddesk.domain.note import Note, NoteKind
from leaddesk.language import tr_later
from leaddesk.services.ports import Clock, Journal

NUMBERS_AND_NAMES = tr_later("Numbers and names")
LAST_FOUR = tr_later("Last four digits")


class Reveals:
    """Writes one note for each reveal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal, self._clock = journal, clock

    async def write(
        self, what: str, operator: str, *, number: str = "", exchange_id: int | None = None, reason: str = ""
    ) -> Note:
        """Commits who saw what, and returns the note; `number` is E.164 or as typed. Raises StoreProblem."""
        note = Note(
            at=self._clock.now(),
            operator=operator,
            kind=NoteKind.REVEALED,
            number=number,
            exchange_id=exchange_id,
            reason=reason,
            text=what,
        )
        await self._journal.write_note(note)
        return note
