"""Exports a table of any length: rows come in batches, and at most one batch is held at a time.

Nothing is visible under the chosen name before all of it is written: a cancelled or failed export leaves no file.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from leaddesk.language import tr_later
from leaddesk.services.ports import Clock

Cell = str | int | float | bool | datetime | None
"""A text, number, truth, point in time with its zone, or nothing."""
Row = Sequence[Cell]
Progress = Callable[[int, int | None], None]
"""Gets the rows written so far, and how many there will be where that is known."""

_PROGRESS_S = 0.1
"""Seconds between two words of progress."""


class TableFormat(StrEnum):
    """What a table can be exported as, in the words of the screen."""

    CSV = "CSV"
    XLSX = tr_later("Excel workbook")
    JSON_LINES = tr_later("JSON Lines")

    @property
    def suffix(self) -> str:
        """The usual ending of such a file's name, with its dot."""
        return {TableFormat.CSV: ".csv", TableFormat.XLSX: ".xlsx", TableFormat.JSON_LINES: ".jsonl"}[self]


class StagedFile(Protocol):
    """A file that stands aside until it is published. Every method raises StoreProblem when it cannot."""

    async def publish(self) -> None:
        """Puts the file in its place, at once and whole. Raises AlreadyThere unless it may replace one."""
        ...

    async def discard(self) -> None:
        """Removes what has not been published, after whatever is still being written."""
        ...


class TableFile(StagedFile, Protocol):
    """A table that is being written."""

    async def write(self, rows: Sequence[Row]) -> None:
        """Writes a batch of rows."""
        ...

    async def finish(self) -> Sequence[str]:
        """Completes the file on the disk and returns what there is to say of it, such as cells that were cut."""
        ...


class TableFiles(Protocol):
    """Where tables are written to."""

    async def begin(
        self, place: str, format: TableFormat, columns: Sequence[str], *, replace: bool, total: int | None
    ) -> TableFile:
        """Starts a file aside of that place.

        Raises AlreadyThere unless it may replace one, and StoreProblem when it cannot be written there or when so many
        rows do not fit the format.
        """
        ...


class DocumentFiles(Protocol):
    """Where documents are written to."""

    async def stage(self, place: str, data: bytes, *, replace: bool) -> StagedFile:
        """Writes a document aside of that place. Raises AlreadyThere unless it may replace one, or StoreProblem."""
        ...


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of an export."""

    rows: int
    place: str
    notices: tuple[str, ...] = ()


class ExportTable:
    """Writes one table after another, or several side by side."""

    def __init__(self, files: TableFiles, clock: Clock) -> None:
        self._files = files
        self._clock = clock

    async def export(
        self,
        place: str,
        format: TableFormat,
        columns: Sequence[str],
        batches: AsyncGenerator[Sequence[Row], None],
        *,
        replace: bool = False,
        total: int | None = None,
        progress: Progress | None = None,
        record: Callable[[int], Awaitable[object]] | None = None,
    ) -> Exported:
        """Writes all batches, puts on record how many rows they were, and then makes the file visible.

        Raises AlreadyThere unless it may replace a file, or StoreProblem. Cancelling leaves nothing behind, until the
        export is on record: from then on it is too late, and the export ends as if nobody had cancelled.
        """
        file = await self._files.begin(place, format, columns, replace=replace, total=total)
        count, said = 0, self._clock.monotonic()
        try:
            async with contextlib.aclosing(batches):
                async for batch in batches:
                    await file.write(batch)
                    count += len(batch)
                    if progress and self._clock.monotonic() - said >= _PROGRESS_S:
                        said = self._clock.monotonic()
                        progress(count, total)
            notices = tuple(await file.finish())
        except BaseException:
            await file.discard()
            raise
        await publish(file, (lambda: record(count)) if record else None)
        return Exported(count, place, notices)


async def publish(file: StagedFile, record: Callable[[], Awaitable[object]] | None = None) -> None:
    """Puts on record that a file leaves and publishes it; once begun, cancelling does not stop it."""
    ending = asyncio.ensure_future(_publish(file, record))
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.shield(ending)
    if not ending.done():
        await asyncio.shield(ending)
    ending.result()


async def _publish(file: StagedFile, record: Callable[[], Awaitable[object]] | None) -> None:
    try:
        if record:
            await record()
        await file.publish()
    except BaseException:
        await file.discard()
        raise
