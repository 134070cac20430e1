"""A file is there whole, private, or as it was before."""

import errno
import os
import stat
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra import files


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_and_written_over(tmp_path):
    target = tmp_path / "profiles.toml"
    files.write_atomically(target, b"one")
    files.write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert rights(target) == 0o600
    assert [item.name for item in tmp_path.iterdir()] == ["profiles.toml"]


def test_wider_rights_are_given_only_when_asked_for(tmp_path):
    files.write_atomically(tmp_path / "proof.json", b"{}", mode=0o644)
    assert rights(tmp_path / "proof.json") == 0o644


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "only be read"), (errno.EACCES, "may not"), (errno.EIO, "Input/output")],
)
def test_a_failure_leaves_the_earlier_file_and_no_half_one(tmp_path, monkeypatch, number, word):
    target = tmp_path / "profiles.toml"
    files.write_atomically(target, b"one")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreProblem) as caught:
        files.write_atomically(target, b"two")
    problem = caught.value
    assert problem.title == "profiles.toml could not be saved."
    assert word in problem.detail
    assert str(target) in problem.detail
    assert problem.hint
    assert isinstance(problem.__cause__, OSError)
    assert target.read_bytes() == b"one"
    assert [item.name for item in tmp_path.iterdir()] == ["profiles.toml"]


def test_a_missing_folder_is_a_problem_to_act_on(tmp_path):
    with pytest.raises(StoreProblem, match="could not be saved"):
        files.write_atomically(tmp_path / "gone" / "profiles.toml", b"")


def test_a_folder_and_those_above_it_are_made_private(tmp_path):
    made = files.private_folder(tmp_path / "a" / "b")
    assert made == tmp_path / "a" / "b"
    assert rights(tmp_path / "a") == rights(made) == 0o700
    assert files.private_folder(made) == made


@pytest.mark.skipif(os.name != "posix", reason="there is no such mask elsewhere")
def test_what_a_library_creates_is_private_meanwhile(tmp_path):
    before = os.umask(0)
    try:
        with files.private_creations():
            (tmp_path / "lock").touch()
        (tmp_path / "after").touch()
    finally:
        os.umask(before)
    assert [rights(tmp_path / name) for name in ("lock", "after")] == [0o600, 0o666]


def test_a_file_in_the_folders_place_is_a_problem(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(StoreProblem, match="folder could not be made"):
        files.private_folder(tmp_path / "a")
