"""Brings a history's schema up to date: numbered SQL files, each in one transaction, after a copy of the file.

What SQL cannot do (digests, folded texts) is a function beside the file, run in the same transaction.

`PRAGMA user_version` holds the number of the last one that ran. A file of a newer LeadDesk is left as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import store_border
from leaddesk.infra.history import derived, rows, space
from leaddesk.infra.history.store_file import StoreFile
from leaddesk.infra.history.writing import take_over
from leaddesk.language import tr


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    number: int
    """From 1 on, without a gap."""
    sql: str
    then: Callable[[sqlite3.Connection, bytes], None] | None = None
    """What SQL cannot do, in the same transaction; it is handed the chain's key."""


_THEN = {2: take_over, 4: lambda connection, _key: derived.list_undone(connection)}


def shipped_migrations() -> tuple[Migration, ...]:
    """Returns the steps this version of LeadDesk knows, in order."""
    folder = resources.files("leaddesk.infra.history").joinpath("migrations")
    files = (item for item in folder.iterdir() if item.name.endswith(".sql"))
    numbered = ((int(item.name[:4]), item.read_text(encoding="utf-8")) for item in files)
    steps = (Migration(number, sql, _THEN.get(number)) for number, sql in numbered)
    return tuple(sorted(steps, key=lambda step: step.number))


def migrated(
    file: StoreFile, connection: sqlite3.Connection, steps: Sequence[Migration], key: bytes
) -> sqlite3.Connection:
    """Returns a connection to the file with every step done; the one handed in may be closed.

    Raises StoreProblem when the file is newer than the steps, belongs to another program, or a step fails; the file is
    then as it was before that step.
    """
    version = _version(connection)
    _refuse_newer(version, steps)
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _not_a_history(file)
    if version == 0:
        connection.execute(space.PREPARE)
    todo = [step for step in steps if step.number > version]
    copy: Path | None = None
    if todo and version and file.path:
        copy = backup_path(file.path, todo[0].number)
        connection = _backed_up(file, file.path, connection, copy)
    try:
        for step in todo:
            _run(connection, step, copy, key)
    except BaseException:
        connection.close()  # the caller may only know the one from before the copy
        raise
    return connection


def check_form(file: StoreFile, connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Raises StoreProblem unless the file is of the form that the steps lead to: reading alone brings none there."""
    version = _version(connection)
    _refuse_newer(version, steps)
    if version == 0:
        raise _not_a_history(file)
    if version < steps[-1].number:
        raise StoreProblem(
            tr("The history is of an older LeadDesk."),
            tr(
                "It is written in form {version}; this version reads form {number}. It was left as it is.",
                version=version,
                number=steps[-1].number,
            ),
            tr("Open LeadDesk once: it makes a copy and brings the history up to date."),
        )


def _refuse_newer(version: int, steps: Sequence[Migration]) -> None:
    if version > steps[-1].number:
        raise StoreProblem(
            tr("The history is of a newer LeadDesk."),
            tr(
                "It is written in form {version}; this version knows form {number}. It was left as it is.",
                version=version,
                number=steps[-1].number,
            ),
            tr("Install the newest LeadDesk."),
        )


def _not_a_history(file: StoreFile) -> StoreProblem:
    return StoreProblem(
        tr("The file is not a history."),
        tr("It is a database of another program ({path}). It was left as it is.", path=file.path),
        tr("Move that file away, then try again."),
    )


def backup_path(path: Path, number: int) -> Path:
    """Returns where the copy made before a step is kept."""
    return path.with_name(f"{path.name}.before-{number}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _backed_up(file: StoreFile, path: Path, connection: sqlite3.Connection, copy: Path) -> sqlite3.Connection:
    # Copied while closed: on POSIX, closing a copy's handle would drop the locks of an open connection.
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    connection.close()
    if busy:
        raise StoreProblem(
            tr("The history is in use."),
            tr("It has to be brought up to date, and another program holds the file ({path}).", path=path),
            tr("Close that program, then try again."),
            can_retry=True,
        )
    part = copy.with_name(f"{copy.name}.part")
    with store_border(tr("No copy of the history could be made before bringing it up to date."), copy):
        part.touch(mode=0o600)
        shutil.copyfile(path, part)
        part.replace(copy)
    return file.connect()


def _run(connection: sqlite3.Connection, step: Migration, copy: Path | None, key: bytes) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{step.sql}")
        if step.then:
            rows.shape(connection)
            step.then(connection, key)
        connection.execute(f"PRAGMA user_version = {step.number}")
        connection.execute("COMMIT")
    except Exception as error:
        if connection.in_transaction:
            connection.rollback()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT):
            raise  # not the step's fault: the border has its sentence
        kept = tr(" A copy is in {copy}.", copy=copy) if copy else ""
        raise StoreProblem(
            tr("The history could not be brought up to date."),
            tr(
                "Step {number} failed: {error}. The history is as it was before that step.{kept}",
                number=step.number,
                error=error,
                kept=kept,
            ),
            tr("Go back to the LeadDesk you had, and report this."),
        ) from error
