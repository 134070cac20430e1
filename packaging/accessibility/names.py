"""The fixed names of every place: they are part of the product, and screen readers and scripts rely on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

_FIELD, _BUTTON, _COMBO, _TABLE, _LABEL, _GROUP = "text", "push button", "combo box", "table", "label", "panel"


def _of(role: str, *names: str) -> list[tuple[str, str]]:
    return [(role, name) for name in names]


FIXED: Mapping[str, Iterable[tuple[str, str]]] = {
    "Enter lead": [
        *_of("list", "Places"),
        *_of(_FIELD, "Operator", "Phone", "First name", "Last name", "Email", "Street", "City", "State", "Zip"),
        *_of(_COMBO, "Destination"),
        *_of(_BUTTON, "Send lead", "Cancel sending", "New lead", "Preview"),
        *_of(_LABEL, "Message", "Load outcome", "Assessment"),
        *_of(_GROUP, "Data quality", "Federal do-not-call", "State do-not-call", "Known litigator"),
        *_of("page tab", "Verdict", "Cases", "As stored", "Raw"),
        *_of(_TABLE, "Litigation cases", "Case details", "As stored"),
        *_of(_FIELD, "Raw response"),
    ],
    "Check number": [*_of(_FIELD, "Phone"), *_of(_BUTTON, "Check now"), *_of(_TABLE, "Earlier checks")],
    "Search leads": [
        *_of(_COMBO, "Profile", "Created"),
        *_of(_FIELD, "Search text"),
        *_of(_BUTTON, "Search", "Cancel search", "Columns", "Export"),
        *_of(_TABLE, "Leads"),
        *_of(_LABEL, "Result count"),
    ],
    "Campaigns": [
        *_of(_COMBO, "Profile"),
        *_of(_TABLE, "Campaigns", "Schedule", "Campaign details"),
        *_of(_BUTTON, "Refresh", "Activate campaign", "Pause campaign", "Pause all active", "Edit messages"),
        *_of(_FIELD, "List name"),
        *_of(_BUTTON, "Activate list", "Pause list"),
    ],
    "History": [
        *_of(_FIELD, "Search history"),
        *_of(_TABLE, "Exchanges"),
        *_of(_BUTTON, "Open", "Save proof", "Verify history"),
    ],
    "Profiles": [
        *_of("list", "Profiles"),
        *_of(_BUTTON, "Add profile", "Save profile", "Delete profile", "Test connection"),
        *_of(_COMBO, "Vendor", "Environment", "Dialer", "Mode"),
        *_of(_FIELD, "Profile name", "Base URL"),
        *_of("password text", "API key", "Password", "Public key", "Private key"),
        *_of(_FIELD, "User"),
        *_of(_TABLE, "Destinations"),
        *_of(_BUTTON, "Add destination", "Save destination"),
        *_of(_FIELD, "Destination name", "Campaign ID", "Dialer list ID", "List ID", "List name"),
    ],
}
"""Roles and names by place, as they were promised."""


def absent(seen: Mapping[str, Set[tuple[str, str]]]) -> list[str]:
    """Returns which fixed names were not found in their places."""
    return [
        f"{place}: there is no {role} “{name}”"
        for place, fixed in FIXED.items()
        for role, name in fixed
        if place in seen and (role, name) not in seen[place]
    ]
