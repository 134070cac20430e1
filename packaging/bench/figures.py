"""Figures and the table they are printed in; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_HEADS = ("what", "ratio", "limit", "", "LeadDesk", "against", "")


@dataclass(frozen=True)
class Figure:
    """One line of the table: a ratio of two medians, or one worst value, with its limit."""

    what: str
    ours: float
    theirs: float | None
    """None for a figure that is a limit by itself."""
    limit: float
    unit: str
    against: str = ""
    note: str = ""

    @property
    def value(self) -> float:
        """What is held against the limit."""
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def word(self) -> str:
        """`good`, or `BROKEN` past the limit."""
        return "good" if self.value <= self.limit else "BROKEN"


def figure(
    what: str, ours: Sequence[float], theirs: Sequence[float], limit: float, unit: str, against: str, note: str = ""
) -> Figure:
    """Returns the ratio of two medians of runs that were taken in turns."""
    return Figure(what, median(ours), median(theirs), limit, unit, against, note)


@dataclass(frozen=True)
class Place:
    """What was measured at one place of LeadDesk."""

    name: str
    figures: Sequence[Figure]
    missing: str = ""
    """What could not be measured here and why, as one sentence."""


def table(places: Sequence[Place]) -> str:
    """Returns the lines of the table for the eye, times and all."""
    rows = [_HEADS, *(_row(one) for place in places for one in place.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], *_missing(places)])


def _row(one: Figure) -> tuple[str, ...]:
    ours = f"{_plain(one.ours)} {one.unit}"
    if one.theirs is None:
        return (one.what, "", f"≤ {one.limit:g} {one.unit}", one.word, ours, "", one.note)
    against = f"{_plain(one.theirs)} {one.unit} by {one.against}"
    return (one.what, f"{one.value:.2f}", f"≤ {one.limit:g}", one.word, ours, against, one.note)


def markdown(places: Sequence[Place]) -> str:
    """Returns the table for the record, without the times behind a ratio: a ratio holds on any machine."""
    lines = ["| Place | Figure | Measured | Limit | | Against |", "|---|---|--:|--:|---|---|"]
    for place in places:
        for one in place.figures:
            unit = "" if one.theirs is not None else f" {one.unit}"
            measured = f"{one.value:.2f}" if one.theirs is not None else _plain(one.ours)
            against = "; ".join(part for part in (one.against, one.note) if part)
            cells = (place.name, one.what, measured + unit, f"≤ {one.limit:g}{unit}", one.word, against)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, *(f"\n{said}" for said in _missing(places))])


def _missing(places: Sequence[Place]) -> list[str]:
    return [f"Not measured: {place.missing}" for place in places if place.missing]


def _plain(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"
