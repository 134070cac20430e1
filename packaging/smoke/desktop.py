"""A desktop of its own for the packaged program: a screen, a session bus, a real Secret Service, accessibility.

Linux only. Everything is private to it and ends with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .program import Program, SmokeError, must

_HERE = Path(__file__).parent
_TOOLS = ("xvfb-run", "dbus-run-session", "gnome-keyring-daemon")
_PYTHON = "/usr/bin/python3"
"""The system's: it has the bindings of the accessibility bus."""
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
_PATIENCE_S = 180


def missing() -> str:
    """Returns why no desktop can be made here, and nothing where one can."""
    if not sys.platform.startswith("linux"):
        return "the test of the window is for Linux only"
    if absent := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        return f"{', '.join(absent)} is not installed"
    ended = subprocess.run([_PYTHON, "-c", _BINDINGS], capture_output=True, check=False)
    return (
        f"{_PYTHON} has no bindings of the accessibility bus (gir1.2-atspi-2.0, python3-gi)" if ended.returncode else ""
    )


def run(folder: Path, base: Path) -> str:
    """Returns what was done at the desktop; raises SmokeError where something went wrong."""
    runtime = base / "run"
    runtime.mkdir(mode=0o700)
    own = Program(
        folder,
        base,
        {
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(base / "home" / ".local" / "share"),
            "XDG_CONFIG_HOME": str(base / "home" / ".config"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
        },
    )
    (base / "home" / ".local" / "share" / "keyrings").mkdir(parents=True)
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -nolisten tcp"]
    command += ["sh", str(_HERE / "keyring.sh"), _PYTHON, str(_HERE / "window.py"), str(own.window)]
    log = base / "desktop.log"
    with log.open("w") as said:
        try:
            ended = subprocess.run(
                command,
                env={**own.env, "TMPDIR": os.environ.get("TMPDIR", "/tmp")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                encoding="utf-8",
                timeout=_PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise SmokeError(f"the desktop had not ended after {_PATIENCE_S} s") from late
    lines = "\n".join(line for line in ended.stdout.splitlines() if not line.startswith("SpiRegistry"))
    must(ended.returncode == 0, f"at the desktop: {lines}\n{log.read_text(errors='replace')[-2000:]}")
    return lines
