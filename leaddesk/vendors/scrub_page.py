"""Scrubs long answers that come by the hundred: a quick look proves first that no secret can be in one.

A spelling of a secret is either literal (as it is, in base64, in hex), which a search for plain bytes finds, or it
begins an escape of one of its letters somewhere: then it lies near one. Only where that proof fails is the whole answer
searched by `scrub`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.scrub import SHORT, scrub, scrub_response, spellings

_LONGEST_ESCAPE = 32
"""Bytes that one byte of a secret can take up at most, as in `scrub`."""
_MARKS = (b"%", b"\\", b"&")
_TWINS = bytes.maketrans(b"-_", b"+/")
"""The two letters in which the spellings of base64 differ."""


def scrub_page(response: HttpResponse, secrets: Iterable[Secret]) -> HttpResponse:
    """Returns the answer with its body and headers scrubbed, exactly as `scrub_response` does it."""
    known = tuple(secret for secret in secrets if secret)
    if holds_none(response.body, known):
        return replace(scrub_response(replace(response, body=b""), known), body=response.body)
    return scrub_response(response, known)


def holds_none(data: bytes, secrets: tuple[Secret, ...]) -> bool:
    """Tells whether it is sure that no spelling of a secret is in the data; False only says that it is not sure."""
    lower, base64_letters = data.lower(), data.translate(_TWINS)
    texts = {secret.reveal() for secret in secrets}
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        if raw in data:
            return False
        if " " in text and raw.replace(b"+", b" ") in data.replace(b"+", b" "):  # forms spell a blank so
            return False
        if len(text) >= SHORT and (raw.hex().encode() in lower or any(core in base64_letters for core in _cores(raw))):
            return False
    if not any(mark in data for mark in _MARKS):
        return True
    longest = max((len(text.encode("utf-8", "surrogatepass")) for text in texts), default=0)
    near = tuple(_near_escapes(data, frozenset(texts), _LONGEST_ESCAPE * (2 * longest + 4)))
    if sum(end - start for start, end in near) > len(data) // 2:
        return False
    return all((piece := data[start:end]) == scrub(piece, secrets) for start, end in near)


def _cores(raw: bytes) -> Iterator[bytes]:
    """Yields what every base64 text around the bytes has in common, for each alignment."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        yield encoded[-(-8 * before // 6) : 8 * (before + len(raw)) // 6]


def _near_escapes(data: bytes, texts: frozenset[str], reach: int) -> Iterator[tuple[int, int]]:
    """Yields the stretches of data in which a spelling with an escape may lie, none overlapping another."""
    # Most pages hold no mark at all or one of the three: looking for one is ten times as fast as for any of them.
    present = b"".join(mark for mark in _MARKS if mark in data)
    escape = _escape(texts)
    start = end = 0
    for mark in re.finditer(b"[%b]" % re.escape(present), data):
        if not escape.match(data, mark.start()):
            continue
        if mark.start() - reach > end:
            yield start, end
            start = mark.start() - reach
        end = mark.end() + reach
    if end:
        yield start, min(end, len(data))


@lru_cache(maxsize=8)
def _escape(texts: frozenset[str]) -> re.Pattern[bytes]:
    """Returns a pattern for each escape of each letter that one of the texts, or its base64, is made of."""
    letters = {letter for text in texts for letter in text}
    for text in texts:
        letters.update(*(core.decode() for core in _cores(text.encode("utf-8", "surrogatepass"))))
    letters.update("-_")
    return re.compile(
        b"|".join(rb"\\|" + spellings(letter) if letter == "\\" else spellings(letter) for letter in sorted(letters))
    )
