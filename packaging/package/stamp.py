"""Stamps a build: the version of the source, the builder's number or the minute, and the commit."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from leaddesk import __version__
from leaddesk.infra.build_stamp import BuildStamp

_DIGITS = 12


def stamp_of(root: Path, env: Mapping[str, str], now: datetime) -> BuildStamp:
    """Returns the stamp of a build of `root` that begins `now`; LEADDESK_BUILD in `env` is the builder's number."""
    minute = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    build = env.get("LEADDESK_BUILD", "").strip()
    if build and not build.replace(".", "").replace("-", "").isalnum():
        raise SystemExit(f"LEADDESK_BUILD is no number of a build: {build!r}")
    return BuildStamp(__version__, build or minute, commit_of(root))


def commit_of(root: Path) -> str:
    """Returns the commit of a checkout, with `+changes` where tracked files differ from it; `unknown` without git."""
    commit = _git(root, "rev-parse", f"--short={_DIGITS}", "HEAD")
    if not commit:
        return "unknown"
    return f"{commit}+changes" if _git(root, "status", "--porcelain", "--untracked-files=no") else commit


def _git(root: Path, *asked: str) -> str:
    try:
        ended = subprocess.run(["git", *asked], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return ended.stdout.strip()
