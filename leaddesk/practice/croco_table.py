"""The practice numbers that mean something at the dialer alone, and what the others do to its lines.

Elsewhere these numbers behave as no block returned: a route through several vendors stops where this one is.
"""

from __future__ import annotations

from leaddesk.practice import numbers
from leaddesk.practice.numbers import Delivery, Group, PracticeNumber

_F = Group.FAULTS

CROCO_NUMBERS: tuple[PracticeNumber, ...] = (
    PracticeNumber("0170", "Web page around the line", "86 kB of it, loaded", _F, fault="page_around"),
    PracticeNumber("0171", "Database down", "200, perhaps loaded", _F, fault="database_down"),
    PracticeNumber("0172", "JSON for text", "perhaps loaded", _F, fault="json"),
    PracticeNumber("0173", "Glued notices", "loaded, a notice starts in mid-line", _F, fault="glued"),
    PracticeNumber("0174", "Not queued", "loaded, the hopper fails", _F, fault="not_queued"),
    PracticeNumber("0175", "Outside of local time", "loaded, not queued", _F, fault="outside_hours"),
    PracticeNumber("0176", "Custom fields disabled", "loaded, custom fields lost", _F, fault="custom_disabled"),
    PracticeNumber("0177", "Callback refused", "loaded, held without a callback", _F, fault="callback_refused"),
    PracticeNumber("0178", "A phone too few", "loaded, the last further phone lost", _F, fault="phones_missing"),
    PracticeNumber("0179", "Silent about the rest", "loaded, no word of what followed", _F, fault="silent"),
    PracticeNumber("0180", "Statement in the answer", "refused, with personal data", _F, fault="not_added"),
    PracticeNumber("0181", "Locked for 15 minutes", "nothing is taken", _F, fault="locked"),
    PracticeNumber("0182", "500 after loading", "loaded, nothing followed", _F, fault="died_after"),
    PracticeNumber("0183", "Success and error", "loaded, the answer contradicts itself", _F, fault="contradicts"),
    PracticeNumber("0184", "List not allowed", "refused", _F, fault="list_not_allowed"),
    PracticeNumber("0185", "Success in mid-line only", "perhaps loaded", _F, fault="mid_line"),
    PracticeNumber("0186", "Another function's success", "perhaps loaded", _F, fault="other_function"),
    PracticeNumber("0187", "500, empty", "perhaps loaded", _F, fault="died_before"),
    PracticeNumber("0189", "Unknown notices", "loaded, with lines nobody has documented", _F, fault="new_lines"),
)

_OWN = {entry.line: entry.fault for entry in CROCO_NUMBERS}
_HERE = {
    "invalid": "no_such_prefix",
    "held": "held",
    "hostile": "hostile",
    "unreadable": "unreadable",
    "another_number": "another_number",
    "new_fields": "new_lines",
    "stored_differently": "other_list",
    "conflict": "duplicate",
    "not_processable": "not_added",
}
"""What answers and faults of the table of all vendors are here, where they have another name."""
_DELIVERIES = {Delivery.SLOW: "slow", Delivery.STALLED: "stalled", Delivery.RESET: "reset"}


def fault_of(number: str) -> str:
    """Returns the name of what a number brings; an empty text for a plain answer."""
    line = number[-4:]
    if line in _OWN:
        return _OWN[line]
    entry = numbers.find(line)
    name = entry.fault or _DELIVERIES.get(entry.delivery, "")
    return _HERE.get(name or entry.answer, name)
