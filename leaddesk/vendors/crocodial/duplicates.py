"""`duplicate_check` as its parts: what counts as the same, where it is looked for, one window (contract section 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

CHECK = "duplicate_check"
PHONE, PHONE_ALT, TITLE_ALT, NAME_PHONE = "dup_phone", "dup_phone_alt", "dup_title_alt", "dup_name_phone"
WINDOW = "dup_window"

MATCHES: Mapping[str, str] = {
    PHONE: "DUP",
    PHONE_ALT: "DUPPHONEALT",
    TITLE_ALT: "DUPTITLEALTPHONE",
    NAME_PHONE: "DUPNAMEPHONE",
}
"""The beginning of an option by the setting that chooses where it looks."""
SCOPES: Mapping[str, str] = {"Same list": "LIST", "Campaign's lists": "CAMP", "Whole system": "SYS"}
"""The middle of an option by the word on the screen."""


def write_check(settings: Mapping[str, str]) -> str:
    """Returns the parameter, empty where nothing is looked for.

    The window stands on every option: of several the server takes the longest for all.
    """
    days = re.match(r"\d+", settings.get(WINDOW, ""))
    window = f"{days[0]}DAY" if days else ""
    return "-".join(
        f"{begin}{SCOPES[scope]}{window}"
        for key, begin in MATCHES.items()
        if (scope := settings.get(key, "")) in SCOPES
    )


def looks_for_phone(check: str) -> bool:
    """Tells whether a parameter looks for the lead's own phone, so that the same lead cannot get in a second time.

    Titles and names are of the lead too, but an empty or odd one is not found again.
    """
    return any(re.fullmatch(r"DUP(PHONEALT)?(LIST|CAMP|SYS)([0-9]+DAY)?", option) for option in check.split("-"))
