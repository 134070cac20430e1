"""One line that add_lead is known to answer with, as a value: its fields, what it means, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Layout = tuple[str, ...]


class Kind(StrEnum):
    """The word a line begins with."""

    SUCCESS = "SUCCESS"
    NOTICE = "NOTICE"
    ERROR = "ERROR"


class Step(StrEnum):
    """What the server does with a lead after it is stored, by the parameter that asks for it."""

    PHONES = "multi_alt_phones"
    CUSTOM = "custom_fields"
    HOPPER = "add_to_hopper"
    CALLBACK = "callback"


class Effect(StrEnum):
    """What a line does to the verdict."""

    LOADED = "loaded"
    DONE = "done"
    """A step after the load was done."""
    UNDONE = "not done"
    """A step after the load was not done: partly done."""
    NOTED = "noted"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    DO_NOT_CONTACT = "do not contact"
    LOCKED = "locked"
    """Nothing is taken for fifteen minutes."""


@dataclass(frozen=True)
class Line:
    """One known line."""

    kind: Kind
    message: str
    """As the server writes it, the function left out."""
    effect: Effect
    says: str
    """What it means, in a sentence."""
    hint: str = ""
    """What to do."""
    layouts: tuple[Layout, ...] = ()
    """The names of its fields, by order."""
    step: Step | None = None
    source: str = "S"

    @cached_property
    def has_two_orders(self) -> bool:
        """Whether as many fields may come in one order or in another."""
        return len({len(layout) for layout in self.layouts}) < len(self.layouts)
