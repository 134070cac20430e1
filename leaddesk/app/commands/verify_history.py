"""`leaddesk verify-history`: looks at every entry of the history and says which are not as they were written.

It only reads, and may run beside LeadDesk. The key comes from the keyring of the account it runs under.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text

if TYPE_CHECKING:
    import argparse

    from leaddesk.domain.chain import Anchor, ChainReport


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    verify = commands.add_parser(
        "verify-history", help="find entries of the history that were changed, removed, moved or added"
    )
    verify.add_argument(
        "--file", type=Path, metavar="PATH", help="another file than this account's history, such as a copy of it"
    )
    verify.set_defaults(run=lambda given: _run(verify, given))


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    import asyncio

    from leaddesk.domain.errors import LeadDeskError
    from leaddesk.infra.history_key import HistoryMode, history_path
    from leaddesk.infra.paths import Paths

    if given.file is not None and not given.file.is_file():
        parser.error(f"there is no file {given.file}")
    try:
        data = Paths.find(os.environ).data
        own = [path for mode in HistoryMode if (path := history_path(data, mode)) and path.is_file()]
        if given.file is None and not own:
            return print_text(f"There is no history yet in {data}: nothing to verify.") or 1
        path = given.file or own[0]
        report = asyncio.run(_look(path, remembered=path.resolve() in [item.resolve() for item in own]))
    except LeadDeskError as problem:
        print(f"leaddesk: the history was not verified. {problem.sentence()}", file=sys.stderr)
        return 1
    return print_text("\n".join((f"History: {path}", *_lines(report)))) or (0 if report.intact else 1)


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
                "The history's key is not in this keyring.",
                "Without it nobody can read the file.",
                "Run this as the person whose history it is.",
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
    print(end=f"\r{min(done * 100 // total, 100)} % looked at", file=sys.stderr, flush=True)


def _lines(report: ChainReport) -> list[str]:
    since = f" since {report.since:%Y-%m-%d %H:%M:%S} UTC" if report.since else ""
    lines = [f"Looked at {report.entries} entries{since}: {report.exchanges} exchanges, {report.notes} notes."]
    if report.taken_over:
        lines.append(f"{report.taken_over} rows were there before: they are held as they were found then.")
    if report.purged:
        lines.append(f"{report.purged} exchanges were purged, which is on record.")
    if report.anchor is None:
        lines.append("No end is remembered for this file: entries removed from its very end would not be noticed.")
    if not report.sealed:
        lines.append("This history has no secret key: it shows accidents, not the work of somebody who knows how.")
    if report.intact:
        return [*lines, "Every entry is as it was written."]
    lines.append("Not as it was written:")
    lines += [f"  {problem.fault}: {problem.sentence}" for problem in report.problems]
    return [*lines, f"  … and {report.more} more."] if report.more else lines
