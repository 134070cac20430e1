"""Makes odd answers out of good ones: by bytes, by values, or of nothing but chance; the same dice, the same answer."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

STATUSES = (200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503, 599, 100)
KINDS = (
    "application/json",
    "application/json; charset=utf-16",
    "text/html",
    "text/plain",
    "",
    "\u00e9;=,",
    "image/png",
)
WAITS = ("", "7", "-1", "1e9", "nan", "9" * 400, "Wed, 21 Oct 2026 07:28:00 GMT", "Thu, 99 Foo 0000 99:99:99 GMT")
_ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.5, 1e308, 10**25, 10**400, float("nan"), float("inf"), "", "0", "true", "odd",
    "\x00", "\u202e", "\ud800", "<b>x</b>", "=1+1", "x" * 5000, [], [[]], {}, {"": None}, [None], ["x"], {"x": 1},
    "2025-01-01T00:00:00Z", "2026-02-05T09:00:00.000Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
    "2026-02-05", "Accepted", "REJECTED", "ACTIVE", "+12025550123", -0.0, 253402300800000,
)  # fmt: skip
_BITS = (b"\x00", b"\xff", b"\xc3", b'"', b"{", b"}", b"[", b"]", b",", b":", b"|", b"\n", b"\r", b" ", b"-",
         b"null", b"true", b"1e999", b"\xef\xbb\xbf", b"ERROR: ", b"SUCCESS: ", b"NOTICE: ")  # fmt: skip

Place = tuple[Any, Any]
"""A list or an object, and the index or key of something in it."""


def status(dice: Random) -> int:
    """Returns a status, mostly a success."""
    return dice.choice(STATUSES)


def headers(dice: Random) -> tuple[tuple[str, str], ...]:
    """Returns headers as a server may send them."""
    wait = dice.choice(WAITS)
    return (("Content-Type", dice.choice(KINDS)), *((("Retry-After", wait),) if wait else ()))


def body(dice: Random, samples: tuple[bytes, ...]) -> bytes:
    """Returns the body of an answer: mostly a good one with changes."""
    made: Callable[[Random, tuple[bytes, ...]], bytes] = dice.choices((_values, _bytes, _json, _noise), (6, 3, 1, 1))[0]
    return made(dice, samples)


def _values(dice: Random, samples: tuple[bytes, ...]) -> bytes:
    """Returns a sample with values dropped, changed, doubled or put elsewhere; one that is no JSON by its bytes."""
    sample = dice.choice(samples)
    try:
        holder = [json.loads(sample)]
    except ValueError:
        return _bytes(dice, (sample,))
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        places = list(_places(holder))
        at, key = dice.choice(places)
        match dice.randrange(5):
            case 0 if at is not holder:
                del at[key]
            case 1:
                other, its = dice.choice(places)
                at[key] = json.loads(json.dumps(other[its]))
            case 2 if isinstance(at, dict):
                at[dice.choice((str(key).upper(), f"{key} ", f"new_{key}"))] = at.pop(key)
            case 3 if isinstance(at, list) and at is not holder:
                at.extend(json.loads(json.dumps(at[key])) for _ in range(3))
            case _:
                at[key] = copy.deepcopy(dice.choice(_ODD))  # the next change may reach into it
    text = json.dumps(holder[0], ensure_ascii=dice.random() < 0.5)
    return (_with_a_key_twice(dice, text) if dice.random() < 0.1 else text).encode("utf-8", "surrogatepass")


def _with_a_key_twice(dice: Random, text: str) -> str:
    """Returns the text with one plain value said once more before it, in another way."""
    plain = list(re.finditer(r'("[A-Za-z_]+": )(true|false|null|\d+)', text))
    if not plain:
        return text
    one = dice.choice(plain)
    other = dice.choice(("true", "false", "null", "0", "1"))
    return f"{text[: one.start()]}{one[1]}{other}, {text[one.start() :]}"


def _places(value: Any) -> Iterator[Place]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)


def _bytes(dice: Random, samples: tuple[bytes, ...]) -> bytes:
    """Returns a sample that is torn, spliced with another, doubled or dirty."""
    data = bytearray(dice.choice(samples))
    for _ in range(dice.choice((1, 1, 2, 4, 9))):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(6):
            case 0:
                del data[at:]
            case 1:
                del data[at : at + dice.randrange(1, 9)]
            case 2:
                data[at:at] = dice.choice(_BITS)
            case 3:
                data[at : at + 1] = bytes((dice.randrange(256),))
            case 4:
                data[at:at] = data[at : at + dice.randrange(1, 200)]
            case _:
                other = dice.choice(samples)
                data[at:] = other[dice.randrange(len(other) + 1) :]
    return bytes(data)


def _json(dice: Random, samples: tuple[bytes, ...]) -> bytes:
    """Returns JSON made of the sample's own keys and odd values."""
    keys = sorted({str(key) for at, key in _places(_parsed(dice.choice(samples))) if isinstance(at, dict)}) or ["x"]

    def some(depth: int) -> Any:
        kind = dice.randrange(4) if depth < 5 else 0
        if kind == 1:
            return [some(depth + 1) for _ in range(dice.randrange(4))]
        if kind > 1:
            return {dice.choice(keys): some(depth + 1) for _ in range(dice.randrange(6))}
        return dice.choice(_ODD)

    return json.dumps(some(0)).encode()


def _parsed(sample: bytes) -> Any:
    try:
        return json.loads(sample)
    except ValueError:
        return None


def _noise(dice: Random, _samples: tuple[bytes, ...]) -> bytes:
    if dice.random() < 0.1:
        return dice.choice((b"[", b'{"a":', b"9", b"\\", b'"')) * 20_000
    return dice.randbytes(dice.randrange(200))
