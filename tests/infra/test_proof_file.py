"""Proofs on disk: all files of a proof or none, never over another by accident, and read with a limit."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.proof import FILE_CAP
from leaddesk.infra import proof_file
from leaddesk.infra.proof_file import ProofFiles, look_inside, read_proof
from leaddesk.services.ports import AlreadyThere


async def test_all_files_are_written_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    pdf, record = tmp_path / "a.pdf", tmp_path / "a.json"

    await ProofFiles().write([(str(pdf), b"pages"), (str(record), b"{}")], replace=False)

    assert (pdf.read_bytes(), record.read_bytes()) == (b"pages", b"{}")
    assert sorted(os.listdir(tmp_path)) == ["a.json", "a.pdf"]  # noqa: PTH208
    if os.name == "posix":
        assert pdf.stat().st_mode & 0o777 == 0o600


async def test_what_is_there_is_replaced_only_when_that_was_agreed_to(tmp_path: Path) -> None:
    pdf, record = tmp_path / "a.pdf", tmp_path / "a.json"
    record.write_bytes(b"earlier")
    files = [(str(pdf), b"pages"), (str(record), b"{}")]

    with pytest.raises(AlreadyThere) as refused:
        await ProofFiles().write(files, replace=False)
    assert refused.value.detail == f"{record} is there already."
    assert (pdf.exists(), record.read_bytes()) == (False, b"earlier")

    await ProofFiles().write(files, replace=True)
    assert (pdf.read_bytes(), record.read_bytes()) == (b"pages", b"{}")
    with pytest.raises(AlreadyThere, match="not saved") as refused:
        await ProofFiles().write(files, replace=False)
    assert refused.value.detail == f"{pdf} and {record} are there already."


@pytest.mark.parametrize(
    ("code", "detail", "hint"),
    [
        (errno.ENOSPC, "The disk is full.", "Free some space, then try again."),
        (errno.EROFS, "This place can only be read.", "Choose another folder."),
        (errno.EACCES, "LeadDesk may not use this place.", "Choose another folder."),
    ],
)
async def test_a_disk_that_fails_at_the_second_file_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, detail: str, hint: str
) -> None:
    replaced = os.replace

    def fail_at_second(source: str, target: Path) -> None:
        if Path(target).suffix == ".json":
            raise OSError(code, os.strerror(code))
        replaced(source, target)

    monkeypatch.setattr(os, "replace", fail_at_second)

    with pytest.raises(StoreProblem) as problem:
        await ProofFiles().write(
            [(str(tmp_path / "a.pdf"), b"pages"), (str(tmp_path / "a.json"), b"{}")], replace=False
        )

    assert problem.value.title == "The proof was not saved."
    assert detail in problem.value.detail
    assert problem.value.hint == hint
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_it_is_noted_when_all_is_written_and_nothing_can_be_seen(tmp_path: Path) -> None:
    files = [(str(tmp_path / "a.pdf"), b"pages"), (str(tmp_path / "a.json"), b"{}")]
    seen: list[set[str]] = []

    async def noted() -> None:
        seen.append({os.path.splitext(name)[1] for name in os.listdir(tmp_path)})  # noqa: PTH122, PTH208

    await ProofFiles().write(files, replace=False, noted=noted)
    assert seen == [{".part"}]
    assert set(os.listdir(tmp_path)) == {"a.pdf", "a.json"}  # noqa: PTH208


async def test_a_note_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    async def noted() -> None:
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        await ProofFiles().write([(str(tmp_path / "a.pdf"), b"pages")], replace=False, noted=noted)
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="not saved"):
        await ProofFiles().write([(str(tmp_path / "gone" / "a.pdf"), b"pages")], replace=False)


def test_a_file_is_read_up_to_the_limit_and_one_byte_that_tells(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(FILE_CAP + 100)

    assert len(read_proof(path)) == FILE_CAP + 1


@pytest.mark.parametrize("name", ["", "gone.pdf"])
def test_a_folder_and_a_file_that_is_not_there_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreProblem, match="cannot be read"):
        read_proof(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(StoreProblem, match="cannot be read"):
        read_proof(tmp_path / "pipe")


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, AssertionError])
def test_whatever_the_library_raises_is_an_answer(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def fail(_data: bytes) -> None:
        raise error

    monkeypatch.setattr(proof_file, "_inside", fail)

    assert look_inside(b"%PDF-1.4") is None
