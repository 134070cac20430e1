"""The command line: `leaddesk`, `leaddesk --check NUMBER`, `leaddesk explain …`; Qt is loaded only for a window.

A link (`leaddesk://check?phone=…`) stands where a command would: that is how desktops hand one over.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leaddesk.app.options import Options
from leaddesk.language import tr

if TYPE_CHECKING:
    import argparse

_PICTURES = "leaddesk --practice --tour pictures"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs LeadDesk and returns its exit status: 0 for a good end, 1 for a start that failed, 2 for bad usage."""
    try:
        return _run(argv)
    except Exception as bug:  # noqa: BLE001 - Python would print what it says, and that may quote a key
        from leaddesk.infra.traces import trace_of

        print(f"leaddesk: {tr('a mistake inside LeadDesk')}\n{trace_of(bug)}", file=sys.stderr)
        return 1


def _run(argv: Sequence[str] | None) -> int:
    from leaddesk.app.language_choice import choose_language

    choose_language(os.environ)
    if not (sys.argv[1:] if argv is None else argv):
        return _open(Options())
    args = list(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    link = args.pop() if _ends_in_link(args) else ""
    given = parser.parse_args(args)
    if given.version:
        from leaddesk.app.commands.output import print_text
        from leaddesk.infra.build_stamp import version_line

        sys.exit(print_text(version_line()))  # as argparse ends after --help
    if given.command:
        return _carry_out(given)
    if given.tour and not given.practice:
        parser.error(tr("--tour goes with --practice"))
    if given.first_steps and not given.practice:
        parser.error(tr("--first-steps goes with --practice"))
    check = given.check or ""
    options = Options(practice=given.practice, tour=given.tour, first_steps=given.first_steps, check=check)
    return _open(_with_link(options, link) if link else options)


def _carry_out(given: argparse.Namespace) -> int:
    """Runs a command, which may read keys; the log goes to standard error."""
    from leaddesk.infra.core_dumps import forbid_core_dumps
    from leaddesk.infra.logs import start_logging, stop_logging

    forbid_core_dumps()
    start_logging(None)
    try:
        return int(given.run(given))
    finally:
        stop_logging()


def _ends_in_link(args: Sequence[str]) -> bool:
    """Tells whether the last argument is a link to LeadDesk, alone or in practice mode."""
    if args[-1].startswith("-"):
        return False
    from leaddesk.domain.check_link import is_link

    return is_link(args[-1]) and all(arg == "--practice" for arg in args[:-1])


def _with_link(options: Options, link: str) -> Options:
    """Returns the options with the link's number, or with the reason why it names none."""
    from leaddesk.domain.check_link import CheckRefused, read_link

    try:
        return options._replace(check=read_link(link))
    except CheckRefused as refusal:
        return options._replace(refusal=str(refusal))


def _number(text: str) -> str:
    """Returns the number of `--check`; argparse says the refusal and ends with status 2."""
    import argparse

    from leaddesk.domain.check_link import CheckRefused, read_number

    try:
        return read_number(text)
    except CheckRefused as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from refusal


def _open(options: Options) -> int:
    if options.tour:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif os.environ.get("QT_QPA_PLATFORM", "") in ("", "xcb"):  # elsewhere there is no display to be missing
        from leaddesk.app.display import no_display

        if why := no_display(os.environ):
            said = tr("there is no display to open a window on ({why}).", why=why)
            hint = tr("Start it on a desktop, or look at it without one: {command}", command=_PICTURES)
            print(f"leaddesk: {said}\n{hint}", file=sys.stderr)
            return 1
    gc.disable()  # the start makes much and drops little; from then on app/garbage.py collects
    from leaddesk.app.plain_imports import import_plainly

    import_plainly()
    from leaddesk.app.start import open_window

    return open_window(options)


def _parser() -> argparse.ArgumentParser:
    import argparse
    from pathlib import Path

    from leaddesk.app.commands import doctor, explain, guide, import_settings, restore_history, verify, verify_history

    parser = argparse.ArgumentParser(
        prog="leaddesk",
        description=tr("One lead, typed once: did it load, may this number be called, is this person known to sue."),
    )
    parser.add_argument("--version", action="store_true", help=tr("say the version, the build and the commit"))
    parser.add_argument("--practice", action="store_true", help=tr("open against a built-in server; nothing is kept"))
    parser.add_argument(
        "--check",
        type=_number,
        metavar=tr("NUMBER"),
        help=tr("open Check number with this number filled in; nothing is sent"),
    )
    parser.add_argument("--first-steps", action="store_true", help=tr("with --practice: begin with the first steps"))
    parser.add_argument(
        "--tour",
        type=Path,
        metavar=tr("DIR"),
        help=tr("with --practice: do the main job in an unseen window and save numbered pictures in DIR"),
    )
    commands = parser.add_subparsers(dest="command", metavar="")
    for command in (explain, verify, verify_history, restore_history, doctor, import_settings, guide):
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
