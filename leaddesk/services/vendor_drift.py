"""*Changes in vendors' answers*: collects where answers are not as documented, in the encrypted store or in memory.

Whoever decodes hands over what is different and goes on at once: the rest happens a moment later, off the UI thread.
A store that does not serve costs nothing but memory: what was seen stays on the list until LeadDesk ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from leaddesk.domain.drift import Drift, DriftKind, FieldChange, joined, with_seen
from leaddesk.domain.errors import StoreProblem
from leaddesk.services.ports import Background, Clock, DraftStore

if TYPE_CHECKING:  # nothing is exported at the start
    from leaddesk.services.export_table import Row

log = logging.getLogger(__name__)
PLACE = "changes in vendors' answers"
"""The place in the store."""
EXPORT_COLUMNS = (
    "vendor",
    "call",
    "field",
    "change",
    "documented_type",
    "type",
    "example",
    "first_seen",
    "last_seen",
    "answers",
    "leaddesk_version",
)
_MOMENT_S = 1.0
"""Seconds until what was seen is taken up: the answer is on the screen by then, and a burst is one write."""
_COUNTS_S = 60.0
"""Seconds between two writes that only count on."""

NoteChanges: TypeAlias = Callable[[str, str, Iterable[FieldChange]], None]
"""Gets the vendor's key, what was answered, and what was different; consumed later, on another thread."""
_Kept: TypeAlias = Mapping[tuple[str, str, str, str], Drift]
_Seen: TypeAlias = tuple[datetime, str, str, Iterable[FieldChange]]


def note_nothing(_vendor: str, _call: str, _changes: Iterable[FieldChange]) -> None:
    """Lets what is different go, where nobody collects it."""


class VendorDrift:
    """Collects for every vendor and call; each field once, and so many at most as `domain.drift.MOST`."""

    def __init__(self, drafts: DraftStore, clock: Clock, background: Background, version: str) -> None:
        """`version` is that of LeadDesk."""
        self._drafts, self._clock, self._background, self._version = drafts, clock, background, version
        self.on_new: Callable[[tuple[Drift, ...]], None] = lambda _new: None
        """Called with what was never seen before."""
        self._kept: _Kept = {}
        self._pending: list[_Seen] = []
        self._was_read = False
        self._unsaved_since: float | None = None
        self._one_at_a_time = asyncio.Lock()
        self._work: asyncio.Task[None] | None = None

    def note(self, vendor: str, call: str, changes: Iterable[FieldChange]) -> None:
        """Takes what was different about one answer, and returns at once."""
        self._pending.append((self._clock.now(), vendor, call, changes))
        if self._work is None:
            self._work = asyncio.ensure_future(self._later())
            self._work.add_done_callback(self._ended)

    async def listing(self) -> tuple[Drift, ...]:
        """Returns all that is known, the newest first."""
        await self._take_up()
        return tuple(sorted(self._kept.values(), key=lambda drift: (drift.first_seen, drift.key), reverse=True))

    async def clear(self) -> None:
        """Forgets everything; what comes again is new again. Raises StoreProblem."""
        async with self._one_at_a_time:
            await self._drafts.save_draft(PLACE, {})
            self._kept, self._pending, self._was_read, self._unsaved_since = {}, [], True, None

    async def finish(self, timeout_s: float) -> None:
        """Writes what is not written yet, as far as that can be done in the time."""
        if self._work:
            self._work.cancel()
            await asyncio.wait((self._work,), timeout=timeout_s)
        if self._pending or self._unsaved_since is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._take_up(saves=True), timeout_s)

    # ------------------------------------------------------------ inside

    async def _later(self) -> None:
        while self._pending:
            await self._clock.sleep(_MOMENT_S)
            if new := await self._take_up():
                self.on_new(new)

    def _ended(self, work: asyncio.Task[None]) -> None:
        self._work = None
        if not work.cancelled() and (bug := work.exception()):
            log.error("Changes in vendors' answers could not be collected", exc_info=bug)

    async def _take_up(self, *, saves: bool = False) -> tuple[Drift, ...]:
        """Adds what is pending to what is kept, and returns what is new in it."""
        async with self._one_at_a_time:
            with contextlib.suppress(StoreProblem):
                await self._read()
            seen, self._pending = self._pending, []
            before = self._kept
            if seen:
                self._kept = await self._background.do(_with_all, before, seen, self._version)
            if self._kept != before and self._unsaved_since is None:
                self._unsaved_since = self._clock.monotonic()
            new = tuple(drift for key, drift in self._kept.items() if key not in before)
            since = self._unsaved_since
            if since is not None and (saves or new or self._clock.monotonic() - since >= _COUNTS_S):
                await self._save()
            return new

    async def _read(self) -> None:
        if not self._was_read:
            texts = await self._drafts.load_draft(PLACE)
            kept = {drift.key: drift for text in texts.values() if (drift := _drift(text))}
            for key, drift in self._kept.items():
                kept[key] = joined(kept[key], drift) if key in kept else drift
            self._kept, self._was_read = kept, True

    async def _save(self) -> None:
        """Writes everything whole; before it was read nothing is written, so that nothing is lost."""
        if self._was_read:
            with contextlib.suppress(StoreProblem):
                await self._drafts.save_draft(PLACE, await self._background.do(_as_texts, self._kept))
                self._unsaved_since = None


def export_row(drift: Drift, vendor: str) -> Row:
    """Returns a row of the export, under `EXPORT_COLUMNS`; `vendor` is the vendor's name."""
    return (
        vendor,
        drift.call,
        drift.path,
        drift.kind.value,
        drift.expected,
        drift.got,
        drift.example,
        drift.first_seen,
        drift.last_seen,
        drift.count,
        drift.version,
    )


def _with_all(kept: _Kept, seen: list[_Seen], version: str) -> _Kept:
    for at, vendor, call, changes in seen:
        kept = with_seen(kept, vendor, call, changes, at, version)
    return kept


def _as_texts(kept: _Kept) -> dict[str, str]:
    return {
        " | ".join(key): json.dumps(asdict(drift), ensure_ascii=False, default=datetime.isoformat)
        for key, drift in kept.items()
    }


def _drift(text: str) -> Drift | None:
    """Returns an entry of the store; None for one that this version cannot read."""
    try:
        data: dict[str, Any] = json.loads(text)
        data |= {name: datetime.fromisoformat(data[name]) for name in ("first_seen", "last_seen")}
        return Drift(**data | {"kind": DriftKind(data["kind"]), "count": int(data["count"])})
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
