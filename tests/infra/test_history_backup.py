"""A backup is one moment of the history, whole or not there; what is no backup is named for what it is."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import stat
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.history.backup import make_backup
from leaddesk.infra.history.store_file import StoreFile, encrypted_file, plain_file
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_keeping import HistoryFileKeeping
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.services.ports import AlreadyThere
from tests.infra.backup_desk import back_up, usb_place, with_history
from tests.infra.history_samples import AT, KEY

desk = pytest.fixture(with_history, name="desk", params=["encrypted", "plain"])
place = pytest.fixture(usb_place, name="place")


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
