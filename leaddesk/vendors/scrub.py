"""Removes secrets from an answer by value, however the vendor spelled them, before anything reads or keeps it.

Found are plain text, percent-encoding, JSON and HTML escapes (mixed as you like), base64 at every alignment and hex.
Not found are a secret cut in two by the size limit of an answer, and spellings that no echo makes (reversed, ciphered).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from html.entities import html5
from itertools import groupby

from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpResponse

SHORT = 4
"""Secrets with fewer characters are looked for in plain form only: encoded, they would match ordinary text."""

_WINDOW = 64 * 1024
_LONGEST_SPELLING = 32
"""Bytes that one byte of a secret can take up at most, however it is escaped."""

_JSON_SHORT = {'"': '"', "\\": "\\", "/": "/", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
_BASE64_TWINS = {"+": "+-", "/": "/_"}


def scrub(data: bytes, secrets: Iterable[Secret]) -> bytes:
    """Returns the data with a mask in the place of every secret."""
    for text in sorted({secret.reveal() for secret in secrets if secret}, key=lambda text: (-len(text), text)):
        reach = _LONGEST_SPELLING * len(text.encode("utf-8", "surrogatepass"))
        for pattern in _patterns(text):
            data = _masked(pattern, data, reach)
    return data


def _masked(pattern: re.Pattern[bytes], data: bytes, reach: int) -> bytes:
    """Returns the data with a mask for every match, looked for in windows, each `reach` bytes into the next.

    One search over megabytes holds the interpreter, and with it the window of the application, until it is done.
    """
    kept: list[bytes] = []
    copied = at = 0
    for start in range(0, len(data), _WINDOW):
        end = start + _WINDOW
        at = max(at, start)
        while (found := pattern.search(data, at, end + reach)) and found.start() < end:
            kept += (data[copied : found.start()], MASK.encode())
            copied = at = found.end()
    return b"".join((*kept, data[copied:])) if kept else data


def scrub_response(response: HttpResponse, secrets: Iterable[Secret]) -> HttpResponse:
    """Returns the answer with its body and headers scrubbed."""
    known = tuple(secrets)

    def clean(text: str) -> str:
        return scrub(text.encode("utf-8", "surrogateescape"), known).decode("utf-8", "surrogateescape")

    headers = tuple((clean(name), clean(value)) for name, value in response.headers)
    return replace(response, headers=headers, body=scrub(response.body, known))


@lru_cache(maxsize=8)
def _patterns(text: str) -> tuple[re.Pattern[bytes], ...]:
    raw = text.encode("utf-8", "surrogatepass")
    if len(text) < SHORT:
        return (re.compile(re.escape(raw)),)
    return (
        re.compile(_spelled(text)),
        *(re.compile(_spelled(core, _BASE64_TWINS)) for core in _base64_cores(raw)),
        re.compile(b"".join(_hex_pair(byte) for byte in raw)),
    )


def _spelled(text: str, twins: dict[str, str] | None = None) -> bytes:
    """Returns a pattern for the text in which each character may be escaped on its own; `twins` may stand in for it."""
    parts: list[bytes] = []
    for char, run in groupby(text):
        count = len(list(run))
        one = b"|".join(spellings(twin) for twin in (twins or {}).get(char, char))
        if char == "\\":
            # A run is taken whole: single and doubled backslashes in any order would cost exponential time
            parts.append(rb"(?:\\{%d,%d}|(?:%b){%d})" % (count, 4 * count, one, count))
        else:
            parts.append(b"(?:%b)" % one * count)
    return b"".join(parts)


def spellings(char: str) -> bytes:
    """Returns the alternatives for one character; that of a backslash as it is depends on how many there are."""
    raw = char.encode("utf-8", "surrogatepass")
    alternatives = [] if char == "\\" else [re.escape(raw)]
    alternatives.append(b"".join(b"%(?:25)?" + _hex_pair(byte) for byte in raw))
    units = char.encode("utf-16-be", "surrogatepass")
    alternatives.append(
        b"".join(rb"\\{1,4}u" + _hex_pair(units[at]) + _hex_pair(units[at + 1]) for at in range(0, len(units), 2))
    )
    if char in _JSON_SHORT and char != "\\":
        alternatives.append(rb"\\{1,4}" + re.escape(_JSON_SHORT[char].encode()))
    if char == " ":
        alternatives.append(rb"\+")
    names = sorted(name.rstrip(";") for name, meant in html5.items() if meant == char)
    point = b"%x" % ord(char)
    alternatives.append(
        rb"&(?:#0{0,8}%d|#[xX]0{0,8}%b%b);?"
        % (
            ord(char),
            b"".join(_hex_digit(digit) for digit in point.decode()),
            b"".join(b"|" + name.encode() for name in dict.fromkeys(names)),
        )
    )
    return b"|".join(alternatives)


def _hex_digit(digit: str) -> bytes:
    return f"[{digit}{digit.upper()}]".encode() if digit.isalpha() else digit.encode()


def _hex_pair(byte: int) -> bytes:
    return b"".join(_hex_digit(digit) for digit in f"{byte:02x}")


def _base64_cores(raw: bytes) -> Iterable[str]:
    """Yields the part of the base64 text that does not depend on what stands before and after, for each alignment."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode()
        yield encoded[-(-8 * before // 6) : 8 * (before + len(raw)) // 6]
