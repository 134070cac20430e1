"""Starts of the packaged program against starts of a bare window, in turns, seen from outside as its user sees them.

Nothing can watch inside the packaged program, so both are watched on a screen of their own: it is black until a window
is painted in its middle, and a key is pressed then. For Linux with Xvfb only, and for the archive that `make package`
left in `dist`.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from leaddesk import __version__
from leaddesk.infra.settings_file import Settings, SettingsFile

from . import home, screen
from .figures import Figure, figure
from .screen import Area, Screen
from .watch import STARTED

_DIST = Path(__file__).parents[2] / "dist"
_ROUNDS = 7
_POLL_S = 0.001
_PATIENCE_S = 30.0
_SETTLED_S, _SHOWN_S = 3.0, 0.2
"""After a start, until nothing moves on the screen any more; after a key, until it is shown, its cursor still lit."""
_KEY = "7"
_FIELD_HEIGHT = 40
_NOWHERE = "http://127.0.0.1:9/api/public"
"""Nothing is sent."""
WHAT, KEYS = "start of the packaged program to first paint", "start of the packaged program to Phone takes keys"


class _Shown(NamedTuple):
    """Where a key that was typed stands, and what that looks like."""

    area: Area
    look: bytes


def missing() -> str:
    """Returns why nothing can be measured here, and nothing where it can."""
    if not sys.platform.startswith("linux"):
        return "for Linux only"
    if shutil.which("Xvfb") is None:
        return "Xvfb is not installed"
    return screen.missing() or (
        "" if _archive().is_file() else f"there is no {_archive().name} in dist: `make package` makes it"
    )


def figures(base: Path) -> list[Figure]:
    """Measures over a new home below `base`, where the program is unpacked too; returns its lines of the table."""
    unpack: Any = importlib.import_module("smoke.program").unpack
    program = unpack(_DIST, _archive().name.removesuffix(".tar.gz"), base) / "leaddesk"
    at = base / "packaged-home"
    home.make(at, _NOWHERE)
    SettingsFile(at / "config" / "settings.toml").save(Settings(operator="Sam", history_mode="memory"))
    sides = ([sys.executable, "-m", f"{__package__}.bare", "stay"], [str(program)])
    with screen.black_screen() as display:
        shown = [_learn(command, display, at) for command in sides]  # which warms the disk too
        rounds = [
            [_start(command, display, at, one) for command, one in zip(sides, shown, strict=True)]
            for _ in range(_ROUNDS)
        ]
    theirs, ours = zip(*rounds, strict=True)
    against, note = "a bare window", "both seen from outside"
    return [
        figure(WHAT, [paint for paint, _ in ours], [paint for paint, _ in theirs], 1.35, "ms", against, note),
        figure(KEYS, [keys for _, keys in ours], [keys for _, keys in theirs], 2, "ms", against, note),
    ]


def _archive() -> Path:
    name: str = importlib.import_module("package.archive").name_of(__version__)
    return _DIST / f"{name}.tar.gz"


def _learn(command: list[str], display: str, at: Path) -> _Shown:
    """Returns where the program shows a key, typed when it has long been up."""
    with _running(command, display, at) as (seen, _):
        time.sleep(_SETTLED_S)
        before = seen.look(screen.WHOLE)
        seen.press(_KEY)
        time.sleep(_SHOWN_S)
        after = seen.look(screen.WHOLE)
        area = screen.where_changed(before, after, _FIELD_HEIGHT)
        return _Shown(area, screen.cut(after, area))


def _start(command: list[str], display: str, at: Path, shown: _Shown) -> tuple[float, float]:
    """Returns the milliseconds until the program has painted, and until a key typed at once stands in its field."""
    with _running(command, display, at) as (seen, since):
        painted = since()
        seen.press(_KEY)
        while seen.look(shown.area) != shown.look:
            if since() > _PATIENCE_S * 1000:
                return painted, float("inf")
            time.sleep(_POLL_S)
        return painted, since()


@contextmanager
def _running(command: list[str], display: str, at: Path) -> Iterator[tuple[Screen, Callable[[], float]]]:
    """Starts a program and waits for its first paint; gives the screen and the milliseconds since the start.

    Ends the program then, and the bench where it paints nothing.
    """
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LEADDESK_HOME": str(at)}
    seen = Screen(display)
    began = time.monotonic()
    surroundings[STARTED] = str(began)
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while seen.is_black():
                if process.poll() is not None or time.monotonic() - began > _PATIENCE_S:
                    sys.exit(f"bench: {command[0]} painted nothing")
                time.sleep(_POLL_S)
            seen.give_keys()
            yield seen, lambda: (time.monotonic() - began) * 1000
        finally:
            process.kill()
            process.wait()
            while not seen.is_black():
                time.sleep(_POLL_S)
            seen.close()
