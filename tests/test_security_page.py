"""SECURITY.md is true of what is there: each promise names a test that exists, each folder is the one that is used."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from platformdirs import macos, unix, windows

from leaddesk.infra import logs
from leaddesk.infra.history_key import HistoryMode, history_path

_ROOT = Path(__file__).parent.parent
_PAGE = (_ROOT / "SECURITY.md").read_text("utf-8")
_SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", _PAGE, flags=re.MULTILINE | re.DOTALL))
_PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def _rows(text: str) -> list[tuple[str, ...]]:
    """Returns the cells of each row of the tables, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [row for row in cells if not set(row[0]) <= {"-"} and row[0] not in ("Promise", "What")]


_PROMISES = _rows(_SECTIONS["Promises"])


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((_ROOT / path).read_text("utf-8"))
    made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return frozenset(name for name in made if name.startswith("test_"))


def test_the_page_has_its_parts() -> None:
    assert list(_SECTIONS) == ["Reporting", "Promises", "No promises", "Where data lives"]
    assert len(_PROMISES) > 30
    assert all(len(row) == 2 for row in _PROMISES)


@pytest.mark.parametrize("row", _PROMISES, ids=lambda row: row[0][:60])
def test_each_promise_names_tests_that_are_there(row: tuple[str, str]) -> None:
    promise, proof = row
    named = _PROOF.findall(proof)
    assert named, f"nothing proves: {promise}"
    for path, test in named:
        assert (_ROOT / path).is_file(), f"{path} is gone; it proved: {promise}"
        tests = _tests_of(path)
        assert tests, f"{path} has no test; it proved: {promise}"
        assert not test or test in tests, f"{path} has no {test}; it proved: {promise}"
    for target in re.findall(r"`make ([\w-]+)`", proof):
        assert re.search(rf"^{target}:", (_ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE), target
    rest = re.sub(r"`make [\w-]+`", "", _PROOF.sub("", proof)).replace("through the window", "")
    assert not rest.strip(" ,"), f"what is this beside the proofs: {rest}"


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)]+)\)", _PAGE))
def test_what_the_page_points_to_is_there(link: str) -> None:
    assert (_ROOT / link).exists()


_WHERE = {row[0].partition(":")[0].partition(" (")[0]: row[1:] for row in _rows(_SECTIONS["Where data lives"])}
_ASKED = {
    "profiles, settings, routes, own rules": "user_config_path",
    "history and drafts": "user_data_path",
    "logs": "user_log_path",
    "what may be deleted at any time": "user_cache_path",
}


def _folders(platform: Any) -> dict[str, str]:
    """Returns each folder as paths.py asks for it, below a short home."""
    dirs = platform("LeadDesk", appauthor=False)
    return {what: str(getattr(dirs, asked)) for what, asked in _ASKED.items()}


@pytest.fixture
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/~")
    for variable in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME"):
        monkeypatch.delenv(f"XDG_{variable}", raising=False)
    monkeypatch.setattr(windows, "get_win_folder", lambda name: f"%{name.removeprefix('CSIDL_').replace('_', '')}%")


@pytest.mark.usefixtures("_at_home")
@pytest.mark.parametrize(("column", "platform"), [(0, unix.Unix), (1, windows.Windows), (2, macos.MacOS)])
def test_the_folders_are_those_that_are_used(column: int, platform: Any) -> None:
    for what, folder in _folders(platform).items():
        said = _WHERE[what][column].strip("`").replace("\\", "/")
        assert PurePosixPath(said) == PurePosixPath(folder.removeprefix("/").replace("\\", "/"))


def test_the_files_have_the_names_that_the_page_gives() -> None:
    history = history_path(Path("data"), HistoryMode.ENCRYPTED)
    assert history is not None
    for name in (history.name, logs.LOG_NAME, logs.CRASH_NAME):
        assert f"`{name}`" in _SECTIONS["Where data lives"]
