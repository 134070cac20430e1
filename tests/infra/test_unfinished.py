"""What a killed copy of LeadDesk was writing is removed by the next start, and nothing else is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leaddesk.infra.history.restore import staged_path
from leaddesk.infra.history_key import finish_restore
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.unfinished import Unfinished, sweep_saved

KILLED = """
import os, sys
from pathlib import Path
from leaddesk.infra.unfinished import Unfinished
part = Unfinished(Path(sys.argv[1])).part_beside(Path(sys.argv[2]))
(part.path / "export").write_text("Testa Exampleton")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    folder = tmp_path / "chosen"
    folder.mkdir()
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "data" / "unfinished"


def kill_while_writing(notes: Path, target: Path) -> None:
    """Leaves what a copy of LeadDesk leaves that is killed over an export."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", KILLED, str(notes), str(target)], env=env, timeout=30, check=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_part_is_private_beside_its_place_and_goes_with_its_note(chosen, notes):
    part = Unfinished(notes).part_beside(chosen / "history.csv")
    assert part.path.parent == chosen
    assert part.path.name.startswith(".history.csv.")
    assert part.path.suffix == ".part"
    if os.name == "posix":
        assert stat.S_IMODE(part.path.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in (notes, *notes.iterdir())} == {0o700, 0o600}
    (part.path / "export").write_text("x")
    assert len(names(notes)) == 1
    part.remove()
    part.remove()
    assert names(chosen) == names(notes) == []


def test_what_a_killed_copy_left_is_removed_with_its_note_and_nothing_else_is(chosen, notes):
    (chosen / ".mine.part").mkdir()
    (chosen / "history.csv").write_text("an earlier one")
    kill_while_writing(notes, chosen / "history.csv")
    (left,) = set(names(chosen)) - {".mine.part", "history.csv"}
    assert (chosen / left / "export").read_text() == "Testa Exampleton"
    assert len(names(notes)) == 1
    Unfinished(notes).sweep()
    assert names(chosen) == [".mine.part", "history.csv"]
    assert names(notes) == []


def test_what_is_being_written_now_by_another_copy_stays(chosen, notes):
    part = Unfinished(notes).part_beside(chosen / "history.csv")
    Unfinished(notes).sweep()
    assert part.path.is_dir()
    assert len(names(notes)) == 1
    part.remove()


def test_a_drive_that_is_not_there_is_looked_at_again_by_a_later_start(chosen, notes):
    kill_while_writing(notes, chosen / "history.csv")
    away = chosen.rename(chosen.with_name("away"))
    Unfinished(notes).sweep()
    assert len(names(notes)) == 1
    away.rename(chosen)
    Unfinished(notes).sweep()
    assert names(chosen) == names(notes) == []


@pytest.mark.parametrize("named", ["precious", ".hidden", "notes.part", ".link.part", "", "a\0b"])
def test_a_note_that_names_anything_else_removes_nothing(chosen, notes, named):
    kept = chosen / "kept"
    kept.mkdir()
    for name in ("precious", ".hidden", "notes.part"):
        (chosen / name).mkdir()
    (chosen / ".link.part").symlink_to(kept)
    notes.mkdir(parents=True)
    (notes / "1").write_bytes(os.fsencode(chosen / named) if named else b"")
    before = names(chosen)
    Unfinished(notes).sweep()
    assert names(chosen) == before


def test_a_folder_that_cannot_be_made_leaves_no_note(tmp_path, notes):
    with pytest.raises(FileNotFoundError):
        Unfinished(notes).part_beside(tmp_path / "nowhere" / "history.csv")
    assert names(notes) == []


def test_where_no_note_can_be_made_it_is_written_all_the_same(chosen, tmp_path):
    (tmp_path / "file").write_text("no folder")
    part = Unfinished(tmp_path / "file" / "unfinished").part_beside(chosen / "history.csv")
    assert part.path.is_dir()
    part.remove()
    assert names(chosen) == []


def test_practice_mode_notes_nothing(chosen):
    part = Unfinished().part_beside(chosen / "history.csv")
    part.remove()
    Unfinished().sweep()
    assert names(chosen) == []


def test_a_long_name_still_fits(chosen):
    part = Unfinished().part_beside(chosen / ("ü" * 120 + ".csv"))
    assert part.path.is_dir()
    part.remove()


def test_old_remains_of_files_that_leaddesk_saves_go_and_young_ones_stay(tmp_path):
    old, young, other = (tmp_path / name for name in (".profiles.toml.abc.tmp", ".routes.toml.abc.tmp", "mine.tmp"))
    for path in (old, young, other):
        path.write_text("x")
    for path in (old, other):
        os.utime(path, (time.time() - 120,) * 2)
    sweep_saved(tmp_path, tmp_path / "nowhere")
    assert names(tmp_path) == [".routes.toml.abc.tmp", "mine.tmp"]


async def test_a_backup_that_was_only_looked_into_does_not_stay_beside_the_history(tmp_path):
    for name in ("history.db", "history-plain.db"):
        staged_path(tmp_path / name).write_text("Testa Exampleton")
    (tmp_path / "history.db").write_text("the history")
    assert await finish_restore(tmp_path, MemorySecrets()) is None
    assert names(tmp_path) == ["history.db"]
