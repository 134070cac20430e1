"""Runs everything in turns and prints one table; takes less than three minutes and fails on no figure.

``--ratios FILE`` also writes the table without raw numbers, for the record.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from . import home
from .figures import Figure, figure, table
from .watch import NUMBER, STARTED

_ROUNDS = 7
_ROWS = 100_000
_PATIENCE_S = 60

_Found = dict[str, Any]


def main() -> int:
    """Measures, prints, and returns 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--ratios", type=Path, metavar="FILE", help="write the ratios to FILE too")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _server() as base_url:
        empty, long = Path(folder, "empty"), Path(folder, "long")
        home.make(empty, base_url, 0)
        home.make(long, base_url, _ROWS)
        starts = _starts(empty, long)
        work = _child("desk", "work", home_at=long)
        decoding = _child("decoding")
    figures = _figures(starts, work, decoding)
    where = f"{_platform()} platform, Python {sys.version.split()[0]}, medians of {_ROUNDS} starts taken in turns"
    print(f"LeadDesk, {where}; {time.monotonic() - began:.0f} s.\n\n{table(figures)}")
    if given.ratios:
        day = datetime.now(UTC).date()
        given.ratios.write_text(f"{day}, {where}\n\n{table(figures, raw=False)}\n", encoding="utf-8")
    return 0


def _starts(empty: Path, long: Path) -> dict[str, list[_Found]]:
    """Returns what each side's starts brought, taken in turns; the first round warms the disk and is not counted."""
    found: dict[str, list[_Found]] = {"bare": [], "empty": [], "long": []}
    for count in range(_ROUNDS + 1):
        found["bare"].append(_child("bare"))
        found["empty"].append(_child("desk", "start", home_at=empty))
        found["long"].append(_child("desk", "start", home_at=long))
        if count == 0:
            for runs in found.values():
                runs.clear()
    return found


def _figures(starts: Mapping[str, list[_Found]], work: _Found, decoding: _Found) -> list[Figure]:
    bare, empty, long = starts["bare"], starts["empty"], starts["long"]
    window, without = "a bare window", "an empty history"
    stall = max([*empty, *long, work], key=lambda run: float(run["stall"]))
    usual = median(run["stall"] for run in empty)
    lost = sum(run.get("arrived") != NUMBER for run in (*empty, *long))
    said = f"keys lost in {lost} of {len(empty) + len(long)} starts" if lost else "no key lost"
    return [
        figure("start to first paint", _of(empty, "paint"), _of(bare, "paint"), 1.5, "ms", window),
        figure("start to Phone takes keys", _of(empty, "keys"), _of(bare, "keys"), 2, "ms", window, said),
        figure("… with 100,000 rows: first paint", _of(long, "paint"), _of(empty, "paint"), 1.1, "ms", without),
        figure("… with 100,000 rows: keys", _of(long, "keys"), _of(empty, "keys"), 1.1, "ms", without),
        figure("Send lead to painted verdict", work["ours"], work["theirs"], 1.6, "ms", "a plain POST"),
        figure("decode of 12 cases", decoding["ours"], decoding["theirs"], 25, "µs", "json.loads"),
        Figure(
            "longest stall of the UI thread",
            stall["stall"],
            None,
            50,
            "ms",
            note=f"{_moment(stall, work)}; {usual:.0f} ms in a usual start",
        ),
        figure("idle memory", _of(empty, "memory"), _of(bare, "memory"), 2.2, "MiB", window),
    ]


def _of(runs: list[_Found], what: str) -> list[float]:
    """Returns one number of every run; what never happened counts as for ever."""
    return [float(run.get(what, "inf")) for run in runs]


def _moment(stalled: _Found, work: _Found) -> str:
    return f"{stalled['stalled_at']:.0f} ms into {'the work' if stalled is work else 'a start'}"


def _child(module: str, *arguments: str, home_at: Path | None = None) -> _Found:
    """Runs one module of this package in a process of its own and returns the JSON of its last line."""
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
    found: _Found = json.loads(ended.stdout.splitlines()[-1])
    return found


def _surroundings() -> dict[str, str]:
    """Returns the environment of a child: compiled modules kept as for every user, no desktop's keyring."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    keyring = f"{__package__}.memory_keyring.Keyring"
    return kept | {"QT_QPA_PLATFORM": _platform(), "PYTHON_KEYRING_BACKEND": keyring}


def _platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")


@contextmanager
def _server() -> Iterator[str]:
    """Runs the server in a process of its own and gives its base URL."""
    command = [sys.executable, "-m", f"{__package__}.server"]
    with subprocess.Popen(command, env=_surroundings(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/api/public"
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
