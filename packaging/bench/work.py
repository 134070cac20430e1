"""What happens once LeadDesk is up: sending, decoding, visiting, and how long the UI thread is ever away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .figures import Figure, figure
from .processes import Found, child
from .starts import Starts

_STALL_MS = 50
_VISITS = 3
"""Several, so that a stall by chance shows as such."""


def figures(long: Path, starts: Starts) -> list[Figure]:
    """Measures, and returns what stands in the table of it."""
    sending = child("desk", "sending", home_at=long)
    visits = [child("desk", "visiting", home_at=long) for _ in range(_VISITS)]
    decoding = child("decoding")
    cases, lines, size = decoding["cases"], decoding["lines"], decoding["bytes"]
    return [
        figure("Send lead to painted verdict", sending["ours"], sending["theirs"], 1.6, "ms", "a plain POST"),
        figure("decode of 12 cases", cases["ours"], cases["theirs"], 25, "µs", "json.loads"),
        figure("decode of Croco-Dial's lines", lines["ours"], lines["theirs"], 25, "µs", "splitlines", f"{size} bytes"),
        _stall("longest stall at a start", [*starts.empty, *starts.long]),
        _stall("longest stall at work", [sending, *visits]),
    ]


def _stall(what: str, runs: Sequence[Found]) -> Figure:
    """Returns the longest of all, and what it usually is."""
    longest = max(runs, key=lambda run: float(run["stall"]))
    usual = median(run["stall"] for run in runs)
    note = f"{longest['stalled']}; {usual:.0f} ms in a usual run" if longest["stalled"] else ""
    return Figure(what, longest["stall"], None, _STALL_MS, "ms", note=note)
