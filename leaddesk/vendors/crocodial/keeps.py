"""What the server makes of a value without a word: dropped characters, spaces for plus signs, cuts (section 7).

Two modes: ordinarily letters with accents are lost or garbled; in the server's non-Latin mode they stay. Whether
Croco-Dial keeps values as a stock VICIdial does is unknown: a preview, never a promise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from leaddesk.domain.fields import FormSchema
from leaddesk.language import tr, trn
from leaddesk.vendors.adapter import SilentChange

_NAME = "-'_."
_PLACE = "-'_.:/@"
_MAIL = "-'_.:/@%"
_KEPT_MARKS = {
    "title": _NAME,
    "first_name": _NAME,
    "middle_initial": _NAME,
    "last_name": _NAME,
    "address1": _PLACE,
    "address2": _PLACE,
    "address3": _PLACE,
    "city": _PLACE,
    "province": _NAME,
    "state": _NAME,
    "postal_code": _NAME,
    "country_code": _NAME,
    "owner": _PLACE,
    "security_phrase": _PLACE,
    "email": _MAIL,
}
"""The marks that stay, beside letters, digits and spaces, by column."""
_LOST_MARKS = dict.fromkeys(("comments", "vendor_lead_code", "source_id"), ';#"')
_HIGHEST_RANK = 32767
_GARBLED = tuple(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
"""What one byte of UTF-8 becomes in a server that takes it for Western European text."""


def silent_changes(
    sent: Iterable[tuple[str, str]], columns: FormSchema, *, accents_kept: bool
) -> tuple[SilentChange, ...]:
    """Returns the values that will be kept otherwise than they are sent; `columns` has their lengths."""
    changes = []
    for column, text in sent:
        spec = columns.field(column)
        kept, why = keep(column, text, spec.max_length if spec else 0, accents_kept=accents_kept)
        if kept != text:
            changes.append(SilentChange(column, text, kept, why))
    return tuple(changes)


def keep(column: str, text: str, longest: int = 0, *, accents_kept: bool) -> tuple[str, str]:
    """Returns a value as it will be stored, and why in sentences; `longest` is the column's length, 0 for unknown."""
    reasons = []
    kept = text.replace("+", " ")
    if kept != text:
        reasons.append(tr("A plus sign becomes a space."))
    filtered = _filtered(column, kept, accents_kept=accents_kept)
    if lost := [
        char for char in dict.fromkeys(kept) if char not in filtered and not char.isalpha() and ord(char) < 128
    ]:
        reasons.append(trn("{lost} is dropped.", "{lost} are dropped.", len(lost), lost=" ".join(lost)))
    if any(ord(char) > 127 for char in kept) and _beyond(filtered) != _beyond(kept):
        reasons.append(
            tr("Emoji and some signs are lost or garbled.")
            if accents_kept
            else tr("Letters with accents and other signs are lost or garbled.")
        )
    kept = filtered
    if longest and len(kept) > longest:
        reasons.append(tr("It is cut after {longest} characters.", longest=longest))
        kept = kept[:longest]
    if column == "rank" and kept.isdigit() and int(kept) > _HIGHEST_RANK:
        reasons.append(tr("The highest rank is {highest_rank}.", highest_rank=_HIGHEST_RANK))
        kept = str(_HIGHEST_RANK)
    return kept, " ".join(reasons)


def _filtered(column: str, text: str, *, accents_kept: bool) -> str:
    if marks := _KEPT_MARKS.get(column):
        kept = "".join(char for char in text if _stays(char, marks, accents_kept=accents_kept))
    else:
        kept = "".join(char for char in text if char not in _LOST_MARKS.get(column, ""))
    if accents_kept:
        return "".join(char if ord(char) < 0x10000 else "????" for char in kept)
    return kept if column in _KEPT_MARKS else "".join(_GARBLED[byte] for byte in kept.encode("utf-8", "replace"))


def _stays(char: str, marks: str, *, accents_kept: bool) -> bool:
    if ord(char) < 128:
        return char.isalnum() or char == " " or char in marks
    return accents_kept and unicodedata.category(char)[0] in "LN"


def _beyond(text: str) -> str:
    return re.sub(r"[\x00-\x7f]", "", text)
