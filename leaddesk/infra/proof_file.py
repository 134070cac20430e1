"""Proofs on disk: read with a limit, written whole or not at all, and looked into with a limit of time.

A file to verify may come from anybody, so whatever the PDF library makes of it is an answer, never an exception.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from leaddesk.domain.calling_words import and_words
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.proof import FILE_CAP, RECORD_CAP
from leaddesk.infra.files import store_border, sync_folder, write_atomically
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.infra.unfinished import Part, Unfinished
from leaddesk.language import tr, trn
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.verify_proof import Inside

_TITLE = tr("The proof was not saved.")
LOOK_S = 20.0
"""Seconds that looking into a PDF may take; a real proof takes hundredths."""


class ProofFiles:
    """Implements `services.save_proof.ProofFiles`; the files hold a person's number, so nobody else may read them."""

    def __init__(self, unfinished: Unfinished | None = None) -> None:
        """`unfinished` notes what is being written, for the next start to remove after a kill."""
        self._unfinished = unfinished or Unfinished()

    async def write(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        replace: bool,
        noted: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """See `ProofFiles`; once begun, cancelling does not stop it."""
        await asyncio.shield(self._write([(Path(place), data) for place, data in files], noted, replace=replace))

    async def _write(
        self, files: list[tuple[Path, bytes]], noted: Callable[[], Awaitable[object]] | None, *, replace: bool
    ) -> None:
        staged = await in_daemon_thread(_stage, files, self._unfinished, replace=replace)
        with _removing(staged, always=False):
            if noted:
                await noted()
        await in_daemon_thread(_publish, staged)


def read_proof(path: Path) -> bytes:
    """Returns the bytes of a file, one more than `FILE_CAP` at most. Raises StoreProblem."""
    with store_border(tr("The file cannot be read."), path):
        if path.exists() and not path.is_file():  # a pipe would let the reader wait for ever
            raise StoreProblem(
                tr("The file cannot be read."), tr("{path} is no file.", path=path), tr("Name a saved proof.")
            )
        with path.open("rb") as file:
            return file.read(FILE_CAP + 1)


def look_inside(data: bytes, seconds: float = LOOK_S) -> Inside | None:
    """Returns title and attachments of a PDF; None when that cannot be found out, or not within the time."""
    found: list[Inside] = []

    def look() -> None:
        with contextlib.suppress(Exception, RecursionError, MemoryError):
            found.append(_inside(data))

    thread = threading.Thread(target=look, name="leaddesk-proof", daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None


def _inside(data: bytes) -> Inside:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its remarks about a broken file are no news
    reader = PdfReader(io.BytesIO(data), strict=False)
    title = reader.metadata.title if reader.metadata else None
    # Two are as wrong as many: there is no need to unpack more.
    attached = tuple(one.content[: RECORD_CAP + 1] for one in islice(reader.attachment_list, 2))
    return Inside(str(title or ""), attached)


@dataclass(frozen=True, slots=True)
class _Staged:
    """One file, written aside of its place."""

    target: Path
    part: Part
    was_there: bool
    """Whether a file stands in its place, which is replaced."""

    @property
    def path(self) -> Path:
        return self.part.path / "proof"


def _stage(files: list[tuple[Path, bytes]], unfinished: Unfinished, *, replace: bool) -> list[_Staged]:
    """Writes all of the files aside, or leaves nothing behind."""
    before = []
    for path, _ in files:
        with store_border(_TITLE, path):
            if path.exists():
                before.append(path)
    if before and not replace:
        names = and_words(str(path) for path in before)
        there = trn("{names} is there already.", "{names} are there already.", len(before), names=names)
        raise AlreadyThere(_TITLE, there, tr("Choose another name."))
    staged: list[_Staged] = []
    with _said(), _removing(staged, always=False):
        for path, data in files:
            with store_border(_TITLE, path):
                staged.append(_Staged(path, unfinished.part_beside(path), path in before))
            write_atomically(staged[-1].path, data)
    return staged


def _publish(staged: list[_Staged]) -> None:
    """Puts all of the files in their places or, unless there were some before, none."""
    published: list[_Staged] = []
    with _removing(staged):
        try:
            for one in staged:
                with _said(), store_border(_TITLE, one.target):
                    os.replace(one.path, one.target)  # noqa: PTH105
                    published.append(one)
                    sync_folder(one.target.parent)
        except StoreProblem:
            for one in published:
                if not one.was_there:
                    with contextlib.suppress(OSError):
                        one.target.unlink()
            raise


@contextlib.contextmanager
def _removing(staged: list[_Staged], *, always: bool = True) -> Iterator[None]:
    """Removes what stands aside at the end, or only when it failed."""
    try:
        yield
    except BaseException:
        always = True
        raise
    finally:
        for one in staged if always else ():
            one.part.remove()


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Says of a file's problem that the proof was not saved."""
    try:
        yield
    except StoreProblem as problem:
        raise StoreProblem(_TITLE, problem.detail, _hint(problem.hint), can_retry=True) from problem


def _hint(hint: str) -> str:
    """Returns what to do; a proof goes wherever a person wants it, so another folder is always a way."""
    return tr("Choose another folder.") if "LEADDESK_HOME" in hint or "administrator" in hint else hint
