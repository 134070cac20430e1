"""Asks the public database of vulnerabilities (OSV) about every locked package, by pip-audit in a place of its own.

pip-audit also succeeds when it was told nothing: a package that nobody answered for is *not asked*, never *none known*.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from .lock import ROOT, Locked

TOOLS = Path(__file__).parent / "tools.lock"
BUILD = ROOT / "build" / "audit"
_PATIENCE_S = 600


class NotAskedError(Exception):
    """Nobody answered: nothing is known of vulnerabilities. The text says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A vulnerability of a package that is in the lock."""

    package: str
    identity: str
    also: tuple[str, ...]
    """Its other names."""
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        names, mended = ", ".join((self.identity, *self.also)), ", ".join(self.mended_in)
        return f"{self.package}: {names}; {f'mended in {mended}' if mended else 'not mended'}"


def tools() -> Path:
    """Returns the Python that has pip-audit, made once for each state of its own lock; raises NotAskedError."""
    place = BUILD / f"tools-{hashlib.sha256(TOOLS.read_bytes()).hexdigest()[:12]}"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = place / "ready"
    if not done.exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
        ended = _run([*pip, "--require-hashes", "--requirement", str(TOOLS)])
        if ended.returncode:
            raise NotAskedError(f"pip-audit could not be installed. {_last_line(ended.stderr)}")
        done.touch()
    return python


def ask(packages: Sequence[Locked], python: Path) -> list[Known]:
    """Returns what is known of the packages, on whichever system they are used; raises NotAskedError."""
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted, answer = BUILD / "asked.txt", BUILD / "vulnerabilities.json"
    wanted.write_text("".join(f"{one.name}=={one.version}\n" for one in packages), "utf-8")
    answer.unlink(missing_ok=True)
    command = [str(python), "-m", "pip_audit", "--requirement", str(wanted), "--disable-pip", "--no-deps"]
    ended = _run([*command, "--vulnerability-service", "osv", "--format", "json", "--output", str(answer)])
    if not answer.is_file():
        raise NotAskedError(_last_line(ended.stderr))
    return read(json.loads(answer.read_text("utf-8")), packages)


def read(answer: Any, packages: Sequence[Locked]) -> list[Known]:
    """Returns what an answer of pip-audit says; raises NotAskedError unless it speaks of every package."""
    answered = [one for one in answer["dependencies"] if "vulns" in one]
    entries = {(canonicalize_name(one["name"]), str(Version(one["version"]))): one for one in answered}
    silent = [one.name for one in packages if (one.name, str(Version(one.version))) not in entries]
    if silent:
        raise NotAskedError(f"nobody answered for {', '.join(silent)}")
    return [
        Known(f"{name} {version}", bug["id"], tuple(bug.get("aliases", ())), tuple(bug.get("fix_versions", ())))
        for (name, version), one in sorted(entries.items())
        for bug in one["vulns"]
    ]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired as late:
        raise NotAskedError(f"no answer within {_PATIENCE_S} s") from late


def _last_line(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else "It said nothing."
