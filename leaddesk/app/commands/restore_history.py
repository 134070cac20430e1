"""`leaddesk restore-history BACKUP`: looks at every entry of a backup; with a reason it takes the history's place.

It is the way on when the history cannot be opened any more. Nothing changes before the next start of LeadDesk, which
sets the present file aside and never deletes it.
"""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text
from leaddesk.language import grouped, tr, trn

if TYPE_CHECKING:
    import argparse

    from leaddesk.services.keep_history import BackupFound


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    restore = commands.add_parser("restore-history", help=tr("look into a backup of the history, and put it back"))
    restore.add_argument("backup", type=Path, metavar="BACKUP", help=tr("the file that a backup was written to"))
    restore.add_argument(
        "--reason", default="", metavar="TEXT", help=tr("restore it at the next start, for this reason")
    )
    restore.add_argument(
        "--recovery-key", action="store_true", help=tr("read the recovery key from the standard input: four lines")
    )
    restore.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    import asyncio

    from leaddesk.domain.errors import LeadDeskError

    typed = sys.stdin.read() if given.recovery_key else ""
    try:
        found = asyncio.run(_restore(given.backup.absolute(), given.reason.strip(), typed))
    except LeadDeskError as problem:
        print(tr("leaddesk: nothing was restored. {problem}", problem=problem.sentence()), file=sys.stderr)
        return 1
    return print_text(
        "\n".join((tr("Backup: {place}", place=found.place), *_lines(found, restored=bool(given.reason.strip()))))
    )


async def _restore(backup: Path, reason: str, typed: str) -> BackupFound:
    """Looks into the backup and, for a reason, makes it the history of the next start."""
    from leaddesk.domain.recovery_key import read_recovery_key
    from leaddesk.infra.clock import SystemClock
    from leaddesk.infra.history.store_file import is_plain_sqlite
    from leaddesk.infra.history_db import HistoryStore
    from leaddesk.infra.history_keeping import HistoryFileKeeping
    from leaddesk.infra.history_key import HistoryMode, history_key, history_path
    from leaddesk.infra.keyring_store import KeyringSecrets
    from leaddesk.infra.paths import Paths
    from leaddesk.services.keep_history import restored_note

    data, secrets = Paths.find(os.environ).data, KeyringSecrets()
    key = read_recovery_key(typed) if typed.strip() else None
    mode = HistoryMode.PLAIN if is_plain_sqlite(backup) else HistoryMode.ENCRYPTED
    path = history_path(data, mode)
    assert path is not None  # noqa: S101 - only a history in memory has none
    if mode is HistoryMode.PLAIN:
        store = HistoryStore.plain(path)
    else:
        store = HistoryStore.encrypted(path, key or await history_key(secrets, path))
    keeping = HistoryFileKeeping(store, path, secrets)
    try:
        found = await keeping.look_into(str(backup), None, key)
        if reason and found.report.intact:
            await keeping.restore(restored_note(found, None, reason, getpass.getuser(), SystemClock().now()))
        else:
            await keeping.let_go()
    finally:
        await store.close()
    return found


def _lines(found: BackupFound, *, restored: bool) -> list[str]:
    report = found.report
    lines = [
        tr(
            "{entries}. Exchanges: {exchanges}. Notes: {notes}.",
            entries=trn("1 entry", "{count} entries", report.entries),
            exchanges=grouped(report.exchanges),
            notes=grouped(report.notes),
        )
    ]
    if found.first and found.last:
        lines.append(
            tr(
                "From {first} to {last} UTC.",
                first=f"{found.first:%Y-%m-%d %H:%M:%S}",
                last=f"{found.last:%Y-%m-%d %H:%M:%S}",
            )
        )
    if not report.intact:
        return [*lines, tr("It cannot be restored: {problem}", problem=report.problems[0].sentence)]
    lines.append(tr("Every entry is as it was written."))
    if restored:
        return [*lines, tr("It takes the history's place at the next start of LeadDesk.")]
    return [*lines, tr("Nothing was changed. To restore it, say why: --reason TEXT")]
