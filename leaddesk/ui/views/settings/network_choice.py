"""The network setting as a person sees it; what it means for a request is decided elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from leaddesk.domain.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkChoice:
    """What stands in the fields, the password apart."""

    way: str = "system"
    """`system`, `none` or `proxy`."""
    host: str = ""
    port: int = 8080
    user: str = ""
    except_for: str = ""
    certificates: str = ""
    """Path of a PEM file, or empty."""


@dataclass(frozen=True, slots=True)
class NetworkDesk:
    """What the section needs of the rest."""

    now: NetworkChoice
    keep: Callable[[NetworkChoice, Secret | None], Awaitable[str]]
    """Keeps the setting, with a password where one was typed, and returns what to say; raises LeadDeskError."""
