"""How the fields of a form share rows; pure, and always in the order of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from leaddesk.domain.fields import FieldKind, FieldSpec, FormSchema

_FULL_WIDTH = (
    FieldKind.PHONE,
    FieldKind.PHONES,
    FieldKind.CALL_TIME,
    FieldKind.URL,
    FieldKind.SECRET,
    FieldKind.LEADID,
    FieldKind.TRUSTEDFORM,
)
_TEXTS = (FieldKind.TEXT, FieldKind.EMAIL, FieldKind.MOMENT)
_LONG_CHOICE = 18
"""Characters of a choice that half a row still shows whole."""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """Hints for a form; whatever they leave open is a row of its own."""

    rows: tuple[tuple[str, ...], ...] = ()
    """Keys that share a row."""
    widths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Share of the row by key; 1 for those not named."""
    pairs: bool = False
    """Whether fields that no row names go two by two, unless what they say or offer needs the whole row."""
    longest_half: int | None = None
    """Characters that a text of half a row takes at most; None for any."""
    more_title: str = ""
    """Heading over the fields that no row names; empty for none."""


def arrange(schema: FormSchema, layout: FormLayout) -> tuple[tuple[FieldSpec, ...], ...]:
    """Returns the rows of a form, every field once."""
    rows: list[tuple[FieldSpec, ...]] = []
    waiting: list[FieldSpec] = []
    placed: set[str] = set()

    def flush() -> None:
        rows.extend(tuple(waiting[start : start + 2]) for start in range(0, len(waiting), 2))
        waiting.clear()

    for spec in schema.fields:
        if spec.key in placed:
            continue
        keys = next((row for row in layout.rows if spec.key in row), ())
        if waiting and waiting[-1].section != spec.section:
            flush()
        if not keys and layout.pairs and not _needs_room(spec, layout.longest_half):
            waiting.append(spec)
            continue
        flush()
        row = tuple(other for other in schema.fields if other.key in keys) or (spec,)
        placed.update(other.key for other in row)
        rows.append(row)
    flush()
    return tuple(rows)


def _needs_room(spec: FieldSpec, longest: int | None) -> bool:
    long_choice = any(len(choice) > _LONG_CHOICE for choice in spec.choices)
    long_text = longest is not None and spec.kind in _TEXTS and spec.max_length > longest
    return spec.kind in _FULL_WIDTH or bool(spec.notes) or long_choice or long_text


def is_named(key: str, layout: FormLayout) -> bool:
    """Tells whether a row of the layout names the field."""
    return any(key in row for row in layout.rows)
