"""Makes text from outside harmless to look at: no control or direction character acts, none hides.

For display only. What was received is kept untouched and spelled out under *Raw*.
"""

from __future__ import annotations

import unicodedata

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


def marked(text: str) -> str:
    """Return the text on one line, control and direction characters shown as marks, invisible ones dropped."""
    if text.isprintable():
        return text
    return "".join(_mark(character) for character in text.replace("\r\n", "\n"))


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
