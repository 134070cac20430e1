"""What `requirements.lock` pins, and whether nothing can get in beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
SETUP = ROOT / "packaging" / "setup.sh"
_HASH = re.compile(r"--hash=(\w+):(\w+)")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock."""

    name: str
    """In its normal form: small letters and hyphens."""
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each of its files, in the order of the lock."""

    @property
    def purl(self) -> str:
        """Returns its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str | None = None) -> tuple[Locked, ...]:
    """Returns every package of the lock, or of this text; raises ValueError for a line that pins nothing."""
    found = []
    for line in _logical_lines(LOCK.read_text("utf-8") if text is None else text):
        requirement = line.partition(" --hash=")[0].partition(" ;")[0].strip()
        pinned = re.fullmatch(r"([A-Za-z0-9][\w.-]*)==([\w.+!-]+)", requirement)
        if pinned is None:
            raise ValueError(f"the lock pins nothing by: {requirement}")
        hashes = tuple(digest for kind, digest in _HASH.findall(line) if kind == "sha256")
        found.append(Locked(re.sub(r"[-_.]+", "-", pinned[1]).lower(), pinned[2], hashes))
    return tuple(found)


def others() -> list[Path]:
    """Returns the locks of tools that are installed in a place of their own."""
    return sorted((ROOT / "packaging").rglob("*.lock"))


def problems(packages: Sequence[Locked], setup: str | None = None) -> list[str]:
    """Returns what could let a package in that is not the pinned one; `setup` is the text of setup.sh."""
    found = [f"{one.name} {one.version} has no SHA-256 in the lock" for one in packages if not one.hashes]
    found += [f"{one.name} has a hash that is none" for one in packages if any(len(hex_) != 64 for hex_ in one.hashes)]
    if not packages:
        found.append("the lock is empty")
    script = SETUP.read_text("utf-8") if setup is None else setup
    installs = [
        line for line in script.splitlines() if re.search(r"^\s*[^#\n]*\bpip\b.*\binstall\b|\$pip install", line)
    ]
    found += [f"set-up installs without hashes: {line.strip()}" for line in installs if not _is_held(line)]
    if not any("--require-hashes" in line for line in installs):
        found.append("set-up installs nothing by hashes")
    return found


def _is_held(line: str) -> bool:
    """Returns whether an installation takes hashed packages only, or nothing from anywhere but the checkout."""
    return "--require-hashes" in line or ("--no-deps" in line and "--no-index" in line)


def _logical_lines(text: str) -> list[str]:
    joined = re.sub(r"\s*\\\n\s*", " ", text)
    return [line for line in (raw.strip() for raw in joined.splitlines()) if line and not line.startswith("#")]
