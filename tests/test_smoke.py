"""`make package-test`: a package that is not as it should be does not pass."""

from __future__ import annotations

import importlib
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PARTS = {"components": [{"name": name} for name in ("pyside6-essentials", "httpx", "keyring", "python")]}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")


@pytest.fixture(scope="module", autouse=True)
def _smoke_can_be_found() -> Iterator[None]:
    sys.path.append(str(ROOT / "packaging"))
    yield
    sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture
def program(_smoke_can_be_found) -> Any:
    return importlib.import_module("smoke.program")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a folder that looks like a package."""
    made = tmp_path / "leaddesk"
    for name in ("LICENSE.txt", "licences/third-party.txt", "licences/Python.txt"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("text")
    (made / "sbom.cdx.json").write_text(json.dumps(PARTS))
    return made


def _says(program: Any, folder: Path, script: str) -> Any:
    """Returns a program that runs this line of the shell."""
    (folder / "leaddesk").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "leaddesk").chmod(0o755)
    return program.Program(folder, folder.parent)


def test_a_folder_with_all_in_it_passes(program, folder: Path) -> None:
    assert "4 parts listed" in program.looks_right(folder)


def test_a_gpl_part_of_qt_does_not_pass(program, folder: Path) -> None:
    (folder / "libQt6Charts.so.6").write_text("")

    with pytest.raises(program.SmokeError, match="Charts is under the GPL"):
        program.looks_right(folder)


@pytest.mark.parametrize("name", ["LICENSE.txt", "licences/Python.txt", "sbom.cdx.json"])
def test_a_missing_text_does_not_pass(program, folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(program.SmokeError, match=f"{name} is missing"):
        program.looks_right(folder)


def test_a_list_without_a_part_does_not_pass(program, folder: Path) -> None:
    (folder / "sbom.cdx.json").write_text(json.dumps({"components": PARTS["components"][1:]}))

    with pytest.raises(program.SmokeError, match="pyside6-essentials"):
        program.looks_right(folder)


def test_a_stamped_version_passes(program, folder: Path) -> None:
    stamped = _says(program, folder, "echo 'leaddesk 1.2.3 (build 17, commit 0123456789ab)'")

    assert "build 17" in stamped.says_its_version("1.2.3")


@pytest.mark.parametrize(
    "script",
    [
        "echo 'leaddesk 1.2.3 (source checkout)'",
        "echo 'leaddesk 1.2.4 (build 17, commit 0123456789ab)'",
        "echo 'leaddesk 1.2.3 (build 17, commit unknown)'",
        "echo 'leaddesk 1.2.3 (build 17, commit 0123456789ab)'; exit 1",
    ],
)
def test_any_other_version_does_not_pass(program, folder: Path, script: str) -> None:
    with pytest.raises(program.SmokeError, match="--version"):
        _says(program, folder, script).says_its_version("1.2.3")


def test_a_tour_that_ended_early_does_not_pass(program, folder: Path) -> None:
    with pytest.raises(program.SmokeError, match="0 pictures only"):
        _says(program, folder, "exit 0").shows_every_screen()


def test_the_program_gets_nothing_of_this_environment(program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere")

    ended = _says(program, folder, 'echo "<$PYTHONPATH$VIRTUAL_ENV>"').run([])

    assert ended.stdout == "<>\n"


def test_the_archive_is_unpacked_with_its_rights(program, folder: Path, tmp_path: Path) -> None:
    _says(program, folder, "echo there")
    name = "leaddesk-1.2.3-linux-x86_64"
    with tarfile.open(tmp_path / f"{name}.tar.gz", "w:gz") as packed:
        packed.add(folder, name)
    (base := tmp_path / "a blank é").mkdir()

    unpacked = program.unpack(tmp_path, name, base)

    assert program.Program(unpacked, base).run([]).stdout == "there\n"


def test_without_an_archive_that_is_said(program, tmp_path: Path) -> None:
    with pytest.raises(program.SmokeError, match="run `make package` first"):
        program.unpack(tmp_path, "leaddesk-1.2.3-linux-x86_64", tmp_path)
