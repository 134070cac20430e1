"""Turns JSON of any shape into words for the eye."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from itertools import islice

from leaddesk.language import tr
from leaddesk.vendors.tolerant import parse_json

MOST = 500
"""Keys and values of one object that are shown."""
_DEEPEST = 8
"""Levels that are taken apart; what lies deeper is shown as JSON."""
_RAW = 20_000
"""Characters of a foreign body that are kept for a look at it."""


def as_json(value: object, *, indent: int | None = None) -> str:
    """Returns a value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def say(value: object) -> str:
    """Returns a plain value as words, null as nothing, anything else as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case float() if not math.isfinite(value):
            return str(value)
        case _:
            return as_json(value)


def flat(value: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Returns keys and values, nested ones by dotted path; no more than can be looked at."""
    found = list(islice(_flat(value, "", 0), MOST + 1)) if value else []
    return (*found[:MOST], ("…", tr("There is more of it under Raw."))) if len(found) > MOST else tuple(found)


def _flat(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value and depth < _DEEPEST:
        for key, item in value.items():
            yield from _flat(item, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value) and depth < _DEEPEST:
        for index, item in enumerate(value):
            yield from _flat(item, f"{path}[{index}]", depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        yield path, ", ".join(map(say, value))
    else:
        yield path, say(value)


def first_text(values: Mapping[str, object], *keys: str) -> str:
    """Returns the first of these that is a text or a number and not blank."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def raw_of(body: bytes) -> str:
    """Returns a body for a look at it: JSON indented, anything else as it is, and no more than its beginning."""
    parsed = parse_json(body) if len(body) <= _RAW else None
    text = as_json(parsed, indent=2) if isinstance(parsed, dict | list) else body[:_RAW].decode("utf-8", "replace")
    return text[:_RAW]
