"""What a look at every entry of the history found, in words for the screen and for the clipboard."""

from __future__ import annotations

from datetime import datetime

from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.verify_history import Verified
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.fact_flow import Fact

INTACT = tr("Every entry is as it was written.")
BROKEN = tr("The history is not as it was written.")
_HEAD = 16
"""So many hexadecimal digits of the last entry's seal are shown; the report on the clipboard has all 64."""


def verdict_words(found: Verified) -> str:
    """Returns what was found in one sentence."""
    report = found.report
    if report.intact:
        return INTACT
    count = len(report.problems) + report.more
    return f"{BROKEN} {trn('1 place needs a look.', '{count} places need a look.', count)}"


def brief_words(found: Verified, times: LocalTimes, now: datetime) -> tuple[str, str]:
    """Returns what stands below the list: what was found, and when it was looked at."""
    report, when = found.report, times.moment(found.at, now)
    if report.intact:
        entries = trn("1 entry, as written", "{count} entries, as written", report.entries)
        return entries, tr("verified {when}", when=when)
    problems = trn("1 problem found", "{count} problems found", len(report.problems) + report.more)
    return problems, trn(
        "in 1 entry, verified {when}", "in {count} entries, verified {when}", report.entries, when=when
    )


def doubts(found: Verified) -> tuple[str, ...]:
    """Returns what the look could not see, each as a sentence with what it means."""
    report, said = found.report, []
    if found.no_anchor:
        said.append(tr("The keyring did not give the end it remembers. {problem}", problem=found.no_anchor.sentence()))
    elif report.anchor is None:
        said.append(
            tr("No end is remembered for this history: entries removed from its very end would not be noticed.")
        )
    if not report.sealed:
        said.append(tr("This history has no secret key: it shows accidents, not the work of somebody who knows how."))
    if report.taken_over:
        said.append(
            trn(
                "1 row was there before the chain: they are held as they were found then.",
                "{count} rows were there before the chain: they are held as they were found then.",
                report.taken_over,
            )
        )
    return tuple(said)


def facts(found: Verified, times: LocalTimes, now: datetime) -> tuple[Fact, ...]:
    """Returns the figures of a look."""
    report = found.report
    since = times.moment(report.since, now) if report.since else tr("not on record")
    anchor = tr("none") if report.anchor is None else tr("entry {number}", number=grouped(report.anchor.count))
    shown = [
        Fact(
            tr("Entries"),
            tr(
                "{entries} ({exchanges}, {notes})",
                entries=grouped(report.entries),
                exchanges=trn("1 exchange", "{count} exchanges", report.exchanges),
                notes=trn("1 note", "{count} notes", report.notes),
            ),
        ),
        Fact(tr("Last entry"), report.head.mac.hex()[:_HEAD] or tr("none")),
        Fact(tr("Chained since"), since),
        Fact(tr("Remembered end"), anchor),
        Fact(tr("Verified"), times.moment(found.at, now, seconds=True)),
    ]
    if report.purged:
        shown.insert(1, Fact(tr("Purged, on record"), trn("1 exchange", "{count} exchanges", report.purged)))
    return tuple(shown)


def report_text(found: Verified) -> str:
    """Returns the whole report as lines of text; times in UTC, for whoever reads it elsewhere."""
    report = found.report
    lines = [
        tr("LeadDesk: Verify history, {at}", at=utc_text(found.at)),
        verdict_words(found),
        tr(
            "Entries: {entries} ({exchanges}, {notes}, {purged} purged)",
            entries=grouped(report.entries),
            exchanges=trn("1 exchange", "{count} exchanges", report.exchanges),
            notes=trn("1 note", "{count} notes", report.notes),
            purged=grouped(report.purged),
        ),
        tr("Chained since: {since}", since=utc_text(report.since) if report.since else tr("not on record")),
        tr("Last entry: {head}", head=report.head.text()),
        tr("Remembered end: {end}", end=report.anchor.text() if report.anchor else tr("none")),
        *doubts(found),
    ]
    for problem in report.problems:
        place = tr("in no entry of the chain")
        if problem.seq is not None:
            place = tr("entry {number} of the chain", number=problem.seq)
        if problem.exchange_id is not None:
            place = tr("{place}, exchange {entry}", place=place, entry=problem.exchange_id)
        lines.append(f"{tr_now(problem.fault)}: {place}: {problem.sentence}")
    if report.more:
        lines.append(tr("… and {more} more.", more=report.more))
    return "\n".join(lines)
