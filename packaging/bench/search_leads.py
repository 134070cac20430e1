"""*Search leads* over 200,000 leads: its first page, loading, scrolling, sorting, exporting; against plain tools."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from .figures import Figure, figure
from .processes import child

ROWS = 200_000
EXPORTED = 100_000
PAGE = 500
_STALL_MS = 50
_FRAME_MS = 16


def figures(home: Path) -> list[Figure]:
    """Measures, and returns what stands in the table of it; the home has a profile with so many leads."""
    found = child("desk", "leads_grid", home_at=home)
    stalls, rows = found["stalls"], f"{ROWS:,} leads"
    return [
        figure("first page of leads painted", found["page"], found["table"], 2, "ms", "a bare QTableView"),
        figure(f"{rows} loaded", [found["load"]], found["fetch"], 1.5, "ms", "a plain httpx.Client loop"),
        Figure("… longest stall", stalls["loading"], None, _STALL_MS, "ms"),
        figure("… memory a row", [found["row"]], [found["bare_row"]], 2, "B", "a list of tuples"),
        Figure("… scroll frame p99", p99(found["frames"]), None, _FRAME_MS, "ms"),
        Figure("… sorted, its stall", stalls["sorting"], None, _STALL_MS, "ms", note=f"{found['sort']:.0f} ms in all"),
        figure(f"{EXPORTED:,} leads exported", found["export"], found["write"], 1.5, "ms", "a bare csv.writer"),
    ]


def p99(values: Sequence[float]) -> float:
    """Returns the value that one in a hundred is above."""
    return sorted(values)[math.ceil(len(values) * 0.99) - 1]
