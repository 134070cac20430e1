"""What a stock VICIdial keeps of the fields of a lead, seen from outside: recorded requests and what was stored.

Its two modes differ in letters beyond a to z: dropped, or read as another encoding; in the non-Latin mode kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

_NAME, _PLACE, _MAIL = r" \-'_.", r" \-'_.:/@", r" \-'_.:/@%"
_MARKS: dict[str, str] = {
    "title": _NAME,
    "first_name": _NAME,
    "middle_initial": _NAME,
    "last_name": _NAME,
    "address1": _PLACE,
    "address2": _PLACE,
    "address3": _PLACE,
    "city": _PLACE,
    "state": _NAME,
    "province": _NAME,
    "postal_code": _NAME,
    "country_code": _NAME,
    "alt_phone": _NAME,
    "email": _MAIL,
    "security_phrase": _PLACE,
    "owner": _PLACE,
}
"""What stays beside letters and digits."""
_LENGTHS: dict[str, int] = {
    "vendor_lead_code": 20,
    "source_id": 50,
    "phone_code": 10,
    "title": 4,
    "first_name": 30,
    "middle_initial": 1,
    "last_name": 30,
    "address1": 100,
    "address2": 100,
    "address3": 100,
    "city": 50,
    "state": 2,
    "province": 50,
    "postal_code": 10,
    "country_code": 3,
    "alt_phone": 12,
    "email": 70,
    "security_phrase": 100,
    "comments": 255,
    "owner": 20,
}
_FREE = ("vendor_lead_code", "source_id", "comments")
_NO_DATE = "0000-00-00"
_HIGHEST_RANK = 32767

FIELDS = (*_FREE, *_MARKS, "gender", "date_of_birth", "rank", "entry_list_id")
"""The fields of a lead beside its number, its list and what the server works out itself."""


def kept_as_sent(form: Mapping[str, str]) -> dict[str, str]:
    """Returns the fields of a lead as a server keeps them that does what its manual says."""
    defaults = {"gender": "U", "rank": "0", "date_of_birth": _NO_DATE, "entry_list_id": "0"}
    return {name: form.get(name) or defaults.get(name, "") for name in FIELDS}


def kept(form: Mapping[str, str], *, accents_kept: bool) -> dict[str, str]:
    """Returns the fields of a lead as a stock server keeps them."""
    row = filtered(form, accents_kept=accents_kept)
    for name in row:
        row[name] = row[name][: _LENGTHS[name]]
    gender = form.get("gender", "")
    return row | {
        "gender": gender if gender in ("U", "M", "F") else "U",
        "date_of_birth": _date(re.sub(r"[^-_0-9]", "", form.get("date_of_birth", ""))),
        "rank": str(min(int(re.sub(r"[^0-9]", "", form.get("rank", ""))[:9] or 0), _HIGHEST_RANK)),
        "entry_list_id": re.sub(r"[^0-9]", "", form.get("entry_list_id", "")) or "0",
    }


def filtered(form: Mapping[str, str], *, accents_kept: bool) -> dict[str, str]:
    """Returns the texts of a lead as the server looks for duplicates with them: before its database cuts them."""
    row = {}
    for name in (*_FREE, *_MARKS):
        text = form.get(name, "").replace("+", " ")
        if name in _FREE:
            text = re.sub(r'[;#"]', "", text)
            row[name] = _in_columns(text) if accents_kept else _misread(text)
        elif accents_kept:
            row[name] = "".join(char for char in text if char.isalnum() or re.fullmatch(f"[{_MARKS[name]}]", char))
        else:
            row[name] = re.sub(f"[^0-9a-zA-Z{_MARKS[name]}]", "", text)
    return row


def _misread(text: str) -> str:
    """Returns UTF-8 taken for Western European text, byte by byte; five bytes have no sign there and show as none."""
    raw = text.encode("utf-8", "surrogateescape")
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in raw)


def _in_columns(text: str) -> str:
    """Returns what a column of three bytes a character holds of a text; bytes that are no UTF-8 become marks too."""
    return "".join("????" if char > "\uffff" else "?" if "\ud800" <= char <= "\udfff" else char for char in text)


def _date(text: str) -> str:
    """Returns a date as a database reads it that takes every separator, or none."""
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y_%m_%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return _NO_DATE
