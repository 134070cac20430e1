"""The command line: `leaddesk`, `leaddesk --practice`, `leaddesk explain …`; Qt is loaded only for a window."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leaddesk.app.options import Options

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Runs LeadDesk and returns its exit status: 0 for a good end, 1 for a start that failed, 2 for bad usage."""
    if not (sys.argv[1:] if argv is None else argv):
        return _open(Options())
    parser = _parser()
    given = parser.parse_args(argv)
    if given.command == "explain":
        return _explain(parser, given)
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


def _file(name: str) -> Path | None:
    """Returns the file that a name on the command line stands for; None for standard input."""
    from pathlib import Path

    return None if name == "-" else Path(name)


def _parser() -> argparse.ArgumentParser:
    import argparse
    from pathlib import Path

    from leaddesk import __version__

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
    explain = commands.add_parser("explain", help="say what LeadDesk makes of a captured answer")
    explain.add_argument("vendor", metavar="VENDOR", help="whose answer it is, such as purecallerid-leads")
    explain.add_argument("file", metavar="FILE", nargs="?", type=_file, help="the body; - or none: standard input")
    explain.add_argument("--status", type=int, default=200, metavar="N", help="HTTP status (200)")
    explain.add_argument(
        "--content-type", default="application/json", metavar="T", help="as the answer's header had it"
    )
    explain.add_argument("--sent", action="append", default=[], metavar="KEY=VALUE", help="what was sent, e.g. phone=…")
    explain.add_argument("--at", metavar="ISO-TIME", help="the time to judge freshness by (now)")
    return parser


def _explain(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    import json
    from datetime import UTC, datetime

    from leaddesk.services.explain import explain

    if bad := [pair for pair in given.sent if "=" not in pair]:
        parser.error(f"--sent takes KEY=VALUE, not {bad[0]!r}")
    if not 100 <= given.status <= 599:
        parser.error(f"--status takes an HTTP status from 100 to 599, not {given.status}")
    try:
        at = datetime.fromisoformat(given.at) if given.at else datetime.now(UTC)
    except ValueError:
        parser.error(f"--at takes a time such as 2026-01-05T09:00:00Z, not {given.at!r}")
    try:
        body = _captured(given.file)
    except OSError as error:
        parser.error(f"cannot read {given.file or 'standard input'}: {error.strerror}")
    try:
        told = explain(
            given.vendor,
            body,
            status=given.status,
            content_type=given.content_type,
            sent=dict(pair.split("=", 1) for pair in given.sent),
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
        )
    except ValueError as error:
        parser.error(str(error))
    return _print(json.dumps(told, indent=2, ensure_ascii=True))


def _captured(file: Path | None) -> bytes:
    """Returns the body in a file, or on standard input, and no more of it than shows that it is too long."""
    from leaddesk.domain.wire import BODY_CAP

    if file is None:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        return sys.stdin.buffer.read(BODY_CAP + 1)
    with file.open("rb") as opened:
        return opened.read(BODY_CAP + 1)


def _print(text: str) -> int:
    """Writes to standard output and returns the exit status; a reader who has gone away needs no word."""
    if sys.stdout is None:
        print("leaddesk: cannot write: standard output is closed", file=sys.stderr)
        return 1
    try:
        print(text, flush=True)
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(f"leaddesk: cannot write: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter's end writes once more
        return 1
    return 0


def _no_display() -> bool:
    """Tells whether Qt would end the process for want of a display (Linux and its kin only)."""
    if sys.platform in ("win32", "darwin"):
        return False
    return not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
