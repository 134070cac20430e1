"""A desktop of its own: a screen, a session bus, the accessibility bus, a real Secret Service where one is installed.

Linux only. Everything is private to it and ends with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_HERE = Path(__file__).parent
_TOOLS = ("xvfb-run", "dbus-run-session", "gnome-keyring-daemon")
PYTHON = "/usr/bin/python3"
"""The system's: it has the bindings of the accessibility bus."""
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
_TALK = ("SpiRegistry", "dbus-daemon")
"""How lines begin that the desktop itself prints."""


class DesktopError(Exception):
    """What ran at the desktop did not end well; the text says how."""


def missing(*more: str) -> str:
    """Returns why no desktop can be made here, and nothing where one can; ``more`` are tools that are needed too."""
    if not sys.platform.startswith("linux"):
        return "the test of the window is for Linux only"
    if absent := [tool for tool in (*_TOOLS, *more) if shutil.which(tool) is None]:
        return f"{', '.join(absent)} is not installed"
    ended = subprocess.run([PYTHON, "-c", _BINDINGS], capture_output=True, check=False)
    return (
        f"{PYTHON} has no bindings of the accessibility bus (gir1.2-atspi-2.0, python3-gi)" if ended.returncode else ""
    )


def environment(home: Path, runtime: Path) -> dict[str, str]:
    """Returns what a window's environment needs beside its own: folders of its own, and Qt on the accessibility bus."""
    runtime.mkdir(mode=0o700, exist_ok=True)
    (home / ".local" / "share" / "keyrings").mkdir(parents=True, exist_ok=True)
    return {
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
    }


def run(
    arguments: Sequence[str], env: Mapping[str, str], log: Path, patience_s: float, show: IO[str] | None = None
) -> str:
    """Returns what the system's Python printed at the desktop, given these arguments; ``show`` gets it line by line.

    Raises DesktopError where it ended badly or not in time; what else was said stands in the log.
    """
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -nolisten tcp"]
    command += ["sh", str(_HERE / "keyring.sh"), PYTHON, *arguments]
    told: list[str] = []
    with log.open("w") as said:
        work = subprocess.Popen(
            ["timeout", "--kill-after=10", str(patience_s), *command],
            env={**env, "TMPDIR": os.environ.get("TMPDIR", "/tmp"), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
        )
        for line in work.stdout or ():
            if not line.startswith(_TALK):
                told.append(line)
                print(line, end="", file=show, flush=True) if show else None
        status = work.wait()
    lines = "".join(told).rstrip("\n")
    if status == 124:
        raise DesktopError(f"the desktop had not ended after {patience_s:g} s: {lines}")
    if status:
        raise DesktopError(f"at the desktop: {lines}\n{log.read_text(errors='replace')[-2000:]}")
    return lines
