"""Reads any bytes as an answer, so that a fuzzer that knows bytes alone can look for what no sample leads to.

The first three bytes are status, content type and the rest of the head; all others are the body, as they are.
"""

from __future__ import annotations

from random import Random
from typing import TypeVar

from leaddesk.domain.wire import HttpResponse
from tests.fuzz import mutate
from tests.fuzz.decoders import Decoder

HEAD = 3
_T = TypeVar("_T")
_CAPPED = 0x80
_USUAL = bytes(HEAD)
_REFUSED = bytes((mutate.STATUSES.index(400), 0, 0))


def answer(data: bytes) -> HttpResponse:
    """Returns the answer that these bytes stand for; what is missing of the head counts as zeros."""
    status, kind, rest = data[:HEAD].ljust(HEAD, b"\0")
    wait = _one_of(mutate.WAITS, rest & ~_CAPPED)
    headers = (("Content-Type", _one_of(mutate.KINDS, kind)), *((("Retry-After", wait),) if wait else ()))
    return HttpResponse(_one_of(mutate.STATUSES, status), headers, data[HEAD:], capped=bool(rest & _CAPPED))


def seeds(decoder: Decoder) -> tuple[bytes, ...]:
    """Returns the bytes of every recorded answer, as it was and as a refusal."""
    return tuple(head + body for body in decoder.samples for head in (_USUAL, _REFUSED))


def longest(decoder: Decoder) -> int:
    """Returns how many bytes are worth trying: two of the longest answer, or enough to be nested too deep."""
    return HEAD + max(4096, 2 * max(map(len, decoder.samples)))


def changed(data: bytes, samples: tuple[bytes, ...], seed: int) -> bytes:
    """Returns these bytes, or a sample under their head, with values changed as `make fuzz` changes them."""
    try:
        return data[:HEAD].ljust(HEAD, b"\0") + mutate.body(Random(seed), (*samples, *(data[HEAD:] for _ in samples)))
    except RecursionError:  # nested too deep to be changed by its values
        return data


def _one_of(known: tuple[_T, ...], byte: int) -> _T:
    return known[byte % len(known)]
