"""The open history's file as people keep it: purged, copied, brought back, its key printed, its end remembered.

Copies are written and read on threads of their own; a cancelled one cleans up after itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from leaddesk.domain.chain import Anchor, ChainReport
from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.domain.note import Note
from leaddesk.domain.recovery_key import recovery_lines
from leaddesk.domain.retention import PurgeReport
from leaddesk.domain.secret import Secret
from leaddesk.infra.history import restore
from leaddesk.infra.history.anchor_keeper import AnchorKeeper
from leaddesk.infra.history.backup import make_backup
from leaddesk.infra.history.store_file import NoFittingKey, StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import KEY_REF, RESTORING_KEY_REF
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.infra.unfinished import Unfinished
from leaddesk.language import tr
from leaddesk.services.keep_history import BackupFound, OtherKey, Progress, RememberedEnd
from leaddesk.services.ports import SecretStore

_T = TypeVar("_T")
_NO_FILE = tr("This history is kept in memory only.")


class HistoryFileKeeping:
    """Implements `services.keep_history.HistoryKeeping` for one opened history."""

    def __init__(
        self,
        store: HistoryStore,
        path: Path | None,
        secrets: SecretStore,
        keeper: AnchorKeeper | None = None,
        unfinished: Unfinished | None = None,
    ) -> None:
        """`path` is the file's, None in memory; `keeper` is that of an encrypted history.

        `unfinished` notes a backup that is being written, for the next start to remove after a kill.
        """
        self._unfinished = unfinished
        self._store = store
        self._path = path
        self._secrets = secrets
        self._keeper = keeper
        self._staged_key: Secret | None = None

    async def verify(self, progress: Progress | None = None) -> ChainReport:
        """See `HistoryKeeping`."""
        anchor = None
        if self._keeper:
            with contextlib.suppress(KeyringProblem):  # then the end is not compared, and all else is
                anchor = await self._keeper.remembered()
        return await self._store.verify(anchor, progress)

    async def survey(self, before: datetime, progress: Progress | None = None) -> PurgeReport:
        """See `HistoryKeeping`."""
        return await self._store.survey(before, progress)

    async def retire(self, report: PurgeReport, note: Note) -> int:
        """See `HistoryKeeping`."""
        gone = await self._store.retire(report, note)
        if self._keeper:
            await self._keeper.remember()
        return gone

    async def give_space_back(self) -> None:
        """See `HistoryKeeping`."""
        await self._store.give_space_back()

    async def head(self) -> Anchor:
        """See `HistoryKeeping`."""
        return await self._store.head()

    async def back_up(self, place: str, *, replace: bool, progress: Progress | None = None) -> Anchor:
        """See `HistoryKeeping`."""
        path = self._file_path()
        key = await self._key()
        return await _watched(
            progress,
            lambda say, stop: make_backup(
                *(_file_at(path, key), lambda part: _file_at(part, key), Path(place), say, stop),
                replace=replace,
                unfinished=self._unfinished,
            ),
        )

    async def look_into(self, place: str, progress: Progress | None = None, key: Secret | None = None) -> BackupFound:
        """See `HistoryKeeping`."""
        path = self._file_path()
        if key is None or not self._store.is_encrypted:
            key = await self._key()
        staged = await _watched(
            progress,
            lambda say, stop: restore.stage(Path(place), path, say, stop, encrypted=key is not None),
        )
        store = _store_at(staged, key)
        try:
            with _named(place):
                await store.open_file()
                report = await store.verify(None, progress)
                first, last = await store.span()
        except BaseException:
            await store.close()
            await in_daemon_thread(restore.discard, staged)
            raise
        await store.close()
        self._staged_key = key
        return BackupFound(place=place, report=report, first=first, last=last)

    async def let_go(self) -> None:
        """See `HistoryKeeping`."""
        if self._path:
            if self._store.is_encrypted:
                await self._secrets.forget(RESTORING_KEY_REF)
            await in_daemon_thread(restore.discard, restore.staged_path(self._path))
            await in_daemon_thread(restore.discard, restore.restoring_path(self._path))

    async def restore(self, note: Note) -> None:
        """See `HistoryKeeping`."""
        path, key = self._file_path(), self._staged_key
        store = _store_at(restore.staged_path(path), key)
        try:
            await store.open_file()
            await store.write_note(note)
        finally:
            closed = await store.close()  # the last one to close leaves one file
        if not closed:
            raise StoreProblem(
                tr("The backup was not restored."), tr("Its copy did not close."), tr("Try again."), can_retry=True
            )
        if key and key != await self._secrets.get(KEY_REF):
            await self._secrets.put(RESTORING_KEY_REF, key)
        elif key:
            await self._secrets.forget(RESTORING_KEY_REF)  # of an earlier backup that was never put in place
        await in_daemon_thread(restore.decide, path)

    async def restore_waits(self) -> bool:
        """See `HistoryKeeping`."""
        return self._path is not None and await in_daemon_thread(restore.is_decided, self._path)

    async def recovery_key(self) -> tuple[str, ...]:
        """See `HistoryKeeping`."""
        self._file_path()
        key = await self._key()
        if key is None:
            raise StoreProblem(
                tr("There is no recovery key."), tr("This history is not encrypted."), tr("Nothing is needed.")
            )
        return recovery_lines(key)

    async def end(self) -> RememberedEnd:
        """See `HistoryKeeping`."""
        if self._keeper is None:
            why = tr("it is not encrypted") if self._path else tr("it is kept in memory only")
            trouble = tr("The keyring remembers nothing of this history: {why}.", why=why)
            return RememberedEnd(ends_at=(await self._store.head()).count, trouble=trouble)
        await self._keeper.remember()
        return await self._keeper.standing()

    async def accept_end(self) -> None:
        """See `HistoryKeeping`."""
        if self._keeper:
            await self._keeper.accept()

    def _file_path(self) -> Path:
        if self._path is None:
            raise StoreProblem(
                _NO_FILE, tr("There is no file to copy and no key to print."), tr("Keep it encrypted first.")
            )
        return self._path

    async def _key(self) -> Secret | None:
        """Returns the key, None for a history without encryption."""
        if not self._store.is_encrypted:
            return None
        key = await self._secrets.get(KEY_REF)
        if key is None:
            raise StoreProblem(
                tr("The history's key is not in this keyring any more."),
                tr("The history is open and goes on; after LeadDesk ends nobody could read it."),
                tr("Restore the keyring before you close LeadDesk."),
            )
        return key


@contextlib.contextmanager
def _named(place: str) -> Iterator[None]:
    """Says of a backup what would be said of a history."""
    try:
        yield
    except NoFittingKey as problem:
        raise OtherKey(
            restore.TITLE,
            tr(
                "The history's key does not open it: it was made with another one, is damaged, or is no backup. "
                "({place})",
                place=place,
            ),
            tr("Type the recovery key of the history it was made of, or choose another file."),
        ) from problem
    except StoreProblem as problem:
        raise StoreProblem(restore.TITLE, f"{problem.title} {problem.detail}", tr("Choose another file.")) from problem


def _file_at(path: Path, key: Secret | None) -> StoreFile:
    return encrypted_file(path, key) if key else plain_file(path)


def _store_at(path: Path, key: Secret | None) -> HistoryStore:
    return HistoryStore.encrypted(path, key) if key else HistoryStore.plain(path)


async def _watched(progress: Progress | None, work: Callable[[Progress, threading.Event], _T]) -> _T:
    """Runs blocking work that says how far it is and can be told to stop; cancelling tells it so."""
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def say(done: int, total: int) -> None:
        if progress:
            with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
                loop.call_soon_threadsafe(progress, done, total)

    try:
        return await in_daemon_thread(work, say, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
