"""Starts LeadDesk in practice mode at a desktop of its own and walks it; ends with 0 where nothing is wrong.

It ends with 3 where no such desktop can be made here.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

desktop: Any = importlib.import_module("outside.desktop")
ROOT = Path(__file__).parents[2]
WRONG, NOT_TRIED = 1, 3
TOOLS = ("xdotool", "openbox")
_PATIENCE_S = 900
_LEFT_OUT = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "PYTHONPATH", "VIRTUAL_ENV")


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status."""
    ask = argparse.ArgumentParser(prog="accessibility", description=__doc__)
    ask.add_argument("--quick", action="store_true", help="the work of a shift alone, without every dialog")
    asked = ask.parse_args(arguments)
    if why := desktop.missing(*TOOLS):
        print(f"NOT TRIED: {why}")
        return NOT_TRIED
    with tempfile.TemporaryDirectory(prefix="leaddesk ", ignore_cleanup_errors=True) as made:
        base = Path(made)
        (base / "home").mkdir()
        env = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        env |= {"HOME": str(base / "home"), "LANG": "C.UTF-8", "LEADDESK_HOME": str(base / "kept")}
        env |= desktop.environment(base / "home", base / "run") | {"PYTHONPATH": str(ROOT / "packaging")}
        program = str(Path(sys.executable).with_name("leaddesk"))
        work = ["-m", "accessibility.inside", *(["--quick"] if asked.quick else []), program]
        try:
            desktop.run(work, env, base / "desktop.log", _PATIENCE_S, sys.stdout)
        except desktop.DesktopError as wrong:
            print(str(wrong).rpartition("\n")[2])  # the rest was shown as it came
            return WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main())
