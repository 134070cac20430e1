"""The round through every place and its dialogs, each opened by a key or from the palette."""

from __future__ import annotations

import importlib
from typing import Any

from .desk import Desk

outside: Any = importlib.import_module("outside.window")


def enter_lead(desk: Desk) -> None:
    """*Enter lead* empty, and what opens from it."""
    window, place = desk.window, "Enter lead"
    desk.go_to(place, "Phone")
    desk.look(place, place=place)
    window.type("7205550104")
    desk.dialog("Preview", lambda: window.keys("ctrl+shift+Return"))
    desk.dialog("Routes", lambda: desk.command("Routes"))
    window.keys("ctrl+Return")
    window.said("Assessment", "Do not contact")
    desk.tab_to("Known litigator")
    desk.dialog("Explanation", lambda: window.keys("F1"))
    outside.time.sleep(1)  # until a press is no longer the second one of a double click
    desk.dialog("Send anyway", lambda: window.keys("ctrl+Return"))
    window.keys("ctrl+n")


def check_number(desk: Desk) -> None:
    """*Check number* with an answer, and what opens from it."""
    window, place = desk.window, "Check number"
    desk.go_to(place, "Phone")
    desk.dialog("Asked not to be called", lambda: desk.command("Asked not to be called"))
    desk.tab_to("Earlier checks")
    window.keys("Return")
    outside.until(lambda: desk.here().name == "Back", "the check")
    desk.look("an earlier check", place=place)
    window.keys("Escape")


def search_leads(desk: Desk) -> None:
    """*Search leads* with leads, the chosen lead, and what opens from it."""
    window, place = desk.window, "Search leads"
    desk.go_to(place, "Search text")
    window.wanted("Leads", "table")
    desk.look(place, place=place)
    desk.dialog("Columns", lambda: desk.command("Columns"))
    desk.dialog("Export of leads", lambda: desk.choose_first("Export"))


def campaigns(desk: Desk) -> None:
    """*Campaigns* page by page, and what opens from it."""
    window, place = desk.window, "Campaigns"
    desk.go_to(place, "Campaigns")
    window.keys("ctrl+Home")
    desk.look(place, place=place)
    desk.dialog("Pause all active", lambda: window.keys("ctrl+shift+p"))
    desk.dialog("Activate campaign", lambda: desk.command("Activate campaign"))
    desk.dialog("Edit messages", lambda: desk.command("Edit messages"))
    desk.dialog("Paste event", lambda: desk.command("Paste event"))
    desk.tab_to("Overview")
    for page in ("Details", "Events", "Raw"):
        window.keys("Right")
        desk.look(f"Campaigns, {page}", place=place)
        desk.go_to(place, "Campaigns")
        desk.tab_to(page)


def history(desk: Desk) -> None:
    """*History*, and what opens from it."""
    window, place = desk.window, "History"
    desk.go_to("Enter lead", "Phone")
    window.keys("ctrl+n")
    window.type("7205550132")
    window.keys("ctrl+Return")
    window.said("Load outcome", "Outcome unknown")
    desk.go_to(place, "Search history")
    desk.look(place, place=place)
    desk.dialog("Settle", lambda: desk.command("Settle next"))
    desk.tab_to("Exchanges")
    desk.dialog("Shift report", lambda: desk.command("Shift report"))
    desk.dialog("All asked not to be called", lambda: desk.command("All asked not to be called"))
    desk.dialog("Keep the history", lambda: desk.command("Keep the history"))
    desk.dialog("Verify history", lambda: desk.command("Verify history"))
    desk.dialog("Export of the history", lambda: desk.command("Export"))


def profiles(desk: Desk) -> None:
    """*Profiles* for each vendor, and what opens from it."""
    window, place = desk.window, "Profiles"
    desk.go_to(place, "Profiles")
    window.keys("Home")
    for row in range(4):
        desk.look(f"Profiles, row {row + 1}", place=place)
        desk.go_to(place, "Profiles")
        window.keys("Down")
    desk.dialog("Delete profile", lambda: desk.command("Delete profile"))
    desk.dialog("Export of profiles", lambda: desk.command("Export"))


def everywhere(desk: Desk) -> None:
    """What opens from any place."""
    window = desk.window
    desk.go_to("Enter lead", "Phone")
    desk.dialog("Shortcuts", lambda: window.keys("F1"))
    desk.dialog("Guide", lambda: window.keys("shift+F1"))
    desk.dialog("Settings", lambda: window.keys("ctrl+comma"))


def first_start(desk: Desk) -> None:
    """The first start of all, in ordinary mode: the welcome, without a profile."""
    window = desk.window
    window.wanted("Add your first profile", "button")
    window.heard("Welcome")
    desk.arrived("a first start", "Phone")
    desk.look("a first start")
