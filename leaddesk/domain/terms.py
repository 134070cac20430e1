"""What the words of a verdict mean: one explanation for each field, state, code and reason, with its source.

The explanations are data that comes from outside; they are taken in when the first of them is wanted, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leaddesk.language import tr

OURS = "leaddesk"
"""Whose terms those are that no vendor brings."""
SCREEN = "screen"
"""Whose terms the controls are: keyed by place and name, such as `Enter lead/Destination`."""


@dataclass(frozen=True, slots=True)
class Term:
    """One explained word."""

    key: str
    """A vendor's path without list indexes, such as `lead.loaded`, or a kind and a word of ours: `state.blocked`."""
    meaning: str
    """One or two sentences."""
    source: str
    """Who says so, for the eye."""


Glossary = Mapping[tuple[str, str], Term]
"""Terms by owner (`OURS` or a vendor's key) and key."""


class Terms:
    """The glossary, taken in on first use."""

    def __init__(self, load: Callable[[], Glossary] = dict) -> None:
        """`load` returns the whole glossary; it is called once, and must not raise."""
        self._load = load
        self._glossary: Glossary | None = None

    def find(self, key: str, vendor: str = OURS) -> Term | None:
        """Returns the vendor's explanation of a key, or ours, list indexes in the key passed over; or None."""
        if self._glossary is None:
            self._glossary = self._load()
        plain = ".".join(step for step in key.split(".") if not step.isdigit())
        return self._glossary.get((vendor, plain)) or self._glossary.get((OURS, plain))

    def meaning(self, key: str, vendor: str = OURS) -> str:
        """Returns what a key means with its source, as one text; empty where nothing explains it."""
        term = self.find(key, vendor)
        if term is None:
            return ""
        return tr("{meaning} Source: {source}.", meaning=term.meaning, source=term.source)
