"""`duplicate_check` as its parts: what counts as the same, where it is looked for, one window (contract section 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

CHECK = "duplicate_check"
PHONE, PHONE_ALT, TITLE_ALT, NAME_PHONE = "dup_phone", "dup_phone_alt", "dup_title_alt", "dup_name_phone"
WINDOW = "dup_window"
NO, ANY_TIME = "No", "Any time"

MATCHES: Mapping[str, str] = {
    PHONE: "DUP",
    PHONE_ALT: "DUPPHONEALT",
    TITLE_ALT: "DUPTITLEALTPHONE",
    NAME_PHONE: "DUPNAMEPHONE",
}
"""The beginning of an option by the setting that chooses where it looks."""
SCOPES: Mapping[str, str] = {"Same list": "LIST", "Campaign's lists": "CAMP", "Whole system": "SYS"}
"""The middle of an option by the word on the screen."""
DAYS = (1, 2, 3, 7, 14, 15, 21, 28, 30, 60, 90, 180, 360)

_OPTION = re.compile(r"(DUP(?:PHONEALT|TITLEALTPHONE|NAMEPHONE)?)(LIST|CAMP|SYS)(?:(\d+)DAY)?")


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


def read_check(text: str) -> Mapping[str, str] | None:
    """Returns the settings that write that parameter; None for one that they cannot write."""
    settings = dict.fromkeys(MATCHES, NO) | {WINDOW: ANY_TIME}
    keys = {begin: key for key, begin in MATCHES.items()}
    words = {scope: word for word, scope in SCOPES.items()}
    for part in filter(None, text.split("-")):
        option = _OPTION.fullmatch(part)
        if option is None or (option[3] and int(option[3]) not in DAYS):
            return None
        settings[keys[option[1]]] = words[option[2]]
        if option[3]:
            settings[WINDOW] = "1 day" if option[3] == "1" else f"{option[3]} days"
    return settings if write_check(settings) == text else None


def looks_for_phone(check: str) -> bool:
    """Tells whether a parameter looks for the lead's own phone, so that the same lead cannot get in a second time.

    Titles and names are of the lead too, but an empty or odd one is not found again.
    """
    return any(re.fullmatch(r"DUP(PHONEALT)?(LIST|CAMP|SYS)([0-9]+DAY)?", option) for option in check.split("-"))
