"""Everything that can be done by a key or from the command palette: one list, which F1 and the palette both read.

It names the controls and knows none of them: whether one can be used now, the control itself says.
"""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """A control of the window, by its words on the screen, and the keys that do the same."""

    words: str
    """The accessible name of the button, or the words of the line in a menu."""
    keys: str = ""
    """As F1 lists them; empty where there are none."""
    does: str = ""
    """What it does, where the words alone do not say it."""
    icon: str = ""
    off: str = ""
    """Why it cannot be done, where the control does not say so itself; what needs something chosen has one."""
    at_once: bool = False
    """Whether it sends without a question: from another place the palette only goes to its button."""
    says: bool = False
    """Whether the control's description says why it cannot be used, better than `off` does."""


class Key(NamedTuple):
    """Keys that do something where they are pressed, and are no control of their own."""

    keys: str
    does: str


_NO_ANSWER = "There is no answer in view."
_NO_NUMBER = "Type a number first."
_NO_LEAD = "Choose a lead of the list first."
_NO_LIST = "No lead was found yet."
_NO_ENTRY = "Choose an entry first."
_NO_CAMPAIGN = "Choose a campaign first."
_NO_NAME = "Choose a campaign, and type the exact name of its list."

EVERYWHERE = "Everywhere"
"""Where the actions stand that need no place."""
PALETTE, SHORTCUTS, SETTINGS, PAUSE_ALL = "Commands", "Shortcuts", "Settings", "Pause all active"
GUIDE, FIRST_STEPS = "Guide", "First steps"
WELCOME = "Show the welcome"

ACTIONS: dict[str, tuple[Action, ...]] = {
    EVERYWHERE: (
        Action(PAUSE_ALL, "Ctrl+Shift+P", "Asks once, Enter is enough", "circle-pause"),
        Action(SETTINGS, "Ctrl+,", "", "settings-2"),
        Action(WELCOME, "", "Practice mode, profiles, and the words one meets first", "graduation-cap"),
        Action(SHORTCUTS, "F1", "All keys; in a verdict F1 explains what has the focus", "info"),
        Action(GUIDE, "Shift+F1", "How everything here works, at what has the focus", "book-open"),
        Action(FIRST_STEPS, "", "Five sentences in practice mode", "graduation-cap"),
    ),
    "Enter lead": (
        Action("Send lead", "Ctrl+Enter", "Sends the lead, once", "send", at_once=True),
        Action("Preview", "Ctrl+Shift+Enter", "The exact request; sends nothing", "braces"),
        Action("New lead", "Ctrl+N", "Empties the form but for what is pinned", "plus"),
        Action("Cancel sending", "Esc", "Stops the waiting, not the deed", "x", "Nothing is being sent."),
        Action("Copy summary", icon="clipboard-copy", off=_NO_ANSWER),
        Action("Save proof", icon="file-check-2", off=_NO_ANSWER),
        Action("Routes", does="Several destinations in order, for one lead", icon="arrow-right"),
    ),
    "Check number": (
        Action("Check now", "Ctrl+Enter", "Asks the vendor, once", "send", at_once=True),
        Action("Cancel checking", "Esc", "Stops the waiting, not the deed", "x", "No check is on its way."),
        Action("Open", "Enter", "The chosen check as it was", "history", "Choose an earlier check first."),
        Action("Enter as new lead", icon="square-pen", off=_NO_NUMBER),
        Action("Save proof", icon="file-check-2", off="Choose an earlier check first."),
        Action("Copy number", icon="copy", off=_NO_NUMBER),
        Action("Asked not to be called", icon="pin", off=_NO_NUMBER),
    ),
    "Search leads": (
        Action("Search", "Enter", icon="search"),
        Action("Cancel search", "Esc", icon="x", off="No search is on its way."),
        Action("Refresh", "F5", "Asks the same again", "refresh-cw", _NO_LIST),
        Action("Add filter", icon="plus"),
        Action("Saved searches"),
        Action("Columns"),
        Action("Export", icon="download", off=_NO_LIST),
        Action("Next page", icon="chevron-down", off="There is no further page."),
        Action("Copy as cURL", icon="braces"),
        Action("Check this number", "Ctrl+U", icon="phone", off=_NO_LEAD),
        Action("Enter as new lead", "Ctrl+D", icon="square-pen", off=_NO_LEAD),
        Action("Copy phone", "Ctrl+Shift+N", icon="copy", off=_NO_LEAD),
        Action("Open record", "Ctrl+O", icon="link", off=_NO_LEAD),
    ),
    "Campaigns": (
        Action("Pause campaign", "Ctrl+Shift+S", "Asks once, Enter is enough", "pause", _NO_CAMPAIGN, says=True),
        Action("Activate campaign", does="Asks once", icon="play", off=_NO_CAMPAIGN, says=True),
        Action("Refresh", "F5", "Reads all campaigns now", "refresh-cw"),
        Action("Edit messages", icon="square-pen", off=_NO_CAMPAIGN, says=True),
        Action("Pause list", icon="pause", off=_NO_NAME, says=True),
        Action("Activate list", icon="play", off=_NO_NAME, says=True),
        Action(
            "Restore",
            does="Activates what was paused all at once; asks",
            icon="play",
            off="Campaigns offers it once something can be restored.",
        ),
        Action("Paste event", icon="clipboard-copy"),
    ),
    "History": (
        Action("Open", "Enter", "The chosen entry as it was", "history", _NO_ENTRY),
        Action("Save proof", "Ctrl+P", icon="file-check-2", off=_NO_ENTRY),
        Action("Settle", "Ctrl+T", "Says what became of an Outcome unknown", "check", "Choose an open entry first."),
        Action("Enter as new draft", "Ctrl+D", icon="square-pen", off=_NO_ENTRY),
        Action("Check this number", "Ctrl+U", icon="phone", off=_NO_ENTRY),
        Action("Asked not to be called", "Ctrl+M", icon="pin", off=_NO_ENTRY),
        Action("Copy number", "Ctrl+C", icon="copy", off=_NO_ENTRY),
        Action("Copy row", "Ctrl+Shift+C", icon="copy", off=_NO_ENTRY),
        Action("Copy row as JSON", "Ctrl+Shift+J", icon="copy", off=_NO_ENTRY),
        Action("Export", icon="download", off="The list is empty, or not read yet."),
        Action("Shift report", icon="calendar-clock"),
        Action("All asked not to be called", icon="pin"),
        Action("Verify history", icon="link"),
        Action("Keep the history", does="Retention, legal hold, backup, restore, recovery key", icon="lock"),
    ),
    "Profiles": (
        Action("Add profile", icon="plus"),
        Action("Save profile", icon="save"),
        Action("Test connection", does="Creates no lead", icon="plug"),
        Action("Duplicate profile", icon="copy-plus", off="Choose a profile first."),
        Action("Delete profile", icon="trash-2", off="Choose a profile first."),
        Action("Import", icon="upload"),
        Action("Export", icon="download"),
        Action("Add destination", icon="plus", off="Choose a profile first."),
        Action("Save destination", icon="save", off="Choose a destination first."),
        Action("Duplicate destination", icon="copy-plus", off="Choose a destination first."),
        Action("Delete destination", icon="trash-2", off="Choose a destination first."),
    ),
}
"""What can be done, by the place in which its control stands."""

KEYS: dict[str, tuple[Key, ...]] = {
    EVERYWHERE: (
        Key("Ctrl+1 … Ctrl+6", "Go to a place"),
        Key("Ctrl+K", "Commands: any action, destination, campaign, recent number"),
    ),
    "Enter lead": (
        Key("Enter", "Next field"),
        Key("Ctrl+V in Phone", "A copied cURL command fills the form"),
        Key("Ctrl+Tab", "Next tab of the verdict"),
        Key("Ctrl+Shift+Tab", "The tab before it"),
        Key("Alt+1 … Alt+5", "Sorts Litigation cases by that column"),
    ),
    "Check number": (Key("Esc", "Back from an opened check"),),
    "Search leads": (
        Key("Enter", "Details of the chosen lead"),
        Key("Ctrl+C", "Copies the cell; of several rows, the rows"),
        Key("Ctrl+Shift+C", "Copies the rows as text"),
        Key("Ctrl+Alt+C", "Copies the rows as JSON"),
        Key("Ctrl+A", "Selects all that is loaded"),
    ),
    "Campaigns": (
        Key("Ctrl+K, then pause or activate and a name", "Asks about that campaign, from any place"),
        Key("Esc", "Stops waiting for an act, or puts a report away"),
    ),
    "History": (
        Key("Ctrl+F", "Search history"),
        Key("Esc", "Back from an opened entry"),
    ),
    "Profiles": (Key("Esc", "Cancels a connection test"),),
}
"""Keys beside those of the actions, by place."""


def all_keys() -> list[tuple[str, str, str]]:
    """Returns every key with what it does and where, place by place."""
    lines = []
    for place, actions in ACTIONS.items():
        lines += [(key.keys, key.does, place) for key in KEYS[place]]
        lines += [
            (one.keys, f"{one.words}: {one.does}" if one.does else one.words, place) for one in actions if one.keys
        ]
    return lines
