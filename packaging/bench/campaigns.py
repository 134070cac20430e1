"""*Campaigns* over a board of 2,000: painted, polled, worked on; and fifty campaigns paused; against plain tools."""

from __future__ import annotations

from pathlib import Path

from .figures import Figure, figure
from .processes import child

BOARD = 2_000
ACTIVE = 50
"""Active campaigns of the vendor twenty milliseconds away."""
_FRAME_MS = 16
_STALL_MS = 50


def figures(home: Path) -> list[Figure]:
    """Measures, and returns what stands in the table of it; the home has a profile with so many campaigns."""
    found = child("desk", "campaigns_board", home_at=home)
    stall, doing = found["longest"]
    pauses = f"{found['reads']:.0f} ms more by it for both reads; vendor 20 ms away"
    signals = f"{found['polls']} polls, {found['signals']} signals of its rows"
    return [
        figure(f"board of {BOARD:,} campaigns painted", found["board"], found["table"], 2, "ms", "a bare QTableView"),
        Figure("… poll without news repaints", found["paints"], None, 0, "paints", note=signals),
        Figure("… heat map paint, worst", max(found["maps"]), None, _FRAME_MS, "ms", note=f"of {len(found['maps'])}"),
        Figure("… longest stall", stall, None, _STALL_MS, "ms", note=doing),
        figure(f"Pause all active of {ACTIVE}", found["pause"], found["posts"], 1.5, "ms", "plain httpx posts", pauses),
    ]
