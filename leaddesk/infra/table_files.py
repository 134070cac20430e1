"""Exported tables and documents on the disk: private, whole or not there at all, every failure as a StoreProblem.

A file is written in a folder of its own beside its place (its name ends in `.part`) and moved out at the end. What a
copy of LeadDesk that is killed leaves behind of it, the next start removes (see `unfinished`).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.tables.writers import WRITERS, XLSX_ROWS, Writer, too_many_for_xlsx
from leaddesk.infra.threads import Worker
from leaddesk.infra.unfinished import Part, Unfinished
from leaddesk.language import tr
from leaddesk.services.export_table import Row, TableFormat
from leaddesk.services.ports import AlreadyThere

_T = TypeVar("_T")
_TITLE = tr("The file was not written.")
_NO_ACCESS = (tr("LeadDesk may not write there."), tr("Choose another folder."))
_GONE = (
    tr("The folder is not there."),
    tr("Look whether it was moved or a drive unplugged, or choose another folder."),
)
_REASONS = {
    errno.ENOSPC: (tr("The disk is full."), tr("Free some space or choose another disk.")),
    errno.EDQUOT: (tr("Your share of the disk is used up."), tr("Free some space or choose another disk.")),
    errno.EFBIG: (tr("The file is too large for this disk."), tr("Choose another disk, or narrow what is in view.")),
    errno.EROFS: (tr("This place can only be read."), tr("Choose another folder.")),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENAMETOOLONG: (tr("The name is too long."), tr("Choose a shorter one.")),
    errno.EIO: (tr("The disk does not answer as it should."), tr("Choose another disk.")),
}


class TableFilesOnDisk:
    """Implements `services.export_table.TableFiles`."""

    def __init__(self, unfinished: Unfinished | None = None) -> None:
        """`unfinished` notes what is being written, for the next start to remove after a kill."""
        self._unfinished = unfinished or Unfinished()

    async def begin(
        self, place: str, format: TableFormat, columns: Sequence[str], *, replace: bool, total: int | None
    ) -> _TableOnDisk:
        """See `TableFiles`."""
        if format is TableFormat.XLSX and total is not None and total > XLSX_ROWS:
            raise too_many_for_xlsx()
        table = _TableOnDisk(_Aside(Path(place), self._unfinished, replace=replace))
        await table.begin(lambda path: table.start(path, format, columns))
        return table


class DocumentFilesOnDisk:
    """Implements `services.export_table.DocumentFiles`."""

    def __init__(self, unfinished: Unfinished | None = None) -> None:
        """`unfinished` notes what is being written, for the next start to remove after a kill."""
        self._unfinished = unfinished or Unfinished()

    async def stage(self, place: str, data: bytes, *, replace: bool) -> _Staged:
        """See `DocumentFiles`."""
        document = _Staged(_Aside(Path(place), self._unfinished, replace=replace))
        await document.begin(lambda path: path.write_bytes(data))
        return document


class _Aside:
    """The folder beside the place, and the file in it; every method blocks."""

    def __init__(self, target: Path, unfinished: Unfinished, *, replace: bool) -> None:
        self._target = target
        self._unfinished = unfinished
        self._replace = replace
        self._part: Part | None = None

    @property
    def path(self) -> Path:
        """Where the file is written meanwhile."""
        assert self._part is not None  # noqa: S101 - made before anything is written
        return self._part.path / "export"

    def make(self) -> None:
        self._refuse_what_stands_there()
        self._part = self._unfinished.part_beside(self._target)

    def publish(self) -> None:
        self._refuse_what_stands_there()
        self.path.chmod(0o600)
        os.replace(self.path, self._target)  # noqa: PTH105
        self.remove()

    def sync(self) -> None:
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def remove(self) -> None:
        if self._part is not None:
            self._part.remove()
            self._part = None

    @contextlib.contextmanager
    def border(self) -> Iterator[None]:
        """Turns an OSError into a StoreProblem that names the place."""
        try:
            yield
        except OSError as error:
            said = error.strerror or str(error) or type(error).__name__
            reason, hint = _REASONS.get(error.errno or 0, (f"{said}.", "Try again, or choose another folder."))
            raise StoreProblem(_TITLE, f"{reason} ({self._target})", hint, can_retry=True) from error

    def _refuse_what_stands_there(self) -> None:
        if not self._target.exists():
            return
        if not self._target.is_file():
            raise StoreProblem(
                _TITLE, tr("{target} is there already and is no file.", target=self._target), tr("Choose another name.")
            )
        if not self._replace:
            raise AlreadyThere(
                _TITLE, tr("{target} is there already.", target=self._target), tr("Choose another name.")
            )


class _Staged:
    """A file aside of its place, on a thread of its own: what is asked for is done in that order."""

    def __init__(self, aside: _Aside) -> None:
        self._aside = aside
        self._worker = Worker("leaddesk-export")

    async def begin(self, fill: Callable[[Path], object]) -> None:
        """Makes the folder and begins the file; leaves nothing behind when it cannot."""

        def begin() -> None:
            try:
                self._aside.make()
                fill(self._aside.path)
            except BaseException:
                self._aside.remove()
                raise

        try:
            await self._do(begin)
        except BaseException:
            await self.discard()
            raise

    async def publish(self) -> None:
        """See `StagedFile`."""
        await self._do(self._publish)
        self._worker.close(0)

    async def discard(self) -> None:
        """See `StagedFile`."""
        try:
            with contextlib.suppress(RuntimeError):  # published or discarded already
                await self._worker.do(self._discard)
        finally:
            self._worker.close(0)

    def _publish(self) -> None:
        self._aside.sync()
        self._aside.publish()

    def _discard(self) -> None:
        self._aside.remove()

    async def _do(self, call: Callable[[], _T]) -> _T:
        def run() -> _T:
            with self._aside.border():
                return call()

        return await self._worker.do(run)


class _TableOnDisk(_Staged):
    """Implements `services.export_table.TableFile`."""

    _writer: Writer | None = None

    def start(self, path: Path, format: TableFormat, columns: Sequence[str]) -> None:
        """Opens the writer; blocks."""
        self._writer = WRITERS[format](path, columns)

    async def write(self, rows: Sequence[Row]) -> None:
        """See `TableFile`."""
        await self._do(lambda: self._started.write(rows))

    async def finish(self) -> Sequence[str]:
        """See `TableFile`."""

        def finish() -> Sequence[str]:
            self._started.close()
            return tuple(self._started.notices)

        return await self._do(finish)

    @property
    def _started(self) -> Writer:
        assert self._writer is not None  # noqa: S101 - `begin` has started it
        return self._writer

    def _discard(self) -> None:
        if self._writer is not None:
            self._writer.abandon()
        super()._discard()
