"""An account with a history of some exchanges, its backups, and a process of it that is killed."""

from __future__ import annotations

from pathlib import Path

from leaddesk.domain.note import NoteKind
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.history.anchor_keeper import AnchorKeeper
from leaddesk.infra.history_keeping import HistoryFileKeeping
from leaddesk.infra.history_key import KEY_REF, finish_restore, open_history
from leaddesk.infra.keyring_store import MemorySecrets
from tests.infra.history_samples import AT, KEY, note, opening, settlement

RESTORED = note(kind=NoteKind.RESTORED, number="", reason="The disk failed", text="From backup.db.")


class Desk:
    """An account with a history of some exchanges."""

    def __init__(self, data: Path, mode: str) -> None:
        self.data, self.mode = data, mode
        self.path = data / ("history.db" if mode == "encrypted" else "history-plain.db")
        self.secrets = MemorySecrets()

    async def start(self) -> None:
        if await self.secrets.get(KEY_REF) is None:
            await self.secrets.put(KEY_REF, KEY)
        self.store = await open_history(self.data, self.mode, self.secrets)
        keeper = AnchorKeeper(self.store, self.secrets, SystemClock()) if self.mode == "encrypted" else None
        self.keeping = HistoryFileKeeping(self.store, self.path, self.secrets, keeper)

    async def add(self, count: int = 1, size: int = 100) -> None:
        for _ in range(count):
            exchange = await self.store.open(opening(notes=("n" * size,)))
            await self.store.settle(exchange, settlement())

    def names(self) -> list[str]:
        return sorted(path.name for path in self.data.iterdir() if not path.name.endswith(("-wal", "-shm")))


async def with_history(request, tmp_path):
    """An account with three exchanges, in either form."""
    made = Desk(tmp_path / "data", request.param)
    await made.start()
    await made.add(3)
    yield made
    assert await made.store.close()


def usb_place(tmp_path):
    """Where a backup goes."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb" / "backup.db"


async def back_up(desk, place, **options):
    return await desk.keeping.back_up(str(place), **({"replace": False} | options))


async def until_killed(folder: Path, what: str) -> None:
    """Says that it is ready, then purges or backs up or restores until it is killed."""
    desk = Desk(folder / "data", "encrypted")
    await desk.start()
    print("ready", flush=True)
    if what == "purge":
        report = await desk.store.survey(AT.replace(year=AT.year + 1))
        await desk.store.retire(report, note(kind=NoteKind.PURGED, number="", text=report.words()))
        await desk.store.give_space_back()
    elif what == "back up":
        while True:
            await back_up(desk, folder / "backup.db", replace=True)
    else:
        await desk.keeping.look_into(str(folder / "backup.db"))
        await desk.keeping.restore(RESTORED)
        await desk.store.close()
        await finish_restore(desk.data, desk.secrets)
    print("done", flush=True)
