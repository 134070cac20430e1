"""The project's own promises: what lies at the top, what the lock holds, where the version stands, and what never
gets in."""

from __future__ import annotations

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import packaging
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import leaddesk

_ROOT = Path(__file__).parent.parent
_TOP = {
    "pyproject.toml",
    "README.md",
    "resources",
    "packaging",
    "tests",
    "leaddesk",
    "Makefile",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "requirements.lock",
}
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
_LOCK = (_ROOT / "requirements.lock").read_text("utf-8")

# Spelt so that this file does not match itself.
_NEVER = {
    "somebody's home": r"(?<![\w.~])/(?:home|Users)/[a-z][\w.-]*/|(?<![\w.])/roo[t]/|[A-Z]:\\Users\\\w",
    "a package registry": r"pypi[.]or[g]|pythonhoste[d]|npmjs[.]co[m]|(?:extra-)?index-ur[l]\s*=|find-link[s]\s*=",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KE[Y]",
}


def _tracked() -> list[Path]:
    """Returns the project's files; where git cannot say, all but those .gitignore names."""
    command = ["git", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in (found.relative_to(_ROOT) for found in _ROOT.rglob("*")) if _is_ours(path)]
    return [Path(name) for name in listed.split("\0") if name and (_ROOT / name).is_file()]


def _is_ours(path: Path) -> bool:
    lines = (_ROOT / ".gitignore").read_text("utf-8").splitlines()
    ignored = [".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#"))]
    return (_ROOT / path).is_file() and not any(fnmatch(part, name) for part in path.parts for name in ignored)


def _locked() -> dict[str, tuple[str, int]]:
    """Returns name → (version, number of hashes)."""
    entries = re.split(r"^(?=[a-z0-9])", _LOCK, flags=re.MULTILINE)[1:]
    return {
        canonicalize_name(match[1]): (match[2], entry.count("--hash=sha256:"))
        for entry in entries
        if (match := re.match(r"([\w.-]+)==([^\s;]+)", entry))
    }


def _required() -> list[Requirement]:
    groups = _PROJECT["dependency-groups"]
    lines = [*_PROJECT["project"]["dependencies"], *groups["build"], *groups["dev"]]
    return [Requirement(line) for line in lines if isinstance(line, str)]


def test_the_top_level_holds_only_what_it_may() -> None:
    top = {path.parts[0] for path in _tracked()}

    assert {name for name in top if not name.startswith(".")} <= _TOP


def test_no_lock_that_names_registries_is_kept() -> None:
    assert not {path.name for path in _tracked()} & {"uv.lock", "pylock.toml", "poetry.lock"}


def test_every_locked_package_has_hashes() -> None:
    locked = _locked()

    assert len(locked) > 40
    assert [name for name, (_version, hashes) in locked.items() if hashes == 0] == []


def test_the_lock_names_no_address() -> None:
    assert "://" not in _LOCK
    assert not re.search(r"^\s*-(?!-hash=)", _LOCK, flags=re.MULTILINE)
    assert " @ " not in _LOCK


@pytest.mark.parametrize("requirement", _required(), ids=lambda requirement: requirement.name)
def test_the_lock_follows_the_project_file(requirement: Requirement) -> None:
    version, _hashes = _locked()[canonicalize_name(requirement.name)]

    assert requirement.specifier.contains(version)


def test_the_build_backend_is_locked_as_it_is_required() -> None:
    assert _PROJECT["build-system"]["requires"] == _PROJECT["dependency-groups"]["build"]


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in _PROJECT["project"]
    assert _PROJECT["project"]["dynamic"] == ["version"]
    assert _PROJECT["tool"]["hatch"]["version"] == {"path": "leaddesk/__init__.py"}
    assert str(Version(leaddesk.__version__)) == leaddesk.__version__


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## \[?([^\]\s]+)", (_ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)

    assert leaddesk.__version__ in headings


def test_our_scripts_do_not_hide_the_library_of_the_same_name() -> None:
    assert not (_ROOT / "packaging" / "__init__.py").exists()
    assert packaging.__file__ is not None
    assert not Path(packaging.__file__).is_relative_to(_ROOT / "packaging")


def test_nothing_of_a_machine_or_a_registry_gets_in() -> None:
    found = []
    for path in _tracked():
        try:
            text = (_ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path}: {what}" for what, pattern in _NEVER.items() if re.search(pattern, text)]

    assert found == []
