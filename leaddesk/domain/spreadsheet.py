"""Texts for a spreadsheet, in a file or pasted: what acts on whoever opens it is taken out, what is used stays usable.

For CSV, where a spreadsheet guesses what a cell is, a text that would be taken for a formula gets an apostrophe in
front. A sign with nothing but digits behind it stays as it is: it can call nothing, and `+17205550104` must be ready to
dial and `-5` to add up. (Excel then shows that phone as the number 17205550104; as text it stands in a workbook.)
"""

from __future__ import annotations

import re

REPLACED = "\ufffd"
"""Stands for each character that has no place in a file for people."""

_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b")
"""What begins a formula: plain, full-width and small forms, and the minus sign."""
_PLAIN_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)*")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters without width, behind which a sign could hide."""
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but not tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)
_ENDS_CELL = re.compile("[\t\n\r\v\f\x85\u2028\u2029]")


def readable(text: str) -> str:
    """Returns the text with control characters, direction marks and lone surrogates replaced."""
    return _ACTING.sub(REPLACED, text)


def neutral(text: str) -> str:
    """Returns the text so that no spreadsheet takes it for a formula."""
    if text[:1].isalnum() or _PLAIN_NUMBER.fullmatch(text):  # nearly all texts are
        return text
    behind = _without_lead(text)
    lead = text.removesuffix(behind) if behind else text
    if "\t" in lead or "\r" in lead:
        return f"'{text}"
    if behind[:1] not in _SIGNS or not behind or _PLAIN_NUMBER.fullmatch(behind):
        return text
    return f"'{text}"


def pasted(text: str) -> str:
    """Returns the text as one cell among those with tabs between them, for the clipboard.

    A quotation mark in front would have it read on to the next one, and what it holds taken for a cell of its own.
    """
    cell = neutral(readable(_ENDS_CELL.sub(" ", text)))
    return f"'{cell}" if cell.lstrip().startswith('"') else cell


def _without_lead(text: str) -> str:
    """Returns what is left without blanks and unseen characters in front, however they are mixed."""
    at = 0
    while at < len(text) and (text[at].isspace() or text[at] in _UNSEEN):
        at += 1
    return text[at:]
