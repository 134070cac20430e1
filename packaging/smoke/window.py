"""Does the main job in the packaged window from outside: by names over the accessibility bus, as a screen reader does.

It runs under the system's Python, which has the bindings, inside the desktop that `desktop.py` makes. Its argument is
the program; it prints what it did, and ends with 1 and the reason where the window did something else.
"""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

gi: Any = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

_WAIT_S = 30
_CHECKED = "720-555-0104"
_TABLES = {"table", "tree table", "tree"}


class WindowError(Exception):
    """The window does not do what it should; the text says what."""


def main(program: str) -> int:
    """Returns the exit status."""
    doctor = subprocess.run([program, "doctor"], capture_output=True, text=True, timeout=60, check=False)
    if doctor.returncode:
        raise WindowError(f"doctor ended with {doctor.returncode}: {doctor.stdout}{doctor.stderr}")
    print(f"doctor: {doctor.stdout.strip().splitlines()[0]}")
    _practice(program)
    _work(program)
    return 0


def _practice(program: str) -> None:
    """Types a number, sends it, reads the verdict, and lets a second start fill in another number."""
    since = time.monotonic()
    window = subprocess.Popen([program, "--practice"])
    try:
        _until(lambda: _find(window.pid, "Send lead", "button"), "the button Send lead")
        print(f"window: there after {time.monotonic() - since:.1f} s")
        _until(lambda: "PRACTICE" in _title(window.pid), "PRACTICE in the title")
        _until(lambda: _destination(window.pid), "a destination")
        phone = _until(lambda: _find(window.pid, "Phone", "text"), "the field Phone")
        Atspi.EditableText.set_text_contents(phone, "720-555-0100")
        _press(_until(lambda: _find(window.pid, "Send lead", "button"), "the button Send lead"))
        outcome = _until(lambda: _said(window.pid, "Load outcome", "Loaded"), "Load outcome: Loaded")
        assessed = _until(lambda: _said(window.pid, "Assessment", "No block returned"), "Assessment: No block returned")
        print(f"main job: {outcome.partition('.')[0]} / {assessed.partition('.')[0]}")
        second = subprocess.run([program, "--practice", "--check", _CHECKED], timeout=60, check=False)
        if second.returncode:
            raise WindowError(f"a second start ended with {second.returncode}")
        _until(lambda: "5550104" in _digits(_find(window.pid, "Phone", "text")), "the number of a second start")
        print("second start: its number is in the open window")
    finally:
        _end(window)


def _work(program: str) -> None:
    """Opens the window in ordinary mode: the history's key goes into the keyring."""
    window = subprocess.Popen([program])
    try:
        _until(lambda: _has_text(window.pid, "Keyring unlocked"), "the words Keyring unlocked")
        print("keyring: unlocked, in ordinary mode")
    finally:
        _end(window)


def _end(window: subprocess.Popen[bytes]) -> None:
    if window.poll() is not None:
        raise WindowError(f"the program ended by itself with {window.returncode}")
    window.send_signal(signal.SIGTERM)
    try:
        window.wait(10)
    except subprocess.TimeoutExpired as late:
        window.kill()
        window.wait()
        raise WindowError("the program did not end when it was told to") from late


# ------------------------------------------------------------ looking


def _application(pid: int) -> Any:
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        one = desktop.get_child_at_index(place)
        if one and one.get_process_id() == pid:
            return one
    return None


def _walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yields what is shown, never the inside of a table."""
    if depth and not node.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield node
    if depth < 40 and node.get_role_name() not in _TABLES:
        for place in range(node.get_child_count()):
            child = node.get_child_at_index(place)
            if child is not None:
                yield from _walk(child, depth + 1)


def _nodes(pid: int) -> Iterator[Any]:
    application = _application(pid)
    return _walk(application) if application else iter(())


def _find(pid: int, name: str, role: str) -> Any:
    return next((one for one in _nodes(pid) if one.get_name() == name and role in one.get_role_name()), None)


def _title(pid: int) -> str:
    application = _application(pid)
    windows = [application.get_child_at_index(place) for place in range(application.get_child_count())]
    return " ".join(one.get_name() for one in windows if one)


def _said(pid: int, name: str, begins: str) -> str:
    """Returns the description of a label once it begins so."""
    found = _find(pid, name, "label")
    text = str(found.get_description()) if found else ""
    return text if text.startswith(begins) else ""


def _destination(pid: int) -> bool:
    return any("Practice" in one.get_name() for one in _nodes(pid) if one.get_role_name() == "combo box")


def _has_text(pid: int, words: str) -> bool:
    return any(words in f"{one.get_name()} {one.get_description()}" for one in _nodes(pid))


def _digits(field: Any) -> str:
    text = Atspi.Text.get_text(field, 0, -1) if field else ""
    return "".join(sign for sign in text if sign.isdigit())


def _press(button: Any) -> None:
    Atspi.Action.do_action(button, 0)


def _until(probe: Callable[[], Any], what: str) -> Any:
    """Returns the first true answer of the probe; raises WindowError where none comes."""
    end, context = time.monotonic() + _WAIT_S, GLib.MainContext.default()
    while time.monotonic() < end:
        while context.iteration(False):  # what was remembered of the window is dropped as its signals are read
            pass
        try:
            if found := probe():
                return found
        except (GLib.Error, AttributeError):  # a part of the window went away while it was looked at
            pass
        time.sleep(0.05)
    raise WindowError(f"{what} did not come within {_WAIT_S} s")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except WindowError as wrong:
        print(f"WRONG: {wrong}")
        sys.exit(1)
