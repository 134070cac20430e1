"""Reads the lines of an answer: which are there, and what their fields are named (contract section 6).

SUCCESS and ERROR count only where a line begins: what people typed is echoed in the middle of lines, and may hold those
words. NOTICE may follow other text without a line break, as the server prints it after alternate phones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from leaddesk.domain.secret import MASK
from leaddesk.vendors.crocodial.line import Kind, Layout, Line
from leaddesk.vendors.crocodial.lines import known_line

OWN_FUNCTION = "add_lead"
_OWN = f"{OWN_FUNCTION} "
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}
_GLUED = "NOTICE: add_lead "
_FUNCTION = re.compile(r"([a-z]+(?:_[a-z]+)*) +(?=\S)")
_LONGEST_SHOWN = 300
_SHAPES: Mapping[str, Callable[[str], object]] = {
    "phone": re.compile(r"[0-9,]{6,16}").fullmatch,
    "list_id": re.compile(r"[0-9]{1,14}").fullmatch,
    "found_list_id": re.compile(r"[0-9]{1,14}").fullmatch,
    "lead_id": re.compile(r"[0-9]{1,20}").fullmatch,
    "hopper_id": re.compile(r"[0-9]{1,20}").fullmatch,
    "count": re.compile(r"[0-9]{1,5}").fullmatch,
    "dialable": re.compile(r"[01]?").fullmatch,
    "gmt": re.compile(r"(?:-?[0-9]{1,2}(?:\.[0-9]{1,2})?)?").fullmatch,
    "type": re.compile(r"(?:ANYONE|USERONLY)?").fullmatch,
}
"""What a field of that name can hold; it decides between two orders where nothing that was sent does."""
_TELLING = ("user", "list_id", "campaign", "lead_id")
"""Names whose values tell one order from the other; the phone stands first in both."""


class Said(NamedTuple):
    """One line that the server meant as such."""

    kind: Kind
    function: str
    """`add_lead`, another word of the server's, or nothing."""
    message: str
    values: tuple[str, ...]
    line: Line | None
    """What is known of it; None for a message that no rule knows."""
    raw: str
    """The line as it came, cut where it is long."""

    @property
    def is_foreign(self) -> bool:
        """Whether it speaks of another function than the one that was called."""
        return self.function not in ("", OWN_FUNCTION)


class Answer(NamedTuple):
    """An answer's lines."""

    said: tuple[Said, ...]
    other: tuple[str, ...]
    """Everything else, cut where it is long; empty lines left out."""

    def first(self, kind: Kind) -> Said | None:
        """Returns the first line of that kind."""
        for said in self.said:
            if said.kind is kind:
                return said
        return None

    def of(self, kind: Kind) -> tuple[Said, ...]:
        """Returns the lines of that kind."""
        return tuple([said for said in self.said if said.kind is kind])


def read_answer(body: bytes) -> Answer:
    """Returns the lines of a body; any bytes give an answer."""
    said: list[Said] = []
    other: list[str] = []
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.split("\n")
    pieces = [piece for line in lines for piece in _pieces(line)] if _GLUED in text else lines
    for piece in pieces:
        word, colon, rest = piece.partition(":")
        if colon and (kind := _KINDS.get(word.lstrip(" \t"))):
            said.append(_read_line(kind, rest.strip(), piece))
        elif shown := piece.strip():
            other.append(shown[:_LONGEST_SHOWN])
    return Answer(tuple(said), tuple(other))


def _pieces(line: str) -> list[str]:
    """Returns a line, cut before every notice in its middle."""
    if line.find(_GLUED, 1) < 0:
        return [line]
    first, *rest = line.split(_GLUED)
    return [first, *(_GLUED + piece for piece in rest)]


def _read_line(kind: Kind, text: str, raw: str) -> Said:
    function = ""
    if text.startswith(_OWN):
        function, text = OWN_FUNCTION, text[len(_OWN) :].lstrip()
    line = known_line(kind, text)
    if line is None and not function and (word := _FUNCTION.match(text)):
        function, text = word[1], text[word.end() :]
        line = known_line(kind, text)
    if line:
        message = line.message
        data = text[len(message) :].lstrip()
    else:
        found = re.search(r" - |: ", text)
        message, tail = (text[: found.start()], text[found.start() :]) if found else (text, "")
        message, data = message.strip()[:_LONGEST_SHOWN], tail.lstrip()
    in_bars = data.startswith(":")
    data = data[1:].strip().removeprefix("|") if in_bars else data.removeprefix("-").strip()
    values = tuple([part.strip() for part in data.removesuffix("|").split("|")]) if data else ()
    return Said(kind, function, message, values, line, raw.strip()[:_LONGEST_SHOWN])


def name_fields(said: Said, known: Mapping[str, str]) -> dict[str, str]:
    """Returns a line's fields by their names; none where no order fits, or two do.

    `known` holds what was sent, and what earlier lines told, by the same names.
    """
    if said.line is None:
        return {}
    layouts = said.line.layouts
    candidates = _all_named(layouts, said.values) or _all_named(layouts, (*said.values, ""))
    if len(layouts) > 1:
        candidates = [named for named in candidates if _has_shape(named)]
    if said.line.has_two_orders:
        candidates = _fitting(candidates, known)
    if len(candidates) > 1:
        candidates = [named for named in candidates if named.get("phone") == known.get("phone")] or candidates
    return candidates[0] if candidates and candidates.count(candidates[0]) == len(candidates) else {}


def _all_named(layouts: tuple[Layout, ...], values: tuple[str, ...]) -> list[dict[str, str]]:
    """Returns the values by name. Names of people are counted from the right: they may hold a bar themselves."""
    found, count = [], len(values)
    for layout in layouts:
        if layout[0] == "first_name":
            own = layout[2:]
            if count >= len(layout):
                found.append(dict(zip(own, values[-len(own) :], strict=True)))
        elif count == len(layout):
            found.append(dict(zip(layout, values, strict=True)))
    return found


def _has_shape(named: Mapping[str, str]) -> bool:
    return not [key for key, value in named.items() if (fits := _SHAPES.get(key)) and not fits(value)]


def _fitting(candidates: list[dict[str, str]], known: Mapping[str, str]) -> list[dict[str, str]]:
    """Returns the candidates that agree best with what is known; none where nothing of it is where it belongs."""
    if not any(known.get(key) for key in _TELLING):
        return candidates
    hits = [sum(_agrees(known, named, key) for key in _TELLING) for named in candidates]
    best = max(hits, default=0)
    return [named for named, count in zip(candidates, hits, strict=True) if count == best and best > 0]


def _agrees(known: Mapping[str, str], named: Mapping[str, str], key: str) -> bool:
    value = named.get(key, "")
    return bool(value) and bool(known.get(key)) and (value == known[key] or MASK in value)
