"""Everything that can be done by a key or from the command palette: one list, which F1 and the palette both read.

It names the controls and knows none of them: whether one can be used now, the control itself says.
"""

from __future__ import annotations

from typing import NamedTuple

from leaddesk.language import tr_later, tr_now


class Action(NamedTuple):
    """A control of the window, by its words on the screen, and the keys that do the same; shown through `tr_now`."""

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


_NO_ANSWER = tr_later("There is no answer in view.")
_NO_NUMBER = tr_later("Type a number first.")
_NO_LEAD = tr_later("Choose a lead of the list first.")
_NO_LIST = tr_later("No lead was found yet.")
_NO_ENTRY = tr_later("Choose an entry first.")
_NO_CAMPAIGN = tr_later("Choose a campaign first.")
_NO_FINDING = tr_later("The chosen campaign shows all there is.")
_NO_NAME = tr_later("Choose a campaign, and type the exact name of its list.")
_NO_MAPPING = tr_later("Choose a destination with a field mapping first.")

EVERYWHERE = tr_later("Everywhere")
"""Where the actions stand that need no place."""
PALETTE, SHORTCUTS, SETTINGS, PAUSE_ALL = (
    tr_later("Commands"),
    tr_later("Shortcuts"),
    tr_later("Settings"),
    tr_later("Pause all active"),
)
GUIDE, FIRST_STEPS = tr_later("Guide"), tr_later("First steps")
WELCOME, PUBLIC_KEY = tr_later("Show the welcome"), tr_later("Export public key")

ACTIONS: dict[str, tuple[Action, ...]] = {
    EVERYWHERE: (
        Action(PAUSE_ALL, "Ctrl+Shift+P", tr_later("Asks once, Enter is enough"), "circle-pause"),
        Action(SETTINGS, "Ctrl+,", tr_later("Theme, zoom, masking, proxy, keyring, tray, export, About"), "settings-2"),
        Action(WELCOME, "", tr_later("Practice mode, profiles, and the words one meets first"), "graduation-cap"),
        Action(SHORTCUTS, "F1", tr_later("All keys; in a verdict F1 explains what has the focus"), "info"),
        Action(GUIDE, "Shift+F1", tr_later("How everything here works, at what has the focus"), "book-open"),
        Action(FIRST_STEPS, "", tr_later("Five sentences in practice mode"), "graduation-cap"),
        Action(PUBLIC_KEY, "", tr_later("For those who verify your proofs: whose they are"), "file-check-2"),
    ),
    "Enter lead": (
        Action(tr_later("Send lead"), "Ctrl+Enter", tr_later("Sends the lead, once"), "send", at_once=True),
        Action(tr_later("Preview"), "Ctrl+Shift+Enter", tr_later("The exact request; sends nothing"), "braces"),
        Action(tr_later("New lead"), "Ctrl+N", tr_later("Empties the form but for what is pinned"), "plus"),
        Action(
            tr_later("Cancel sending"),
            "Esc",
            tr_later("Stops the waiting, not the deed"),
            "x",
            tr_later("Nothing is being sent."),
        ),
        Action(tr_later("Copy summary"), icon="clipboard-copy", off=_NO_ANSWER),
        Action(tr_later("Save proof"), icon="file-check-2", off=_NO_ANSWER),
        Action(tr_later("Routes"), does=tr_later("Several destinations in order, for one lead"), icon="arrow-right"),
    ),
    "Check number": (
        Action(tr_later("Check now"), "Ctrl+Enter", tr_later("Asks the vendor, once"), "send", at_once=True),
        Action(
            tr_later("Cancel checking"),
            "Esc",
            tr_later("Stops the waiting, not the deed"),
            "x",
            tr_later("No check is on its way."),
        ),
        Action(
            tr_later("Open"),
            "Enter",
            tr_later("The chosen check as it was"),
            "history",
            tr_later("Choose an earlier check first."),
        ),
        Action(tr_later("Enter as new lead"), icon="square-pen", off=_NO_NUMBER),
        Action(tr_later("Save proof"), icon="file-check-2", off=tr_later("Choose an earlier check first.")),
        Action(tr_later("Copy number"), icon="copy", off=_NO_NUMBER),
        Action(tr_later("Asked not to be called"), icon="pin", off=_NO_NUMBER),
    ),
    "Search leads": (
        Action(tr_later("Search"), "Enter", icon="search"),
        Action(tr_later("Cancel search"), "Esc", icon="x", off=tr_later("No search is on its way.")),
        Action(tr_later("Refresh"), "F5", tr_later("Asks the same again"), "refresh-cw", _NO_LIST),
        Action(tr_later("Add filter"), icon="plus"),
        Action(tr_later("Saved searches")),
        Action(tr_later("Columns")),
        Action(tr_later("Layout"), does=tr_later("Columns, widths and order under a name"), icon="chevron-down"),
        Action(tr_later("Export"), icon="download", off=_NO_LIST),
        Action(tr_later("Next page"), icon="chevron-down", off=tr_later("There is no further page.")),
        Action(tr_later("Copy as cURL"), icon="braces"),
        Action(tr_later("Check this number"), "Ctrl+U", icon="phone", off=_NO_LEAD),
        Action(tr_later("Enter as new lead"), "Ctrl+D", icon="square-pen", off=_NO_LEAD),
        Action(tr_later("Copy phone"), "Ctrl+Shift+N", icon="copy", off=_NO_LEAD),
        Action(tr_later("Open record"), "Ctrl+O", icon="link", off=_NO_LEAD),
    ),
    "Campaigns": (
        Action(
            tr_later("Pause campaign"),
            "Ctrl+Shift+S",
            tr_later("Asks once, Enter is enough"),
            "pause",
            _NO_CAMPAIGN,
            says=True,
        ),
        Action(tr_later("Activate campaign"), does=tr_later("Asks once"), icon="play", off=_NO_CAMPAIGN, says=True),
        Action(tr_later("Refresh"), "F5", tr_later("Reads all campaigns now"), "refresh-cw"),
        Action(tr_later("Edit messages"), icon="square-pen", off=_NO_CAMPAIGN, says=True),
        Action(tr_later("All findings"), does=tr_later("What speaks against a schedule or a text"), off=_NO_FINDING),
        Action(tr_later("Pause list"), icon="pause", off=_NO_NAME, says=True),
        Action(tr_later("Activate list"), icon="play", off=_NO_NAME, says=True),
        Action(
            tr_later("Restore"),
            does=tr_later("Activates what was paused all at once; asks"),
            icon="play",
            off=tr_later("Campaigns offers it once something can be restored."),
        ),
        Action(tr_later("Paste event"), icon="clipboard-copy"),
    ),
    "History": (
        Action(tr_later("Open"), "Enter", tr_later("The chosen entry as it was"), "history", _NO_ENTRY),
        Action(tr_later("Save proof"), "Ctrl+P", icon="file-check-2", off=_NO_ENTRY),
        Action(
            tr_later("Settle"),
            "Ctrl+T",
            tr_later("Says what became of an Outcome unknown"),
            "check",
            tr_later("Choose an open entry first."),
        ),
        Action(tr_later("Enter as new draft"), "Ctrl+D", icon="square-pen", off=_NO_ENTRY),
        Action(tr_later("Check this number"), "Ctrl+U", icon="phone", off=_NO_ENTRY),
        Action(tr_later("Asked not to be called"), "Ctrl+M", icon="pin", off=_NO_ENTRY),
        Action(tr_later("Copy number"), "Ctrl+C", icon="copy", off=_NO_ENTRY),
        Action(tr_later("Copy row"), "Ctrl+Shift+C", icon="copy", off=_NO_ENTRY),
        Action(tr_later("Copy row as JSON"), "Ctrl+Shift+J", icon="copy", off=_NO_ENTRY),
        Action(tr_later("Export"), icon="download", off=tr_later("The list is empty, or not read yet.")),
        Action(tr_later("Shift report"), icon="calendar-clock"),
        Action(tr_later("All asked not to be called"), icon="pin"),
        Action(tr_later("Verify history"), icon="link"),
        Action(
            tr_later("Keep the history"),
            does=tr_later("Retention, legal hold, backup, restore, recovery key"),
            icon="lock",
        ),
    ),
    "Profiles": (
        Action(tr_later("Add profile"), icon="plus"),
        Action(tr_later("Save profile"), icon="save"),
        Action(tr_later("Test connection"), does=tr_later("Creates no lead"), icon="plug"),
        Action(tr_later("Duplicate profile"), icon="copy-plus", off=tr_later("Choose a profile first.")),
        Action(tr_later("Delete profile"), icon="trash-2", off=tr_later("Choose a profile first.")),
        Action(tr_later("Import"), icon="upload"),
        Action(tr_later("Export"), icon="download"),
        Action(tr_later("Add destination"), icon="plus", off=tr_later("Choose a profile first.")),
        Action(tr_later("Save destination"), icon="save", off=tr_later("Choose a destination first.")),
        Action(tr_later("Duplicate destination"), icon="copy-plus", off=tr_later("Choose a destination first.")),
        Action(tr_later("Delete destination"), icon="trash-2", off=tr_later("Choose a destination first.")),
        Action(tr_later("Preset"), does=tr_later("Fills the mapping as the dialer usually has it"), off=_NO_MAPPING),
        Action(tr_later("Add row"), does=tr_later("One more column of the mapping"), icon="plus", off=_NO_MAPPING),
        Action(tr_later("Remove row"), does=tr_later("The chosen column of the mapping"), off=_NO_MAPPING),
    ),
}
"""What can be done, by the place in which its control stands."""

KEYS: dict[str, tuple[Key, ...]] = {
    EVERYWHERE: (
        Key("Ctrl+1 … Ctrl+6", tr_later("Go to a place")),
        Key("Ctrl+K", tr_later("Commands: any action, setting, campaign or number; in dialogs too")),
    ),
    "Enter lead": (
        Key("Enter", tr_later("Next field")),
        Key(tr_later("Ctrl+V in Phone"), tr_later("A copied cURL command fills the form")),
        Key("Ctrl+Tab", tr_later("Next tab of the verdict")),
        Key("Ctrl+Shift+Tab", tr_later("The tab before it")),
        Key("Alt+1 … Alt+5", tr_later("Sorts Litigation cases by that column")),
    ),
    "Check number": (Key("Esc", tr_later("Back from an opened check")),),
    "Search leads": (
        Key("Enter", tr_later("Details of the chosen lead")),
        Key("Ctrl+C", tr_later("Copies the cell; of several rows, the rows")),
        Key("Ctrl+Shift+C", tr_later("Copies the rows as text")),
        Key("Ctrl+Alt+C", tr_later("Copies the rows as JSON")),
        Key("Ctrl+A", tr_later("Selects all that is loaded")),
        Key("Shift+F10", tr_later("Menu of the chosen lead, and of its column: sort, pin, move")),
    ),
    "Campaigns": (
        Key("Ctrl+K", tr_later("pause or activate and a name: asks about that campaign, anywhere")),
        Key("Esc", tr_later("Stops waiting for an act, or puts a report away")),
    ),
    "History": (
        Key("Ctrl+F", tr_later("Search history")),
        Key("Shift+F10", tr_later("Menu of the chosen entry")),
        Key("Esc", tr_later("Back from an opened entry")),
    ),
    "Profiles": (Key("Esc", tr_later("Cancels a connection test")),),
}
"""Keys beside those of the actions, by place."""


def all_keys() -> list[tuple[str, str, str]]:
    """Returns every key with what it does and where, place by place."""
    lines = []
    for place, actions in ACTIONS.items():
        shown = tr_now(place)
        lines += [(tr_now(key.keys), tr_now(key.does), shown) for key in KEYS[place]]
        for one in actions:
            does = f"{tr_now(one.words)}: {tr_now(one.does)}" if one.does else tr_now(one.words)
            lines += [(tr_now(one.keys), does, shown)] if one.keys else []
    return lines
