"""Masks `LastFour` in any text that may leave this computer, however the vendor spelled its key.

Found are JSON keys in every case and escape, JSON inside a JSON text, `key=value` and elements. What the vendor
writes into its prose cannot be told from other digits and stays.
"""

from __future__ import annotations

import json
import re

from leaddesk.domain.secret import MASK


def _letters(word: str) -> str:
    # Few backslashes, not any number: a long run of them would be tried anew from each one.
    return "".join(rf"(?:{char}|\\{{1,8}}u00(?:{ord(char):02x}|{ord(char.upper()):02x}))" for char in word)


_NAME = rf"{_letters('last')}[_-]?{_letters('four')}"
_KEY = re.compile(rf"{_NAME}(\\{{0,8}}[\"']?\s*[:=>]\s*)", re.IGNORECASE)
_BARE = re.compile(r"\\{0,8}[\"']?[^\s,;&<>{}\[\]\"'\\]*\\{0,8}[\"']?")
_DECODER = json.JSONDecoder()
_CLOSED = ("[", "{", '"')


def names_last_four(name: str) -> bool:
    """Tells whether a field's name or path is one of `LastFour` or of something inside it."""
    return re.search(_NAME, name, re.IGNORECASE) is not None


def mask_last_four(text: str) -> str:
    """Returns the text with a mask in the place of every value under that key; what is broken there is cut off."""
    kept: list[str] = []
    copied = 0
    for found in _KEY.finditer(text):
        if found.start() < copied:
            continue  # inside a value that is masked already
        end = _end_of_value(text, found.end())
        if end > found.end():
            kept += (text[copied : found.end()], f'"{MASK}"' if found[1].startswith('"') else MASK)
            copied = end
    return "".join((*kept, text[copied:])) if kept else text


def _end_of_value(text: str, at: int) -> int:
    try:
        return _DECODER.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        if text.startswith(_CLOSED, at):
            return len(text)  # it is not closed: nothing says where it would end
        found = _BARE.match(text, at)
        return found.end() if found else at
