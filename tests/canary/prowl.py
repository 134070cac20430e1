"""Looks for canaries while LeadDesk runs: files that come and go, files deleted but open, and what `ps` would show.

As a program of its own it is told on its standard input where to look, and says what it found once that is closed.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.canary.scan import traces

_MOST_BYTES = 1_000_000
"""Of a file's end: what is written lies there, and its beginning was looked at when it was shorter."""
_PAUSE_S = 0.1

Canaries = Mapping[str, Sequence[str]]


class Prowler:
    """Remembers what it has looked at, so that each look takes only what is new."""

    def __init__(self, folder: Path, canaries: Canaries) -> None:
        self._folder, self._canaries = folder, canaries
        self._seen: dict[str, tuple[int, int]] = {}
        self.found: set[str] = set()
        self.looks = self.files = 0

    def look(self, pid: int) -> None:
        """Looks at the folder, and at a process with all that it started."""
        self.looks += 1
        for path in self._folder.rglob("*"):
            self._look_at(path, str(path.relative_to(self._folder)))
        for one in _family(pid):
            base = Path(f"/proc/{one}")
            for name in ("cmdline", "environ", "comm"):
                self._take(f"{name} of a process", _read(base / name))
            with contextlib.suppress(OSError):
                for link in (base / "fd").iterdir():
                    self._look_at_deleted(link)

    def _look_at(self, path: Path, where: str) -> None:
        with contextlib.suppress(OSError):
            about = path.stat()
            if path.is_file() and self._seen.get(where) != (about.st_mtime_ns, about.st_size):
                self._seen[where] = about.st_mtime_ns, about.st_size
                self.files += 1
                self._take(where, where.encode() + b"\n" + _read(path))

    def _look_at_deleted(self, link: Path) -> None:
        with contextlib.suppress(OSError):
            name = str(link.readlink())
            about = link.stat()
            if name.endswith(" (deleted)") and self._seen.get(name) != (about.st_mtime_ns, about.st_size):
                self._seen[name] = about.st_mtime_ns, about.st_size
                self._take(f"the deleted file {name}", _read(link))

    def _take(self, where: str, data: bytes) -> None:
        self.found |= {f"{where}: {trace}" for trace in traces(data, self._canaries)}


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError), path.open("rb") as file:
        with contextlib.suppress(OSError):
            file.seek(-_MOST_BYTES, os.SEEK_END)
        return file.read(_MOST_BYTES)
    return b""


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read_plain(children).split():
            yield from _family(int(child))


def _read_plain(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text()
    return ""


def main() -> None:
    """Looks until the standard input is closed."""
    told = json.loads(sys.stdin.readline())
    prowler = Prowler(Path(told["folder"]), told["canaries"])
    while not select.select([sys.stdin], [], [], _PAUSE_S)[0]:
        prowler.look(told["pid"])
        time.sleep(_PAUSE_S)
    print(json.dumps({"found": sorted(prowler.found), "looks": prowler.looks, "files": prowler.files}))


if __name__ == "__main__":
    main()
