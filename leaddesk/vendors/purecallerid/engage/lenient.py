"""Parses JSON more leniently than its letter: a campaign that can be read can be stopped.

Raw control characters, NaN and Infinity do no harm here, and letters that are no UTF-8 cost only themselves. Nests are
cut where nobody could look at them any more, so that no later step runs out of stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from leaddesk.language import tr
from leaddesk.vendors.tolerant import Unparsed, parse_json

_T = TypeVar("_T")
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character, which may stand alone."""
DEEPEST = 64
"""Levels of a value that are kept."""
TOO_DEEP = tr("nested too deeply to be kept")
"""Stands in the place of what is deeper."""
_NESTS = (dict, list)
_DECODER = json.JSONDecoder(parse_constant=str, strict=False)


def text_of(body: bytes) -> str:
    """Returns a body as text, with a mark for each letter that is lost."""
    return body.decode("utf-8-sig", "replace")


def lost_letters(body: bytes) -> bool:
    """Tells whether a body is not UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def parse(text: str) -> object | Unparsed:
    """Returns the value of a JSON text, or why there is none."""
    try:
        value, end = _value(text, _blanks(text, 0))
    except (ValueError, RecursionError):
        return parse_json(text.encode("utf-8", "replace"))
    return (
        value
        if _blanks(text, end) == len(text)
        else Unparsed(tr("The answer is not JSON: more stands behind its end."))
    )


def elements(text: str, known: Callable[[str, int], tuple[str, _T] | None]) -> Iterator[tuple[str, object | _T]]:
    """Yields the elements of a list with their text, each parsed on its own: no step holds the interpreter for long.

    `known` may return the text of the element that begins at a place, and what stands for it; it is not parsed then.
    Raises ValueError where the text is no list, RecursionError where it is nested without end.
    """
    at = _blanks(text, 0)
    if text[at : at + 1] != "[":
        raise ValueError("no list")
    at = _blanks(text, at + 1)
    mark = text[at : at + 1] if text[at : at + 1] == "]" else ","
    while mark == ",":
        if found := known(text, at):
            yield found
            end = at + len(found[0])
        else:
            element, end = _value(text, at)
            yield text[at:end], element
        at = _blanks(text, end)
        mark = text[at : at + 1]
        at = _blanks(text, at + 1) if mark == "," else at
    if mark != "]" or _blanks(text, at + 1) != len(text):
        raise ValueError("no end")


def _value(text: str, at: int) -> tuple[object, int]:
    """Returns the value that begins there and its end; lone halves of characters become marks that can be stored."""
    value, end = _DECODER.raw_decode(text, at)
    if text.count("[", at, end) + text.count("{", at, end) > DEEPEST:
        _cut(value)
    if _HALF.search(text, at, end):
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value, end


def _cut(value: object) -> None:
    """Puts a mark in the place of what is nested too deeply; goes level by level, so that no stack runs out."""
    level = [value] if isinstance(value, _NESTS) else []
    for _ in range(DEEPEST):
        level = [
            inner
            for nest in level
            for inner in (nest.values() if isinstance(nest, dict) else nest)
            if isinstance(inner, _NESTS)
        ]
    for nest in level:
        if isinstance(nest, dict):
            nest.clear()
            nest["…"] = TOO_DEEP
        else:
            nest[:] = [TOO_DEEP]


def _blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
