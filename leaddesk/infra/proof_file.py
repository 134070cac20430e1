"""Proofs on disk: read with a limit, written whole or not at all, and looked into with a limit of time.

A file to verify may come from anybody, so whatever the PDF library makes of it is an answer, never an exception.
"""

from __future__ import annotations

import contextlib
import io
import logging
import threading
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.proof import FILE_CAP, RECORD_CAP
from leaddesk.infra.files import store_border, write_atomically
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.infra.unfinished import Unfinished
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.verify_proof import Inside

LOOK_S = 20.0
"""Seconds that looking into a PDF may take; a real proof takes hundredths."""


class ProofFiles:
    """Implements `services.save_proof.ProofFiles`; the files hold a person's number, so nobody else may read them."""

    def __init__(self, unfinished: Unfinished | None = None) -> None:
        """`unfinished` notes what is being written, for the next start to remove after a kill."""
        self._unfinished = unfinished or Unfinished()

    async def write(self, files: Sequence[tuple[str, bytes]], *, replace: bool) -> None:
        """See `ProofFiles`."""
        await in_daemon_thread(
            _write, [(Path(place), data) for place, data in files], self._unfinished, replace=replace
        )


def read_proof(path: Path) -> bytes:
    """Returns the bytes of a file, one more than `FILE_CAP` at most. Raises StoreProblem."""
    with store_border("The file cannot be read.", path):
        if path.exists() and not path.is_file():  # a pipe would let the reader wait for ever
            raise StoreProblem("The file cannot be read.", f"{path} is no file.", "Name a saved proof.")
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


def _write(files: list[tuple[Path, bytes]], unfinished: Unfinished, *, replace: bool) -> None:
    """Writes all of the files or, unless there were some before, none."""
    before = []
    for path, _ in files:
        with store_border("The proof was not saved.", path):
            if path.exists():
                before.append(path)
    if before and not replace:
        names = " and ".join(str(path) for path in before)
        there = f"{names} {'is' if len(before) == 1 else 'are'} there already."
        raise AlreadyThere("The proof was not saved.", there, "Choose another name.")
    written: list[Path] = []
    try:
        for path, data in files:
            _write_one(path, data, unfinished)
            written.append(path)
    except StoreProblem as problem:
        for path in written:
            if path not in before:
                with contextlib.suppress(OSError):
                    path.unlink()
        raise StoreProblem("The proof was not saved.", problem.detail, _hint(problem.hint), can_retry=True) from problem


def _write_one(path: Path, data: bytes, unfinished: Unfinished) -> None:
    with store_border(f"{path.name} could not be saved.", path):
        part = unfinished.part_beside(path)
        try:
            write_atomically(path, data, aside=part.path)
        finally:
            part.remove()


def _hint(hint: str) -> str:
    """Returns what to do; a proof goes wherever a person wants it, so another folder is always a way."""
    return "Choose another folder." if "LEADDESK_HOME" in hint or "administrator" in hint else hint
