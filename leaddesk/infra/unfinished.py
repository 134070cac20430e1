"""What is being written beside its place, noted until it is done: a start after a crash removes what was left behind.

Exports, proofs and backups are written in a folder beside the chosen place (`.NAME.xxxxxxxx.part`), private to this
account, and moved out when they are whole. They hold people's data, so a copy of LeadDesk that is killed must not leave
them there for good. A note that cannot be made keeps nobody from exporting: a full disk is when a backup is wanted.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import time
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME_KEPT = 40
"""Characters of the file's name in that of its folder: a name may be as long as the system allows."""
_ENDING = ".part"
_OLD_S = 60.0
"""Files that LeadDesk saves for itself are written in less; what is younger may belong to another copy."""


class Part:
    """A folder beside a file's place in which it is written; every method blocks."""

    def __init__(self, path: Path, record: Path | None, lock: int | None) -> None:
        self.path = path
        self._record = record
        self._lock = lock

    def remove(self) -> None:
        """Removes the folder with what is in it; one that cannot be removed now stays noted."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)  # before its file is removed: elsewhere than on POSIX an open one cannot be
            self._lock = None
        if self._record and not self.path.exists():
            with contextlib.suppress(OSError):
                self._record.unlink()


class Unfinished:
    """Notes of parts, one small file each, locked by the copy of LeadDesk that writes the part."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where the notes lie; None notes nothing, as in practice mode."""
        self._folder = folder

    def part_beside(self, target: Path) -> Part:
        """Makes a folder of its own beside a file's place. Raises OSError when it cannot."""
        name = f".{target.name[:_NAME_KEPT]}.{secrets.token_hex(4)}{_ENDING}"
        path = target.absolute().parent / name
        record, lock = self._note(path)
        part = Part(path, record, lock)
        try:
            path.mkdir(mode=0o700)
        except BaseException:
            part.remove()
            raise
        return part

    def sweep(self) -> None:
        """Removes the parts of copies of LeadDesk that were killed; blocks, and raises nothing.

        What lies on a drive that is not there now is left to a later start.
        """
        for record in self._folder.glob("*") if self._folder else ():
            with contextlib.suppress(OSError, ValueError):
                self._sweep(record)

    def _sweep(self, record: Path) -> None:
        handle = os.open(record, os.O_RDWR)
        try:
            if not _locked(handle):
                return
            path = Path(os.fsdecode(os.read(handle, 1 << 16)))
        finally:
            os.close(handle)
        if path.name.startswith(".") and path.suffix == _ENDING and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        if path.parent.is_dir():
            record.unlink()

    def _note(self, path: Path) -> tuple[Path | None, int | None]:
        if self._folder is None:
            return None, None
        record = self._folder / secrets.token_hex(8)
        try:
            private_folder(self._folder)
            handle = os.open(record, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except (StoreProblem, OSError):
            return None, None
        with contextlib.suppress(OSError):
            _locked(handle)
            os.write(handle, os.fsencode(path))
        return record, handle


def sweep_saved(*folders: Path) -> None:
    """Removes what a kill has left of files that LeadDesk saves for itself; blocks, and raises nothing."""
    until = time.time() - _OLD_S
    for folder in folders:
        for path in folder.glob(".*.tmp"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < until:
                    path.unlink()


def _locked(handle: int) -> bool:
    """Takes the lock of an open file, which ends with its process, and tells whether nobody else has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
