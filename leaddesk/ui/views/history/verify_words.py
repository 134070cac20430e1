"""What a look at every entry of the history found, in words for the screen and for the clipboard."""

from __future__ import annotations

from datetime import datetime

from leaddesk.services.verify_history import Verified
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.fact_flow import Fact

INTACT = "Every entry is as it was written."
BROKEN = "The history is not as it was written."
_HEAD = 16
"""So many hexadecimal digits of the last entry's seal are shown; the report on the clipboard has all 64."""


def verdict_words(found: Verified) -> str:
    """Returns what was found in one sentence."""
    report = found.report
    if report.intact:
        return INTACT
    count = len(report.problems) + report.more
    places = "1 place needs" if count == 1 else f"{count:,} places need"
    return f"{BROKEN} {places} a look."


def brief_words(found: Verified, times: LocalTimes, now: datetime) -> tuple[str, str]:
    """Returns what stands below the list: what was found, and when it was looked at."""
    report, when = found.report, times.moment(found.at, now)
    entries = "1 entry" if report.entries == 1 else f"{report.entries:,} entries"
    if report.intact:
        return f"{entries}, as written", f"verified {when}"
    count = len(report.problems) + report.more
    return ("1 problem found" if count == 1 else f"{count:,} problems found"), f"in {entries}, verified {when}"


def doubts(found: Verified) -> tuple[str, ...]:
    """Returns what the look could not see, each as a sentence with what it means."""
    report, said = found.report, []
    if found.no_anchor:
        said.append(f"The keyring did not give the end it remembers. {found.no_anchor.sentence()}")
    elif report.anchor is None:
        said.append("No end is remembered for this history: entries removed from its very end would not be noticed.")
    if not report.sealed:
        said.append("This history has no secret key: it shows accidents, not the work of somebody who knows how.")
    if report.taken_over:
        rows = "1 row was" if report.taken_over == 1 else f"{report.taken_over:,} rows were"
        said.append(f"{rows} there before the chain: they are held as they were found then.")
    return tuple(said)


def facts(found: Verified, times: LocalTimes, now: datetime) -> tuple[Fact, ...]:
    """Returns the figures of a look."""
    report = found.report
    since = times.moment(report.since, now) if report.since else "not on record"
    anchor = "none" if report.anchor is None else f"entry {report.anchor.count:,}"
    shown = [
        Fact("Entries", f"{report.entries:,} ({report.exchanges:,} exchanges, {report.notes:,} notes)"),
        Fact("Last entry", report.head.mac.hex()[:_HEAD] or "none"),
        Fact("Chained since", since),
        Fact("Remembered end", anchor),
        Fact("Verified", times.moment(found.at, now, seconds=True)),
    ]
    if report.purged:
        shown.insert(1, Fact("Purged, on record", f"{report.purged:,} exchanges"))
    return tuple(shown)


def report_text(found: Verified) -> str:
    """Returns the whole report as lines of text; times in UTC, for whoever reads it elsewhere."""
    report = found.report
    lines = [
        f"LeadDesk: Verify history, {utc_text(found.at)}",
        verdict_words(found),
        f"Entries: {report.entries} ({report.exchanges} exchanges, {report.notes} notes, {report.purged} purged)",
        f"Chained since: {utc_text(report.since) if report.since else 'not on record'}",
        f"Last entry: {report.head.text()}",
        f"Remembered end: {report.anchor.text() if report.anchor else 'none'}",
        *doubts(found),
    ]
    for problem in report.problems:
        place = f"entry {problem.seq} of the chain" if problem.seq is not None else "in no entry of the chain"
        about = f", exchange {problem.exchange_id}" if problem.exchange_id is not None else ""
        lines.append(f"{problem.fault}: {place}{about}: {problem.sentence}")
    if report.more:
        lines.append(f"… and {report.more} more.")
    return "\n".join(lines)
