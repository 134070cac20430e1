"""Where a vendor's answers differ from its documents: which field, how, since when, and never with what value.

A decoder says each difference as a `FieldChange`. What is kept of it is a `Drift`: a path whose every step looks like
a vendor's word, the names of types, and an example only where that is a truth or one word of a closed list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from leaddesk.language import tr_later

MOST = 300
"""Differences that are kept."""
_DEEPEST = 8
_LONGEST_TYPE = 60
_HIDDEN = "…"
_WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]{0,59}")
_NUMBERS = re.compile(r"[0-9]{4}")
"""So many digits in a row may be part of a number or of an id."""
_ENUM = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)*")
_LONGEST_ENUM = 24
_ENUM_KEYS = ("status", "type", "kind", "mode", "level", "tier", "result")
"""Ends of keys under which vendors keep words of a closed list."""
_TYPES: Mapping[type, str] = {
    bool: tr_later("yes or no"),
    int: tr_later("a number"),
    float: tr_later("a number"),
    str: tr_later("text"),
    list: tr_later("a list"),
    dict: tr_later("an object"),
}


class DriftKind(StrEnum):
    """How an answer differs, in the words of the screen."""

    NEW = tr_later("New")
    MISSING = tr_later("Missing")
    RETYPED = tr_later("Another type")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one answer that is not as documented."""

    kind: DriftKind
    path: str
    """As it came, such as `lead.fields[3]`: its keys are the vendor's, and may be anything."""
    expected: str = ""
    """The documented type in words; empty for a new field."""
    got: str = ""
    """The type that came in words; empty for a missing field."""
    example: str = ""
    """A word that cannot be about a person; mostly empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One difference as it is kept: each path once for a vendor's call."""

    vendor: str
    """The vendor's key, such as `purecallerid`."""
    call: str
    """What was answered, in the words of the screen, such as `Load lead`."""
    path: str
    """Without list indexes, and `…` for each key that may say more than a name of a field."""
    kind: DriftKind
    expected: str = ""
    got: str = ""
    example: str = ""
    first_seen: datetime
    last_seen: datetime
    """Both in UTC with their zone."""
    count: int
    """Answers it was seen in."""
    version: str
    """Of the LeadDesk that saw it last."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Tells it from every other one."""
        return self.vendor, self.call, self.kind.value, self.path


def type_name(value: object) -> str:
    """Returns the type of a JSON value in words; "nothing" for null."""
    return _TYPES.get(type(value), "nothing")


def new_field(path: str, value: object) -> FieldChange:
    """Returns the change of a field that no document names."""
    return FieldChange(DriftKind.NEW, path, "", type_name(value), _example(path, value))


def new_field_as_json(path: str, text: str) -> FieldChange:
    """Returns the change of a field that no document names and whose value is kept as JSON."""
    try:
        return new_field(path, json.loads(text))
    except (ValueError, RecursionError):
        return FieldChange(DriftKind.NEW, path)


def _example(path: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_word = isinstance(value, str) and len(value) <= _LONGEST_ENUM and _ENUM.fullmatch(value)
    return str(value) if is_word and path.lower().endswith(_ENUM_KEYS) else ""


def kept_path(path: str) -> str:
    """Returns a path that names fields and nobody: no index, and `…` for each key that does not look like a name."""
    steps = re.sub(r"\[\d+\]", "[]", path).split(".")
    kept = [_kept_step(step) for step in steps[:_DEEPEST]]
    return ".".join([*kept, _HIDDEN] if len(steps) > _DEEPEST else kept)


def _kept_step(step: str) -> str:
    name = step.rstrip("[]")
    lists = "[]" * step[len(name) :].count("[")
    fits = not name or (_WORD.fullmatch(name) and not _NUMBERS.search(name))
    return (name if fits else _HIDDEN) + lists


def with_seen(
    kept: Mapping[tuple[str, str, str, str], Drift],
    vendor: str,
    call: str,
    changes: Iterable[FieldChange],
    at: datetime,
    version: str,
) -> dict[tuple[str, str, str, str], Drift]:
    """Returns what is kept after one more answer, at most MOST: where there is no room, what is new stays out."""
    after = dict(kept)
    seen = set()
    for change in changes:
        drift = Drift(
            vendor=vendor,
            call=call,
            path=kept_path(change.path),
            kind=change.kind,
            expected=change.expected[:_LONGEST_TYPE],
            got=change.got[:_LONGEST_TYPE],
            example=change.example,
            first_seen=at,
            last_seen=at,
            count=1,
            version=version,
        )
        if drift.key in seen:
            continue
        seen.add(drift.key)
        if before := after.get(drift.key):
            after[drift.key] = replace(drift, first_seen=before.first_seen, count=before.count + 1)
        elif len(after) < MOST:
            after[drift.key] = drift
    return after


def joined(one: Drift, other: Drift) -> Drift:
    """Returns two records of the same difference as one."""
    late = max(one, other, key=lambda drift: drift.last_seen)
    return replace(late, first_seen=min(one.first_seen, other.first_seen), count=one.count + other.count)
