"""Runs one module of this package in a process of its own, as LeadDesk and what it is held against are started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .memory_keyring import API_KEY
from .watch import STARTED

_PATIENCE_S = 120

Found = dict[str, Any]


def child(module: str, *arguments: str, home_at: Path | None = None) -> Found:
    """Returns the JSON of its last line; ends the bench where it fails."""
    settings = {STARTED: str(time.monotonic())} | ({"LEADDESK_HOME": str(home_at)} if home_at else {})
    ended = subprocess.run(
        [sys.executable, "-m", f"{__package__}.{module}", *arguments],
        env=_surroundings() | settings,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if ended.returncode:
        sys.exit(f"bench: {module} ended with {ended.returncode}:\n{ended.stderr}")
    found: Found = json.loads(ended.stdout.splitlines()[-1])
    return found


def platform() -> str:
    """Returns the platform that Qt is run on: the one asked for, a display where there is one, or offscreen."""
    return os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")


@contextmanager
def server() -> Iterator[str]:
    """Runs the server in a process of its own and gives its base URL."""
    command = [sys.executable, "-m", f"{__package__}.server"]
    with subprocess.Popen(command, env=_surroundings(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/api/public"
        finally:
            process.terminate()


@contextmanager
def practice_server(leads: int, campaigns: int) -> Iterator[tuple[str, str]]:
    """Runs the practice server with so much of each in a process of its own.

    Gives the base URL for leads, and the one for campaigns.
    """
    keys = ("--key", API_KEY, "--public-key", API_KEY, "--private-key", API_KEY)
    command = [sys.executable, "-m", "leaddesk.practice", "--leads", str(leads), "--campaigns", str(campaigns), *keys]
    with subprocess.Popen(command, env=_surroundings(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said: dict[str, str] = {}
            while "Base URL for leads" not in said:
                what, _, where = process.stdout.readline().partition(":")
                said[what] = where.strip()
            yield said["Base URL for leads"], said["Base URL"]
        finally:
            process.terminate()


def _surroundings() -> dict[str, str]:
    """Returns the environment of a child: compiled modules kept as for every user, no desktop's keyring."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    keyring = f"{__package__}.memory_keyring.Keyring"
    return kept | {"QT_QPA_PLATFORM": platform(), "PYTHON_KEYRING_BACKEND": keyring}
