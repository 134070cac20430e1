"""Exports all numbers that asked not to be called, as a CSV that other programs read; it goes on record first."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import PurePath

from leaddesk.domain.note import Note, NoteKind
from leaddesk.language import tr, trn
from leaddesk.services.asked_not_to_be_called import EXPORT_COLUMNS, AskedNotToBeCalled
from leaddesk.services.export_table import ExportTable, Row, TableFormat
from leaddesk.services.ports import Clock, Journal


class ExportAsked:
    """The use-case behind *Export* in the list of those who asked."""

    def __init__(
        self,
        asked: AskedNotToBeCalled,
        journal: Journal,
        table: ExportTable,
        clock: Clock,
        operator: Callable[[], str],
    ) -> None:
        self._asked = asked
        self._journal = journal
        self._table = table
        self._clock = clock
        self._operator = operator

    async def export(self, place: str) -> int:
        """Writes the file and returns how many numbers are in it. Raises AlreadyThere, or StoreProblem."""
        done = await self._table.export(
            place,
            TableFormat.CSV,
            EXPORT_COLUMNS,
            self._batches(),
            record=lambda count: self._journal.write_note(self._note(place, count)),
        )
        return done.rows

    async def _batches(self) -> AsyncGenerator[Sequence[Row], None]:
        yield await self._asked.export_rows()

    def _note(self, place: str, count: int) -> Note:
        numbers = trn("1 number", "{count} numbers", count)
        return Note(
            at=self._clock.now(),
            operator=self._operator(),
            kind=NoteKind.EXPORTED,
            text=tr("{numbers} that asked not to be called to {file}", numbers=numbers, file=PurePath(place).name),
        )
