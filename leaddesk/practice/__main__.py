"""The practice server alone, in the foreground: `python -m leaddesk.practice [--port N] [--key KEY] …`.

For trying the app outside practice mode: make a profile with a base URL and the keys printed here. It ends on
Ctrl+C or SIGTERM and keeps nothing.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from types import FrameType

from leaddesk.practice.campaign_account import APPROVAL_SECONDS
from leaddesk.practice.croco_account import CrocoMode
from leaddesk.practice.lead_account import LEADS
from leaddesk.practice.server import PracticeError, PracticeServer


def main(arguments: list[str] | None = None) -> int:
    """Run a practice server until a signal ends it and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m leaddesk.practice",
        description="Answers on this computer as the vendors' APIs would, for training and support.",
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
    options = parser.parse_args(arguments)

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
    print(
        f"Base URL: {server.base_url}\nAPI key:  {server.api_key}\n\n"
        f"Base URL for leads: {server.leads_base_url}\n"
        f"Public key:         {server.public_key}\nPrivate key:        {server.private_key}\n\n"
        f"Base URL of Lupitor: {server.lupitor_base_url}\n"
        f"Its older host:      {server.lupitor_old_base_url}\nAPI key of Lupitor:  {server.lupitor_key}\n\n"
        f"Base URL of Croco-Dial: {server.croco_base_url}\n"
        f"User of Croco-Dial:     {server.croco_user}\nIts password:           {server.croco_password}\n\n"
        f"Switches: {server.switches_url}\n\nEnd with Ctrl+C.",
        flush=True,
    )
    while not ended.wait(0.5):  # a wait without an end would not let Ctrl+C through on Windows
        pass
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
