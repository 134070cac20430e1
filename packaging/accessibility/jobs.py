"""The work of a shift by keyboard and ear: what is typed, what the bus says then, and where the focus is."""

from __future__ import annotations

import importlib
import re
from typing import Any

from .controls import Control
from .desk import Desk
from .walk import control

outside: Any = importlib.import_module("outside.window")

_CARDS = ("Data quality", "Federal do-not-call", "State do-not-call", "Known litigator")
_STATES = ("No block returned", "Blocked", "Not covered by SAN", "Stale", "Not returned", "Unreadable")


def send_a_lead(desk: Desk) -> str:
    """Types a number, sends it, reads both answers, the four cards, the cases and the raw answer, and starts anew."""
    window, where = desk.window, "a lead sent"
    desk.go_to("Enter lead", "Phone")
    window.type("7205550105")
    window.keys(*["Tab"] * 3)
    before = desk.here()
    window.forget()
    window.keys("ctrl+Return")
    outcome, assessment = window.said("Load outcome", "Rejected"), window.said("Assessment", "Do not contact")
    window.heard("Rejected. Do not contact")
    desk.must(desk.here().path == before.path, where, f"the answer took the focus from {before} to {desk.here()}")
    for card in _CARDS:
        said = window.says(card, "panel")
        desk.must(said.startswith(_STATES), where, f"the card {card} says “{said}”")
    cases = _read_pages(desk)
    window.keys("ctrl+n")
    desk.arrived("New lead", "Phone")
    desk.must(not outside.text_of(window.focused), where, "after New lead, Phone holds a number")
    desk.must(window.says("Load outcome").startswith("No answer yet"), where, "after New lead an outcome stands there")
    return f"{outcome.partition('.')[0]} / {assessment.partition('.')[0]}, {cases}"


def _read_pages(desk: Desk) -> str:
    """Turns the pages of the verdict by their key, and reads the cases row by row."""
    window, place = desk.window, "Enter lead"
    desk.look("the verdict", place=place)
    window.keys("ctrl+Tab")
    table = window.wanted("Litigation cases", "table")
    count = len(outside.rows(table))
    desk.look("the verdict's cases", place=place)
    desk.tab_to("Litigation cases")
    details = window.wanted("Case details", "table")
    first = outside.rows(details)
    window.keys("Down")
    outside.until(lambda: outside.rows(details) != first, "Case details of the next case", 5)
    title = next((line[1] for line in outside.rows(details) if line[0] == "Case title"), "")
    desk.must(title, "Case details", f"no title among {outside.rows(details)[:3]}")
    window.keys("ctrl+Tab")
    outside.until(lambda: len(outside.rows(window.find("As stored", "table"))), "rows under As stored")
    desk.look("the verdict as stored", place=place)
    window.keys("ctrl+Tab")
    raw = window.wanted("Raw response", "text")
    outside.until(lambda: "7205550105" in outside.text_of(raw), "the number in the raw answer", 5)
    desk.look("the raw answer", place=place)
    window.keys("ctrl+Tab")
    return f"{count} cases"


def check_a_number(desk: Desk) -> str:
    """Types a number, asks the vendor, hears what came of it and reads the row."""
    window = desk.window
    desk.go_to("Check number", "Phone")
    window.keys("ctrl+a")
    window.type("7205550103")
    window.forget()
    desk.dialog("Check now", lambda: window.keys("ctrl+Return"))
    window.keys("ctrl+Return")
    outside.until(window.dialog, "what a check is")
    desk.tab_to("Check now")
    window.keys("Return")
    said = window.said("Latest assessment", "Do not contact")
    window.heard("Do not contact")
    rows = outside.rows(window.wanted("Earlier checks", "table"))
    desk.must(rows and "Do not contact" in "".join(rows[0]), "Check number", f"its first row reads {rows[:1]}")
    desk.look("Check number with an answer", place="Check number")
    return str(said.partition(".")[0])


def pause_a_campaign(desk: Desk) -> str:
    """Chooses a campaign, pauses it by key and Enter, and hears the vendor's words before and after."""
    window = desk.window
    desk.go_to("Campaigns", "Campaigns")
    outside.until(lambda: outside.rows(window.find("Campaigns", "table"), 3), "campaigns")
    window.keys("ctrl+Home")
    outside.until(lambda: window.says("Status") == "ACTIVE", "an active campaign")
    window.forget()
    window.keys("ctrl+shift+s")
    outside.until(window.dialog, "the question")
    before = desk.here()
    desk.must(before.name == "Pause", "Pause campaign", f"its question begins at {before}, Enter is not enough")
    window.keys("Return")
    window.heard("ACTIVE → READY")
    outside.until(lambda: "ACTIVE → READY" in window.says("Message"), "Message with both words")
    outside.until(lambda: window.says("Status") == "READY", "the new status")
    return "ACTIVE → READY"


def pause_all(desk: Desk) -> str:
    """Pauses everything that is active from another place, in two strokes."""
    window = desk.window
    desk.go_to("Enter lead", "Phone")
    window.forget()
    window.keys("ctrl+shift+p")
    outside.until(window.dialog, "the question")
    outside.until(lambda: desk.here().name.startswith("Pause"), "its verb with the focus", 5)
    window.keys("Return")
    said = str(window.heard("paused"))
    return said.partition(".")[0]


def search(desk: Desk) -> str:
    """Asks for leads, hears how many came, and reads the first row."""
    window = desk.window
    desk.go_to("Search leads", "Search text")
    window.forget()
    window.keys("Return")
    count = outside.until(lambda: re.search(r"\d", said := window.says("Result count")) and said, "a count")
    table = window.wanted("Leads", "table")
    first = outside.until(lambda: outside.rows(table, 1), "a row")[0]
    desk.must(any(first), "Search leads", "the first row reads as nothing")
    desk.must(window.announced, "Search leads", "nothing is announced when the leads have come")
    desk.tab_to("Leads")
    return f"{count}; first: {', '.join(cell for cell in first if cell)[:60]}"


def open_an_exchange(desk: Desk) -> str:
    """Opens the newest exchange from the history with Enter, reads it, and goes back to its row."""
    window = desk.window
    desk.go_to("History", "Search history")
    window.keys("ctrl+a")
    window.type("7205550105")
    table = window.wanted("Exchanges", "table")
    outside.until(
        lambda: [line for line in outside.rows(table) if "0105" in "".join(line)] == outside.rows(table), "its row"
    )
    desk.tab_to("Exchanges")
    row = desk.here()
    window.keys("Return")
    said = outside.until(lambda: window.says("Load outcome"), "the outcome")
    desk.look("an exchange in History", place="History")
    window.keys("Escape")
    desk.arrived("Back from an exchange", row.name)
    return str(said).partition(".")[0]


def add_a_profile(desk: Desk) -> str:
    """Adds a profile with its key, and finds it listed and current."""
    window = desk.window
    desk.go_to("Profiles", "Profiles")
    desk.command("Add profile")
    desk.arrived("Add profile", "Profile name")
    window.type("Night desk")
    desk.look("a new profile", place="Profiles")
    desk.tab_to("Vendor")
    for key in ("Down", "Down", "Down", "Home"):
        window.keys(key)
        desk.remember("Profiles")
    desk.tab_to("API key")
    window.type("pc-0123456789abcdef")
    desk.must(desk.here().role == "password text", "API key", f"it is a {desk.here().role}")
    window.forget()
    desk.command("Save profile")
    rows = window.wanted("Profiles", "list")
    outside.until(lambda: _chosen(rows) == "Night desk", "the new profile, listed and current", 10)
    return "Night desk, listed and current"


def _chosen(rows: Any) -> str:
    chosen: list[Control] = [control(item) for item in outside.children(rows) if outside.has(item, "SELECTED")]
    return chosen[0].name if chosen else ""
