"""A backup that is brought back is the history whole, and the other one is kept; what is no backup is named."""

from __future__ import annotations

import contextlib
import os
import sqlite3

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.recovery_key import read_recovery_key
from leaddesk.domain.secret import Secret
from leaddesk.infra.history.anchors import ANCHOR_REF, remember_end, remembered_end
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import KEY_REF, RESTORING_KEY_REF, finish_restore
from leaddesk.services.keep_history import OtherKey
from tests.infra.backup_desk import RESTORED, Desk, back_up, usb_place, with_history
from tests.infra.history_samples import KEY, write_form_1

desk = pytest.fixture(with_history, name="desk", params=["encrypted", "plain"])
place = pytest.fixture(usb_place, name="place")


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
