"""Lives of LeadDesk, each a process of its own that can be killed; what a new one needs to be loaded is loaded once.

The nursery is a process that has imported everything and forks: a life then begins in a fraction of a second.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

WAIT_S = 40.0
_PROGRAM = "from tests.kills.life import raise_lives; raise_lives()"
Word = dict[str, Any]
"""What a life says: an object with one key at least, `say`."""


class LifeEnded(Exception):
    """A life ended before it said what was waited for."""


class Nursery:
    """Begins one life after the other; usable as a context manager."""

    def __init__(self) -> None:
        self._life: Life | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the nursery; a life that still runs is killed."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._process.stdout.close()

    def begin(self, home: Path, job: str, **more: object) -> Life:
        """Starts LeadDesk on a home, to do a job of `jobs` once it has told what it found.

        A life that a failed test has left is ended before.
        """
        if self._life and self._life.words[-1]["say"] != "ended":
            self._life.kill()
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"home": str(home), "job": job, "more": more}) + "\n")
        self._process.stdin.flush()
        self._life = Life(self._lines(), home)
        return self._life

    def _lines(self) -> Iterator[Word]:
        assert self._process.stdout
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):  # a line that a kill has cut
                word = json.loads(line)
                yield word
                if word["say"] == "ended":
                    return
        raise LifeEnded("the nursery ended")


class Life:
    """One run of LeadDesk."""

    def __init__(self, lines: Iterator[Word], home: Path) -> None:
        self._lines = lines
        self.home = home
        self.words: list[Word] = []
        """All that it has said."""
        self.pid = int(self.until("born")["pid"])

    def until(self, said: str) -> Word:
        """Waits until it says so and returns the words. Raises LifeEnded."""
        for word in self._lines:
            self.words.append(word)
            if word["say"] == said:
                return word
            if word["say"] in ("ended", "failed"):
                break
        raise LifeEnded(f"waited for {said!r}: {json.dumps(self.words[-1], indent=1)} {self.errors()}")

    def kill(self, after_s: float = 0.0) -> list[Word]:
        """Kills it after so many seconds and returns all that it had said; one that has ended stays as it is."""
        time.sleep(after_s)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.words += self._lines
        return self.words

    def end(self) -> list[Word]:
        """Waits for a life that ends by itself, well, and returns all that it has said."""
        timer = threading.Timer(WAIT_S, os.kill, (self.pid, signal.SIGKILL))
        timer.start()
        self.words += self._lines
        timer.cancel()
        assert self.words[-1] == {"say": "ended", "status": 0}, f"{self.words[-3:]} {self.errors()}"
        return self.words

    def said(self, kind: str) -> list[Word]:
        """Returns all words of a kind."""
        return [word for word in self.words if word["say"] == kind]

    def mistakes(self) -> str:
        """Returns what it wrote to standard error, but for what the offscreen platform says of every dialog."""
        return "\n".join(line for line in self.errors().splitlines() if "propagateSizeHints" not in line)

    def errors(self) -> str:
        """Returns what it wrote to standard error."""
        path = self.home / "stderr.txt"
        return path.read_text("utf-8") if path.exists() else ""
