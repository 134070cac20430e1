"""Brings a backup back: looked at on a copy of it, then put in the history's place while nothing is open.

The copy lies beside the history as `history.db.staged` while it is looked at. Once a person has decided, one rename to
`history.db.restoring` makes it so: whatever happens to this process then, the next start puts it in place. What it
replaces is set aside and never deleted.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder, store_border
from leaddesk.infra.history.backup import Stopped
from leaddesk.infra.history.store_file import is_plain_sqlite
from leaddesk.language import tr

TITLE = tr("This is no backup that can be restored.")
_CHUNK = 1 << 20
_PAGE = 512
"""Every SQLite file is a whole number of these."""
_BESIDE = ("", "-wal", "-shm", "-journal")


def staged_path(history: Path) -> Path:
    """Returns where a backup is looked at."""
    return history.with_name(f"{history.name}.staged")


def restoring_path(history: Path) -> Path:
    """Returns where a backup waits to be put in place."""
    return history.with_name(f"{history.name}.restoring")


def stage(
    place: Path, history: Path, progress: Callable[[int, int], None], stop: threading.Event, *, encrypted: bool
) -> Path:
    """Copies a backup beside the history and returns the copy; blocks.

    Raises StoreProblem that names what the file is, and Stopped once `stop` is set; nothing is left behind then.
    """
    staged = staged_path(history)
    private_folder(history.parent)
    discard(staged)
    try:
        with store_border(tr("The backup could not be looked at."), place):
            _name_for_what_it_is(place, encrypted=encrypted)
            _copy(place, staged, progress, stop)
    except BaseException:
        discard(staged)
        raise
    return staged


def discard(staged: Path) -> None:
    """Removes a copy and what lies beside it."""
    copies = [staged.with_name(staged.name + suffix) for suffix in _BESIDE]
    for path in (*copies, *staged.parent.glob(f"{staged.name}.before-*")):
        with contextlib.suppress(OSError):
            path.unlink()


def decide(history: Path) -> None:
    """Makes the staged copy the one that the next start puts in place; blocks. Raises StoreProblem."""
    with store_border(tr("The backup could not be put in place."), history):
        staged_path(history).replace(restoring_path(history))
        if os.name == "posix":  # elsewhere a folder cannot be opened for this
            handle = os.open(history.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def is_decided(history: Path) -> bool:
    """Tells whether a backup waits to be put in place."""
    return restoring_path(history).exists()


def _name_for_what_it_is(place: Path, *, encrypted: bool) -> None:
    if not place.is_file():
        raise StoreProblem(TITLE, tr("There is no such file. ({place})", place=place), tr("Choose another file."))
    size = place.stat().st_size
    if size == 0:
        raise StoreProblem(TITLE, tr("The file is empty. ({place})", place=place), tr("Choose another file."))
    if encrypted and is_plain_sqlite(place):
        raise StoreProblem(
            TITLE, tr("It is a database without encryption. ({place})", place=place), tr("Choose another file.")
        )
    if not encrypted and not is_plain_sqlite(place):
        what = tr("It is encrypted, which this history is not, or no backup at all")
        raise StoreProblem(TITLE, f"{what}. ({place})", tr("Choose another file."))
    if size % _PAGE:
        what = tr("Its size is not that of a backup: it is cut off, or was made by another program")
        raise StoreProblem(TITLE, f"{what}. ({place})", tr("Choose another file."))


def _copy(place: Path, staged: Path, progress: Callable[[int, int], None], stop: threading.Event) -> None:
    total, done = place.stat().st_size, 0
    with (
        place.open("rb") as source,
        os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to,
    ):
        while chunk := source.read(_CHUNK):
            if stop.is_set():
                raise Stopped
            to.write(chunk)
            done += len(chunk)
            progress(done, total)
        to.flush()
        os.fsync(to.fileno())
