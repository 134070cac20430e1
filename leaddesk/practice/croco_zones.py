"""What the practice dialer knows of area codes, zips and zone codes: a handful, and its own zone for the rest."""

from __future__ import annotations

from collections.abc import Mapping

_SERVER = "-5"
_AREAS: Mapping[str, tuple[str, str]] = {
    "202": ("-5", "DC"),
    "212": ("-5", "NY"),
    "213": ("-8", "CA"),
    "312": ("-6", "IL"),
    "305": ("-5", "FL"),
    "709": ("-3.5", "NL"),
    "720": ("-7", "CO"),
    "727": ("-5", "FL"),
    "907": ("-9", "AK"),
}
"""The offset and the state of an area code."""
_COUNTRIES = {"55": "-2", "44": "0", "49": "1"}
_CODES = {"EST": "-5", "CST": "-6", "MST": "-7", "PST": "-8"}
_FIRST_DIGITS = {"9": "-8.0", "8": "-7.0", "7": "-6.0", "6": "-6.0", "5": "-6.0"}
"""The offset by the first digit of a zip."""


def offset(phone_code: str, number: str, method: str, zip_code: str, zone: str) -> str:
    """Returns the hours from Greenwich as the server prints them; an empty text for a country it does not know."""
    if method == "POSTAL" and zip_code:
        return _FIRST_DIGITS.get(zip_code[0], "-5.0")
    if method == "TZCODE" and zone in _CODES:
        return _CODES[zone]
    if phone_code != "1":
        return _COUNTRIES.get(phone_code, "")
    return _AREAS.get(number[:3], (_SERVER, ""))[0]


def state(number: str) -> str:
    """Returns the state of a number's area code, where it is known."""
    return _AREAS.get(number[:3], ("", ""))[1]


def is_area(code: str) -> bool:
    """Tells whether three digits can be an area code of the United States or Canada."""
    return len(code) == 3 and "2" <= code[0] <= "9" and code[1] != "9" and not code.endswith("11")
