"""The window in somebody's hands who has only its keyboard: goes to places, opens dialogs, looks, and keeps account."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from .controls import Control
from .walk import control, go_through, holder

outside: Any = importlib.import_module("outside.window")

PLACES = ("Check number", "Enter lead", "Search leads", "Campaigns", "History", "Profiles")
MEANT = frozenset(
    {
        ("", "Places"),  # from a place to the rail: the way round begins anew
        ("Preview", "Destination"),  # the fields come first; who enters leads all day changes the destination rarely
        ("New lead", "Destination"),  # the same while Preview has nothing to show
        ("Destination", "Routes"),
        ("Profiles", "Add profile"),  # the list before what is done with it
        ("Routes", "Add route"),
        ("Destinations", "Move up"),
        ("Destinations", "Move down"),
        ("", "List name"),  # the chosen campaign in one go, then the lists below the board
        ("Close details", "Refresh"),  # the leads and the chosen one, then what is done with all of them
    }
)
"""Where Tab goes against the eye on purpose."""
_BEING_BUILT = "Getting ready"


class Desk:
    """What was walked, what was seen there, and what is wrong."""

    def __init__(self, window: Any) -> None:
        """Take a window that was just started."""
        self.window = window
        self.walked: list[str] = []
        self.wrong: list[str] = []
        self.seen: dict[str, set[tuple[str, str]]] = {}
        """Roles and names of all that was shown, by place."""
        self._by_key: frozenset[str] = frozenset()

    def complain(self, where: str, what: str) -> None:
        """Notes that something is wrong."""
        line = f"{where}: {what}"
        if line not in self.wrong:
            self.wrong.append(line)
            print(f"WRONG: {line}")

    def must(self, good: object, where: str, otherwise: str) -> None:
        """Notes what is wrong unless what is asked is so."""
        if not good:
            self.complain(where, otherwise)

    # ------------------------------------------------------------ going

    def go_to(self, place: str, begins: str) -> None:
        """Goes to a place by its key; ``begins`` names the control that is to have the focus there."""
        self.window.keys(f"ctrl+{PLACES.index(place) + 1}")
        self.arrived(place, begins)

    def arrived(self, where: str, begins: str) -> None:
        """Waits until the control of that name has the focus; notes where it is instead."""
        try:
            outside.until(lambda: self.here().called == begins, begins, 15)
        except outside.WindowError:
            self.complain(where, f"the focus is on {self.here()} and not on {begins}")

    def here(self) -> Control:
        """Returns what has the focus."""
        return control(holder(self.window.focused))

    def tab_to(self, name: str, most: int = 60) -> Control:
        """Presses Tab until the control of that name has the focus; raises WindowError where Tab never comes to it."""
        for _ in range(most):
            if (here := self.here()).called == name:
                return here
            self.window.keys("Tab")
        raise outside.WindowError(f"Tab does not come to {name}")

    def command(self, words: str) -> None:
        """Does what the palette has under these words."""
        self.window.keys("ctrl+k")
        outside.until(lambda: self.here().name == "Command", "the command palette")
        self.window.type(words)
        outside.until(lambda: self.here().description.startswith(words), f"{words} in the palette")
        self.window.keys("Return")

    def choose_first(self, words: str) -> None:
        """Opens the menu that the palette has under these words, and takes its first line."""
        self.command(words)
        outside.until(lambda: self.here().role == "menu item", f"the menu of {words}")
        self.window.keys("Return")

    # ------------------------------------------------------------ looking

    def learn_keys(self) -> None:
        """Reads the sheet of keys and the palette: what stands there needs no mouse."""
        window = self.window
        before = self.here()
        window.keys("F1")
        outside.until(window.dialog, "the sheet of keys")
        lines = outside.rows(window.wanted("Shortcuts", "table"))
        self.must(len(lines) > 40 and all(all(line) for line in lines), "Shortcuts", f"its rows are {lines[:3]}…")
        self.close("Shortcuts", before)
        window.keys("ctrl+k")
        items = outside.children(window.wanted("Commands", "list"))
        offered = {str(item.get_name()).partition(",")[0] for item in items}
        self.close("Commands", before)
        self._by_key = frozenset({line[1].partition(":")[0] for line in lines} | offered)

    def look(self, where: str, *, place: str = "") -> None:
        """Goes through what is on top with Tab, and remembers for its place what stands there."""
        through, found = go_through(self.window, self._by_key, MEANT)
        for complaint in found:
            self.complain(where, complaint)
        self.walked.append(f"{where} ({len(through)})")
        print(f"{where}: {len(through)} stops, {len(found)} wrong")
        if place:
            self.remember(place)

    def remember(self, place: str) -> None:
        """Notes everything that is shown, by role and name; a combo by the names of its labels."""
        seen = self.seen.setdefault(place, set())
        for node in self.window.nodes():
            role = str(node.get_role_name())
            called = control(node).labels if role == "combo box" else (str(node.get_name()),)
            seen.update((role, name) for name in called if name)

    def dialog(self, where: str, opened_by: Callable[[], object], *, close: str = "Escape") -> None:
        """Opens a dialog, goes through it, closes it, and notes where the focus does not come back."""
        before, shown = self.here(), len(self.window.tops())
        opened_by()
        try:
            outside.until(lambda: len(self.window.tops()) > shown, f"the dialog of {where}", 10)
        except outside.WindowError as missing:
            self.complain(where, str(missing))
            return
        self.look(where)
        self.close(where, before, close)

    def close(self, where: str, before: Control, key: str = "Escape") -> None:
        """Closes what is on top by a key, and notes where the focus does not come back to where it was."""
        window = self.window
        left = len(window.tops()) - 1 if window.dialog() else 1
        window.keys(key)
        try:
            outside.until(lambda: len(window.tops()) <= left and self.here().path == before.path, "the focus", 5)
        except outside.WindowError:
            open_still = len(window.tops()) > left
            what = f"{key} leaves it open" if open_still else f"the focus came back to {self.here()}, not to {before}"
            self.complain(where, what)
            if open_still:
                window.keys("Escape", "Escape")

    def close_all(self) -> None:
        """Closes every dialog."""
        for _ in range(5):
            if self.window.dialog():
                self.window.keys("Escape")
                outside.time.sleep(0.3)
