"""How many SMS a text becomes, and which of its characters make it more.

The tables are those of GSM 03.38 (3GPP TS 23.038): the basic alphabet, and the extension whose characters cost two.
One character outside both makes the whole text UCS-2, counted in UTF-16 code units as phones do. National shift tables
are left out, as networks here do not use them. It is a hint: the vendor documents neither limits nor how it splits
(contract section 5).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from leaddesk.language import grouped, tr, trn

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Each is sent as an escape and a letter, which are never parted."""

_ALPHABET = BASIC | EXTENSION
_ESCAPE = "\x1b"
_ESCAPED = {ord(character): _ESCAPE + character for character in EXTENSION}
_PLAIN = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    "…": "...",
    "•": "-",
    "×": "x",
}
"""What does the same within the alphabet; an empty text where the character shows nothing."""


class SmsEncoding(StrEnum):
    """How a text travels, in the words of the screen."""

    GSM = "GSM-7"
    UCS2 = "UCS-2"


_WHOLE = {SmsEncoding.GSM: 160, SmsEncoding.UCS2: 70}
_PART = {SmsEncoding.GSM: 153, SmsEncoding.UCS2: 67}


@dataclass(frozen=True, slots=True)
class Offender:
    """A character that makes the whole text UCS-2."""

    character: str
    positions: tuple[int, ...]
    """Where it stands, counted from 0."""

    @property
    def name(self) -> str:
        """Its name as Unicode has it, in small letters."""
        unnamed = (
            tr("half a surrogate pair") if unicodedata.category(self.character) == "Cs" else tr("unnamed character")
        )
        return unicodedata.name(self.character, unnamed).lower()

    @property
    def plain(self) -> str | None:
        """What does the same in GSM-7; None where nothing of that kind is known."""
        return _PLAIN.get(self.character)

    @property
    def code(self) -> str:
        """Its code point, such as "U+2019"."""
        return f"U+{ord(self.character):04X}"

    def words(self) -> str:
        """Returns one line that names it, says where it first stands and what would do instead."""
        # A mark that shows nothing, or turns the line round, is named and not shown.
        shown = f"{self.character} " if unicodedata.category(self.character)[0] in "LNPS" else ""
        more = len(self.positions) - 1
        at = self.positions[0] + 1
        where = (
            tr("at character {position} and {more} more", position=at, more=grouped(more))
            if more
            else tr("at character {position}", position=at)
        )
        if self.plain is None:
            return f"{shown}{self.name} ({self.code}), {where}"
        instead = {"": tr("it can be left out"), " ": tr("a plain blank would do")}.get(
            self.plain, tr("{plain} would do", plain=self.plain)
        )
        return f"{shown}{self.name} ({self.code}), {where}: {instead}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentCount:
    """What a text costs to send."""

    encoding: SmsEncoding
    characters: int
    """Code points, so that an emoji made of several counts as several."""
    units: int
    """Septets in GSM-7, extension characters twice; UTF-16 code units in UCS-2."""
    segments: int
    """0 for an empty text."""
    capacity: int
    """Units that the last segment holds: 160 or 70 for one alone, 153 or 67 for one of several."""
    left: int
    """Units still free in the last segment."""
    offenders: tuple[Offender, ...] = ()
    """In the order of their first appearance; none in GSM-7."""

    def words(self) -> str:
        """Returns encoding, characters, segments and what is left as one line."""
        return " · ".join(
            (
                self.encoding.value,
                _characters(self.characters),
                _segments(self.segments),
                tr("{left} left", left=self.left)
                if self.segments < 2
                else tr("{left} left in the last", left=self.left),
            )
        )


def count_segments(text: str) -> SegmentCount:
    """Returns encoding, length and segments of a text as it would travel."""
    offenders = _offenders(text)
    if offenders:
        encoding = SmsEncoding.UCS2
        # A lone surrogate can arrive in JSON; it travels as the one unit it is.
        data = text.encode("utf-16-be", "surrogatepass")
        units, parted = len(data) // 2, _parts_surrogates(data)
    else:
        encoding = SmsEncoding.GSM
        escaped = text.translate(_ESCAPED)
        units, parted = len(escaped), _parts_escape(escaped)
    segments, capacity, used = _split(units, _WHOLE[encoding], _PART[encoding], parted)
    return SegmentCount(
        encoding=encoding,
        characters=len(text),
        units=units,
        segments=segments,
        capacity=capacity,
        left=capacity - used,
        offenders=offenders,
    )


def _offenders(text: str) -> tuple[Offender, ...]:
    odd = set(text) - _ALPHABET
    if not odd:
        return ()
    places: dict[str, list[int]] = {}
    for position, character in enumerate(text):
        if character in odd:
            places.setdefault(character, []).append(position)
    return tuple(Offender(character, tuple(positions)) for character, positions in places.items())


def _split(units: int, whole: int, part: int, parted: Callable[[int], bool]) -> tuple[int, int, int]:
    """Returns how many segments there are, and what the last of them holds and has used.

    `parted` tells whether a cut before that unit would part two that belong together.
    """
    if units <= whole:
        return (1 if units else 0), whole, units
    segments, start = 1, 0
    while units - start > part:
        cut = start + part
        start = cut - 1 if parted(cut) else cut
        segments += 1
    return segments, part, units - start


def _parts_escape(escaped: str) -> Callable[[int], bool]:
    return lambda cut: escaped[cut - 1] == _ESCAPE


def _parts_surrogates(data: bytes) -> Callable[[int], bool]:
    return lambda cut: data[2 * cut - 2] & 0xFC == 0xD8 and data[2 * cut] & 0xFC == 0xDC


def _characters(count: int) -> str:
    return trn("1 character", "{count} characters", count)


def _segments(count: int) -> str:
    return trn("1 segment", "{count} segments", count)
