"""Starts of LeadDesk with an empty and with a long history against starts of a bare window, in turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .figures import Figure, figure
from .processes import Found, child
from .watch import NUMBER

ROUNDS = 7
_WINDOW, _WITHOUT = "a bare window", "an empty history"


@dataclass(slots=True)
class Starts:
    """What each side's starts brought."""

    bare: list[Found] = field(default_factory=list)
    empty: list[Found] = field(default_factory=list)
    long: list[Found] = field(default_factory=list)
    idle: list[Found] = field(default_factory=list)
    """Starts after which nobody typed."""


def take(empty: Path, idle: Path, long: Path) -> Starts:
    """Returns what the starts brought; the first round warms the disk and is not counted."""
    found = Starts()
    for count in range(ROUNDS + 1):
        if count == 1:
            found = Starts()
        found.bare.append(child("bare"))
        found.empty.append(child("desk", "start", home_at=empty))
        found.long.append(child("desk", "start", home_at=long))
        found.idle.append(child("desk", "idle", home_at=idle))
    return found


def figures(starts: Starts, exchanges: int) -> list[Figure]:
    """Returns what stands in the table of them."""
    bare, empty, long = starts.bare, starts.empty, starts.long
    lost = sum(run.get("arrived") != NUMBER for run in (*empty, *long))
    said = f"keys lost in {lost} of {len(empty) + len(long)} starts" if lost else "no key lost"
    typed = f"{median(_of(empty, 'memory')):.0f} MiB once a number is typed"
    rows = f"… with {exchanges:,} rows"
    return [
        figure("start to first paint", _of(empty, "paint"), _of(bare, "paint"), 1.35, "ms", _WINDOW),
        figure("start to Phone takes keys", _of(empty, "keys"), _of(bare, "keys"), 2, "ms", _WINDOW, said),
        figure(f"{rows}: first paint", _of(long, "paint"), _of(empty, "paint"), 1.1, "ms", _WITHOUT),
        figure(f"{rows}: keys", _of(long, "keys"), _of(empty, "keys"), 1.1, "ms", _WITHOUT),
        figure("idle memory", _of(starts.idle, "memory"), _of(bare, "memory"), 2.2, "MiB", _WINDOW, typed),
    ]


def _of(runs: Sequence[Found], what: str) -> list[float]:
    """Returns one number of every run; what never happened counts as for ever."""
    return [float(run.get(what, "inf")) for run in runs]
