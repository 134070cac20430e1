"""The packaged program at a desktop of its own, with a real keyring: Linux only."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from .program import Program, SmokeError

desktop: Any = importlib.import_module("outside.desktop")
_PATIENCE_S = 180


def missing() -> str:
    """Returns why no desktop can be made here, and nothing where one can."""
    return str(desktop.missing())


def run(folder: Path, base: Path) -> str:
    """Returns what was done at the desktop; raises SmokeError where something went wrong."""
    own = Program(folder, base, desktop.environment(base / "home", base / "run"))
    script = str(Path(__file__).with_name("window.py"))
    try:
        return str(desktop.run([script, str(own.window)], own.env, base / "desktop.log", _PATIENCE_S))
    except desktop.DesktopError as wrong:
        raise SmokeError(str(wrong)) from wrong
