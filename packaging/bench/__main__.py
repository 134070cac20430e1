"""Runs everything in turns and prints one table; fails on no figure.

Takes two to three minutes, and two more the first time, for the long history. `--rows N` takes a shorter one, which
says less; `--write FILE` also writes the record: the table in Markdown, with ratios and without times.
"""

from __future__ import annotations

import argparse
import os
import platform as computer
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from . import campaigns, history, home, packaged, record, routes, search_leads, starts, work
from .figures import Place, table
from .processes import platform, practice_server, server

_KEPT = Path(__file__).parents[2] / "build" / "bench"
_ROWS = 1_000_000


def main() -> int:
    """Measures, prints, and returns 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=_ROWS, metavar="N", help=f"exchanges on record, {_ROWS:,} by default"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table of ratios to FILE too")
    given = parser.parse_args()
    long = _KEPT / str(given.rows)
    home.make_long(long, given.rows)
    began = time.monotonic()
    found = _measure(long, given.rows)
    how = f"{_machine()}, {platform()} platform, medians of {starts.ROUNDS} starts taken in turns"
    print(f"LeadDesk on {how}; {time.monotonic() - began:.0f} s.\n\n{table(found)}")
    if given.write:
        record.write(given.write, datetime.now(UTC).date(), how, given.rows, found)
    return 0


def _machine() -> str:
    """Returns the computer in general words: ratios hold on others too, as long as they are like it."""
    python = sys.version.split()[0]
    return f"{computer.system()} {computer.machine()} with {os.cpu_count()} cores, Python {python}"


def _measure(long: Path, rows: int) -> list[Place]:
    with tempfile.TemporaryDirectory() as folder, server() as base_url:
        empty, idle = Path(folder, "empty"), Path(folder, "idle")
        for place in (empty, idle, long):
            home.make(place, base_url)
        taken = starts.take(empty, idle, long)
        found = [
            Place("Start", starts.figures(taken, rows)),
            _packaged(Path(folder)),
            Place("Enter lead", work.figures(long, taken)),
            Place("History", history.figures(long, rows)),
        ]
        with practice_server(search_leads.ROWS, campaigns.BOARD) as (leads_url, board_url):
            home.make(empty, base_url, home.leads(leads_url), home.board(board_url), home.route(base_url))
            return [
                *found,
                Place("Search leads", search_leads.figures(empty)),
                Place("Campaigns", campaigns.figures(empty)),
                Place("Routes", routes.figures(empty)),
            ]


def _packaged(folder: Path) -> Place:
    if why := packaged.missing():
        return Place("Package", (), f"{packaged.WHAT}, {why}.")
    return Place("Package", packaged.figures(folder))


if __name__ == "__main__":
    sys.exit(main())
