"""People who asked not to be called: marked by one press, undone only with a reason, never forgotten by itself.

A mark warns before every later send and forbids nothing: whether to call is a person's decision.
"""

from __future__ import annotations

from leaddesk.domain.before_sending import number_key
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.note import Note, NoteKind
from leaddesk.language import tr
from leaddesk.services.ports import Clock, Journal

_KINDS = (NoteKind.DO_NOT_CALL, NoteKind.MAY_BE_CALLED)
_ALL = 1_000_000
EXPORT_COLUMNS = (tr("Number"), tr("Asked (UTC)"), tr("Written down by"), tr("Note"))


class AskedNotToBeCalled:
    """The use-case; every method raises StoreProblem when the history does not serve."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    async def mark(self, number: str, note: str, operator: str) -> Note:
        """Writes down that the person asked, and returns the mark that stands; the same one twice is written once.

        Raises LeadDeskError for a text without a digit: no later send could be recognised by it.
        """
        if not any(character.isdigit() for character in number):
            raise LeadDeskError(
                tr("This is not a phone number."), tr("Nothing was written down."), tr("Type the number.")
            )
        standing, said = await self.standing(number), note.strip()
        if standing and (not said or said == standing.text):
            return standing
        return await self._write(NoteKind.DO_NOT_CALL, number, operator, text=said)

    async def undo(self, number: str, reason: str, operator: str) -> Note:
        """Takes the mark back and returns the note of it. Raises LeadDeskError without a reason or without a mark."""
        if not reason.strip():
            raise LeadDeskError(
                tr("A reason is needed."), tr("The mark stays."), tr("Say why this number may be called again.")
            )
        if not await self.standing(number):
            raise LeadDeskError(tr("This number is not marked."), tr("Nothing was changed."))
        return await self._write(NoteKind.MAY_BE_CALLED, number, operator, reason=reason.strip())

    async def standing(self, number: str) -> Note | None:
        """Returns the mark on a number, or None where there is none or it was undone."""
        latest = await self._journal.notes(kinds=_KINDS, number=number, limit=1)
        return latest[0] if latest and latest[0].kind is NoteKind.DO_NOT_CALL else None

    async def listing(self) -> tuple[Note, ...]:
        """Returns the marks that stand, the newest first, one a number."""
        latest: dict[str, Note] = {}
        for note in await self._journal.notes(kinds=_KINDS, limit=_ALL):
            latest.setdefault(number_key(note.number), note)
        return tuple(note for note in latest.values() if note.kind is NoteKind.DO_NOT_CALL)

    async def export_rows(self) -> tuple[tuple[str, ...], ...]:
        """Returns the marks that stand under `EXPORT_COLUMNS`."""
        return tuple(
            (note.number, note.at.isoformat(timespec="seconds"), note.operator, note.text)
            for note in await self.listing()
        )

    async def _write(self, kind: NoteKind, number: str, operator: str, reason: str = "", text: str = "") -> Note:
        note = Note(at=self._clock.now(), operator=operator, kind=kind, number=number, reason=reason, text=text)
        await self._journal.write_note(note)
        return note
