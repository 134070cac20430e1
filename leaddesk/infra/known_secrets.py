"""The credentials that were at hand in this run, known by value, so that no log line can hold one, however it came in.

Found are plain text, base64 and hex, behind percent, HTML, JSON and Python escapes in any mixture up to three deep. Not
looked for are credentials shorter than four characters, which ordinary text is full of. They live as long as the run.
"""

from __future__ import annotations

import base64
import html
import re
import sys
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from leaddesk.domain.secret import MASK, Secret

WITHHELD = "A log line that held a credential was left out."
SHORTEST = 4
"""Characters of a credential that is looked for."""
_MOST = 64
"""Credentials that are known at a time: the ones used last."""
_DEEP = 3
_MOST_BYTES = 4_000_000
"""So much of a text, its escapes undone in several ways, is looked at; one that is longer is left out."""
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_NUMBER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_Needles = tuple[tuple[bytes, ...], tuple[bytes, ...]]
"""The spellings of a credential in which capitals count, and those in which they do not."""
_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"v": b"\v", b"a": b"\a"}


class KnownSecrets:
    """Takes in what the secret store hands out; `mask` is called by the log, on any thread."""

    def __init__(self) -> None:
        self._needles: dict[str, _Needles] = {}
        self._plain = re.compile(r"(?!)")
        """Any of them as it is, the longest first; at the beginning nothing."""

    def add(self, secret: Secret) -> None:
        """Takes in a credential."""
        text = secret.reveal()
        if len(text) < SHORTEST:
            return
        known = dict(self._needles)  # whole or not at all: another thread may be reading
        raw = text.encode("utf-8", "surrogatepass")
        is_new = known.pop(text, None) is None
        known[text] = tuple(_base64_cores(raw)), (raw.lower(), raw.hex().encode())
        while len(known) > _MOST:
            del known[next(iter(known))]
        self._needles = known
        if is_new:
            longest_first = sorted(known, key=len, reverse=True)
            self._plain = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def mask(self, text: str) -> str:
        """Returns the text without credentials: masked where one stands plain, its line left out where it is coded."""
        text = self._plain.sub(MASK, text)
        if not self._holds(text):
            return text
        lines = [WITHHELD if self._holds(line) else line for line in text.split("\n")]
        return WITHHELD if self._holds(text := "\n".join(lines)) else text

    def _holds(self, text: str) -> bool:
        needles, looked_at = self._needles.values(), 0
        if not needles:
            return False
        for view in _views(text.encode("utf-8", "surrogatepass")):
            low = view.lower()
            if any(any(one in view for one in exact) or any(one in low for one in folded) for exact, folded in needles):
                return True
            looked_at += len(view)
            if looked_at > _MOST_BYTES:
                return True
        return False


def _views(data: bytes) -> Iterator[bytes]:
    """Yields the data, and what it says when escapes are undone."""
    layer, seen = [data], {data}
    yield data
    for _ in range(_DEEP):
        undone = {view for one in layer for view in _undone(one)} - seen
        yield from undone
        layer = list(undone)
        seen |= undone


def _undone(data: bytes) -> Iterator[bytes]:
    if b"%" in data or b"+" in data:
        yield unquote_to_bytes(data)
        yield unquote_to_bytes(data.replace(b"+", b" "))
    if b"\\" in data:
        for unescaped in (_as_text, _as_bytes):
            yield _PAIR.sub(_joined, _ESCAPE.sub(unescaped, data))
    if b"&" in data:
        yield _NUMBER.sub(_as_point, data)  # html.unescape drops what may not stand in HTML
        yield html.unescape(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _as_text(match: re.Match[bytes]) -> bytes:
    byte, four, eight, letter = match.groups()
    return _SHORT.get(letter, letter) if letter else _letter(int(byte or four or eight, 16))


def _as_point(match: re.Match[bytes]) -> bytes:
    return _letter(int(match[1], 16) if match[1] else int(match[2]))


def _letter(point: int) -> bytes:
    return chr(point).encode("utf-8", "surrogatepass") if point <= sys.maxunicode else b""


def _as_bytes(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode()) if match[1] else _as_text(match)


def _joined(match: re.Match[bytes]) -> bytes:
    """Returns the character that JSON writes as two halves."""
    return match[0].decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass").decode("utf-16-be").encode()


def _base64_cores(raw: bytes) -> Iterator[bytes]:
    """Yields the part of the base64 that does not depend on what stands around it, for each place in three bytes."""
    for before in range(3):
        core = base64.b64encode(bytes(before) + raw)[-(-8 * before // 6) : 8 * (before + len(raw)) // 6]
        yield core
        yield core.translate(_URL_SAFE)
