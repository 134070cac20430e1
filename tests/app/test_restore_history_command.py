"""`leaddesk restore-history` looks first, restores only for a reason, and is the way on from a history in ruins."""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from leaddesk.app.commands import restore_history
from leaddesk.domain.note import NoteKind
from leaddesk.domain.recovery_key import recovery_lines
from leaddesk.infra.history_keeping import HistoryFileKeeping
from leaddesk.infra.history_key import KEY_REF, HistoryMode, finish_restore, history_path, open_history
from leaddesk.infra.keyring_store import KeyringSecrets
from tests.infra.history_samples import opening, settlement


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_keyring: object) -> Path:
    monkeypatch.setenv("LEADDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "data"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*argv: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser(prog="leaddesk")
        restore_history.add(parser.add_subparsers())
        given = parser.parse_args(["restore-history", *map(str, argv)])
        status = int(given.run(given))
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def make_backup(data: Path, place: Path, mode: HistoryMode = HistoryMode.ENCRYPTED) -> Path:
    async def make() -> None:
        store = await open_history(data, mode, KeyringSecrets())
        await store.settle(await store.open(opening()), settlement())
        keeping = HistoryFileKeeping(store, history_path(data, mode), KeyringSecrets())
        await keeping.back_up(str(place), replace=False)
        await store.close()

    asyncio.run(make())
    return place


def next_start(data: Path, mode: HistoryMode = HistoryMode.ENCRYPTED) -> tuple[int, list[str]]:
    async def start() -> tuple[int, list[str]]:
        await finish_restore(data, KeyringSecrets())
        store = await open_history(data, mode, KeyringSecrets())
        notes = await store.notes(kinds=[NoteKind.RESTORED])
        count = len(await store.find())
        await store.close()
        return count, [note.reason for note in notes]

    return asyncio.run(start())


@pytest.mark.parametrize("mode", [HistoryMode.ENCRYPTED, HistoryMode.PLAIN])
def test_it_looks_and_changes_nothing_without_a_reason(data, tmp_path, run, mode):
    backup = make_backup(data, tmp_path / "backup.db", mode)
    status, out, err = run(backup)
    assert (status, err) == (0, "")
    assert "3 entries. Exchanges: 1. Notes: 0." in out
    assert "Every entry is as it was written." in out
    assert "Nothing was changed." in out
    assert next_start(data, mode) == (1, [])


@pytest.mark.parametrize("mode", [HistoryMode.ENCRYPTED, HistoryMode.PLAIN])
def test_a_history_in_ruins_is_replaced_at_the_next_start_and_kept(data, tmp_path, run, mode):
    backup = make_backup(data, tmp_path / "backup.db", mode)
    path = history_path(data, mode)
    assert path
    path.write_bytes(b"ruins" * 1000)
    status, out, _ = run(backup, "--reason", "The disk failed")
    assert status == 0
    assert "at the next start" in out
    assert path.read_bytes() == b"ruins" * 1000
    assert next_start(data, mode) == (1, ["The disk failed"])
    (kept,) = data.glob(f"{path.stem}-2*.db")
    assert kept.read_bytes() == b"ruins" * 1000


def test_on_another_computer_the_recovery_key_opens_it(data, tmp_path, run, monkeypatch):
    backup = make_backup(data, tmp_path / "backup.db")
    secrets = KeyringSecrets()
    key = asyncio.run(secrets.get(KEY_REF))
    assert key
    asyncio.run(secrets.forget(KEY_REF))
    (data / "history.db").unlink()
    status, _, err = run(backup)
    assert status == 1
    assert "nothing was restored" in err
    assert "Type the recovery key" in err
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(recovery_lines(key))))
    status, out, _ = run(backup, "--recovery-key", "--reason", "A new computer")
    assert (status, "at the next start" in out) == (0, True)
    assert next_start(data) == (1, ["A new computer"])


def test_what_is_no_backup_is_said(tmp_path, data, run):
    status, _, err = run(tmp_path / "gone.db")
    assert status == 1
    assert "There is no such file." in err
