"""Exports exactly what *History* shows: its columns in their order, and every exchange that its query asks for.

Only what a column of *Exchanges* holds leaves: no answer, no case of a named person, no last four digits. The export
goes on record before its file can be seen.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath

from leaddesk.domain.calling_words import or_words
from leaddesk.domain.exchange import EVERYTHING, ExchangeRow, HistoryQuery
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.shift import NOT_CHECKED
from leaddesk.language import tr, tr_later, tr_now, trn
from leaddesk.services.export_table import Cell, Exported, ExportTable, Progress, Row, TableFormat
from leaddesk.services.ports import Clock, Journal

_BATCH = 500
_Local = Callable[[datetime], datetime]

_CELLS: Mapping[str, Callable[[ExchangeRow], Cell]] = {
    "UTC": lambda row: row.at.astimezone(UTC).replace(microsecond=0),
    tr_later("Who"): lambda row: row.operator,
    tr_later("What"): lambda row: tr_now(row.act),
    tr_later("Profile"): lambda row: row.profile_name,
    tr_later("Environment"): lambda row: tr_now(row.environment),
    tr_later("Destination"): lambda row: row.destination_name,
    tr_later("Name"): lambda row: row.name,
    tr_later("Number"): lambda row: row.number,
    tr_later("Outcome"): lambda row: tr_now(row.word),
    tr_later("Assessment"): lambda row: "" if row.is_act else tr_now(row.assessment or NOT_CHECKED),
    tr_later("Entry"): lambda row: row.id,
}
"""What a column of *Exchanges* holds, by its name; *When* needs a zone besides. Numbers go out ready to be dialled."""

EXPORTABLE = (tr_later("When"), *_CELLS)
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
            [tr_now(name) for name in order.columns],
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
        exchanges = trn("1 exchange", "{count} exchanges", count)
        return Note(
            at=self._clock.now(),
            operator=order.operator,
            kind=NoteKind.EXPORTED,
            text=tr(
                "{exchanges} as {format} to {place}: {query}. Columns: {columns}.",
                exchanges=exchanges,
                format=tr_now(order.format),
                place=PurePath(order.place).name,
                query=described(order.query),
                columns=", ".join(map(tr_now, order.columns)),
            ),
        )


def described(query: HistoryQuery) -> str:
    """Returns what a query asks for in words, such as "text “0142”, outcome Loaded"."""
    parts = [
        tr("text “{text}”", text=query.text) if query.text else "",
        tr("outcome {outcomes}", outcomes=or_words(map(tr_now, query.outcomes))) if query.outcomes else "",
        tr("assessment {assessments}", assessments=or_words(map(tr_now, query.assessments)))
        if query.assessments
        else "",
        tr("by {operator}", operator=query.operator) if query.operator else "",
        tr("profile {profile_id}", profile_id=query.profile_id) if query.profile_id else "",
        tr("destination {destination_id}", destination_id=query.destination_id) if query.destination_id else "",
        tr("since {since}", since=query.since.isoformat(timespec="seconds")) if query.since else "",
        tr("before {until}", until=query.until.isoformat(timespec="seconds")) if query.until else "",
    ]
    return ", ".join(part for part in parts if part) or tr("the whole history")
