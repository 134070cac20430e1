"""`leaddesk explain VENDOR [FILE]`: what LeadDesk makes of a captured answer, as JSON."""

from __future__ import annotations

import errno
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text
from leaddesk.language import tr

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    explain = commands.add_parser("explain", help=tr("say what LeadDesk makes of a captured answer"))
    explain.add_argument("vendor", metavar="VENDOR", help=tr("whose answer it is, such as purecallerid-leads"))
    explain.add_argument("file", metavar="FILE", nargs="?", type=_file, help=tr("the body; - or none: standard input"))
    explain.add_argument("--status", type=int, default=200, metavar="N", help=tr("HTTP status (200)"))
    explain.add_argument(
        "--content-type", default="application/json", metavar="T", help=tr("as the answer's header had it")
    )
    explain.add_argument(
        "--sent", action="append", default=[], metavar="KEY=VALUE", help=tr("what was sent, e.g. phone=…")
    )
    explain.add_argument("--at", metavar="ISO-TIME", help=tr("the time to judge freshness by (now)"))
    explain.set_defaults(run=lambda given: _run(explain, given))


def _file(name: str) -> Path | None:
    """Returns the file that a name on the command line stands for; None for standard input."""
    return None if name == "-" else Path(name)


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    from leaddesk.services.explain import body_cap, explain

    if bad := [pair for pair in given.sent if "=" not in pair]:
        parser.error(tr("--sent takes KEY=VALUE, not {bad}", bad=f"{bad[0]!r}"))
    if not 100 <= given.status <= 599:
        parser.error(tr("--status takes an HTTP status from 100 to 599, not {status}", status=given.status))
    try:
        at = datetime.fromisoformat(given.at) if given.at else datetime.now(UTC)
    except ValueError:
        parser.error(tr("--at takes a time such as 2026-01-05T09:00:00Z, not {at}", at=f"{given.at!r}"))
    try:
        body = _captured(given.file, body_cap(given.vendor))
    except OSError as error:
        parser.error(
            tr("cannot read {file}: {strerror}", file=given.file or tr("standard input"), strerror=error.strerror)
        )
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
    return print_text(json.dumps(told, indent=2, ensure_ascii=True))


def _captured(file: Path | None, cap: int) -> bytes:
    """Returns the body in a file, or on standard input, and no more of it than shows that it is longer than the cap."""
    if file is None:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        return sys.stdin.buffer.read(cap + 1)
    with file.open("rb") as opened:
        return opened.read(cap + 1)
