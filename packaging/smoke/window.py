"""Does the main job in the packaged window from outside: by names over the accessibility bus, as a screen reader does.

It runs under the system's Python, which has the bindings, inside the desktop of `outside/desktop.py`. Its argument is
the program; it prints what it did, and ends with 1 and the reason where the window did something else.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the program that is tried inherits nothing of this
outside: Any = importlib.import_module("outside.window")

_CHECKED = "720-555-0104"


def main(program: str) -> int:
    """Returns the exit status."""
    doctor = subprocess.run([program, "doctor"], capture_output=True, text=True, timeout=60, check=False)
    if doctor.returncode:
        raise outside.WindowError(f"doctor ended with {doctor.returncode}: {doctor.stdout}{doctor.stderr}")
    print(f"doctor: {doctor.stdout.strip().splitlines()[0]}")
    _practice(program)
    _work(program)
    return 0


def _practice(program: str) -> None:
    """Types a number, sends it, reads the verdict, and lets a second start fill in another number."""
    window = outside.Window([program, "--practice"])
    try:
        window.wanted("Send lead", "button")
        print(f"window: there after {time.monotonic() - window.started:.1f} s")
        outside.until(lambda: "PRACTICE" in window.title(), "PRACTICE in the title")
        outside.until(lambda: _destination(window), "a destination")
        outside.Atspi.EditableText.set_text_contents(window.wanted("Phone", "text"), "720-555-0100")
        outside.press(window.wanted("Send lead", "button"))
        outcome = window.said("Load outcome", "Loaded")
        assessed = window.said("Assessment", "No block returned")
        print(f"main job: {outcome.partition('.')[0]} / {assessed.partition('.')[0]}")
        second = subprocess.run([program, "--practice", "--check", _CHECKED], timeout=60, check=False)
        if second.returncode:
            raise outside.WindowError(f"a second start ended with {second.returncode}")
        number = "".join(sign for sign in _CHECKED if sign.isdigit())
        outside.until(
            lambda: outside.digits(window.find("Phone", "text")).endswith(number), "the number of a second start"
        )
        print("second start: its number is in the open window")
    finally:
        window.end()


def _work(program: str) -> None:
    """Opens the window in ordinary mode: the history's key goes into the keyring."""
    window = outside.Window([program])
    try:
        outside.until(lambda: window.has_text("Keyring unlocked"), "the words Keyring unlocked")
        print("keyring: unlocked, in ordinary mode")
    finally:
        window.end()


def _destination(window: Any) -> bool:
    return any("Practice" in one.get_name() for one in window.nodes() if one.get_role_name() == "combo box")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except outside.WindowError as wrong:
        print(f"WRONG: {wrong}")
        sys.exit(1)
