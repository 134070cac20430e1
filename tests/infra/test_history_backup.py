"""A backup is one moment of the history, whole or not there; what is no backup is named for what it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.recovery_key import read_recovery_key
from leaddesk.domain.secret import Secret
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.history.anchor_keeper import AnchorKeeper
from leaddesk.infra.history.anchors import ANCHOR_REF, remember_end, remembered_end
from leaddesk.infra.history.backup import make_backup
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_keeping import HistoryFileKeeping
from leaddesk.infra.history_key import KEY_REF, RESTORING_KEY_REF, finish_restore, open_history
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.services.keep_history import OtherKey
from leaddesk.services.ports import AlreadyThere
from tests.infra.history_samples import AT, KEY, note, opening, settlement, write_form_1

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


@pytest.fixture(params=["encrypted", "plain"])
async def desk(request, tmp_path):
    made = Desk(tmp_path / "data", request.param)
    await made.start()
    await made.add(3)
    yield made
    assert await made.store.close()


@pytest.fixture
def place(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb" / "backup.db"


async def back_up(desk, place, **options):
    return await desk.keeping.back_up(str(place), **({"replace": False} | options))


def on_usb(place):
    return [path.name for path in place.parent.iterdir()]


async def test_a_backup_is_one_private_file_that_verifies(desk, place):
    end = await back_up(desk, place)
    assert end == await desk.store.head()
    assert on_usb(place) == ["backup.db"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    await desk.add()
    found = await desk.keeping.look_into(str(place))
    assert (found.report.problems, found.report.exchanges, found.first, found.last) == ((), 3, AT, AT)
    assert (b"Annabel" in place.read_bytes()) is (desk.mode == "plain")
    assert place.read_bytes()[:6] != b"SQLite" or desk.mode == "plain"


async def test_a_backup_of_a_history_that_is_being_written_is_of_one_moment(desk, place):
    await desk.add(60, 20_000)
    steps = []
    making = asyncio.ensure_future(back_up(desk, place, progress=lambda *step: steps.append(step)))
    before = (await desk.store.head()).count
    while not making.done():
        await desk.add()
    end = making.result()
    assert before <= end.count <= (await desk.store.head()).count
    assert len(steps) > 1
    assert steps[-1][0] == steps[-1][1]
    assert (await desk.keeping.look_into(str(place))).report.problems == ()


async def test_what_stands_there_is_replaced_only_when_a_person_says_so(desk, place):
    place.write_text("something else")
    with pytest.raises(AlreadyThere):
        await back_up(desk, place)
    assert place.read_text() == "something else"
    await back_up(desk, place, replace=True)
    assert (await desk.keeping.look_into(str(place))).report.intact
    with pytest.raises(StoreProblem, match="not made") as caught:
        await back_up(desk, place.parent, replace=True)
    assert "is no file" in caught.value.detail


@pytest.mark.parametrize("name", ["", "-wal", ".restoring"])
async def test_a_backup_never_takes_the_place_of_the_history(desk, name):
    with pytest.raises(StoreProblem, match="not made") as caught:
        await back_up(desk, desk.path.with_name(desk.path.name + name), replace=True)
    assert "where the history itself lives" in caught.value.detail
    assert (await desk.store.verify()).intact


async def test_a_cancelled_backup_leaves_nothing(desk, place):
    await desk.add(60, 20_000)
    begun = asyncio.Event()
    making = asyncio.ensure_future(back_up(desk, place, progress=lambda *_: begun.set()))
    await begun.wait()
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    for _ in range(200):
        if not on_usb(place):
            break
        await asyncio.sleep(0.01)
    assert on_usb(place) in ([], ["backup.db"])  # whole where it was done in the same moment
    if place.exists():
        assert (await desk.keeping.look_into(str(place))).report.intact


async def test_a_folder_that_is_not_there_is_said(desk, place):
    with pytest.raises(StoreProblem, match="not made") as caught:
        await back_up(desk, place.parent / "gone" / "backup.db")
    assert "not there" in caught.value.detail


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
async def test_a_disk_that_fails_is_said_and_leaves_nothing(desk, place):
    await desk.add(60, 20_000)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        with pytest.raises(StoreProblem, match="The backup was not made") as caught:
            await back_up(desk, place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert "history itself is not touched" in caught.value.detail
    assert caught.value.can_retry
    assert on_usb(place) == []
    assert (await desk.store.verify()).intact


async def test_a_full_disk_is_said_and_leaves_nothing(desk, place):
    await desk.add(60, 20_000)
    file = desk.store._file

    def small(part: Path) -> StoreFile:
        here = encrypted_file(part, KEY) if desk.mode == "encrypted" else plain_file(part)

        def connect() -> sqlite3.Connection:
            connection = here.connect()
            connection.execute("PRAGMA max_page_count = 20")
            return connection

        return replace(here, connect=connect)

    with pytest.raises(StoreProblem, match="The backup was not made") as caught:
        make_backup(file, small, place, lambda *_: None, threading.Event(), replace=False)
    assert "The disk is full. The history itself is not touched." in caught.value.detail
    assert on_usb(place) == []


async def test_a_history_in_memory_has_no_backup_and_no_key(place):
    store = HistoryStore.in_memory()
    await store.open_file()
    keeping = HistoryFileKeeping(store, None, MemorySecrets())
    for call in (keeping.back_up(str(place), replace=False), keeping.look_into(str(place)), keeping.recovery_key()):
        with pytest.raises(StoreProblem, match="in memory only"):
            await call
    assert not await keeping.restore_waits()
    await keeping.let_go()
    await store.close()


# ---------------------------------------------------------------- bringing it back


async def test_a_restored_backup_is_the_history_and_the_other_one_is_kept(desk, place):
    await back_up(desk, place)
    await desk.add(2)
    if desk.mode == "encrypted":
        assert await remember_end(desk.store, desk.secrets)
    await desk.keeping.look_into(str(place))
    assert not await desk.keeping.restore_waits()
    await desk.keeping.restore(RESTORED)
    assert await desk.keeping.restore_waits()
    assert len(await desk.store.find()) == 5  # nothing changes before the history is closed
    await desk.store.close()

    kept = await finish_restore(desk.data, desk.secrets)
    assert kept
    assert await finish_restore(desk.data, desk.secrets) is None
    await desk.start()
    assert len(await desk.store.find()) == 3
    assert [item.reason for item in await desk.store.notes(kinds=[NoteKind.RESTORED])] == ["The disk failed"]
    anchor = await remembered_end(desk.secrets)
    assert anchor is None  # the one of the history that went is no alarm
    assert (await desk.keeping.verify()).intact
    assert desk.names() == sorted([desk.path.name, kept.name])
    other = HistoryStore.encrypted(kept, KEY) if desk.mode == "encrypted" else HistoryStore.plain(kept)
    await other.open_file()
    assert len(await other.find()) == 5
    await other.close()
    assert place.exists()


async def test_a_person_can_think_better_of_it(desk, place):
    await back_up(desk, place)
    await desk.keeping.look_into(str(place))
    await desk.keeping.let_go()
    assert desk.names() == [desk.path.name]
    await desk.keeping.look_into(str(place))
    await desk.keeping.restore(RESTORED)
    await desk.keeping.let_go()
    assert not await desk.keeping.restore_waits()
    assert await finish_restore(desk.data, desk.secrets) is None
    assert desk.names() == [desk.path.name]


async def test_a_restore_that_was_interrupted_goes_on(desk, place, monkeypatch):
    await back_up(desk, place)
    await desk.add(2)
    await desk.keeping.look_into(str(place))
    await desk.keeping.restore(RESTORED)
    await desk.store.close()

    with monkeypatch.context() as patch:
        patch.setattr("leaddesk.infra.history_key.in_daemon_thread", _fails_at_the_last_step)
        with pytest.raises(StoreProblem, match="not be put in place"):
            await finish_restore(desk.data, desk.secrets)
    assert not desk.path.exists()
    await finish_restore(desk.data, desk.secrets)
    await desk.start()
    assert len(await desk.store.find()) == 3


async def _fails_at_the_last_step(call, *args):
    if call.__name__ == "replace":
        raise OSError(5, "Input/output error")
    return call(*args)


async def test_a_backup_of_an_older_leaddesk_is_brought_up_to_date(desk, place):
    file = HistoryStore.encrypted(place, KEY)._file if desk.mode == "encrypted" else HistoryStore.plain(place)._file
    with contextlib.closing(file.connect()) as connection:
        write_form_1(connection, 4)
    before = place.read_bytes()
    found = await desk.keeping.look_into(str(place))
    assert (found.report.problems, found.report.exchanges, found.report.taken_over) == ((), 4, 7)
    await desk.keeping.let_go()
    assert place.read_bytes() == before
    assert desk.names() == [desk.path.name]


def plain_database(place):
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE t (x)")


def cut_off(place):
    place.write_bytes(place.read_bytes()[:-100])


def damaged(place):
    data = bytearray(place.read_bytes())
    for at in range(4096 * 3, len(data), 16):
        data[at] ^= 0xFF
    place.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("make", "encrypted", "plain"),
    [
        (lambda place: place.unlink(), "no such file", "no such file"),
        (lambda place: place.write_bytes(b""), "empty", "empty"),
        (lambda place: place.write_bytes(b"%PDF-1.7" * 64), "does not open it", "no backup at all"),
        (lambda place: place.write_bytes(os.urandom(8192)), "does not open it", "no backup at all"),
        (plain_database, "without encryption", "database of another program"),
        (cut_off, "cut off", "cut off"),
        (damaged, "", ""),
    ],
)
async def test_what_is_no_backup_is_named_and_left_alone(desk, place, make, encrypted, plain):
    await desk.add(20, 5000)
    await back_up(desk, place)
    if make is plain_database:
        place.unlink()
    make(place)
    before = place.read_bytes() if place.exists() else None
    with pytest.raises(StoreProblem, match="no backup that can be restored") as caught:
        await desk.keeping.look_into(str(place))
    assert (encrypted if desk.mode == "encrypted" else plain) in caught.value.detail
    assert (place.read_bytes() if place.exists() else None) == before
    assert desk.names() == [desk.path.name]
    assert (await desk.store.verify()).intact


async def test_a_backup_of_another_key_is_named(tmp_path, place):
    foreign = HistoryStore.encrypted(place, Secret("ab" * 32))
    await foreign.open_file()
    await foreign.close()
    desk = Desk(tmp_path / "data", "encrypted")
    await desk.start()
    with pytest.raises(StoreProblem, match="no backup") as caught:
        await desk.keeping.look_into(str(place))
    assert "made with another one" in caught.value.detail
    await desk.store.close()


async def test_a_backup_of_another_computer_comes_back_with_its_recovery_key(tmp_path, place):
    old = Desk(tmp_path / "old", "encrypted")
    await old.secrets.put(KEY_REF, Secret("ab" * 32))
    await old.start()
    await old.add(4)
    await back_up(old, place)
    paper = "\n".join(await old.keeping.recovery_key())
    await old.store.close()

    new = Desk(tmp_path / "new", "encrypted")
    await new.start()
    await new.add()
    await remember_end(new.store, new.secrets)
    with pytest.raises(OtherKey, match="no backup"):
        await new.keeping.look_into(str(place))
    with pytest.raises(OtherKey):
        await new.keeping.look_into(str(place), None, Secret("cd" * 32))
    found = await new.keeping.look_into(str(place), None, read_recovery_key(paper))
    assert (found.report.problems, found.report.exchanges) == ((), 4)
    await new.keeping.restore(RESTORED)
    await new.keeping.let_go()
    assert await new.secrets.get(RESTORING_KEY_REF) is None
    await new.keeping.look_into(str(place), None, read_recovery_key(paper))
    await new.keeping.restore(RESTORED)
    await new.store.close()

    kept = await finish_restore(new.data, new.secrets)
    await new.start()
    assert len(await new.store.find()) == 4
    assert (await new.keeping.verify()).intact
    assert await new.secrets.get(KEY_REF) == Secret("ab" * 32)
    assert KEY in new.secrets._held.values()  # for the file that was set aside
    assert kept
    await new.store.close()
    assert list(new.data.glob("history-*.db")) == [kept]


async def test_the_key_of_a_backup_that_was_not_put_in_place_is_forgotten(tmp_path, place):
    desk = Desk(tmp_path / "data", "encrypted")
    await desk.start()
    await back_up(desk, place)
    await desk.secrets.put(RESTORING_KEY_REF, Secret("ab" * 32))
    await desk.keeping.look_into(str(place))
    await desk.keeping.restore(RESTORED)
    await desk.store.close()
    await finish_restore(desk.data, desk.secrets)
    await desk.start()
    assert await desk.secrets.get(KEY_REF) == KEY
    await desk.store.close()


async def test_a_tampered_backup_says_where(desk, place):
    await back_up(desk, place)
    file = HistoryStore.encrypted(place, KEY)._file if desk.mode == "encrypted" else HistoryStore.plain(place)._file
    with contextlib.closing(file.connect()) as connection:
        connection.executescript("DROP TRIGGER opening_unchanged; UPDATE opening SET operator = 'X' WHERE id = 2;")
    found = await desk.keeping.look_into(str(place))
    assert [problem.exchange_id for problem in found.report.problems if problem.seq] == [2]
    await desk.keeping.let_go()


async def test_a_key_that_left_the_keyring_is_said(tmp_path, place):
    desk = Desk(tmp_path / "data", "encrypted")
    await desk.start()
    await desk.secrets.forget(KEY_REF)
    for call in (back_up(desk, place), desk.keeping.recovery_key()):
        with pytest.raises(StoreProblem, match="not in this keyring any more"):
            await call
    await desk.store.close()
    assert await remembered_end(desk.secrets) is None
    assert ANCHOR_REF != KEY_REF


# ---------------------------------------------------------------- kills

CHILD = """
import asyncio, sys
from pathlib import Path
from tests.infra.test_history_backup import until_killed
asyncio.run(until_killed(Path(sys.argv[1]), sys.argv[2]))
"""


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


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is a signal")
@pytest.mark.parametrize("what", ["purge", "back up", "restore"])
async def test_a_kill_leaves_what_was_before_or_what_comes_after(tmp_path, what):
    for number in range(5):
        folder = tmp_path / str(number)
        desk = Desk(folder / "data", "encrypted")
        await desk.start()
        await desk.add(40, 20_000)
        await back_up(desk, folder / "backup.db")
        await desk.add(5)
        await desk.store.close()
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", CHILD, str(folder), what),
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert child.stdout
        assert await child.stdout.readline() == b"ready\n"
        await asyncio.sleep(random.uniform(0, 0.12))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        await child.wait()

        await finish_restore(desk.data, desk.secrets)
        await desk.start()
        report = await desk.store.verify()
        assert report.problems == ()
        count = len(await desk.store.find(limit=1000))
        restored = len(await desk.store.notes(kinds=[NoteKind.RESTORED]))
        purged = len(await desk.store.notes(kinds=[NoteKind.PURGED]))
        match what:
            case "purge":
                assert (count, purged, report.purged) in ((45, 0, 0), (1, 1, 44))
            case "back up":
                assert count == 45
                assert (await desk.keeping.look_into(str(folder / "backup.db"))).report.exchanges in (40, 45)
            case "restore":
                assert (count, restored) in ((45, 0), (40, 1))
        await desk.store.close()
