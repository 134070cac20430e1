"""Goes through what is shown with Tab, and reads each stop as a screen reader does."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Set
from typing import Any

from .controls import Box, Control, jumps, out_of_reach, wrong

outside: Any = importlib.import_module("outside.window")

_MOST_STOPS = 150
_PRESSED = frozenset({"push button", "toggle button", "check box", "combo box", "spin button", "text"})
"""Roles of what can be used; tabs, items, cells and radio buttons are reached by the arrows of what holds them."""
_LINKED = frozenset({"label", "document text", "document frame"})
"""Roles of texts whose links Tab goes through, of which the bus says nothing."""
_HELD = frozenset({"table cell", "list item", "tree item"})
_HOLDERS = frozenset({"combo box", "spin button", "text", "table", "tree", "list"})
"""What stands in these is reached through them."""


def control(node: Any) -> Control:
    """Returns a node of the bus as it is now."""
    atspi = outside.Atspi
    role = str(node.get_role_name())
    box = atspi.Component.get_extents(node, atspi.CoordType.SCREEN)
    labels = tuple(
        str(relation.get_target(at).get_name())
        for relation in node.get_relation_set()
        if relation.get_relation_type() == atspi.RelationType.LABELLED_BY
        for at in range(relation.get_n_targets())
    )
    headed = role in outside.TABLES and atspi.Table.get_n_rows(node)
    return Control(
        node.path,
        role,
        str(node.get_name() or ""),
        str(node.get_description() or ""),
        labels,
        Box(box.x, box.y, box.width, box.height),
        tuple(outside.header(node)) if headed else (),
        outside.has(node, "CHECKABLE"),
    )


def stops(window: Any) -> list[Control]:
    """Returns where Tab stops, beginning with what has the focus, until it comes round."""
    found: list[Control] = []
    before: Any = None
    for _ in range(_MOST_STOPS):
        node = holder(window.focused)
        here = control(node)
        if before and here.path == found[-1].path and here.role in _LINKED:
            window.keys("Tab")
            continue
        if any(here.path == stop.path for stop in found):
            return found
        found.append(here._replace(came_from=control(before).box if before else None))
        before = node
        window.keys("Tab")
    return found


def holder(node: Any) -> Any:
    """Returns what Tab has come to: a table or list where the bus names the cell or row in it."""
    return node.get_parent() if node.get_role_name() in _HELD else node


def usable(window: Any) -> list[Control]:
    """Returns what is shown on top and can be used, but for what is reached through something else."""
    found: list[Control] = []
    _gather(window.dialog() or window.tops()[-1], found)
    return found


def _gather(node: Any, found: list[Control]) -> None:
    for child in outside.children(node):
        if not outside.has(child, "SHOWING"):
            continue
        role = child.get_role_name()
        if role in _PRESSED and outside.has(child, "SENSITIVE") and outside.has(child, "ENABLED"):
            found.append(control(child))
        if role not in _HOLDERS:
            _gather(child, found)


def go_through(window: Any, by_key: Collection[str], meant: Set[tuple[str, str]]) -> tuple[list[Control], list[str]]:
    """Returns where Tab stops in what is on top, and what is wrong there.

    ``by_key`` names what keys and the palette do, ``meant`` the jumps of Tab that are wanted.
    """
    through = stops(window)
    found = [complaint for stop in through for complaint in wrong(stop)]
    found += jumps(through, meant)
    return through, found + out_of_reach(usable(window), through, by_key)
