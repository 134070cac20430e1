"""The network setting as a person sees it; what it means for a request is decided elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

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
class NetworkTested:
    """What a test of the setting showed."""

    works: bool
    """Whether nothing failed."""
    lines: tuple[str, ...]
    """One for each profile."""


class TryNetwork(Protocol):
    """Asks vendors one harmless question each, the way that stands in the fields."""

    def __call__(
        self, choice: NetworkChoice, password: Secret | None, profile_id: str, on_step: Callable[[str], None]
    ) -> Awaitable[NetworkTested]:
        """Asks with one profile, or with each for an empty text; raises LeadDeskError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDesk:
    """What the section needs of the rest."""

    now: NetworkChoice
    keep: Callable[[NetworkChoice, Secret | None], Awaitable[str]]
    """Keeps the setting, with a password where one was typed, and returns what to say; raises LeadDeskError."""
    forget: Callable[[NetworkChoice], Awaitable[str]]
    """Forgets the password of the proxy and user in the fields and returns what to say; raises LeadDeskError."""
    profiles: Sequence[tuple[str, str]]
    """Id and name of every profile to test with."""
    test: TryNetwork
