"""Runs everything in turns and prints one table; fails on no figure.

Takes two to three minutes, and two more the first time, for the long history. `--rows N` takes a shorter one, which
says less; `--ratios FILE` also writes the table without raw numbers, for the record.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from . import campaigns, history, home, routes, search_leads, starts, work
from .figures import Figure, table
from .processes import platform, practice_server, server

_KEPT = Path(__file__).parents[2] / "build" / "bench"
_ROWS = 1_000_000


def main() -> int:
    """Measures, prints, and returns 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=_ROWS, metavar="N", help=f"exchanges on record, {_ROWS:,} by default"
    )
    parser.add_argument("--ratios", type=Path, metavar="FILE", help="write the ratios to FILE too")
    given = parser.parse_args()
    long = _KEPT / str(given.rows)
    home.make_long(long, given.rows)
    began = time.monotonic()
    found = _measure(long, given.rows)
    where = f"{platform()} platform, Python {sys.version.split()[0]}, medians of {starts.ROUNDS} starts taken in turns"
    print(f"LeadDesk, {where}; {time.monotonic() - began:.0f} s.\n\n{table(found)}")
    if given.ratios:
        day = datetime.now(UTC).date()
        given.ratios.write_text(f"{day}, {where}\n\n{table(found, raw=False)}\n", encoding="utf-8")
    return 0


def _measure(long: Path, rows: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, server() as base_url:
        empty, idle = Path(folder, "empty"), Path(folder, "idle")
        for place in (empty, idle, long):
            home.make(place, base_url)
        taken = starts.take(empty, idle, long)
        found = [*starts.figures(taken, rows), *work.figures(long, taken), *history.figures(long, rows)]
        with practice_server(search_leads.ROWS, campaigns.BOARD) as (leads_url, board_url):
            home.make(empty, base_url, home.leads(leads_url), home.board(board_url), home.route(base_url))
            return [*found, *search_leads.figures(empty), *campaigns.figures(empty), *routes.figures(empty)]


if __name__ == "__main__":
    sys.exit(main())
