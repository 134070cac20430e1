"""Starts of the packaged program against starts of a bare window, in turns, seen from outside as its user sees them.

Nothing can watch inside the packaged program, so both are watched on a screen of their own: it is black until a window
is painted in its middle. For Linux with Xvfb only, and for the archive that `make package` left in `dist`.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leaddesk import __version__
from leaddesk.infra.settings_file import Settings, SettingsFile

from .figures import Figure, figure
from .watch import STARTED

_DIST = Path(__file__).parents[2] / "dist"
_ROUNDS = 7
_WIDTH, _HEIGHT = 1440, 900
_POLL_S = 0.001
_PATIENCE_S = 30.0
_LIMIT = 1.35
WHAT = "start of the packaged program to first paint"


def missing() -> str:
    """Returns why nothing can be measured here, and nothing where it can."""
    if not sys.platform.startswith("linux"):
        return "for Linux only"
    if shutil.which("Xvfb") is None or ctypes.util.find_library("X11") is None:
        return "Xvfb or libX11 is not installed"
    return "" if _archive().is_file() else f"there is no {_archive().name} in dist: `make package` makes it"


def figures(base: Path) -> list[Figure]:
    """Measures over a new home below `base`, where the program is unpacked too; returns the one line of the table."""
    unpack: Any = importlib.import_module("smoke.program").unpack
    program = unpack(_DIST, _archive().name.removesuffix(".tar.gz"), base) / "leaddesk"
    home = base / "packaged-home"
    SettingsFile(home / "config" / "settings.toml").save(Settings(history_mode="memory"))
    bare = [sys.executable, "-m", f"{__package__}.bare"]
    ours, theirs = [], []
    with _screen() as display:
        for count in range(_ROUNDS + 1):
            first = _first_paint(bare, display, home)
            second = _first_paint([str(program)], display, home)
            if count:  # the first round warms the disk
                theirs.append(first)
                ours.append(second)
    return [figure(WHAT, ours, theirs, _LIMIT, "ms", "a bare window", "both seen from outside")]


def _archive() -> Path:
    name: str = importlib.import_module("package.archive").name_of(__version__)
    return _DIST / f"{name}.tar.gz"


@contextmanager
def _screen() -> Iterator[str]:
    """Gives the name of a display of its own, all black."""
    reading, writing = os.pipe()
    size = f"{_WIDTH}x{_HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset", "-br"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def _first_paint(command: list[str], display: str, home: Path) -> float:
    """Returns the milliseconds until the program has painted; ends it then. Ends the bench where it paints nothing."""
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LEADDESK_HOME": str(home)}
    seen = _Middle(display)
    began = time.monotonic()
    surroundings[STARTED] = str(began)
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not seen.painted():
                if process.poll() is not None or time.monotonic() - began > _PATIENCE_S:
                    sys.exit(f"bench: {command[0]} painted nothing")
                time.sleep(_POLL_S)
            return (time.monotonic() - began) * 1000
        finally:
            process.kill()
            process.wait()
            seen.wait_until_gone()


class _Middle:
    """Looks at the middle of a screen."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
        self._x11.XOpenDisplay.restype = self._x11.XGetImage.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = self._x11.XGetPixel.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def painted(self) -> bool:
        """Tells whether it is black no more."""
        whole = ctypes.c_ulong(0xFFFFFF)
        pixel = (self._display, self._root, _WIDTH // 2, _HEIGHT // 2, 1, 1, whole, 2)
        image = ctypes.c_void_p(self._x11.XGetImage(*pixel))
        colour: int = self._x11.XGetPixel(image, 0, 0)
        self._x11.XDestroyImage(image)
        return colour != 0

    def wait_until_gone(self) -> None:
        """Waits until it is black again, and looks no more."""
        end = time.monotonic() + _PATIENCE_S
        while self.painted() and time.monotonic() < end:
            time.sleep(_POLL_S)
        self._x11.XCloseDisplay(self._display)
