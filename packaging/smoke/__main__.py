"""Prints what was tried and ends with 0 where all of it went well, 1 where something did not.

It ends with 3 where all that was tried went well and something could not be tried here.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from leaddesk import __version__

from . import desktop, program

archive: Any = importlib.import_module("package.archive")
ROOT = Path(__file__).parents[2]
WRONG, PARTLY = 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status."""
    ask = argparse.ArgumentParser(prog="smoke", description=__doc__)
    ask.add_argument("folder", nargs="?", type=Path, help="the program's folder; without it the archive in dist")
    ask.add_argument("--no-tour", action="store_true", help="leave out the look at every screen, which takes minutes")
    asked = ask.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="leaddesk é ", ignore_cleanup_errors=True) as made:
        base = Path(made).resolve()
        try:
            folder = asked.folder.resolve() if asked.folder else _unpacked(base)
            missing = _try(folder, base, tour=not asked.no_tour)
        except program.SmokeError as wrong:
            print(f"WRONG: {wrong}")
            return WRONG
    for what in missing:
        print(f"NOT TRIED: {what}")
    return PARTLY if missing else 0


def _try(folder: Path, base: Path, *, tour: bool) -> list[str]:
    """Tries everything that can be tried; returns what cannot."""
    print(program.looks_right(folder))
    bare = program.Program(folder, base)
    print(bare.says_its_version(__version__))
    print(bare.explains())
    print(bare.writes_the_guide())
    missing = []
    if why := desktop.missing():
        missing.append(f"the window with a keyring, and the keyring's doctor: {why}")
    else:
        print(desktop.run(folder, base))
    if tour:
        print(bare.shows_every_screen())
    else:
        missing.append("every screen: the tour was left out")
    return missing


def _unpacked(base: Path) -> Path:
    """Returns the program's folder out of the archive in `dist`, at a place with a blank and an accent in its name."""
    return program.unpack(ROOT / "dist", archive.name_of(__version__), base)


if __name__ == "__main__":
    sys.exit(main())
