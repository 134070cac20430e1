"""`leaddesk verify-history`: looks at every entry of the history and says which are not as they were written.

It only reads, and may run beside LeadDesk. The key comes from the keyring of the account it runs under.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text
from leaddesk.language import tr, tr_now, trn

if TYPE_CHECKING:
    import argparse

    from leaddesk.domain.chain import Anchor, ChainReport


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    verify = commands.add_parser(
        "verify-history", help=tr("find entries of the history that were changed, removed, moved or added")
    )
    verify.add_argument(
        "--file", type=Path, metavar="PATH", help=tr("another file than this account's history, such as a copy of it")
    )
    verify.set_defaults(run=lambda given: _run(verify, given))


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    import asyncio

    from leaddesk.domain.errors import LeadDeskError
    from leaddesk.infra.history_key import HistoryMode, history_path
    from leaddesk.infra.paths import Paths

    if given.file is not None and not given.file.is_file():
        parser.error(tr("there is no file {file}", file=given.file))
    try:
        data = Paths.find(os.environ).data
        own = [path for mode in HistoryMode if (path := history_path(data, mode)) and path.is_file()]
        if given.file is None and not own:
            return print_text(tr("There is no history yet in {data}: nothing to verify.", data=data)) or 1
        path = given.file or own[0]
        report = asyncio.run(_look(path, remembered=path.resolve() in [item.resolve() for item in own]))
    except LeadDeskError as problem:
        print(tr("leaddesk: the history was not verified. {problem}", problem=problem.sentence()), file=sys.stderr)
        return 1
    return print_text("\n".join((tr("History: {path}", path=path), *_lines(report)))) or (0 if report.intact else 1)


async def _look(path: Path, *, remembered: bool) -> ChainReport:
    """Returns what is found in a file; the end that the keyring remembers belongs to this account's own history."""
    from leaddesk.domain.errors import StoreProblem
    from leaddesk.infra.history.anchors import remembered_end
    from leaddesk.infra.history.store_file import is_plain_sqlite
    from leaddesk.infra.history_db import HistoryStore
    from leaddesk.infra.history_key import KEY_REF
    from leaddesk.infra.keyring_store import KeyringSecrets

    anchor: Anchor | None = None
    if is_plain_sqlite(path):
        store = HistoryStore.plain(path)
    else:
        secrets = KeyringSecrets()
        key = await secrets.get(KEY_REF)
        if key is None:
            raise StoreProblem(
                tr("The history's key is not in this keyring."),
                tr("Without it nobody can read the file."),
                tr("Run this as the person whose history it is."),
            )
        anchor = await remembered_end(secrets) if remembered else None
        store = HistoryStore.encrypted(path, key)
    progress = _say_progress if sys.stderr is not None and sys.stderr.isatty() else None
    try:
        await store.open_to_read()
        return await store.verify(anchor, progress)
    finally:
        if progress:
            print(end="\r" + " " * 30 + "\r", file=sys.stderr)
        await store.close()


def _say_progress(done: int, total: int) -> None:
    print(end="\r" + tr("{done} % looked at", done=min(done * 100 // total, 100)), file=sys.stderr, flush=True)


def _lines(report: ChainReport) -> list[str]:
    entries = trn("1 entry", "{count} entries", report.entries)
    exchanges = trn("1 exchange", "{count} exchanges", report.exchanges)
    notes = trn("1 note", "{count} notes", report.notes)
    if report.since:
        looked = tr(
            "Looked at {entries} since {since} UTC: {exchanges}, {notes}.",
            entries=entries,
            since=f"{report.since:%Y-%m-%d %H:%M:%S}",
            exchanges=exchanges,
            notes=notes,
        )
    else:
        looked = tr("Looked at {entries}: {exchanges}, {notes}.", entries=entries, exchanges=exchanges, notes=notes)
    lines = [looked]
    if report.taken_over:
        lines.append(
            trn(
                "1 row was there before: it is held as it was found then.",
                "{count} rows were there before: they are held as they were found then.",
                report.taken_over,
            )
        )
    if report.purged:
        lines.append(
            trn(
                "1 exchange was purged, which is on record.",
                "{count} exchanges were purged, which is on record.",
                report.purged,
            )
        )
    if report.anchor is None:
        lines.append(tr("No end is remembered for this file: entries removed from its very end would not be noticed."))
    if not report.sealed:
        lines.append(tr("This history has no secret key: it shows accidents, not the work of somebody who knows how."))
    if report.intact:
        return [*lines, tr("Every entry is as it was written.")]
    lines.append(tr("Not as it was written:"))
    lines += [f"  {tr_now(problem.fault)}: {problem.sentence}" for problem in report.problems]
    return [*lines, "  " + tr("… and {more} more.", more=report.more)] if report.more else lines
