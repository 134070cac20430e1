"""The shift report in the words of the screen: plain tables, the same in the dialog, on the clipboard and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from leaddesk.domain.assessment import Grade
from leaddesk.domain.exchange import ABOUT_TO_SEND
from leaddesk.domain.note import NoteKind
from leaddesk.domain.phone import show_number
from leaddesk.domain.shift import NOT_CHECKED, Counts, Listing, ShiftReport
from leaddesk.domain.spreadsheet import pasted
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.ui.models.report_model import ReportTable
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

ShowNumber = Callable[[str], str]
"""Returns a number as it may be seen: formatted, or masked."""

_ACTS = ("Load lead", "Check number")
_OUTCOMES = tuple(outcome.value for outcome in LoadOutcome)
_GRADES = tuple(grade.value for grade in Grade)
_TOGETHER = tr("Together")
_NOBODY = tr("nobody named")
_NOTHING = tr("No exchange to count.")
_NAMED = (
    NoteKind.DO_NOT_CALL,
    NoteKind.OVERRIDDEN,
    NoteKind.REVEALED,
    NoteKind.EXPORTED,
    NoteKind.PROOF_SAVED,
    NoteKind.EVENT,
)
_LONGEST = 300
"""Characters of a free text; the whole stands in the history."""


def shift_tables(report: ShiftReport, times: LocalTimes, show: ShowNumber = show_number) -> tuple[ReportTable, ...]:
    """Returns the report's tables: what was done, what is still open, what has grown old, what is on record."""
    return (
        _counted(report, tr("By person"), lambda counts: counts.acts, _ACTS, tr("Nothing was sent in this period.")),
        _counted(report, tr("Load outcomes"), lambda counts: counts.outcomes, _OUTCOMES, _NOTHING, ABOUT_TO_SEND),
        _counted(report, tr("Assessments"), lambda counts: counts.assessments, _GRADES, _NOTHING, NOT_CHECKED),
        *_acts_on_campaigns(report, times),
        _unknowns(report, times, show),
        _stale(report, times, show),
        _settled(report, times, show),
        _notes_by_person(report),
        _on_record(report, times, show),
    )


def shift_summary(report: ShiftReport, times: LocalTimes) -> str:
    """Returns in one line whom the report is about, which period, and when it was made; with zones."""
    who = marked(report.operator) or tr("Everyone")
    count = report.together.exchanges
    exchanges = trn("1 exchange", "{count} exchanges", count)
    since, until, made = (
        _moment(at, report, times) for at in (report.period.since, report.period.until, report.made_at)
    )
    return tr(
        "{who}, from {since} to {until}: {exchanges}. Made at {made}.",
        who=who,
        since=since,
        until=until,
        exchanges=exchanges,
        made=made,
    )


def shift_text(report: ShiftReport, tables: Iterable[ReportTable], times: LocalTimes) -> str:
    """Returns the report as text for the clipboard, its tables with tabs between the cells."""
    period = tr("{since} to {until}", since=utc_text(report.period.since), until=utc_text(report.period.until))
    parts = ["\n".join((tr("Shift report"), shift_summary(report, times), period))]
    for table in tables:
        lines = [table.title, *(["\t".join(table.columns)] if table.rows else [table.empty])]
        lines += ["\t".join(map(pasted, row)) for row in table.rows]
        parts.append("\n".join([*lines, *([table.note] if table.note else [])]))
    return "\n\n".join(parts) + "\n"


def _counted(
    report: ShiftReport,
    title: str,
    counts_of: Callable[[Counts], Mapping[str, int]],
    always: Sequence[str],
    empty: str,
    last: str = "",
) -> ReportTable:
    """Returns counts by person and word; words that nobody knows beforehand follow those that are always there."""
    together = counts_of(report.together)
    others = sorted(word for word in together if word not in (*always, last))
    words = (*always, *others, *([last] if last in together else []))
    people = [(name, counts_of(counts)) for name, counts in report.people.items()]
    lines = [(marked(name) or _NOBODY, counts) for name, counts in people if counts]
    if len(lines) > 1:
        lines.append((_TOGETHER, together))
    rows = tuple(
        (name, grouped(sum(counts.values())), *(grouped(counts.get(word, 0)) for word in words))
        for name, counts in lines
    )
    columns = (tr("Who"), tr("All"), *(marked(tr_now(word)) for word in words))
    return ReportTable(title, columns, rows, empty, figures=frozenset(range(1, len(columns))), totals=len(lines) > 1)


def _notes_by_person(report: ShiftReport) -> ReportTable:
    """Returns a row for each person and kind: there are too many kinds for columns."""
    rows = tuple(
        (marked(name) or _NOBODY, tr_now(kind.value), grouped(counts.notes[kind]))
        for name, counts in report.people.items()
        for kind in NoteKind
        if kind in counts.notes
    )
    empty = tr("Nobody put anything on record in this period.")
    return ReportTable(
        tr("On record by person"), (tr("Who"), tr("What"), tr("How often")), rows, empty, figures=frozenset((2,))
    )


def _acts_on_campaigns(report: ShiftReport, times: LocalTimes) -> tuple[ReportTable, ...]:
    """Returns what was done to campaigns, with what became of it; nothing where nobody did anything to one."""
    if not report.campaign_acts.total:
        return ()
    rows = tuple(
        (
            *_whose(row.at, row.operator, report, times),
            marked(tr_now(row.act)),
            marked(row.destination_name),
            marked(tr_now(row.outcome)),
            str(row.id),
        )
        for row in report.campaign_acts.items
    )
    return (
        ReportTable(
            tr("Campaigns"),
            (tr("When"), tr("Who"), tr("What"), tr("Campaign"), tr("Outcome"), tr("Entry")),
            rows,
            tr("Nobody did anything to a campaign in this period."),
            _more(report.campaign_acts),
        ),
    )


def _unknowns(report: ShiftReport, times: LocalTimes, show: ShowNumber) -> ReportTable:
    rows = tuple(
        (*_whose(row.at, row.operator, report, times), show(row.number), marked(row.destination_name), str(row.id))
        for row in report.unknowns.items
    )
    older = report.older_unknowns
    before = (
        trn(
            "From before this period, 1 more is still open.",
            "From before this period, {count} more are still open.",
            older,
        )
        if older
        else ""
    )
    return ReportTable(
        tr("Open unknowns"),
        (tr("When"), tr("Who"), tr("Number"), tr("Destination"), tr("Entry")),
        rows,
        tr("No outcome of this period is unknown."),
        _notes(_more(report.unknowns), before),
    )


def _stale(report: ShiftReport, times: LocalTimes, show: ShowNumber) -> ReportTable:
    rows = tuple(
        (
            *_whose(item.row.at, item.row.operator, report, times),
            show(item.row.number),
            tr_now(item.row.assessment or NOT_CHECKED),
            ", ".join(f"{tr_now(age.check)} {_moment(age.until, report, times)}" for age in item.stale if age.until),
            str(item.row.id),
        )
        for item in report.stale.items
    )
    return ReportTable(
        tr("Stale verdicts"),
        (tr("When"), tr("Who"), tr("Number"), tr("Assessment then"), tr("Stale since"), tr("Entry")),
        rows,
        tr("No verdict of this period has gone stale."),
        _more(report.stale),
    )


def _settled(report: ShiftReport, times: LocalTimes, show: ShowNumber) -> ReportTable:
    rows = tuple(
        (
            *_whose(item.settlement.at, item.settlement.operator, report, times),
            show(item.row.number),
            tr_now(item.settlement.outcome.value),
            _cut(item.settlement.explanation.sentence()),
            str(item.row.id),
        )
        for item in report.settled.items
    )
    return ReportTable(
        tr("Settled by a person"),
        (tr("When"), tr("Who"), tr("Number"), tr("Settled as"), tr("In words"), tr("Entry")),
        rows,
        tr("Nobody settled an outcome of this period."),
        _more(report.settled),
        words=4,
    )


def _on_record(report: ShiftReport, times: LocalTimes, show: ShowNumber) -> ReportTable:
    rows = tuple(
        (
            *_whose(note.at, note.operator, report, times),
            tr_now(note.kind.value),
            show(note.number) if note.number else "",
            _cut(" · ".join(part for part in (note.reason, note.text) if part)),
        )
        for note in report.notes.items
    )
    kinds = ", ".join(tr_now(kind.value).lower() for kind in _NAMED)
    return ReportTable(
        tr("On record"),
        (tr("When"), tr("Who"), tr("What"), tr("Number"), tr("In words")),
        rows,
        tr("Nothing of this: {kinds}.", kinds=kinds),
        _notes(_more(report.notes), "" if report.notes_complete else tr("There are more notes than one report reads.")),
        words=4,
    )


def _whose(at: datetime, operator: str, report: ShiftReport, times: LocalTimes) -> tuple[str, str]:
    return _moment(at, report, times), marked(operator) or _NOBODY


def _moment(at: datetime, report: ShiftReport, times: LocalTimes) -> str:
    """Returns a time with its day, today's too: a report is read on other days."""
    return f"{times.day(at, report.made_at)}, {times.clock(at)} {times.zone(at)}"


def _more(listing: Listing[object]) -> str:
    return tr("And {count} more.", count=grouped(listing.more)) if listing.more else ""


def _notes(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _cut(text: str) -> str:
    shown = marked(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} …"
