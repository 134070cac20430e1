"""The practice server alone, in the foreground: `python -m leaddesk.practice [--port N] [--key KEY] …`.

For trying the app outside practice mode: make a profile with a base URL and the keys printed here. It ends on
Ctrl+C or SIGTERM and keeps nothing. `--list` says what it can be asked for beside the plain case.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from enum import Enum
from types import FrameType

from leaddesk.practice.campaign_account import APPROVAL_SECONDS
from leaddesk.practice.campaign_table import PRACTICE_CAMPAIGNS
from leaddesk.practice.croco_account import CrocoMode
from leaddesk.practice.croco_table import CROCO_NUMBERS
from leaddesk.practice.lead_account import LEADS
from leaddesk.practice.numbers import PRACTICE_NUMBERS
from leaddesk.practice.searches import PRACTICE_SEARCHES
from leaddesk.practice.server import PracticeError, PracticeServer


def main(arguments: list[str] | None = None) -> int:
    """Runs a practice server until a signal ends it and returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.list:
        print("\n".join(_listed()))
        return 0
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    try:
        server = PracticeServer(
            options.port,
            api_key=options.key,
            public_key=options.public_key,
            private_key=options.private_key,
            leads=options.leads,
            campaigns=options.campaigns,
            approval_seconds=options.approval_seconds,
            croco_mode=options.croco_mode,
        )
        server.send_events_to(options.events_to)
        server.start()
    except PracticeError as exc:
        print(exc, file=sys.stderr)
        return 1
    print(_addresses(server), flush=True)
    while not ended.wait(0.5):  # a wait without an end would not let Ctrl+C through on Windows
        pass
    server.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m leaddesk.practice",
        description="Answers on this computer as the vendors' APIs would, for training and support.",
    )
    parser.add_argument(
        "--list", action="store_true", help="say which numbers, searches and campaigns it answers oddly, and end"
    )
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port to use; any free one if left out")
    parser.add_argument("--key", metavar="KEY", help="the API key to ask for; a new one if left out")
    parser.add_argument("--public-key", metavar="KEY", help="the public key for leads; a new one if left out")
    parser.add_argument("--private-key", metavar="KEY", help="the private key for leads; a new one if left out")
    parser.add_argument(
        "--leads", type=int, default=LEADS, metavar="N", help=f"how many leads there are; {LEADS} if left out"
    )
    parser.add_argument(
        "--campaigns", type=int, metavar="N", help="put so many plain campaigns in place of the practice campaigns"
    )
    parser.add_argument(
        "--approval-seconds",
        type=float,
        default=APPROVAL_SECONDS,
        metavar="N",
        help=f"how long an approval takes; {APPROVAL_SECONDS:g} if left out",
    )
    parser.add_argument(
        "--events-to", metavar="URL", help="a listener on this computer that gets the webhook events; none if left out"
    )
    parser.add_argument(
        "--croco-mode",
        choices=[mode.value for mode in CrocoMode],
        default=CrocoMode.OBSERVED.value,
        help="Croco-Dial answers as a stock server did, or as its manual has it; observed if left out",
    )
    return parser


def _addresses(server: PracticeServer) -> str:
    return (
        f"Base URL: {server.base_url}\nAPI key:  {server.api_key}\n\n"
        f"Base URL for leads: {server.leads_base_url}\n"
        f"Public key:         {server.public_key}\nPrivate key:        {server.private_key}\n\n"
        f"Base URL of Lupitor: {server.lupitor_base_url}\n"
        f"Its older host:      {server.lupitor_old_base_url}\nAPI key of Lupitor:  {server.lupitor_key}\n\n"
        f"Base URL of Croco-Dial: {server.croco_base_url}\n"
        f"User of Croco-Dial:     {server.croco_user}\nIts password:           {server.croco_password}\n\n"
        f"Switches: {server.switches_url}\n\nEnd with Ctrl+C."
    )


def _listed() -> Iterator[str]:
    """Yields what the tables hold, a line each: what to type or to look for, and what comes of it."""
    yield "For the field Phone"
    numbers = (*PRACTICE_NUMBERS, *CROCO_NUMBERS)
    yield from _lines((one.group, one.number(), f"{one.title}: {one.says}") for one in numbers)
    yield "For the field Search text, where the vendor is TrackDrive"
    yield from _lines((one.group, one.word, f"{one.title}: {one.says}") for one in PRACTICE_SEARCHES)
    yield "In Campaigns"
    yield from _lines((one.group, ascii(one.name), one.says) for one in PRACTICE_CAMPAIGNS)


def _lines(entries: Iterable[tuple[Enum, str, str]]) -> Iterator[str]:
    shown: Enum | None = None
    for group, what, says in entries:
        if group is not shown:
            yield f"\n  {group.value}"
        shown = group
        yield f"    {what:<32} {says}"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
