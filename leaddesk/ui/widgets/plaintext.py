"""Makes text from outside harmless to look at: no control or direction character acts, none hides, no marks pile up.

For display only. What was received is kept untouched and spelled out under *Raw*. In a language written from right to
left, what is read from the left stays apart from the words around it: numbers, dates, times, addresses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from leaddesk.language import right_to_left

LINE_MARK = "↵"
TAB_MARK = "⇥"
UNSHOWABLE_MARK = "�"

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
# Scripts such as Persian and Hindi, and many emoji, are misspelled without the joiners.
_JOINERS = frozenset("\u200c\u200d")
_CONTROL_PICTURES = 0x2400
_FROM_LEFT, _APART_END = "\u2066", "\u2069"
"""What stands between them is laid out from left to right, and moves nothing beside it."""
_DELETE = "\x7f"
_DELETE_PICTURE = "\u2421"
_FIRST_COMBINING = "\u0300"
MOST_COMBINED = 6
"""So many marks stand on a letter at most, more than any script writes: a pile of them paints over other lines."""


def marked(text: str) -> str:
    """Return the text on one line, control and direction characters shown as marks, invisible ones dropped."""
    is_mirrored = right_to_left()
    if is_mirrored:
        text = let_go(text)  # its own, of a text that was marked before
    if not text.isprintable():
        text = text.replace("\r\n", "\n")
        text = text.translate({ord(character): _mark(character) for character in set(text)})
    if surplus := piled(text):
        text = surplus.sub(UNSHOWABLE_MARK, text)
    return _apart(text) if is_mirrored else text


def let_go(text: str) -> str:
    """Return a marked text without what holds its numbers together: it is copied to where it would be in the way."""
    return text.replace(_FROM_LEFT, "").replace(_APART_END, "")


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


def _apart(text: str) -> str:
    """Returns the text with what is read from the left held together: "+1 (720) 555-0104" would else be scrambled."""
    return _read_from_left().sub(_held_together, text)


def _held_together(found: re.Match[str]) -> str:
    said = found[0]
    needs = not said.isalnum() and any(character.isdigit() for character in said)
    return f"{_FROM_LEFT}{said}{_APART_END}" if needs else said


@cache
def _read_from_left() -> re.Pattern[str]:
    """Returns what finds words and numbers side by side, up to a letter from the right or a bracket without a pair."""
    letters = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
    word, in_brackets = f"[^\\W{letters}]", rf"\([^(){letters}]*\)"
    between = rf"(?:[^()\[\]{{}}\u27e6\u27e7{letters}]|{in_brackets})*"
    return re.compile(rf"[-+\u2212#$]*(?:{word}|{in_brackets})(?:{between}(?:{word}|%|{in_brackets}))?")


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
