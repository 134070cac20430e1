"""Copies a history into one file while LeadDesk goes on writing: whole or not at all, private, with the same key.

The copy is that of one moment: a reader of its own holds it still, and writers are not kept waiting. It is made beside
its place, in a folder that only this account can enter, and moved there at the end (see `unfinished`).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from leaddesk.domain.chain import Anchor
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import store_border
from leaddesk.infra.history import chain, rows
from leaddesk.infra.history.store_file import StoreFile
from leaddesk.infra.unfinished import Unfinished
from leaddesk.language import tr
from leaddesk.services.ports import AlreadyThere

TITLE = tr("The backup was not made.")
_STEP = 256
"""Pages between two looks at *Cancel*."""
_REASONS = {
    sqlite3.SQLITE_FULL: (tr("The disk is full."), tr("Free some space, or choose another disk.")),
    sqlite3.SQLITE_IOERR: (
        tr("The disk or network drive failed."),
        tr("Look whether it is there, or choose another one."),
    ),
    sqlite3.SQLITE_READONLY: (tr("LeadDesk may not write there."), tr("Choose another folder.")),
    sqlite3.SQLITE_CANTOPEN: (tr("LeadDesk may not write there."), tr("Choose another folder.")),
    sqlite3.SQLITE_BUSY: (tr("Another program holds the history."), tr("Close that program, then try again.")),
    sqlite3.SQLITE_CORRUPT: (
        tr("Parts of the history cannot be read."),
        tr("Keep the file and ask your administrator."),
    ),
}
_WORDS = {
    "full": sqlite3.SQLITE_FULL,
    "I/O": sqlite3.SQLITE_IOERR,
    "readonly": sqlite3.SQLITE_READONLY,
    "unable to open": sqlite3.SQLITE_CANTOPEN,
    "locked": sqlite3.SQLITE_BUSY,
    "malformed": sqlite3.SQLITE_CORRUPT,
}


class Stopped(Exception):  # nobody but the thread that was told to stop sees it
    """The work was cancelled."""


def make_backup(
    source: StoreFile,
    file_at: Callable[[Path], StoreFile],
    place: Path,
    progress: Callable[[int, int], None],
    stop: threading.Event,
    *,
    replace: bool,
    unfinished: Unfinished | None = None,
) -> Anchor:
    """Writes the copy and returns where its chain ends; blocks. `file_at` gives a place the key of the source.

    `unfinished` notes what is being written, for the next start to remove after a kill.

    Raises AlreadyThere unless it may replace a file, StoreProblem, and Stopped once `stop` is set.
    """
    _refuse_what_stands_there(source, place, replace=replace)
    with store_border(TITLE, place):
        aside = (unfinished or Unfinished()).part_beside(place)
    try:
        part = aside.path / "copy"
        with store_border(TITLE, place), copy_border(TITLE, place):
            part.touch(mode=0o600)
            end = _copy(source, file_at(part), progress, stop)
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            _refuse_what_stands_there(source, place, replace=replace)
            if stop.is_set():
                raise Stopped
            os.replace(part, place)  # noqa: PTH105
    finally:
        aside.remove()
    return end


@contextlib.contextmanager
def copy_border(title: str, place: Path) -> Iterator[None]:
    """Turns a driver's error into a StoreProblem about a copy; the history itself is not touched by it."""
    try:
        yield
    except Exception as error:
        code = getattr(error, "sqlite_errorcode", None) or _code_of(error)
        if code is None:
            raise
        reason, hint = _REASONS.get(code & 0xFF, (f"The database said: {error}.", "Try again, or choose another disk."))
        detail = tr("{reason} The history itself is not touched. ({place})", reason=reason, place=place)
        raise StoreProblem(title, detail, hint, can_retry=True) from error


def _code_of(error: Exception) -> int | None:
    """Returns the code of a driver's error that came without one, as those of copying do; None for any other error."""
    if not any(base.__name__ == "DatabaseError" for base in type(error).__mro__):
        return None
    return next((code for words, code in _WORDS.items() if words in str(error)), sqlite3.SQLITE_ERROR)


def _copy(source: StoreFile, target: StoreFile, progress: Callable[[int, int], None], stop: threading.Event) -> Anchor:
    def look_up(_status: int, remaining: int, total: int) -> None:
        if stop.is_set():
            raise Stopped
        progress(total - remaining, total)

    with contextlib.closing(source.connect()) as reader, contextlib.closing(target.connect()) as writer:
        rows.shape(reader)
        reader.execute("BEGIN")
        end = chain.head(reader)  # the first read holds the moment
        reader.backup(writer, pages=_STEP, progress=look_up, sleep=0)
        reader.execute("COMMIT")
        writer.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    with contextlib.closing(target.connect()) as copied:
        rows.shape(copied)
        if chain.head(copied) != end:
            raise StoreProblem(
                TITLE, tr("The copy does not end where the history does."), tr("Try again."), can_retry=True
            )
    return end


def _refuse_what_stands_there(source: StoreFile, place: Path, *, replace: bool) -> None:
    if source.path and place.resolve().name.startswith(source.path.name) and place.parent.samefile(source.path.parent):
        raise StoreProblem(
            TITLE, tr("That is where the history itself lives. ({place})", place=place), tr("Choose another place.")
        )
    if not place.exists():
        return
    if not place.is_file():
        raise StoreProblem(
            TITLE, tr("{place} is there already and is no file.", place=place), tr("Choose another name.")
        )
    if not replace:
        raise AlreadyThere(TITLE, tr("{place} is there already.", place=place), tr("Choose another name."))
