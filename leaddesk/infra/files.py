"""Files as LeadDesk writes them: private, whole or not at all, and every failure as a StoreProblem."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.language import tr

_REASONS = {
    errno.ENOSPC: (tr("The disk is full."), tr("Free some space, then try again.")),
    errno.EDQUOT: (tr("Your share of the disk is used up."), tr("Free some space, then try again.")),
    errno.EROFS: (
        tr("This place can only be read."),
        tr("Choose another folder with LEADDESK_HOME, or ask your administrator."),
    ),
    errno.EACCES: (tr("LeadDesk may not use this place."), tr("Ask your administrator for access to the folder.")),
    errno.EPERM: (tr("LeadDesk may not use this place."), tr("Ask your administrator for access to the folder.")),
    errno.ENOENT: (
        tr("The file or folder is not there."),
        tr("Look whether the folder was moved or a drive unplugged."),
    ),
}


@contextlib.contextmanager
def store_border(title: str, path: Path) -> Iterator[None]:
    """Turns an OSError into a StoreProblem with that title, naming the place and what to do."""
    try:
        yield
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (f"{error.strerror or type(error).__name__}.", "Try again."))
        raise StoreProblem(title, f"{reason} ({path})", hint, can_retry=True) from error


def private_folder(path: Path) -> Path:
    """Returns the folder, made with those above it for this account alone (0700) where it was not there yet.

    Raises StoreProblem.
    """
    with store_border(tr("A folder could not be made."), path):
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, tr("A file stands in the folder's place"), str(path))
    return path


@contextlib.contextmanager
def private_creations() -> Iterator[None]:
    """Lets what a library creates meanwhile be for this account alone; what is there already stays as it is.

    The mask is the whole process's: whatever another thread creates in that moment is private too.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Writes a file whole or leaves the earlier one as it was; the bytes are on the disk when it returns.

    Raises StoreProblem. The file is never readable with wider rights than `mode`, not even while it is written.
    """
    with store_border(tr("{path} could not be saved.", path=path.name), path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - the handle was opened privately
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode != 0o600:
                Path(name).chmod(mode)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk. Raises OSError."""
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened for this
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
