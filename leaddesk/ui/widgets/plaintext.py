"""Makes text from outside harmless to look at: no control or direction character acts, none hides, no marks pile up.

For display only. What was received is kept untouched and spelled out under *Raw*.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LINE_MARK = "↵"
TAB_MARK = "⇥"
UNSHOWABLE_MARK = "�"

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
# Scripts such as Persian and Hindi, and many emoji, are misspelled without the joiners.
_JOINERS = frozenset("\u200c\u200d")
_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"
_DELETE_PICTURE = "\u2421"
_FIRST_COMBINING = "\u0300"
MOST_COMBINED = 6
"""So many marks stand on a letter at most, more than any script writes: a pile of them paints over other lines."""


def marked(text: str) -> str:
    """Return the text on one line, control and direction characters shown as marks, invisible ones dropped."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n")
        text = text.translate({ord(character): _mark(character) for character in set(text)})
    surplus = piled(text)
    return surplus.sub(UNSHOWABLE_MARK, text) if surplus else text


def marked_lines(text: str) -> str:
    """Return the text as `marked` does, but with its lines left apart."""
    return "\n".join(map(marked, text.split("\n"))) if "\n" in text else marked(text)


def piled(text: str) -> re.Pattern[str] | None:
    """Return what finds the marks on a letter that are too many for it; None where no letter has so many."""
    if text.isascii() or not _perhaps_piled().search(text):
        return None
    some = "".join(character for character in set(text) if unicodedata.category(character)[0] == "M")
    return re.compile(f"(?<=[{some}]{{{MOST_COMBINED}}})[{some}]+") if some else None


@cache
def _perhaps_piled() -> re.Pattern[str]:
    """Returns what finds something in much text of other scripts; making it takes 2 ms, which the start does not."""
    return re.compile(f"[{_FIRST_COMBINING}-\U0010ffff]{{{MOST_COMBINED + 1}}}")


def _mark(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in _LINE_ENDS:
        return LINE_MARK
    if character == "\t":
        return TAB_MARK
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    if character == _DELETE:
        return _DELETE_PICTURE
    if character in _BIDI:
        return UNSHOWABLE_MARK
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Zs":
            return " "
        case _:
            return UNSHOWABLE_MARK
