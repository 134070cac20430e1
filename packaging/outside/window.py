"""The window as a screen reader finds it: by role and name over the accessibility bus, worked by its keyboard.

It runs under the system's Python, which has the bindings, inside the desktop that `desktop.py` makes. A mouse and a
picture are never used.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

gi: Any = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

WAIT_S = 30.0
TABLES = frozenset({"table", "tree table", "tree"})
WINDOWS = frozenset({"frame", "dialog", "alert", "file chooser"})
_DEPTH = 40
_LOOK_S = 1.0
"""So often all is read anew while something is waited for."""
_QUIET_S = 0.06
"""No event for so long: what a key set off is over."""
_KEY_S = 1.0
"""A key's first event comes within this, or none."""


class WindowError(Exception):
    """The window does not do what it should; the text says what."""


class Window:
    """A program that was started here, as it stands on the accessibility bus."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start the program."""
        self.started = time.monotonic()
        self._program = subprocess.Popen(list(command))
        self.focused: Any = None
        """What had the focus last, as the bus told it; None before."""
        self.announced: list[str] = []
        """Everything that was announced to screen readers, the oldest first."""
        self._last_event = 0.0
        self._listener = Atspi.EventListener.new(self._take)
        for event in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(event)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._program.pid

    def end(self) -> None:
        """Ends the program as a desktop does; raises WindowError where it ended before, or does not."""
        for event in ("object:state-changed:focused", "object:announcement"):
            self._listener.deregister(event)
        if self._program.poll() is not None:
            raise WindowError(f"the program ended by itself with {self._program.returncode}")
        self._program.send_signal(signal.SIGTERM)
        try:
            self._program.wait(10)
        except subprocess.TimeoutExpired as late:
            self._program.kill()
            self._program.wait()
            raise WindowError("the program did not end when it was told to") from late

    # ------------------------------------------------------------ looking

    def tops(self) -> list[Any]:
        """Returns the windows and dialogs that are shown."""
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(place)
            if one and one.get_process_id() == self.pid:
                return [top for top in children(one) if has(top, "SHOWING")]
        return []

    def dialog(self) -> Any:
        """Returns the dialog on top; None where there is none."""
        return next((top for top in reversed(self.tops()) if top.get_role_name() in WINDOWS - {"frame"}), None)

    def title(self) -> str:
        """Returns the titles of what is shown."""
        return " ".join(top.get_name() for top in self.tops())

    def nodes(self, within: Any = None) -> Iterator[Any]:
        """Yields all that is shown, never the inside of a table."""
        for top in [within] if within else self.tops():
            yield from walk(top)

    def find(self, name: str, role: str, within: Any = None) -> Any:
        """Returns what is shown with that name and such a role; None where nothing is."""
        return next((one for one in self.nodes(within) if name == one.get_name() and is_a(one, role)), None)

    def wanted(self, name: str, role: str, within: Any = None) -> Any:
        """Returns what `find` finds once it is there; raises WindowError where it does not come."""
        return until(lambda: self.find(name, role, within), f"{role} {name}")

    def says(self, name: str, role: str = "label") -> str:
        """Returns the description of the first thing of that name which has one."""
        told = (one.get_description() for one in self.nodes() if one.get_name() == name and is_a(one, role))
        return next((text for text in told if text), "")

    def said(self, name: str, begins: str, role: str = "label") -> str:
        """Returns what something says once that begins so; raises WindowError where it never does."""
        text = until(lambda: (said := self.says(name, role)).startswith(begins) and said, f"{name}: {begins}")
        return str(text)

    def has_text(self, words: str) -> bool:
        """Tells whether something is shown with these words in its name or description."""
        return any(words in f"{one.get_name()} {one.get_description()}" for one in self.nodes())

    # ------------------------------------------------------------ the keyboard

    def keys(self, *keys: str) -> Any:
        """Presses keys, one after the other, as xdotool names them; returns what has the focus then."""
        for key in keys:
            self._press(["key", key])
        return self.focused

    def type(self, text: str) -> None:
        """Types text where the focus is."""
        self._press(["type", "--delay", "4", "--", text])

    def forget(self) -> None:
        """Forgets what was announced so far."""
        pump()
        self.announced.clear()

    def heard(self, words: str) -> str:
        """Returns the announcement with these words in it; raises WindowError where none comes."""
        said = until(
            lambda: next((one for one in self.announced if words in one), ""),
            f"an announcement of “{words}”",
            10,
            lambda: f"announced was: {self.announced}",
        )
        return str(said)

    def _press(self, act: Sequence[str]) -> None:
        """Does it, and waits until what it set off is over."""
        pump()
        since = self._last_event = time.monotonic()
        subprocess.run(["xdotool", *act], check=True, timeout=30)
        while time.monotonic() - since < _KEY_S:
            pump()
            if self._last_event > since and time.monotonic() - self._last_event > _QUIET_S:
                return
            if self._last_event == since and time.monotonic() - since > _KEY_S / 4:
                return
            time.sleep(0.005)

    def _take(self, event: Any) -> None:
        """Keeps an event of this program; of something that is gone already, there is nothing to keep."""
        try:
            if event.source.get_process_id() != self.pid:
                return
        except GLib.Error:
            return
        self._last_event = time.monotonic()
        if event.type.startswith("object:announcement"):
            self.announced.append(str(event.any_data))
        elif event.detail1:
            self.focused = event.source


# ------------------------------------------------------------ a node of the bus


def children(node: Any) -> list[Any]:
    """Returns what stands directly in a node; what has gone meanwhile is left out."""
    found = []
    for place in range(node.get_child_count()):
        with contextlib.suppress(GLib.Error):
            found.append(node.get_child_at_index(place))
    return [child for child in found if child is not None]


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yields what is shown of a node, itself first, never the inside of a table."""
    try:
        if not has(node, "SHOWING"):
            return
    except GLib.Error:  # it has gone meanwhile
        return
    yield node
    if depth < _DEPTH and node.get_role_name() not in TABLES:
        for child in children(node):
            yield from walk(child, depth + 1)


def is_a(node: Any, role: str) -> bool:
    """Tells whether a node has such a role: a *push button* is a *button*, a *list item* is no *list*."""
    return f" {node.get_role_name()}".endswith(f" {role}")


def has(node: Any, state: str) -> bool:
    """Tells whether a node is in the state of that name."""
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def text_of(node: Any) -> str:
    """Returns the text in a field, and nothing without one."""
    return str(Atspi.Text.get_text(node, 0, -1)) if node else ""


def digits(field: Any) -> str:
    """Returns the digits in a field."""
    return "".join(sign for sign in text_of(field) if sign.isdigit())


def press(button: Any) -> None:
    """Presses a button as a screen reader does."""
    Atspi.Action.do_action(button, 0)


def header(table: Any) -> list[str]:
    """Returns the headings of a table's columns."""
    width = range(Atspi.Table.get_n_columns(table))
    return [str(Atspi.Table.get_column_description(table, column) or "") for column in width]


def row(table: Any, number: int) -> list[str]:
    """Returns the cells of a row as they are read."""
    cells = (Atspi.Table.get_accessible_at(table, number, at) for at in range(Atspi.Table.get_n_columns(table)))
    return [str(cell.get_name() or cell.get_description() or "") if cell else "" for cell in cells]


def rows(table: Any, most: int = 100) -> list[list[str]]:
    """Returns the first rows of a table as they are read."""
    table.clear_cache_single() if hasattr(table, "clear_cache_single") else table.clear_cache()
    return [row(table, number) for number in range(min(most, Atspi.Table.get_n_rows(table)))]


def pump() -> None:
    """Takes the bus's signals: what was remembered of the window is dropped as they are read."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def look_again() -> None:
    """Drops what the bindings remember of the windows: not everything that changes there is told to them."""
    for one in children(Atspi.get_desktop(0)):
        one.clear_cache()


def until(probe: Callable[[], Any], what: str, wait_s: float = WAIT_S, instead: Callable[[], str] | None = None) -> Any:
    """Returns the first true answer of the probe; raises WindowError where none comes."""
    last_look = time.monotonic()
    end = last_look + wait_s
    while time.monotonic() < end:
        pump()
        if time.monotonic() > last_look + _LOOK_S:
            look_again()
            last_look = time.monotonic()
        try:
            if found := probe():
                return found
        except (GLib.Error, AttributeError):  # a part of the window went away while it was looked at
            pass
        time.sleep(0.05)
    raise WindowError(f"{what} did not come within {wait_s:g} s{f'; {instead()}' if instead else ''}")
