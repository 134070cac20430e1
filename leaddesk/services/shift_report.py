"""Makes the shift report from the history, and saves it as a document with a note that it left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from leaddesk.domain.assessment import AssessmentRules, CheckState
from leaddesk.domain.exchange import ABOUT_TO_SEND, Exchange, ExchangeRow, HistoryQuery, Settlement
from leaddesk.domain.freshness import Freshness, freshness
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.shift import Period, ShiftReport, ShiftTally
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr
from leaddesk.services.answered import reopened, rules_of
from leaddesk.services.export_table import DocumentFiles, publish
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.vendors.adapter import VendorAdapter

_PAGE = 500
_DECODED_AT_ONCE = 20
"""Answers that are read in one piece: a lead that is being sent waits no longer than for these."""
_NOTES = 20_000
"""Notes that one report reads: they come newest first and cannot be paged."""
_AGEING = (CheckState.NO_BLOCK, CheckState.STALE)
"""Only these states grow old; an answer without any need not be read again."""


@dataclass(frozen=True, slots=True)
class ShiftOrder:
    """What the report is to be about."""

    period: Period
    operator: str = ""
    """One person by name; empty for everyone."""


class ShiftReports:
    """The use-case behind *Shift report*."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        journal: Journal,
        files: DocumentFiles,
        clock: Clock,
        background: Background,
        rules: AssessmentRules | None = None,
    ) -> None:
        """`rules` say what grows old, the shipped ones by default."""
        self._adapters = adapters
        self._journal = journal
        self._files = files
        self._clock = clock
        self._background = background
        self._rules = rules

    async def make(self, order: ShiftOrder, progress: Callable[[int], None] | None = None) -> ShiftReport:
        """Returns the report; `progress` gets the exchanges read so far, page by page. Raises StoreProblem."""
        tally, now, read = ShiftTally(), self._clock.now(), 0
        before: int | None = None
        query = HistoryQuery(operator=order.operator, since=order.period.since, until=order.period.until)
        while rows := await self._journal.find(query, limit=_PAGE, before=before):
            before = rows[-1].id
            for at in range(0, len(rows), _DECODED_AT_ONCE):
                await self._take(tally, rows[at : at + _DECODED_AT_ONCE], now)
            read += len(rows)
            if progress:
                progress(read)
        complete = await self._take_notes(tally, order)
        older = await self._older_unknowns(order)
        return tally.report(
            order.period, order.operator, self._clock.now(), older_unknowns=older, notes_complete=complete
        )

    async def save(
        self, place: str, make: Callable[[], bytes], report: ShiftReport, *, operator: str, replace: bool = False
    ) -> str:
        """Writes the document that `make` returns, run off the UI thread, with a note of it; returns the place.

        Raises AlreadyThere unless it may replace a file, or StoreProblem.
        """
        file = await self._files.stage(place, await self._background.do(make), replace=replace)
        period = report.period
        note = Note(
            at=self._clock.now(),
            operator=operator,
            kind=NoteKind.EXPORTED,
            text=tr(
                "Shift report of {operator} to {file}, from {since} to {until}.",
                operator=report.operator or tr("everyone"),
                file=PurePath(place).name,
                since=period.since.isoformat(timespec="seconds"),
                until=period.until.isoformat(timespec="seconds"),
            ),
        )
        await publish(file, lambda: self._journal.write_note(note))
        return place

    async def _take(self, tally: ShiftTally, rows: Sequence[ExchangeRow], now: datetime) -> None:
        leads = [row for row in rows if row.outcome != ABOUT_TO_SEND and not row.is_act]
        exchanges = [await self._journal.load(row.id) for row in leads]
        ages = await self._background.do(self._ages, exchanges, now) if any(map(_may_age, exchanges)) else {}
        whole = {exchange.id: exchange for exchange in exchanges}
        for row in rows:
            tally.count(row)
            if exchange := whole.get(row.id):
                tally.look_at(row, exchange.settlements, ages.get(row.id, ()))

    def _ages(self, exchanges: Sequence[Exchange], now: datetime) -> dict[int, tuple[Freshness, ...]]:
        return {exchange.id: self._age(exchange, now) for exchange in exchanges if _may_age(exchange)}

    def _age(self, exchange: Exchange, now: datetime) -> tuple[Freshness, ...]:
        answered = _answered(exchange)
        if answered is None:
            return ()
        as_answered = Exchange(exchange.id, exchange.opening, (answered,))
        lead = reopened(self._adapters.get(exchange.opening.vendor), as_answered, self._rules)
        return freshness(lead.assessment.judgements, answered.at, now, rules_of(exchange.opening, self._rules))

    async def _take_notes(self, tally: ShiftTally, order: ShiftOrder) -> bool:
        """Counts the notes of the shift; tells whether these are all."""
        notes = await self._journal.notes(limit=_NOTES, since=order.period.since)
        for note in notes:
            if order.period.holds(note.at) and order.operator in ("", note.operator):
                tally.note(note)
        return len(notes) < _NOTES

    async def _older_unknowns(self, order: ShiftOrder) -> int:
        query = HistoryQuery(operator=order.operator, outcomes=(LoadOutcome.UNKNOWN.value,), until=order.period.since)
        count, before = 0, None
        while rows := await self._journal.find(query, limit=_PAGE, before=before):
            count, before = count + sum(not row.is_act for row in rows), rows[-1].id
        return count


def _answered(exchange: Exchange) -> Settlement | None:
    """Returns the settlement by the vendor's answer: an age counts from it, not from what a person said later."""
    return next((item for item in exchange.settlements if item.response is not None), None)


def _may_age(exchange: Exchange) -> bool:
    answered = _answered(exchange)
    return answered is not None and any(state in _AGEING for state in answered.checks.values())
