"""What a control says of itself on the accessibility bus, and what may be wrong with it or with the way through them.

Pure: it knows neither the bus nor LeadDesk, so that each rule can be tried with made-up controls.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from typing import NamedTuple

_MARKS = (":", "*", "…")
_PLAIN = frozenset({"filler", "panel", "unknown", "layered pane", "split pane", "scroll pane", "viewport"})
"""Roles that tell nobody what to do with a control."""
_LABELLED = frozenset({"combo box", "text", "spin button", "password text"})


class Box(NamedTuple):
    """Where a control stands on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel to its right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first pixel below."""
        return self.y + self.height


class Control(NamedTuple):
    """A control as the bus tells it."""

    path: str
    """Its address on the bus, the same each time."""
    role: str
    name: str
    description: str
    labels: tuple[str, ...]
    """The names of the labels whose buddy it is."""
    box: Box
    columns: tuple[str, ...] = ()
    """The headings, of a table with rows in it."""
    checkable: bool = False
    came_from: Box | None = None
    """Where the stop before it stands now: going on may have scrolled both."""

    @property
    def called(self) -> str:
        """What people call it: a combo says its value as its name, and its label has the name."""
        return self.labels[0] if self.role == "combo box" and self.labels else self.name

    def __str__(self) -> str:
        """Return role and name."""
        return f"{self.role} “{self.called}”"


def wrong(control: Control) -> list[str]:
    """Returns what is wrong with one control that Tab stops at."""
    if not control.name:
        return [f"a {control.role} has the focus and no name ({control.description or 'no description'})"]
    found = []
    if control.role != "menu item" and (control.name.endswith(_MARKS) or "&" in control.name):
        found.append(f"{control} carries a mark of its label")
    if control.role in _PLAIN and not control.description:
        found.append(f"{control} has a role that says nothing, and no description")
    if control.role == "combo box" and not control.labels:
        found.append(f"{control} has no label: its value is heard as its name")
    if control.role in _LABELLED - {"combo box"} and control.labels and control.name not in control.labels:
        found.append(f"{control} stands beside the label “{control.labels[0]}”")
    if control.role in {"table", "tree table"} and control.columns and not all(control.columns):
        found.append(f"{control} has a column without a heading: {', '.join(control.columns)}")
    if control.role == "check box" and not control.checkable:
        found.append(f"{control} does not say that it can be ticked")
    return found


def jumps(stops: Sequence[Control], meant: Set[tuple[str, str]] = frozenset()) -> list[str]:
    """Returns where Tab goes back, up or to the left, against the eye, but for the jumps that are ``meant``.

    A jump is named by both controls, or by an empty name and where it goes to. Once Tab comes round to what stands
    first.
    """
    first = min((stop.box.y, stop.box.x) for stop in stops) if stops else None
    found = []
    for one, other in zip(stops, stops[1:]):  # noqa: B905, RUF007 - the system's Python may be older than both
        back = _goes_back(other.came_from or one.box, other.box) and (other.box.y, other.box.x) != first
        if back and not {(one.called, other.called), ("", other.called)} & meant:
            found.append(f"Tab goes back from {one} to {other}")
    return found


def out_of_reach(shown: Sequence[Control], stops: Sequence[Control], by_key: Collection[str]) -> list[str]:
    """Returns what is shown and can be used, and neither Tab stops at it nor a key or the palette does the same."""
    reached = {stop.path for stop in stops}
    return [f"{one} is for a mouse only" for one in shown if one.path not in reached and one.called not in by_key]


def _goes_back(one: Box, other: Box) -> bool:
    """A next column may begin higher, a next line further left; anything else is against the eye."""
    above = other.bottom <= one.y
    same_line = other.y < one.bottom and one.y < other.bottom
    if above:
        return other.x < one.right
    return same_line and other.right <= one.x
