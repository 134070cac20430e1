"""The command line: `leaddesk`, `leaddesk --practice`, `leaddesk explain …`; Qt is loaded only for a window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leaddesk.app.options import Options

if TYPE_CHECKING:
    import argparse


def main(argv: Sequence[str] | None = None) -> int:
    """Runs LeadDesk and returns its exit status: 0 for a good end, 1 for a start that failed, 2 for bad usage."""
    if not (sys.argv[1:] if argv is None else argv):
        return _open(Options())
    parser = _parser()
    given = parser.parse_args(argv)
    if given.command:
        return int(given.run(given))
    if given.tour and not given.practice:
        parser.error("--tour goes with --practice")
    return _open(Options(practice=given.practice, tour=given.tour))


def _open(options: Options) -> int:
    if options.tour:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif _no_display():
        print(
            "leaddesk: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
            "Start it on a desktop, or look at it without one: leaddesk --practice --tour pictures",
            file=sys.stderr,
        )
        return 1
    gc.disable()  # the start makes much and drops little; from then on app/garbage.py collects
    from leaddesk.app.start import open_window

    return open_window(options)


def _parser() -> argparse.ArgumentParser:
    import argparse
    from pathlib import Path

    from leaddesk import __version__
    from leaddesk.app.commands import explain

    parser = argparse.ArgumentParser(
        prog="leaddesk",
        description="One lead, typed once: did it load, may this number be called, is this person known to sue.",
    )
    parser.add_argument("--version", action="version", version=f"leaddesk {__version__}")
    parser.add_argument("--practice", action="store_true", help="open against a built-in server; nothing is kept")
    parser.add_argument(
        "--tour",
        type=Path,
        metavar="DIR",
        help="with --practice: do the main job in an unseen window and save numbered pictures in DIR",
    )
    commands = parser.add_subparsers(dest="command", metavar="")
    explain.add(commands)
    return parser


def _no_display() -> bool:
    """Tells whether Qt would end the process for want of a display (Linux and its kin only)."""
    if sys.platform in ("win32", "darwin"):
        return False
    return not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
