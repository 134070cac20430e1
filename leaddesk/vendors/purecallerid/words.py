"""Turns values of an answer into words for the eye; silence is said, never left blank."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from leaddesk.domain.verdict import Fact, Silence
from leaddesk.language import tr, tr_now
from leaddesk.vendors.tolerant import Reading

if TYPE_CHECKING:
    from leaddesk.vendors.purecallerid.answer import Answer

_T = TypeVar("_T")


def say(value: object) -> str:
    """Returns a yes or no, a number, a time in UTC or a text as words."""
    match value:
        case bool():
            return tr("yes") if value else tr("no")
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S} UTC"
        case _:
            return str(value) or tr("none given")


@dataclass(frozen=True, slots=True)
class Part:
    """One object of an answer, by its place: knows why a value of it is silent."""

    reading: Reading[Answer]
    place: tuple[str | int, ...]

    def value(self, value: _T | None, key: str) -> _T | Silence:
        """Returns the value, or the kind of silence in its place."""
        return self.reading.value(value, *self.place, key)

    def text(self, value: str | None, key: str) -> str:
        """Returns a text to display; one of another type as its JSON, an absent one as nothing."""
        if value is None and (*self.place, key) in self.reading.unreadable:
            return json.dumps(self.reading.unreadable[*self.place, key], ensure_ascii=False)
        return value or ""

    def fact(
        self, label: str, value: _T | None, key: str, show: Callable[[_T], str] = say, *, caution: bool = False
    ) -> Fact:
        """Returns the field with its label, silence in words."""
        got = self.value(value, key)
        text = tr_now(got.value) if isinstance(got, Silence) else show(got)
        return Fact(label, text, caution, ".".join(str(step) for step in (*self.place, key)))

    def missing(self, label: str, value: object, key: str) -> tuple[Fact, ...]:
        """Returns the fact that a text shown elsewhere was not returned; nothing when it was."""
        silent = self.value(value, key) is Silence.MISSING
        return (self.fact(label, value, key),) if silent else ()
