"""The practice server in a process of its own, so that what it keeps and opens is not taken for LeadDesk's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_LEADS = 120


@dataclass(frozen=True, slots=True)
class Vendor:
    """One account of a practice server."""

    key: str
    """The vendor's key in LeadDesk."""
    base_url: str
    secrets: dict[str, str]
    options: dict[str, str]


@contextmanager
def practice_vendors() -> Iterator[tuple[Vendor, ...]]:
    """Runs the practice server and gives its four accounts."""
    command = [sys.executable, "-m", "leaddesk.practice", "--leads", str(_LEADS), "--approval-seconds", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said: dict[str, str] = {}
            while "Switches" not in said:
                line = process.stdout.readline()
                if not line:
                    raise RuntimeError(f"the practice server ended with status {process.wait()}")
                what, _, value = line.partition(":")
                said[what.strip()] = value.strip()
            yield _accounts(said)
        finally:
            process.terminate()


def _accounts(said: dict[str, str]) -> tuple[Vendor, ...]:
    leads = {"public_key": said["Public key"], "private_key": said["Private key"]}
    return (
        Vendor("purecallerid", said["Base URL"], {"api_key": said["API key"]}, {}),
        Vendor("trackdrive", said["Base URL for leads"], leads, {}),
        Vendor(
            "crocodial",
            said["Base URL of Croco-Dial"],
            {"pass": said["Its password"]},
            {"user": said["User of Croco-Dial"]},
        ),
        Vendor("lupitor", said["Base URL of Lupitor"], {"api_key": said["API key of Lupitor"]}, {}),
    )
