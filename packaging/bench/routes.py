"""A lead sent along a route of five destinations, against as many plain posts one after the other."""

from __future__ import annotations

from pathlib import Path

from .figures import Figure, figure
from .home import STOPS
from .processes import child


def figures(home: Path) -> list[Figure]:
    """Measures, and returns what stands in the table of it; the home has a profile with so many destinations."""
    found = child("desk", "along_route", home_at=home)
    note = "until the last verdict is painted"
    return [figure(f"route of {STOPS}", found["ours"], found["theirs"], 1.3, "ms", f"{STOPS} plain POSTs", note)]
