"""What *Export and import* in *Settings* needs of the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What a setup file would change, before it does."""

    changes: Sequence[tuple[str, str]]
    """Each as label and words; none where everything is so already."""
    left_out: Sequence[str]
    """What of the file is not taken over."""
    apply: Callable[[], Awaitable[str]]
    """Takes it over, all or nothing, and returns what to say; raises LeadDeskError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupDesk:
    """Settings and profiles, carried from one computer to another."""

    export: Callable[[str, bool], Awaitable[str]]
    """Writes the file and returns what to say; raises AlreadyThere unless the file may be replaced, LeadDeskError."""
    plan: Callable[[str], Awaitable[SetupPlan]]
    """Reads a file and changes nothing; raises LeadDeskError for one that cannot be taken over whole."""
    imported: Callable[[str], None]
    """Says in the window what was imported, after this dialog has closed."""
