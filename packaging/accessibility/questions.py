"""The round through what opens over other dialogs, what asks by itself, and what a keyring in trouble brings."""

from __future__ import annotations

import importlib
import subprocess
from pathlib import Path
from typing import Any

from .desk import Desk

outside: Any = importlib.import_module("outside.window")

_NO_KEYRING = ("env", "PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring")
_KEY = ("LeadDesk history", "key at local")
"""Service and user name under which the keyring shows the history's key."""


def files(desk: Desk) -> None:
    """The dialogs for files, which are the desktop's: that they come and that the focus comes back."""
    window = desk.window
    desk.go_to("Enter lead", "Phone")
    window.keys("ctrl+n")
    window.type("7205550101")
    window.keys("ctrl+Return")
    window.said("Assessment", "Do not contact")
    _comes_and_goes(desk, "Save proof", "Save proof")
    window.keys("ctrl+n")
    desk.go_to("Profiles", "Profiles")
    _comes_and_goes(desk, "Import of profiles", "Import")
    window.keys("ctrl+comma")
    outside.until(window.dialog, "Settings")
    for words in ("Export", "Import"):
        _comes_and_goes(desk, f"{words} of a setup", words)
    desk.close_all()


def in_settings(desk: Desk) -> None:
    """What opens from *Settings*, and the welcome."""
    window = desk.window
    desk.go_to("Enter lead", "Phone")
    desk.dialog("Welcome", lambda: desk.command("Show the welcome"))
    before = desk.here()
    window.keys("ctrl+comma")
    outside.until(window.dialog, "Settings")
    desk.dialog("Third-party notices", lambda: desk.command("Third-party notices"))
    desk.command("Changes in vendors' answers")
    outside.until(lambda: window.find("Changes in vendors' answers", "dialog"), "the changes")
    desk.look("Changes in vendors' answers")
    desk.close("Changes in vendors' answers", before)


def masked(desk: Desk) -> None:
    """The question before masked numbers and names are shown."""
    desk.go_to("History", "Search history")
    _mask(desk)
    desk.dialog("Reveal numbers and names", lambda: desk.command("Reveal numbers and names"))
    _mask(desk)


def search_leads(desk: Desk) -> None:
    """The editor of a filter, the name of a search, and a lead's details."""
    window = desk.window
    desk.go_to("Search leads", "Search text")
    desk.dialog("Save search", lambda: desk.choose_first("Saved searches"))
    desk.dialog("Filter", lambda: desk.choose_first("Add filter"))
    window.keys("Return")
    desk.tab_to("Leads")
    window.keys("Return")
    desk.look("Search leads, details", place="Search leads")
    window.keys("Escape")


def marks(desk: Desk) -> None:
    """*Asked not to be called* put on a number, found in its list, and taken back."""
    window = desk.window
    desk.go_to("Check number", "Phone")
    window.keys("ctrl+a")
    window.type("7205550103")
    desk.command("Asked not to be called")
    outside.until(window.dialog, "the question")
    desk.tab_to("Mark")
    window.keys("Return")
    outside.until(lambda: not window.dialog(), "the mark", 10)
    desk.go_to("History", "Search history")
    desk.command("All asked not to be called")
    outside.until(window.dialog, "the list")
    outside.until(lambda: outside.rows(window.find("Asked not to be called", "table")), "the mark in its list", 10)
    desk.look("All asked not to be called with a mark")
    desk.dialog("Undo the mark", lambda: desk.command("Undo"))
    desk.close_all()


def restoring(desk: Desk) -> None:
    """*Restore* after *Pause all active*, and its findings."""
    window = desk.window
    desk.go_to("Campaigns", "Campaigns")
    window.keys("ctrl+Home")
    desk.dialog("Restore", lambda: desk.command("Restore"))


def no_key(desk: Desk) -> None:
    """A lead that waits for a credential which is not kept any more."""
    window = desk.window
    desk.go_to("Profiles", "Profiles")
    window.keys("Home")
    desk.command("Forget API key")
    outside.until(window.dialog, "the question")
    desk.look("Forget API key")
    desk.tab_to("Forget")
    window.keys("Return")
    outside.until(lambda: not window.dialog(), "the key to go", 10)
    desk.go_to("Enter lead", "Phone")
    window.keys("ctrl+n")
    window.type("7205550100")
    window.keys("ctrl+Return")
    window.wanted("Type the key for this session", "button")
    desk.dialog("Keep for this session", lambda: desk.command("Type the key for this session"))


def no_history(desk: Desk, command: list[str]) -> None:
    """Starts without a keyring, and then with one that has lost the history's key."""
    desk.window = outside.Window([*_NO_KEYRING, *command])
    outside.until(desk.window.dialog, "the question where to keep the history")
    desk.look("Where to keep the history")
    desk.close_all()
    desk.window.end()
    desk.window = outside.Window(command)
    desk.window.wanted("Add your first profile", "button")
    outside.until(lambda: desk.window.has_text("Keyring unlocked"), "the keyring")
    desk.window.end()
    python = str(Path(command[0]).with_name("python"))
    subprocess.run([python, "-m", "keyring", "del", *_KEY], check=True, timeout=30)
    desk.window = outside.Window(command)
    desk.window.wanted("Type the recovery key", "button")
    desk.dialog("Type the recovery key", lambda: desk.command("Type the recovery key"))
    desk.dialog("Details of a message", lambda: desk.command("Details"))


def _comes_and_goes(desk: Desk, where: str, words: str) -> None:
    before, shown = desk.here(), len(desk.window.tops())
    desk.command(words)
    outside.until(lambda: len(desk.window.tops()) > shown, f"the dialog of {where}", 10)
    desk.walked.append(where)
    desk.close(where, before)


def _mask(desk: Desk) -> None:
    """Turns masking on, or off again, in *Settings*."""
    window = desk.window
    before = desk.here()
    desk.command("Settings: Mask numbers and names")
    desk.arrived("Settings", "Mask numbers and names")
    window.keys("space")
    desk.close("Settings", before)
