"""Exports exactly what *History* shows: its columns in their order, and every exchange that its query asks for.

Only what a column of *Exchanges* holds leaves: no answer, no case of a named person, no last four digits. The export
goes on record before its file can be seen.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath

from leaddesk.domain.exchange import EVERYTHING, ExchangeRow, HistoryQuery
from leaddesk.domain.note import Note, NoteKind
from leaddesk.services.export_table import Cell, Exported, ExportTable, Progress, Row, TableFormat
from leaddesk.services.ports import Clock, Journal

_BATCH = 500
_Local = Callable[[datetime], datetime]

_CELLS: Mapping[str, Callable[[ExchangeRow], Cell]] = {
    "UTC": lambda row: row.at.astimezone(UTC).replace(microsecond=0),
    "Who": lambda row: row.operator,
    "What": lambda row: row.act,
    "Profile": lambda row: row.profile_name,
    "Environment": lambda row: row.environment,
    "Destination": lambda row: row.destination_name,
    "Name": lambda row: row.name,
    "Number": lambda row: row.number,
    "Outcome": lambda row: row.word,
    "Assessment": lambda row: "" if row.is_act else row.assessment or "not checked",
    "Entry": lambda row: row.id,
}
"""What a column of *Exchanges* holds, by its name; *When* needs a zone besides. Numbers go out ready to be dialled."""

EXPORTABLE = ("When", *_CELLS)
"""The names of all columns that can be exported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryExport:
    """What to export, and who does."""

    place: str
    format: TableFormat
    columns: tuple[str, ...]
    """The columns in view, in their order, by the names in `EXPORTABLE`."""
    operator: str
    query: HistoryQuery = EVERYTHING
    replace: bool = False
    """Whether it may replace a file; only after a person has said so."""
    masks: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """What is masked on the screen, by column: each gets the text and returns what may leave."""


class ExportHistory:
    """The use-case behind *Export* in *History*."""

    def __init__(self, journal: Journal, table: ExportTable, clock: Clock, local: _Local) -> None:
        """`local` brings a time into the zone of the screen."""
        self._journal = journal
        self._table = table
        self._clock = clock
        self._local = local

    async def export(self, order: HistoryExport, progress: Progress | None = None) -> Exported:
        """Writes the file, with a note of it in the history.

        Raises AlreadyThere unless it may replace a file, or StoreProblem. Cancelling leaves no file and no note.
        """
        return await self._table.export(
            order.place,
            order.format,
            order.columns,
            self._batches(order),
            replace=order.replace,
            progress=progress,
            record=lambda count: self._journal.write_note(self._note(order, count)),
        )

    async def _batches(self, order: HistoryExport) -> AsyncGenerator[Sequence[Row], None]:
        """Reads page after page, the newest first; what is sent meanwhile is not in it."""
        cells = [self._column(name, order.masks.get(name)) for name in order.columns]
        before: int | None = None
        while rows := await self._journal.find(order.query, limit=_BATCH, before=before):
            before = rows[-1].id
            yield [[cell(row) for cell in cells] for row in rows]

    def _column(self, name: str, mask: Callable[[str], str] | None) -> Callable[[ExchangeRow], Cell]:
        cell = self._when if name == "When" else _CELLS[name]
        if mask is None:
            return cell
        return lambda row: mask(str(cell(row)))

    def _when(self, row: ExchangeRow) -> Cell:
        return self._local(row.at).replace(microsecond=0)

    def _note(self, order: HistoryExport, count: int) -> Note:
        exchanges = "1 exchange" if count == 1 else f"{count:,} exchanges"
        return Note(
            at=self._clock.now(),
            operator=order.operator,
            kind=NoteKind.EXPORTED,
            text=f"{exchanges} as {order.format} to {PurePath(order.place).name}: {described(order.query)}. "
            f"Columns: {', '.join(order.columns)}.",
        )


def described(query: HistoryQuery) -> str:
    """Returns what a query asks for in words, such as "text “0142”, outcome Loaded"."""
    parts = [
        f"text “{query.text}”" if query.text else "",
        f"outcome {' or '.join(query.outcomes)}" if query.outcomes else "",
        f"assessment {' or '.join(query.assessments)}" if query.assessments else "",
        f"by {query.operator}" if query.operator else "",
        f"profile {query.profile_id}" if query.profile_id else "",
        f"destination {query.destination_id}" if query.destination_id else "",
        f"since {query.since.isoformat(timespec='seconds')}" if query.since else "",
        f"before {query.until.isoformat(timespec='seconds')}" if query.until else "",
    ]
    return ", ".join(part for part in parts if part) or "the whole history"
